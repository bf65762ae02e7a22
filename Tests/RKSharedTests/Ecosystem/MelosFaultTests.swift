import Support
import Testing

@testable import RKShared

/// A `melos.yaml` that cannot be used is named with its place and what to do.
struct MelosFaultTests {
    /// The text, the code and place, and what the message holds.
    @Test(arguments: [
        ("packages: a", "RK-WORKSPACE-INVALID melos.yaml:1:11", "a string, not a list"),
        ("packages: 5", "RK-WORKSPACE-INVALID melos.yaml:1:11", "a number, not a list"),
        ("packages: {a: b}", "RK-WORKSPACE-INVALID melos.yaml:1:11", "a mapping, not a list"),
        ("packages:\n  - 5", "RK-WORKSPACE-INVALID melos.yaml:2:5", "holds a number"),
        ("packages:\n  - [a]", "RK-WORKSPACE-INVALID melos.yaml:2:5", "holds a list"),
        ("packages: [a]\nignore: 5", "RK-WORKSPACE-INVALID melos.yaml:2:9", "`ignore` is a number"),
        ("- a", "RK-WORKSPACE-INVALID melos.yaml", "no mapping"), ("", "RK-WORKSPACE-INVALID melos.yaml", "no mapping"),
        ("a", "RK-WORKSPACE-INVALID melos.yaml", "no mapping"), ("name: m", "RK-WORKSPACE-INVALID melos.yaml", "where the packages are"),
        ("packages: [a", "RK-MANIFEST-SYNTAX melos.yaml:1:11", "`[` is never closed"),
        ("packages: [a]\npackages: [b]", "RK-MANIFEST-SYNTAX melos.yaml:2:1", "stands twice"),
        ("\tpackages: [a]", "RK-MANIFEST-SYNTAX melos.yaml:1:1", "a tab"),
        ("packages: ['a", "RK-MANIFEST-SYNTAX melos.yaml:1:12", "has no end"),
        ("packages: *x", "RK-MANIFEST-SYNTAX melos.yaml:1:11", "no anchor"),
        ("<<<<<<< HEAD\npackages: [a]", "RK-MANIFEST-SYNTAX melos.yaml:1:1", "merge conflict"),
        ("packages: [\"\\q\"]", "RK-MANIFEST-SYNTAX melos.yaml:1:13", "escape"),
    ])
    func refused(_ text: String, _ expected: String, _ message: String) async throws {
        let fault = await #expect(throws: Fault.self) { try await DartBench(["melos.yaml": text, "a/pubspec.yaml": DartBench.spec("a")]) }
        #expect("\(fault?.code.rawValue ?? "") \(fault?.place?.description ?? "")" == expected, "\(String(describing: fault))")
        #expect(fault?.message.contains(message) == true && fault?.hint != nil, "\(String(describing: fault))")
    }
}
