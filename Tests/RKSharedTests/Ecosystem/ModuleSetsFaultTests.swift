import RKShared
import Support
import Testing

/// A `versions.yaml` that multimod refuses: an error with its place and what to do, as nobody knows then which modules are released.
struct ModuleSetsFaultTests {
    /// The text, the code and place, and what the message holds.
    @Test(arguments: [
        ("module-sets:\n\ts: 1\n", "RK-MANIFEST-SYNTAX 2:1", "a tab"), ("module-sets: {\n", "RK-MANIFEST-SYNTAX 1:14", "never closed"),
        ("module-sets:\n  s: [a\n", "RK-MANIFEST-SYNTAX 2:6", "never closed"),
        ("module-sets:\n  s: 'x\n", "RK-MANIFEST-SYNTAX 2:6", "has no end"),
        ("module-sets:\n  s:\n   a: 1\n  b: 2\n a: 3\n", "RK-MANIFEST-SYNTAX 5:2", "too far right"),
        ("<<<<<<< HEAD\nmodule-sets:\n", "RK-MANIFEST-SYNTAX 1:1", "merge conflict"),
        ("module-sets:\n  s: {}\n  s: {}\n", "RK-MANIFEST-SYNTAX 3:3", "stands twice"),
        ("module-sets:\n  s: *x\n", "RK-MANIFEST-SYNTAX 2:6", "no anchor"),
        ("module-sets: 5\n", "RK-MANIFEST-INVALID 1:14", "is a number"), ("module-sets:\n  - a\n", "RK-MANIFEST-INVALID 2:3", "is a list"),
        ("module-sets:\n  s: x\n", "RK-MANIFEST-INVALID 2:6", "the set `s` is a string"),
        ("module-sets:\n  s: [a]\n", "RK-MANIFEST-INVALID 2:6", "is a list"),
        ("module-sets:\n  s:\n    modules: x.org/a\n", "RK-MANIFEST-INVALID 3:14", "`modules` is a string"),
        ("module-sets:\n  s:\n    modules: {a: b}\n", "RK-MANIFEST-INVALID 3:14", "`modules` is a mapping"),
        ("module-sets:\n  s:\n    modules: [5]\n", "RK-MANIFEST-INVALID 3:15", "holds a number"),
        ("module-sets:\n  s:\n    modules: ['']\n", "RK-MANIFEST-INVALID 3:15", "not only modules"),
        ("module-sets:\n  s:\n    modules: [x.org/a, x.org/a]\n", "RK-MANIFEST-INVALID 3:24", "in two places"),
        ("module-sets:\n  s: {modules: [x.org/a]}\n  t: {modules: [x.org/a]}\n", "RK-MANIFEST-INVALID 3:17", "in two places"),
        ("module-sets:\n  s: {modules: [x.org/a]}\nexcluded-modules: x\n", "RK-MANIFEST-INVALID 3:19", "`excluded-modules` is a string"),
        ("module-sets:\n  s: {modules: [x.org/a]}\nexcluded-modules: [x.org/a]\n", "RK-MANIFEST-INVALID 3:20", "and excluded"),
    ])
    func refused(_ text: String, _ expected: String, _ message: String) async throws {
        let parts = expected.split(separator: " ")
        let findings = try await discover(text).findings
        #expect(
            findings.map { "\($0.severity) \($0.code) \($0.place?.description ?? "")" } == ["error \(parts[0]) versions.yaml:\(parts[1])"])
        #expect(findings.first?.message.contains(message) == true && findings.first?.hint?.isEmpty == false, "\(findings)")
    }

    /// Files of other kinds say nothing, however they are broken; in a good one comments, quotes and lists on one line are read.
    @Test(
        arguments: [
            ("", nil), ("a: [\n", nil), ("{{ .Values }}\n", nil), ("- x\n", nil), ("module-sets:\n", nil),
            (
                "module-sets: # sets\n  s:\n    version: v1.0.0\n    modules: # all\n      - 'x.org/b' # b\n",
                "in no module set of versions.yaml"
            ),
            ("excluded-modules: [x.org/a]\nmodule-sets: {s: {modules: [\"x.org/b\"]}}\n", "excluded-modules of versions.yaml"),
            ("module-sets:\n  s:\n    modules:\n    - x.org/a\n", nil),
        ] as [(String, String?)])
    func accepted(_ text: String, _ reason: String?) async throws {
        let discovery = try await discover(text)
        #expect(discovery.findings.isEmpty, "\(discovery.findings)")
        #expect(discovery.packages.first?.privateReason == reason)
    }

    /// A repository with one module, `x.org/a`.
    private func discover(_ text: String) async throws -> Discovery {
        let sandbox = try await Sandbox()
        try await sandbox.write("versions.yaml", text)
        try await sandbox.write("go.mod", "module x.org/a\n\ngo 1.25\n")
        let tree = SourceTree(root: sandbox.folder, tracked: ["go.mod", "versions.yaml"])
        return try Go().discover(WorkspaceSite(id: "go", root: ".", manifest: "go.mod"), in: tree)
    }
}
