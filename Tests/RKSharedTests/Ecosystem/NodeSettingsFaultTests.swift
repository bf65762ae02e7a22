import RKShared
import Support
import Testing

/// Configuration of JavaScript workspaces that their tools refuse: an error with its place and what to do.
struct NodeSettingsFaultTests {
    /// A `.yarnrc.yml` with the finding; the members are listed all the same.
    @Test(arguments: [
        ("- a\n", "RK-WORKSPACE-INVALID 1:1", "holds a list"), ("just text\n", "RK-WORKSPACE-INVALID 1:1", "holds a string"),
        ("5\n", "RK-WORKSPACE-INVALID 1:1", "holds a number"), ("a: [b\n", "RK-MANIFEST-SYNTAX 1:4", "`[` is never closed"),
        ("a: {b\n", "RK-MANIFEST-SYNTAX 1:4", "`{` is never closed"), ("\ta: 1\n", "RK-MANIFEST-SYNTAX 1:1", "a tab"),
        ("a: 'x\n", "RK-MANIFEST-SYNTAX 1:4", "has no end"), ("a: \"\\q\"\n", "RK-MANIFEST-SYNTAX 1:5", "no such escape"),
        ("a: *x\n", "RK-MANIFEST-SYNTAX 1:4", "no anchor"), ("a: 1\na: 2\n", "RK-MANIFEST-SYNTAX 2:1", "stands twice"),
        ("<<<<<<< HEAD\na: 1\n", "RK-MANIFEST-SYNTAX 1:1", "merge conflict"), ("a: b: c\n", "RK-MANIFEST-SYNTAX 1:5", "a second `:`"),
        ("a: @x/y\n", "RK-MANIFEST-SYNTAX 1:4", "cannot begin with `@`"),
        ("a:\n  b: 1\n c: 2\n", "RK-MANIFEST-SYNTAX 3:2", "too far right"),
        ("\u{1}\n", "RK-MANIFEST-SYNTAX 1:1", "control character"),
        ("enableTransparentWorkspaces: maybe\n", "RK-MANIFEST-INVALID 1:30", "is `maybe`"),
        ("enableTransparentWorkspaces: []\n", "RK-MANIFEST-INVALID 1:30", "is a list"),
        ("catalog: ^1.0.0\n", "RK-MANIFEST-INVALID 1:10", "`catalog` is a string"),
        ("catalogs: [a]\n", "RK-MANIFEST-INVALID 1:11", "`catalogs` is a list"),
        ("catalogs:\n  x: 5\n", "RK-MANIFEST-INVALID 2:6", "`catalogs.x` is a number"),
        ("catalog:\n  left: [1]\n", "RK-REQUIREMENT-SYNTAX 2:9", "not a range of versions"),
    ])
    func yarn(_ text: String, _ expected: String, _ message: String) async throws {
        let scene = try await NodeScene([
            "package.json": "@@root | \"workspaces\": [\"*\"], \"packageManager\": \"yarn@4.1.0\"", "a/package.json": "@@a@1.0.0",
            ".yarnrc.yml": text,
        ])
        let discovery = try scene.discover()
        try check(discovery.findings.filter { $0.severity == .error }, ".yarnrc.yml", expected, message)
        #expect(discovery.packages.map(\.name).contains("a"))
    }

    /// The settings of pnpm-workspace.yaml beside `packages`.
    @Test(arguments: [
        ("catalog: x\n", "RK-MANIFEST-INVALID 2:10", "`catalog` is a string"),
        ("catalog: [a]\n", "RK-MANIFEST-INVALID 2:10", "`catalog` is a list"),
        ("catalog:\n  a: 1\n", "RK-REQUIREMENT-SYNTAX 3:6", "`a` of `catalog` is a number"),
        ("catalog:\n  a: 1.0\n", "RK-REQUIREMENT-SYNTAX 3:6", "is a number"),
        ("catalog:\n  a:\n", "RK-REQUIREMENT-SYNTAX 3:5", "is nothing"),
        ("catalog:\n  a: true\n", "RK-REQUIREMENT-SYNTAX 3:6", "is a boolean"),
        ("catalog:\n  a: {b: c}\n", "RK-REQUIREMENT-SYNTAX 3:6", "is a mapping"),
        ("catalog:\n  - a\n", "RK-MANIFEST-INVALID 3:3", "is a list"),
        ("catalogs: 5\n", "RK-MANIFEST-INVALID 2:11", "`catalogs` is a number"),
        ("catalogs:\n  x: y\n", "RK-MANIFEST-INVALID 3:6", "`catalogs.x` is a string"),
        ("catalogs:\n  x:\n    a: 2\n", "RK-REQUIREMENT-SYNTAX 4:8", "`a` of `catalogs.x`"),
        ("overrides: x\n", "RK-MANIFEST-INVALID 2:12", "`overrides` is a string"),
        ("overrides: [a]\n", "RK-MANIFEST-INVALID 2:12", "is a list"),
        ("overrides:\n  a: [b]\n", "RK-REQUIREMENT-SYNTAX 3:6", "not a range"),
        ("linkWorkspacePackages: yes\n", "RK-MANIFEST-INVALID 2:24", "is `yes`"),
        ("linkWorkspacePackages: [deep]\n", "RK-MANIFEST-INVALID 2:24", "is a list"),
    ])
    func pnpm(_ text: String, _ expected: String, _ message: String) async throws {
        let scene = try await NodeScene(["pnpm-workspace.yaml": "packages: ['*']\n\(text)", "a/package.json": "@@a@1.0.0"])
        let discovery = try scene.discover()
        try check(discovery.findings.filter { $0.severity == .error }, "pnpm-workspace.yaml", expected, message)
        #expect(discovery.packages.map(\.name) == ["a"])
    }

