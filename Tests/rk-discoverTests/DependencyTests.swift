import RKShared
import Support
import Testing

/// What a member declares to need, and which of it is an edge of the release graph.
struct DependencyTests {
    /// A workspace of `a`, whose manifest the case holds, with `b`, `c-d` and `e`.
    struct Case: Sendable, CustomTestStringConvertible {
        /// What is special about it.
        let name: String
        /// What the root adds to `[tool.uv.workspace]`.
        var root = ""
        /// The dependencies of `a`.
        var dependencies: [String] = []
        /// What `a` adds to its manifest.
        var member = ""
        /// The dependencies of `a`, as `describe` writes them.
        let expected: [String]

        var testDescription: String { name }
    }

    /// Both words for a workspace source.
    private static let internalByRoot = "tool.uv.sources workspace = true"
    /// Why a member is none.
    private static let noSource = "member of the workspace, but not a workspace source: external"
    /// The sources that most cases have.
    private static let sources = "[tool.uv.sources]\nb = { workspace = true }\n'C_d' = { workspace = true }\ne = { workspace = true }\n"

    /// Every rule about internal edges, and every list that holds requirements.
    static let cases = [
        Case(
            name: "member and workspace source", root: sources, dependencies: ["b>=1"],
            expected: ["b runtime >=1 -> pypi:b | \(internalByRoot)"]),
        Case(name: "member without a source", dependencies: ["b>=1"], expected: ["b runtime >=1 | \(noSource)"]),
        Case(name: "no member", root: sources, dependencies: ["httpx>=0.27"], expected: ["httpx runtime >=0.27"]),
        Case(
            name: "workspace = false", root: "[tool.uv.sources]\nb = { workspace = false }", dependencies: ["b"],
            expected: ["b runtime  | member of the workspace, but tool.uv.sources names nothing: external"]),
        Case(
            name: "names by PEP 503", root: sources, dependencies: ["C.D~=1.0", "c__d"],
            expected: ["C.D runtime ~=1.0 -> pypi:c-d | \(internalByRoot)", "c__d runtime  -> pypi:c-d | \(internalByRoot)"]),
        Case(
            name: "the member makes it internal", dependencies: ["b"], member: "[tool.uv.sources]\nb = { workspace = true }",
            expected: ["b runtime  -> pypi:b | the member's own tool.uv.sources workspace = true"]),
        Case(
            name: "the member makes it external", root: sources, dependencies: ["b"], member: "[tool.uv.sources]\nb = { index = 'pypi' }",
            expected: ["b runtime  | member of the workspace, but the member's own tool.uv.sources names index: external"]),
        Case(
            name: "a git source of the root", root: "[tool.uv.sources]\nb = { git = 'https://example.com/b' }", dependencies: ["b"],
            expected: ["b runtime  | member of the workspace, but tool.uv.sources names git: external"]),
        Case(
            name: "a path source of the member", root: sources, dependencies: ["b"], member: "[tool.uv.sources]\nb = { path = '../b' }",
            expected: ["b runtime  | member of the workspace, but the member's own tool.uv.sources names path: external"]),
        Case(
            name: "a list of sources",
            root:
                "[tool.uv.sources]\nb = [{ workspace = true, marker = \"python_version > '3.9'\" }, { index = 'x', marker = \"python_version <= '3.9'\" }]",
            dependencies: ["b"], expected: ["b runtime  -> pypi:b | \(internalByRoot)"]),
        Case(
            name: "a source of one extra", root: "[tool.uv.sources]\nb = [{ workspace = true, extra = 'x' }, { index = 'y', extra = 'z' }]",
            dependencies: ["b"],
            member: "[project.optional-dependencies]\nx = ['b']\nz = ['b']",
            expected: [
                "b optional  | member of the workspace, but tool.uv.sources names index: external {group=z}",
                "b optional  -> pypi:b | \(internalByRoot) {group=x}", "b runtime  | \(noSource)",
            ]),
        Case(
            name: "a source of one group", root: "[tool.uv.sources]\nb = { workspace = true, group = 'dev' }", dependencies: ["b"],
            member: "[dependency-groups]\ndev = ['b']",
            expected: ["b dev  -> pypi:b | \(internalByRoot) {group=dev}", "b runtime  | \(noSource)"]),
        Case(
            name: "extras and markers", root: sources, dependencies: ["b[x, y]>=1,<2; python_version < \"3.12\""],
            expected: [#"b runtime >=1,<2 -> pypi:b | \#(internalByRoot) {extras=x,y;marker=python_version < "3.12"}"#]),
        Case(
            name: "an address loses its credentials", dependencies: ["b @ https://user:secret@example.com/b.whl?token=secret#sha256=1"],
            expected: ["b runtime  | \(noSource) {url=https://example.com/b.whl}"]),
        Case(
            name: "all kinds", root: sources, dependencies: ["b"],
            member: """
                [build-system]
                requires = ["c-d>=1", "hatchling"]
                build-backend = "hatchling.build"
                [project.optional-dependencies]
                Fast = ["e"]
                [dependency-groups]
                test = ["b", "pytest"]
                """,
            expected: [
                "b dev  -> pypi:b | \(internalByRoot) {group=test}", "b runtime  -> pypi:b | \(internalByRoot)",
                "c-d build >=1 -> pypi:c-d | \(internalByRoot)", "e optional  -> pypi:e | \(internalByRoot) {group=Fast}",
                "hatchling build ",
                "pytest dev  {group=test}",
            ]),
        Case(
            name: "groups that include groups", root: sources,
            member: "[dependency-groups]\nall = [{ include-group = 'test' }, 'e']\ntest = ['b']",
            expected: ["b dev  -> pypi:b | \(internalByRoot) {group=test}", "e dev  -> pypi:e | \(internalByRoot) {group=all}"]),
        Case(
            name: "uv's old list", root: sources, member: "[tool.uv]\ndev-dependencies = ['b']",
            expected: ["b dev  -> pypi:b | \(internalByRoot)"]),
        Case(
            name: "hatch's metadata hook", root: sources,
            member:
                "[tool.hatch.metadata.hooks.x]\ndependencies = ['b=={{ version }}']\n[tool.hatch.metadata.hooks.x.optional-dependencies]\nfast = ['e[x]=={{ version }}']",
            expected: [
                "b runtime =={{ version }} -> pypi:b | \(internalByRoot)",
                "e optional =={{ version }} -> pypi:e | \(internalByRoot) {extras=x;group=fast}",
            ]),
        Case(
            name: "the package itself", root: sources + "a = { workspace = true }", dependencies: ["a"],
            expected: ["a runtime  -> pypi:a | the package itself"]),
        Case(
            name: "the package's own extras", root: sources, member: "[project.optional-dependencies]\nall = ['a[x]', 'A[y]']",
            expected: [
                "A optional  | the package's own extras: no edge {extras=y;group=all}",
                "a optional  | the package's own extras: no edge {extras=x;group=all}",
            ]),
        Case(
            name: "one requirement twice", root: sources, dependencies: ["b", "b"], expected: ["b runtime  -> pypi:b | \(internalByRoot)"]),
        Case(
            name: "two conditions", root: sources, dependencies: ["b>=1; sys_platform == \"linux\"", "b>=2; sys_platform != \"linux\""],
            expected: [
                #"b runtime >=1 -> pypi:b | \#(internalByRoot) {marker=sys_platform == "linux"}"#,
                #"b runtime >=2 -> pypi:b | \#(internalByRoot) {marker=sys_platform != "linux"}"#,
            ]),
    ]

    /// The document lists each declared requirement with its kind, what it means, and why.
    @Test(arguments: cases)
    func everyRequirementSaysWhatItIs(_ item: Case) async throws {
        let sandbox = try await Sandbox()
        var files = ["pyproject.toml": Manifest.root(#"["packages/*"]"#, item.root)]
        files["packages/a/pyproject.toml"] = Manifest.project("a", dependencies: item.dependencies, item.member)
        for name in ["b", "c-d", "e"] { files["packages/\(name)/pyproject.toml"] = Manifest.project(name) }
        let found = try await sandbox.discover(files: files)
        let lines = try found.package("a").dependencies.map(Self.describe).filter {
            $0 != "hatchling build " || item.member.contains("hatchling")
        }
        #expect(Set(lines) == Set(item.expected) && lines.count == item.expected.count, "\(lines.joined(separator: "\n"))\n\(found.errors)")
        #expect(found.status == 0, "\(found.errors)")
    }

    /// A dependency as one line: name, kind, versions, the package it means, why, and the rest.
    private static func describe(_ dependency: Dependency) -> String {
        var line = "\(dependency.name) \(dependency.kind.rawValue) \(dependency.requirement)"
        if let package = dependency.package { line += " -> \(package)" }
        if let why = dependency.why { line += " | \(why)" }
        let rest = ["extras", "group", "marker", "url"].compactMap { key in
            dependency.rest[key].map { "\(key)=\($0.string ?? ($0.array ?? []).compactMap(\.string).joined(separator: ","))" }
        }
        return rest.isEmpty ? line : "\(line) {\(rest.joined(separator: ";"))}"
    }

    /// A requirement that cannot be read is named with its place, and the others stay.
    @Test func aBrokenRequirementIsAFinding() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: [
            "pyproject.toml": "[project]\nname = 'a'\nversion = '1'\ndependencies = [\n  'good>=1',\n  'bad>=>1',\n  'also good',\n]\n"
        ])
        #expect(found.status == 1)
        #expect(found.findings == ["RK-REQUIREMENT-SYNTAX pyproject.toml:6:3", "RK-REQUIREMENT-SYNTAX pyproject.toml:7:3"])
        #expect(try found.package("a").dependencies.map(\.name) == ["good"])
    }
}
