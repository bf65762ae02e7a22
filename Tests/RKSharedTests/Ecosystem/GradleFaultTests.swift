import Support
import Testing

@testable import RKShared

/// Files of a Gradle build that cannot be used: each is named with its place and what to do.
struct GradleFaultTests {
    /// A settings file, where it is broken, and what is said.
    @Test(arguments: [
        ("settings.gradle", "include 'a", "1:9", "the string is never closed"),
        ("settings.gradle", "include \"\"\"a", "1:9", "never closed"),
        ("settings.gradle", "include \"${a\"", "1:9", "never closed"),
        ("settings.gradle", "include 'a'\n{", "2:1", "the `{` here is never closed"),
        ("settings.gradle", "include('a'\n", "1:8", "the `(` here"), ("settings.gradle", "include ['a'\n", "1:9", "the `[` here"),
        ("settings.gradle", "/* x", "1:1", "the comment is never closed"), ("settings.gradle", "include 'a'\n}", "2:1", "closes nothing"),
        ("settings.gradle", "include 'a')", "1:12", "closes nothing"), ("settings.gradle", "include ('a'}", "1:13", "cannot close the `(`"),
        ("settings.gradle", "\0", "1:1", "control character 0"), ("settings.gradle", "include '\\q'", "1:10", "means nothing in a string"),
        ("settings.gradle", "<<<<<<< HEAD\ninclude 'a'", "1:1", "a merge conflict"),
        ("settings.gradle.kts", "include(\"a\"", "1:8", "the `(` here"),
        ("settings.gradle.kts", "include(\"a)", "1:9", "the string is never closed"),
        ("settings.gradle.kts", "include(\"a\\q\")", "1:11", "means nothing"), ("settings.gradle.kts", "/* /* */", "1:1", "the comment"),
        ("settings.gradle.kts", "`a", "1:1", "backticks"), ("settings.gradle.kts", "include(\"a\"))", "1:13", "closes nothing"),
        ("settings.gradle.kts", "fun f( {", "1:8", "the `{` here"), ("settings.gradle.kts", "include(\"\"\"a\"\")", "1:9", "never closed"),
    ])
    func settings(_ file: String, _ text: String, _ place: String, _ message: String) async throws {
        let fault = await #expect(throws: Fault.self) { try await GradleBench([file: text, "a/build.gradle": ""]) }
        #expect(fault?.code == .manifestSyntax && fault?.place?.description == "\(file):\(place)", "\(String(describing: fault))")
        #expect(fault?.message.contains(message) == true && fault?.hint?.isEmpty == false, "\(String(describing: fault))")
    }

    /// A build file: a finding, and the other projects are listed.
    @Test(arguments: [
        ("a/build.gradle", "version = '1", "1:11"), ("a/build.gradle", "version = '1.0' }", "1:17"),
        ("a/build.gradle", "dependencies {", "1:14"),
        ("a/build.gradle", "dependencies { api project( }", "1:29"), ("a/build.gradle", "/*", "1:1"), ("a/build.gradle", "''' x", "1:1"),
        ("a/build.gradle", "[", "1:1"), ("a/build.gradle", "version = '\\u12'", "1:12"), ("a/build.gradle", "<<<<<<< HEAD\n", "1:1"),
        ("a/build.gradle", "version = \"${\"", "1:11"), ("a/build.gradle", "x(]", "1:3"), ("a/build.gradle", "a {\n}}", "2:2"),
        ("a/build.gradle", "version = '\\q'", "1:12"), ("a/build.gradle", "\0", "1:1"), ("a/build.gradle", "x = \"\"\"a", "1:5"),
        ("c/build.gradle.kts", "version = \"1", "1:11"), ("c/build.gradle.kts", "dependencies {", "1:14"),
        ("c/build.gradle.kts", "plugins { id(\"x\") ", "1:9"), ("c/build.gradle.kts", "}", "1:1"),
        ("c/build.gradle.kts", "/* /* */", "1:1"),
        ("c/build.gradle.kts", "`a", "1:1"), ("c/build.gradle.kts", "api(project(\":a\")", "1:4"), ("c/build.gradle.kts", "x[", "1:2"),
        ("c/build.gradle.kts", "\"\\q\"", "1:2"), ("c/build.gradle.kts", "x = \"\"\"a\"\"", "1:5"),
        ("c/build.gradle.kts", "version = \"${\"", "1:11"), ("c/build.gradle.kts", "<<<<<<< HEAD\n", "1:1"),
        ("c/build.gradle.kts", "x(]", "1:3"), ("c/build.gradle.kts", "\0", "1:1"), ("c/build.gradle.kts", "val x = {", "1:9"),
    ])
    func findings(_ file: String, _ text: String, _ place: String) async throws {
        let files = [
            "settings.gradle": "include 'a', 'b', 'c'", "a/build.gradle": "version = libs.versions.a.get()",
            "b/build.gradle": "version = '1'",
        ]
        let bench = try await GradleBench(files.merging([file: text]) { $1 })
        #expect(bench.findings.contains("error RK-MANIFEST-SYNTAX \(file):\(place)"), "\(bench.findings)")
        let finding = bench.discovery.findings.first { $0.severity == .error }
        #expect(finding?.hint?.isEmpty == false, "\(finding?.message ?? "")")
        #expect(bench.projects.contains(":b b"))
    }

