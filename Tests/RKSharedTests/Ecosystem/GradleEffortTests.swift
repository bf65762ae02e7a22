import Testing

@testable import RKShared

/// Scripts whose meaning costs more than they are worth: reading ends in time, says where, and what it knows is listed.
struct GradleEffortTests {
    /// Functions that call one another: two calls in each, 2^30 together.
    private static let calls = (0..<30).map { "def f\($0)() {\n  f\($0 + 1)()\n  f\($0 + 1)()\n}\n" }.joined()
    /// Variables that double: 2^40 elements, or bytes.
    private static func doubled(_ first: String) -> String {
        "def x0 = \(first)\n" + (0..<40).map { "def x\($0 + 1) = x\($0) + x\($0)\n" }.joined()
    }
    /// Loops in loops over a list of a hundred.
    private static let loops =
        "def l = [\((0..<100).map { "'\($0)'" }.joined(separator: ", "))]\n" + (0..<6).map { _ in "l.each {\n" }.joined() + "include it\n"
        + String(repeating: "}\n", count: 6)
    /// A list that is filtered for each element of itself, again and again.
    private static let filters =
        "def l = [\((0..<100).map { "'\($0)'" }.joined(separator: ", "))]\ninclude "
        + (0..<6).reduce("'a'") { text, _ in "file(l.findAll { (\(text)).contains('a') }) ?: 'a'" } + "\n"

    /// A build script that takes too many steps is a warning at its place, once, and the other projects are read.
    @Test(arguments: [calls + "f0()\n", loops])
    func script(_ text: String) async throws {
        let bench = try await GradleBench([
            "settings.gradle": "include 'a', 'b', 'c'", "a/build.gradle": text, "b/build.gradle": "apply from: '../a/build.gradle'",
            "c/build.gradle": "version = '2.0'",
        ])
        let finding = try #require(bench.discovery.findings.first { $0.code == "RK-MANIFEST-TOO-LARGE" })
        #expect(bench.discovery.findings.count == 1 && finding.severity == .warning && finding.hint != nil, "\(bench.findings)")
        #expect(finding.place?.path == "a/build.gradle" && finding.place?.line ?? 0 > 1 && finding.message.contains("steps"))
        #expect(try bench.package(":c").version == "2.0" && bench.projects == [":a a", ":b b", ":c c"])
    }

    /// Settings that do are an error, as projects may be missing.
    @Test(arguments: [calls + "include 'a'\nf0()\n", "include 'a'\n" + loops])
    func settings(_ text: String) async throws {
        let bench = try await GradleBench(["settings.gradle": text])
        let errors = bench.discovery.findings.filter { $0.severity == .error }
        #expect(errors.map(\.code) == ["RK-MANIFEST-TOO-LARGE"] && errors[0].place?.path == "settings.gradle", "\(errors)")
        #expect(bench.projects.contains(":a a"))
    }

    /// Texts and lists that grow without end, and filters in filters, are what cannot be known; what follows them is read.
    @Test(arguments: [doubled("'0123456789'"), doubled("['a', 'b']"), doubled("\"${'ab'}\""), filters])
    func growing(_ text: String) async throws {
        let start = ContinuousClock.now
        let bench = try await GradleBench([
            "settings.gradle": text + "include 'z'\ninclude x40\n", "build.gradle": text + "version = x40\n",
        ])
        #expect(bench.projects.contains(":z z") || bench.findings.contains { $0.contains("TOO-LARGE") }, "\(bench.findings)")
        #expect(ContinuousClock.now - start < .seconds(90))
    }
}
