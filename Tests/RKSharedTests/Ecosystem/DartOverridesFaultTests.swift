import RKShared
import Support
import Testing

/// A `pubspec_overrides.yaml` that pub refuses: an error with its place and what to do, and the packages are listed.
struct DartOverridesFaultTests {
    /// The text, the code and place, and what the message holds.
    @Test(arguments: [
        ("dependency_overrides: [\n", "RK-MANIFEST-SYNTAX 1:23", "never closed"),
        ("dependency_overrides: {b: 1\n", "RK-MANIFEST-SYNTAX 1:23", "never closed"),
        ("\tdependency_overrides:\n", "RK-MANIFEST-SYNTAX 1:1", "a tab"),
        ("dependency_overrides: 'x\n", "RK-MANIFEST-SYNTAX 1:23", "has no end"),
        ("dependency_overrides: *x\n", "RK-MANIFEST-SYNTAX 1:23", "no anchor"),
        ("dependency_overrides:\n  b: any\n  b: any\n", "RK-MANIFEST-SYNTAX 3:3", "stands twice"),
        ("<<<<<<< HEAD\ndependency_overrides:\n", "RK-MANIFEST-SYNTAX 1:1", "merge conflict"),
        ("dependency_overrides:\n  b: \"\\q\"\n", "RK-MANIFEST-SYNTAX 2:7", "no such escape"),
        ("\0", "RK-MANIFEST-SYNTAX 1:1", "control character"),
        ("- b\n", "RK-MANIFEST-INVALID 1:1", "holds a list"), ("b\n", "RK-MANIFEST-INVALID 1:1", "holds a string"),
        ("dependency_overrides: b\n", "RK-MANIFEST-INVALID 1:23", "is a string"),
        ("dependency_overrides: [b]\n", "RK-MANIFEST-INVALID 1:23", "is a list"),
        ("dependency_overrides:\n  b: [1]\n", "RK-REQUIREMENT-SYNTAX 2:6", "is a list"),
        ("dependency_overrides:\n  b: {}\n", "RK-REQUIREMENT-SYNTAX 2:6", "is no dependency"),
        ("dependency_overrides:\n  b: {path: [x]}\n", "RK-REQUIREMENT-SYNTAX 2:6", "is no dependency"),
        ("dependency_overrides:\n  b: ^1\n", "RK-REQUIREMENT-SYNTAX 2:6", "no condition on versions"),
        ("dependency_overrides:\n  b: {hosted: x, version: '>=x'}\n", "RK-REQUIREMENT-SYNTAX 2:27", "no condition"),
    ])
    func refused(_ text: String, _ expected: String, _ message: String) async throws {
        let parts = expected.split(separator: " ")
        let bench = try await DartBench(["pubspec.yaml": DartBench.spec("a"), "pubspec_overrides.yaml": text])
        let errors = bench.discovery.findings.filter { $0.severity == .error }
        #expect(
            errors.map { "\($0.code) \($0.place?.description ?? "")" } == ["\(parts[0]) pubspec_overrides.yaml:\(parts[1])"], "\(errors)")
        #expect(errors.first?.message.contains(message) == true && errors.first?.hint?.isEmpty == false, "\(errors)")
        #expect(bench.packages == ["a ."])
    }

    /// An empty one, and one with comments alone, say nothing.
    @Test(arguments: ["", "# none\n", "dependency_overrides:\n", "resolution:\n"]) func empty(_ text: String) async throws {
        let bench = try await DartBench(["pubspec.yaml": DartBench.spec("a"), "pubspec_overrides.yaml": text])
        #expect(bench.findings.isEmpty, "\(bench.findings)")
    }
}
