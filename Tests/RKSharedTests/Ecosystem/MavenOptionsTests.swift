import RKShared
import Support
import Testing

/// `.mvn/maven.config`: what Maven refuses is an error with its place, and what it takes is followed.
struct MavenOptionsTests {
    /// The text, the code and place, and what the message holds.
    @Test(arguments: [
        ("deploy\n", "RK-MANIFEST-INVALID 1:1", "`deploy` is no option"), ("-T 3\nclean install\n", "RK-MANIFEST-INVALID 2:1", "`clean`"),
        ("\n\n  clean\n", "RK-MANIFEST-INVALID 3:3", "`clean`"), ("-B x\n", "RK-MANIFEST-INVALID 1:4", "`x` is no option"),
        ("Drevision=1\n", "RK-MANIFEST-INVALID 1:1", "`Drevision=1`"), ("<<<<<<< HEAD\n", "RK-MANIFEST-INVALID 1:1", "`<<<<<<<`"),
        ("-Da=1\n=======\n-Da=2\n", "RK-MANIFEST-INVALID 2:1", "`=======`"), ("é clean\n", "RK-MANIFEST-INVALID 1:1", "`é`"),
        ("-D\n", "RK-MANIFEST-INVALID 1:1", "`-D` has no value"), ("-B\n--define\n", "RK-MANIFEST-INVALID 2:1", "`--define` has no value"),
        ("-D=1\n", "RK-MANIFEST-INVALID 1:1", "names no property"), ("--define =1\n", "RK-MANIFEST-INVALID 1:10", "names no property"),
        ("-P\n", "RK-MANIFEST-INVALID 1:1", "`-P` has no value"), ("-P,\n", "RK-MANIFEST-INVALID 1:1", "names no profile"),
        ("-P ,,\n", "RK-MANIFEST-INVALID 1:4", "names no profile"), ("-T\n", "RK-MANIFEST-INVALID 1:1", "`-T` has no value"),
        ("--settings", "RK-MANIFEST-INVALID 1:1", "has no value"), ("-Da=1\n\0", "RK-MANIFEST-SYNTAX 2:1", "a control character"),
        ("\u{7}", "RK-MANIFEST-SYNTAX 1:1", "a control character"),
    ])
    func refused(_ text: String, _ expected: String, _ message: String) async throws {
        let parts = expected.split(separator: " ")
        let findings = try await discover(Array(text.utf8)).findings.filter { $0.severity == .error }
        let first = try #require(findings.first)
        #expect("\(first.code) \(first.place?.description ?? "")" == "\(parts[0]) .mvn/maven.config:\(parts[1])", "\(findings)")
        #expect(first.message.contains(message) && first.hint?.isEmpty == false, "\(findings)")
    }

    /// Bytes that are no UTF-8, and UTF-16.
    @Test(arguments: [[0x2D, 0x44, 0xFF], [0xFF, 0xFE, 0x2D, 0x00]] as [[UInt8]])
    func encodings(_ bytes: [UInt8]) async throws {
        let findings = try await discover(bytes).findings
        #expect(findings.map(\.code) == ["RK-MANIFEST-SYNTAX"] && findings[0].place?.path == ".mvn/maven.config" && findings[0].hint != nil)
    }

    /// Options that Maven takes, with the version that `${revision}${suffix}` comes to.
    @Test(arguments: [
        ("-Drevision=2.0\n", "2.0"), ("-B -Drevision=2.0 -ntp\n", "2.0"), ("-D\nrevision=2.0\n", "2.0"), ("--define revision=2.0", "2.0"),
        ("-T 3\n--builder\n  multithreaded\n-s x.xml\n", "1.0"), ("-Drevision=2.0\r\n-T1C\r\n", "2.0"), ("# -Drevision=3.0\n", "1.0"),
        ("# clean\n-Dname=a b\n", "1.0"), ("-Pci\n", "1.0-ci"), ("-P !x,ci\n", "1.0-ci"), ("", "1.0"), ("\n", "1.0"),
        ("--fail-at-end\n", "1.0"),
    ])
    func accepted(_ text: String, _ version: String) async throws {
        let discovery = try await discover(Array(text.utf8))
        #expect(discovery.findings.isEmpty, "\(discovery.findings)")
        #expect(discovery.packages.first?.version == version)
    }

    /// A project whose version is made of properties, one of them a profile's.
    private func discover(_ options: [UInt8]) async throws -> Discovery {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            "pom.xml",
            """
            <project><groupId>x</groupId><artifactId>a</artifactId><version>${revision}${suffix}</version>
            <properties><revision>1.0</revision><suffix></suffix></properties>
            <profiles><profile><id>ci</id><properties><suffix>-ci</suffix></properties></profile></profiles></project>
            """)
        try await sandbox.write(".mvn/x", "")
        try sandbox.write(".mvn/maven.config", options)
        let tree = SourceTree(root: sandbox.folder, tracked: ["pom.xml", ".mvn/maven.config"])
        return try Maven().discover(WorkspaceSite(id: "maven", root: ".", manifest: "pom.xml"), in: tree)
    }
}
