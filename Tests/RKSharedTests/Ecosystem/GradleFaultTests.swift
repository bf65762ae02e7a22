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

    /// A build file, a properties file or a catalogue: a finding, and the other projects are listed.
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
        ("gradle.properties", "version=\\u12", "1:9"), ("gradle.properties", "a\\u=1", "1:2"), ("gradle.properties", "version=\0", "1:9"),
        ("gradle/libs.versions.toml", "[versions", "1:10"), ("gradle/libs.versions.toml", "[versions]\na = \"1\"\na = \"2\"", "3:1"),
        ("gradle/libs.versions.toml", "[versions]\na = ", "2:5"), ("gradle/libs.versions.toml", "[versions]\na = '''", "2:5"),
        ("gradle/libs.versions.toml", "<<<<<<< HEAD", "1:1"), ("gradle/libs.versions.toml", "a", "1:2"),
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
        #expect(bench.findings.count == 6000 && ContinuousClock.now - start < .seconds(20))
        #expect(bench.findings.last == "note RK-WORKSPACE-INVALID settings.gradle:\(separator == ", " ? 1 : 6000):1")
    }
}
