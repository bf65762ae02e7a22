import RKShared
import Support
import Testing

/// Manifests that cannot be used: each is named with its place, and the other packages are still listed.
struct NodeFaultTests {
    /// The manifest of the member `bad`, the finding, and whether the package is listed all the same.
    static let cases: [(text: String, finding: String, isListed: Bool)] = [
        ("", "error RK-MANIFEST-SYNTAX bad/package.json:1:1", false), ("{", "error RK-MANIFEST-SYNTAX bad/package.json:1:1", false),
        ("{\"name\": \"bad\",}", "error RK-MANIFEST-SYNTAX bad/package.json:1:15", false),
        ("{\n  // x\n}", "error RK-MANIFEST-SYNTAX bad/package.json:2:3", false),
        ("{\n\"a\": 1\n\"b\": 2\n}", "error RK-MANIFEST-SYNTAX bad/package.json:3:1", false),
        ("{'name': 'bad'}", "error RK-MANIFEST-SYNTAX bad/package.json:1:2", false),
        ("<<<<<<< HEAD\n{}", "error RK-MANIFEST-SYNTAX bad/package.json:1:1", false),
        ("[]", "error RK-MANIFEST-INVALID bad/package.json:1:1", false),
        ("\"bad\"", "error RK-MANIFEST-INVALID bad/package.json:1:1", false),
        (String(repeating: "[", count: 9999), "error RK-MANIFEST-SYNTAX bad/package.json:1:257", false),
        ("{\"name\": \"b\\q\"}", "error RK-MANIFEST-SYNTAX bad/package.json:1:12", false),
        ("{\"name\": 5, \"version\": \"1.0.0\"}", "error RK-MANIFEST-INVALID bad/package.json:1:10", true),
        ("{\"name\": \"b d\", \"version\": \"1.0.0\"}", "error RK-MANIFEST-INVALID bad/package.json:1:10", true),
        ("{\"name\": \"../bad\", \"version\": \"1.0.0\"}", "error RK-MANIFEST-INVALID bad/package.json:1:10", true),
        ("{\"name\": \"-bad\", \"version\": \"1.0.0\"}", "error RK-MANIFEST-INVALID bad/package.json:1:10", true),
        ("{\"name\": \"bad\", \"version\": 1}", "error RK-VERSION-INVALID bad/package.json:1:28", true),
        ("{\"name\": \"bad\", \"version\": \"1.0\"}", "error RK-VERSION-INVALID bad/package.json:1:28", true),
        ("{\"name\": \"bad\", \"version\": \"one\", \"private\": true}", "note RK-VERSION-INVALID bad/package.json:1:28", true),
        ("{\"name\": \"bad\", \"version\": \"1.0.0\", \"dependencies\": \"x\"}", "error RK-MANIFEST-INVALID bad/package.json:1:53", true),
        (
            "{\"name\": \"bad\", \"version\": \"1.0.0\", \"dependencies\": {\"x\": 1}}",
            "error RK-REQUIREMENT-SYNTAX bad/package.json:1:59", true
        ),
        ("{\"name\": \"bad\"}", "note RK-VERSION-DYNAMIC bad/package.json", true),
        ("{\"name\": \"good\", \"version\": \"1.0.0\"}", "error RK-PACKAGE-DUPLICATE good/package.json", true),
    ]