    /// A `gradle.properties` with the code, the place and a word of the message.
    @Test(arguments: [
        ("version=\\u12", "RK-MANIFEST-SYNTAX", "1:9", "hexadecimal"), ("a\\u=1", "RK-MANIFEST-SYNTAX", "1:2", "hexadecimal"),
        ("version=\\uzzzz", "RK-MANIFEST-SYNTAX", "1:9", "hexadecimal"), ("home=C:\\users", "RK-MANIFEST-SYNTAX", "1:8", "hexadecimal"),
        ("a=b\\\n  \\u1", "RK-MANIFEST-SYNTAX", "2:3", "hexadecimal"), ("version=\0", "RK-MANIFEST-SYNTAX", "1:9", "control character 0"),
        ("\0", "RK-MANIFEST-SYNTAX", "1:1", "control"), ("# é\né=\u{7}", "RK-MANIFEST-SYNTAX", "2:3", "control character 7"),
        ("\u{1B}[0m", "RK-MANIFEST-SYNTAX", "1:1", "control"), ("<<<<<<< HEAD\nversion=1\n", "RK-MANIFEST-SYNTAX", "1:1", "merge conflict"),
        ("version=1\n=======\nversion=2\n", "RK-MANIFEST-SYNTAX", "2:1", "merge conflict"),
        ("version=1\n>>>>>>> x\n", "RK-MANIFEST-SYNTAX", "2:1", "merge conflict"),
        ("||||||| 0123\n", "RK-MANIFEST-SYNTAX", "1:1", "merge conflict"), ("version=1 0", "RK-VERSION-INVALID", "1:9", "be ordered"),
        ("group=x\nversion = v1", "RK-VERSION-INVALID", "2:11", "be ordered"), ("version:1/2", "RK-VERSION-INVALID", "1:9", "be ordered"),
        ("version 1..0 /x", "RK-VERSION-INVALID", "1:9", "be ordered"), ("version=\"1.0\"", "RK-VERSION-INVALID", "1:9", "be ordered"),
    ])
    func properties(_ text: String, _ code: String, _ place: String, _ message: String) async throws {
        try await check("gradle.properties", text, code, place, message)
    }

