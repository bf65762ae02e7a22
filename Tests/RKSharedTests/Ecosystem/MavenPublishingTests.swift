import Support
import Testing

@testable import RKShared

/// The way of Maven's artifacts to a repository: which one it is, what authorises the upload, what is not told.
struct MavenPublishingTests {
    /// The registries of packages `x:a`, with a repository of its own, `x:b`, with that of its parent, and `x:c`, with none.
    private static func registries(
        _ name: String? = nil, _ environment: [String: String] = [:], url: String = "https://up.example/${kind}",
        declared: [String: Configuration.DeclaredRegistry] = [:]
    ) async throws -> [String: RegistryAddress] {
        let sandbox = try await Sandbox()
        let distribution: (String, String) -> String = {
            "<distributionManagement><repository><id>\($0)</id><url>\($1)</url></repository><snapshotRepository><id>s</id><url>https://no</url></snapshotRepository></distributionManagement>"
        }
        let parent = "<parent><groupId>x</groupId><artifactId>root</artifactId><version>1</version></parent>"
        try await sandbox.write(
            [
                "pom.xml":
                    "<project><groupId>x</groupId><artifactId>root</artifactId><version>1</version><packaging>pom</packaging><properties><kind>releases</kind></properties><modules><module>a</module><module>b</module><module>c</module></modules>\n\(distribution("house", url))</project>",
                "a/pom.xml": "<project>\(parent)<artifactId>a</artifactId>\(distribution("own", "http://own.example/m2/"))</project>",
                "b/pom.xml": "<project>\(parent)<artifactId>b</artifactId></project>",
                "c/pom.xml": "<project><groupId>x</groupId><artifactId>c</artifactId><version>1</version></project>",
            ], below: "repo")
        let tree = SourceTree(root: "\(sandbox.folder)/repo", tracked: nil)
        let discovery = try Maven().discover(WorkspaceSite(id: "maven", root: ".", manifest: "pom.xml"), in: tree)
        let sources = RegistrySources(declared: declared, environment: environment, tree: tree)
        return try MavenPublishing().registries(of: discovery.packages, in: discovery.workspace, named: name, from: sources)
    }

    /// What waits at Maven Central's staging service says what is left to do, for Gradle too; other repositories show uploads by themselves.
    @Test func byHand() {
        var house = MavenPublishing.central
        house.name = "house"
        #expect(MavenPublishing().completionByHand(at: house)?.contains("docs/maven.md") == true)
        #expect(GradlePublishing().completionByHand(at: MavenPublishing.central)?.contains("docs/maven.md") == true)
        let own = RegistryAddress(name: "own", base: "https://m2/", upload: "https://m2/", index: "https://m2/")
        #expect(MavenPublishing().completionByHand(at: own) == nil && UvPublishing().completionByHand(at: own) == nil)
    }

    /// Without a name and a variable each project goes where its POM says, as Maven inherits it; else to Maven Central.
    @Test func distributionManagement() async throws {
        let found = try await Self.registries()
        #expect(found["maven:x:a"]?.upload == "http://own.example/m2/" && found["maven:x:a"]?.name == "own")
        #expect(found["maven:x:b"]?.index == "https://up.example/releases/" && found["maven:x:b"]?.name == "house")
        #expect(found["maven:x:c"] == MavenPublishing.central && found["maven:x:root"] == found["maven:x:b"])
        let central = try await Self.registries(url: "https://ossrh-staging-api.central.sonatype.com/service/local/staging/deploy/maven2/")
        #expect(central["maven:x:b"]?.index == "https://repo1.maven.org/maven2/" && central["maven:x:b"]?.name == "house")
    }