    /// One workspace for each.
    @Test(arguments: cases)
    func member(_ text: String, _ finding: String, _ isListed: Bool) async throws {
        let scene = try await NodeScene([
            "pnpm-workspace.yaml": "packages: ['*']", "bad/package.json": text, "good/package.json": "@@good@1.0.0",
        ])
        let discovery = try scene.discover()
        #expect(discovery.packages.map(\.path) == (isListed ? ["bad", "good"] : ["good"]))
        #expect(
            discovery.findings.map { "\($0.severity.rawValue) \($0.code) \($0.place?.description ?? "")" } == [finding],
            "\(discovery.findings)")
        #expect(discovery.findings.first?.hint?.isEmpty == false, "\(discovery.findings)")
    }

    /// A broken manifest among tests is a warning: the workspace could not be installed with it, but nothing is released from there.
    @Test func fixture() async throws {
        let scene = try await NodeScene([
            "pnpm-workspace.yaml": "packages: ['**']", "a/package.json": "@@a@1.0.0", "a/__fixtures__/x/package.json": "{ oops",
        ])
        #expect(
            try scene.discover().findings.map { "\($0.severity.rawValue) \($0.place?.path ?? "")" } == [
                "warning a/__fixtures__/x/package.json"
            ])
    }

    /// The root's own files: nothing can be trusted then.
    @Test(arguments: [
        ("pnpm-workspace.yaml", "packages: x\n", "RK-WORKSPACE-INVALID", "pnpm-workspace.yaml:1:11"),
        ("pnpm-workspace.yaml", "packages:\n  - [a]\n", "RK-WORKSPACE-INVALID", "pnpm-workspace.yaml:2:5"),
        ("pnpm-workspace.yaml", "packages:\n  - 5\n", "RK-WORKSPACE-INVALID", "pnpm-workspace.yaml:2:5"),
        ("pnpm-workspace.yaml", "- a\n", "RK-WORKSPACE-INVALID", "pnpm-workspace.yaml:1:1"),
        ("pnpm-workspace.yaml", "packages: [a\n", "RK-MANIFEST-SYNTAX", "pnpm-workspace.yaml:1:11"),
        ("pnpm-workspace.yaml", "packages:\n\t- a\n", "RK-MANIFEST-SYNTAX", "pnpm-workspace.yaml:2:1"),
        ("pnpm-workspace.yaml", "packages:\n  - a\n - b\n", "RK-MANIFEST-SYNTAX", "pnpm-workspace.yaml:3:2"),
        ("pnpm-workspace.yaml", "packages:\n  - *x\n", "RK-MANIFEST-SYNTAX", "pnpm-workspace.yaml:2:5"),
        ("pnpm-workspace.yaml", "a: 1\na: 2\n", "RK-MANIFEST-SYNTAX", "pnpm-workspace.yaml:2:1"),
        ("pnpm-workspace.yaml", "packages: {a: b}\n", "RK-WORKSPACE-INVALID", "pnpm-workspace.yaml:1:11"),
        ("pnpm-workspace.yaml", "packages:\n  - true\n", "RK-WORKSPACE-INVALID", "pnpm-workspace.yaml:2:5"),
        ("pnpm-workspace.yaml", "just text\n", "RK-WORKSPACE-INVALID", "pnpm-workspace.yaml:1:1"),
        ("pnpm-workspace.yaml", "packages:\n  - \"a\n", "RK-MANIFEST-SYNTAX", "pnpm-workspace.yaml:2:5"),
        ("pnpm-workspace.yaml", "packages:\n  - @acme/*\n", "RK-MANIFEST-SYNTAX", "pnpm-workspace.yaml:2:5"),
        ("pnpm-workspace.yaml", "<<<<<<< HEAD\npackages: []\n", "RK-MANIFEST-SYNTAX", "pnpm-workspace.yaml:1:1"),
        ("pnpm-workspace.yaml", "catalog: {a: 1\n", "RK-MANIFEST-SYNTAX", "pnpm-workspace.yaml:1:10"),
        ("pnpm-workspace.yaml", "packages: 'x\n", "RK-MANIFEST-SYNTAX", "pnpm-workspace.yaml:1:11"),
        ("package.json", "{\"workspaces\": 5}", "RK-WORKSPACE-INVALID", "package.json:1:16"),
        ("package.json", "{\"workspaces\": [5]}", "RK-WORKSPACE-INVALID", "package.json:1:17"),
        ("package.json", "{\"workspaces\": \"x\"}", "RK-WORKSPACE-INVALID", "package.json:1:16"),
        ("package.json", "{\"workspaces\": {\"packages\": 1}}", "RK-WORKSPACE-INVALID", "package.json:1:29"),
        ("package.json", "{", "RK-MANIFEST-SYNTAX", "package.json:1:1"), ("package.json", "[]", "RK-MANIFEST-INVALID", "package.json:1:1"),
    ])
    func root(_ file: String, _ text: String, _ code: String, _ place: String) async throws {
        let scene = try await NodeScene([file: text])
        do {
            _ = try scene.discover()
            Issue.record("accepted")
        } catch let fault as Fault {
            #expect("\(fault.code.rawValue) \(fault.place?.description ?? "")" == "\(code) \(place)", "\(fault)")
            #expect(fault.hint?.isEmpty == false, "\(fault)")
        }
    }

    /// A pattern that leads outside is named; the rest is found.
    @Test func outside() async throws {
        let scene = try await NodeScene(["pnpm-workspace.yaml": "packages:\n  - a\n  - ../b\n", "a/package.json": "@@a@1.0.0"])
        let discovery = try scene.discover()
        #expect(discovery.packages.map(\.path) == ["a"])
        #expect(discovery.findings.map { "\($0.code) \($0.place?.description ?? "")" } == ["RK-PATH-OUTSIDE pnpm-workspace.yaml:3:5"])
    }
}