    /// A lerna.json beside a package.json without workspaces: nobody else says which folders are packages.
    @Test(arguments: [
        ("", "RK-MANIFEST-SYNTAX 1:1", "the file is empty"), ("{", "RK-MANIFEST-SYNTAX 1:1", "never closed"),
        ("{\n  233434\n  \"version\": \"1.0.0\",\n}", "RK-MANIFEST-SYNTAX 2:3", "expected a key"),
        ("{\"packages\": [\"*\"}", "RK-MANIFEST-SYNTAX 1:18", "expected `,` or `]`"),
        ("{'packages': []}", "RK-MANIFEST-SYNTAX 1:2", "expected a key"),
        ("{\"packages\" [\"*\"]}", "RK-MANIFEST-SYNTAX 1:13", "expected `:`"),
        ("{\"packages\": }", "RK-MANIFEST-SYNTAX 1:14", "expected a value"),
        ("{\"packages\": [\"*]}", "RK-MANIFEST-SYNTAX 1:15", "never closed"), ("/* {}", "RK-MANIFEST-SYNTAX 1:1", "expected a value"),
        ("{\"packages\": [\"\\q\"]}", "RK-MANIFEST-SYNTAX 1:16", "no such escape"),
        ("{} {}", "RK-MANIFEST-SYNTAX 1:4", "the end of the file"),
        ("<<<<<<< HEAD\n{}", "RK-MANIFEST-SYNTAX 1:1", "expected a value"), ("[]", "RK-MANIFEST-INVALID 1:1", "not an object"),
        ("\"x\"", "RK-MANIFEST-INVALID 1:1", "not an object"), ("{\"packages\": \"*\"}", "RK-WORKSPACE-INVALID 1:14", "not an array"),
        ("{\"packages\": {}}", "RK-WORKSPACE-INVALID 1:14", "not an array"),
        ("{\"packages\": [\"*\", 5]}", "RK-WORKSPACE-INVALID 1:20", "not only strings"),
        ("{\"packages\": [[\"*\"]]}", "RK-WORKSPACE-INVALID 1:15", "not only strings"),
    ])
    func lerna(_ text: String, _ expected: String, _ message: String) async throws {
        let scene = try await NodeScene(["package.json": "@@root", "a/package.json": "@@a@1.0.0", "lerna.json": text])
        do {
            _ = try scene.discover()
            Issue.record("accepted")
        } catch let fault as Fault {
            try check([Diagnostic(.error, fault)], "lerna.json", expected, message)
        }
    }

    /// Lerna reads comments, and commas in front of an end.
    @Test func lernaComments() async throws {
        let scene = try await NodeScene([
            "package.json": "@@root", "a/package.json": "@@a@1.0.0",
            "lerna.json": "{\n  // which\n  \"packages\": [\"*\", /* all */],\n}\n",
        ])
        #expect(try scene.discover().packages.map(\.name).contains("a"))
    }

    /// One finding with its code, its place in a file, its words and a hint.
    private func check(_ findings: [Diagnostic], _ file: String, _ expected: String, _ message: String) throws {
        let parts = expected.split(separator: " ")
        #expect(findings.map { "\($0.code) \($0.place?.description ?? "")" } == ["\(parts[0]) \(file):\(parts[1])"], "\(findings)")
        #expect(findings.first?.message.contains(message) == true && findings.first?.hint?.isEmpty == false, "\(findings)")
    }
}