    /// A name counts before a variable, a variable before the POMs.
    @Test func names() async throws {
        let declared = ["nexus": Configuration.DeclaredRegistry(upload: "https://n/hosted", index: "https://n/group", ecosystem: nil)]
        let expected = RegistryAddress(name: "nexus", base: "https://n/group/", upload: "https://n/hosted/", index: "https://n/group/")
        #expect(try await Self.registries("nexus", declared: declared).values.allSatisfy { $0 == expected })
        #expect(try await Self.registries(nil, ["RK_MAVEN_REGISTRY": "nexus"], declared: declared)["maven:x:a"] == expected)
        #expect(try await Self.registries("central", ["RK_MAVEN_REGISTRY": "https://v"])["maven:x:a"] == MavenPublishing.central)
        #expect(
            try await Self.registries(nil, ["RK_MAVEN_URL": "http://127.0.0.1:1/maven"])["maven:x:a"]?.upload == "http://127.0.0.1:1/maven/"
        )
        #expect(try await Self.registries("https://u:p@h/x")["maven:x:c"]?.base == "https://h/x/")
    }

    /// What is no registry is refused, with its place where it has one.
    @Test(
        arguments: [
            ("nexsu", [:], "https://x", "there is no registry `nexsu`", nil),
            (nil, ["RK_MAVEN_REGISTRY": "ftp://x"], "https://x", "RK_MAVEN_REGISTRY", nil),
            (nil, [:], "scp://host/path", "<url> of <distributionManagement> holds `scp://host/path`", "pom.xml:2:"),
            (nil, [:], "${nobody}", "no POM defines that property", "pom.xml:2:"),
        ] as [(String?, [String: String], String, String, String?)])
    func refused(_ name: String?, _ environment: [String: String], _ url: String, _ message: String, _ place: String?) async throws {
        let fault = await #expect(throws: Fault.self) { try await Self.registries(name, environment, url: url) }
        #expect(
            fault?.code == .registryUnknown && fault?.message.contains(message) == true && fault?.hint != nil, "\(fault?.message ?? "")")
        #expect(fault?.place.map { $0.description.hasPrefix(place ?? "-") } == place.map { _ in true })
    }

    /// The environment's credentials, else those of the user's settings; a repository on loopback asks for none.
    @Test func credentials() async throws {
        let sandbox = try await Sandbox()
        let publishing = MavenPublishing()
        let house = RegistryAddress(name: "house", base: "https://h/", upload: "https://h/", index: "https://h/")
        let loopback = RegistryAddress(name: "l", base: "http://localhost:1/", upload: "http://localhost:1/", index: "http://localhost:1/")
        /// What there is for a registry.
        func found(_ environment: [String: String], _ registry: RegistryAddress? = nil) -> UploadCredentials {
            let environment = environment.merging(["HOME": sandbox.folder]) { first, _ in first }
            let sources = RegistrySources(environment: environment, tree: SourceTree(root: sandbox.folder, tracked: nil))
            return publishing.credentials(for: registry ?? house, from: sources)
        }
        #expect(found([:]).remedy?.contains("`house`") == true && found([:], loopback).remedy == nil)
        let pair = found(["MAVEN_USERNAME": "u", "MAVEN_PASSWORD": "p"])
        #expect(pair.remedy == nil && pair.variables == ["RK_MAVEN_USERNAME": "u", "RK_MAVEN_PASSWORD": "p"])
        try await sandbox.write(".m2/settings.xml", "<settings><servers><server><id>house</id></server></servers></settings>")
        #expect(found([:]).remedy == nil && found([:]).variables.isEmpty)
        #expect(found([:], MavenPublishing.central).remedy != nil)
    }

    /// Builds do not see what uploads; they see what signs.
    @Test func exposures() {
        let publishing = MavenPublishing()
        #expect(["RK_MAVEN_TOKEN", "RK_MAVEN_PASSWORD", "MAVEN_CENTRAL_TOKEN"].allSatisfy { publishing.exposure(of: $0) == .secret })
        #expect(publishing.exposure(of: "RK_MAVEN_SETTINGS") == .open && publishing.exposure(of: "MAVEN_GPG_PASSPHRASE") == .reading)
        #expect(publishing.exposure(of: "MAVEN_OPTS") == nil)
    }
}