    /// A properties file of UTF-16, as some editors save it.
    @Test func wideProperties() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("settings.gradle", "include 'b'")
        try sandbox.write("gradle.properties", [0xFF, 0xFE, 0x61, 0, 0x3D, 0])
        let tree = SourceTree(root: sandbox.folder, tracked: nil)
        let finding = try Gradle().discover(WorkspaceSite(id: "gradle", root: ".", manifest: "settings.gradle"), in: tree).findings.first
        #expect(finding?.code == "RK-MANIFEST-SYNTAX" && finding?.place?.description == "gradle.properties:1:1" && finding?.hint != nil)
    }

    /// A version catalog with the code, the place and a word of the message; Gradle refuses each of them.
    @Test(arguments: [
        ("[versions", "RK-MANIFEST-SYNTAX", "1:10", "to close the header"),
        ("[versions]\na = \"1\"\na = \"2\"", "RK-MANIFEST-SYNTAX", "3:1", "already set"),
        ("[versions]\na = ", "RK-MANIFEST-SYNTAX", "2:5", "no value"), ("[versions]\na = '''", "RK-MANIFEST-SYNTAX", "2:5", "never closed"),
        ("[versions]\na = 1.0.0", "RK-MANIFEST-SYNTAX", "2:5", "not a value"),
        ("<<<<<<< HEAD", "RK-MANIFEST-SYNTAX", "1:1", "expected a key"), ("a", "RK-MANIFEST-SYNTAX", "1:2", "no value"),
        ("versions = \"1\"", "RK-MANIFEST-INVALID", "1:12", "not a table"),
        ("libraries = []", "RK-MANIFEST-INVALID", "1:13", "not a table"),
        ("[library]\n", "RK-MANIFEST-INVALID", "1:2", "a catalog has no `library`"),
        ("[versions]\na = 1", "RK-MANIFEST-INVALID", "2:5", "not a string"),
        ("[versions]\na = [\"1\"]", "RK-MANIFEST-INVALID", "2:5", "not a string"),
        ("[versions]\na = { strictly = 1 }", "RK-MANIFEST-INVALID", "2:18", "`strictly` of the version `a`"),
        ("[plugins]\np = \"x\"", "RK-MANIFEST-INVALID", "2:5", "no id with a version"),
        ("[plugins]\np = 1", "RK-MANIFEST-INVALID", "2:5", "the plugin `p` is"),
        ("[plugins]\np = { version = \"1\" }", "RK-MANIFEST-INVALID", "2:1", "no id"),
        ("[plugins]\np = { id = \"x\", version.ref = \"no\" }", "RK-MANIFEST-INVALID", "2:31", "which [versions] has not"),
        ("[libraries]\nl = \"g:a\"", "RK-MANIFEST-INVALID", "2:5", "three parts"),
        ("[libraries]\nl = true", "RK-MANIFEST-INVALID", "2:5", "the library `l` is"),
        ("[libraries]\nl = { group = \"g\" }", "RK-MANIFEST-INVALID", "2:1", "neither `module` nor"),
        ("[libraries]\nl = { module = \"g\" }", "RK-MANIFEST-INVALID", "2:16", "no group and artifact"),
        ("[libraries]\nl = { module = \"g:a\", version.ref = \"no\" }", "RK-MANIFEST-INVALID", "2:37", "which [versions] has not"),
        ("[libraries]\nl = { module = \"g:a\", version = 1 }", "RK-MANIFEST-INVALID", "2:33", "not a string"),
    ])
    func catalog(_ text: String, _ code: String, _ place: String, _ message: String) async throws {
        try await check("gradle/libs.versions.toml", text, code, place, message)
    }

    /// What Gradle takes in a catalog is no finding.
    @Test func soundCatalog() async throws {
        let text = """
            metadata.format.version = "1.1"
            [versions]
            a-b = "1.0"
            c = { strictly = "[1, 2[", prefer = "1.5" }
            d = { reject = ["1.0"] }
            e = ""
            [libraries]
            l = "g:a:1.0"
            m = { module = "g:a" }
            n = { group = "g", name = "a", version = { ref = "a_b" } }
            o = { module = "g:a", version = { strictly = "1" } }
            [bundles]
            all = ["l", "m"]
            [plugins]
            p = "x.y:1.0"
            q = { id = "x.y", version.ref = "d" }
            r = { id = "x.y" }
            """
        let bench = try await GradleBench(["settings.gradle": "include 'b'", "gradle/libs.versions.toml": text])
        #expect(bench.findings.isEmpty, "\(bench.discovery.findings)")
    }

    /// One error of a file beside the settings, and the other projects are listed.
    private func check(_ file: String, _ text: String, _ code: String, _ place: String, _ message: String) async throws {
        let files = ["settings.gradle": "include 'b'", "b/build.gradle": "version = '1'", "build.gradle": "apply plugin: 'maven-publish'"]
        let bench = try await GradleBench(files.merging([file: text]) { $1 })
        let errors = bench.discovery.findings.filter { $0.severity == .error }
        #expect(errors.map { "\($0.code) \($0.place?.description ?? "")" } == ["\(code) \(file):\(place)"], "\(errors)")
        #expect(errors.first?.message.contains(message) == true && errors.first?.hint?.isEmpty == false, "\(errors)")
        #expect(bench.projects.contains(":b b"))
    }

    /// A version that cannot be ordered is an error where it is written.
    @Test(arguments: [
        ("gradle.properties", "version=1 0", "gradle.properties:1:9"), ("build.gradle", "version = 'x y'", "build.gradle:1:12"),
        ("build.gradle", "version = 'v1'", "build.gradle:1:12"), ("build.gradle", "allprojects { version = \"1/2\" }", "build.gradle:1:26"),
    ])
    func versions(_ file: String, _ text: String, _ place: String) async throws {
        let bench = try await GradleBench([file: text, "settings.gradle": ""])
        #expect(bench.findings.contains("error RK-VERSION-INVALID \(place)"), "\(bench.findings)")
    }

    /// Many names that only running the script tells, in one statement and in many, take time that grows with their number.
    @Test(arguments: [", ", "\ninclude "]) func many(_ separator: String) async throws {
        let start = ContinuousClock.now
        let names = (0..<6000).map { "f(\($0))" }.joined(separator: separator)
        let bench = try await GradleBench(["settings.gradle": "include \(names)"])
        #expect(bench.findings.count == 6000 && ContinuousClock.now - start < .seconds(90))
        #expect(bench.findings.last == "note RK-WORKSPACE-INVALID settings.gradle:\(separator == ", " ? 1 : 6000):1")
    }
}
