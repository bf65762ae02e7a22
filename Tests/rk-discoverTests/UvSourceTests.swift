import RKShared
import Support
import Testing

/// What uv says of sources and groups: as an error where it cannot read the manifest, as a warning where it refuses to lock the workspace.
struct UvSourceTests {
    /// The manifest of the member `a`, behind its requirement on `b`, and the finding as `severity CODE place`.
    static let cases: [(String, String)] = [
        ("", "warning RK-WORKSPACE-INVALID packages/a/pyproject.toml:4:17"),
        ("[tool.uv.sources]\nb = { path = '../b' }", "warning RK-WORKSPACE-INVALID packages/a/pyproject.toml:4:17"),
        ("[tool.uv.sources]\nb = { workspace = false }", "warning RK-WORKSPACE-INVALID packages/a/pyproject.toml:4:17"),
        (
            "[tool.uv.sources]\nb = [{ workspace = true, marker = \"os_name == 'nt'\" }, { index = 'x', marker = \"os_name != 'nt'\" }]",
            "warning RK-WORKSPACE-INVALID packages/a/pyproject.toml:4:17"
        ),
        (
            "[dependency-groups]\ndev = ['gone']\n[tool.uv.sources]\nb = { workspace = true }\ngone = { workspace = true }",
            "warning RK-WORKSPACE-INVALID packages/a/pyproject.toml:9:8"
        ),
        ("[tool.uv]\nsources = []", "error RK-MANIFEST-INVALID packages/a/pyproject.toml:9:11"),
        ("[tool.uv.sources]\nb = 'workspace'", "error RK-MANIFEST-INVALID packages/a/pyproject.toml:9:5"),
        ("[tool.uv.sources]\nb = []", "error RK-MANIFEST-INVALID packages/a/pyproject.toml:9:5"),
        ("[tool.uv.sources]\nb = { workspaces = true }", "error RK-MANIFEST-INVALID packages/a/pyproject.toml:9:5"),
        ("[tool.uv.sources]\nb = { workspace = true, path = '../b' }", "error RK-MANIFEST-INVALID packages/a/pyproject.toml:9:5"),
        ("[tool.uv.sources]\nb = { workspace = 'true' }", "error RK-MANIFEST-INVALID packages/a/pyproject.toml:9:19"),
        (
            "[tool.uv.sources]\nb = { workspace = true }\nB = { workspace = true }",
            "error RK-MANIFEST-INVALID packages/a/pyproject.toml:10:5"
        ),
        ("[dependency-groups]\ndev = [5]\n\(good)", "error RK-MANIFEST-INVALID packages/a/pyproject.toml:9:8"),
        ("[dependency-groups]\ndev = [{ include = 'x' }]\n\(good)", "error RK-MANIFEST-INVALID packages/a/pyproject.toml:9:8"),
        ("[dependency-groups]\ndev = []\nDev = []\n\(good)", "error RK-MANIFEST-INVALID packages/a/pyproject.toml:10:1"),
        ("[project.optional-dependencies]\nx_y = []\nx-y = []\n\(good)", "error RK-MANIFEST-INVALID packages/a/pyproject.toml:10:1"),
        (
            "[dependency-groups]\ndev = [{ include-group = 'test' }]\n\(good)",
            "warning RK-MANIFEST-INVALID packages/a/pyproject.toml:9:8"
        ),
        (
            "[dependency-groups]\ndev = [{ include-group = 'dev' }]\n\(good)",
            "warning RK-MANIFEST-INVALID packages/a/pyproject.toml:9:8"
        ),
        (good, ""),
    ]

    /// A source that uv takes.
    private static let good = "[tool.uv.sources]\nb = { workspace = true }"

    /// Each finding has its place and says what to do; the packages are listed all the same.
    @Test(arguments: cases)
    func findings(_ rest: String, _ expected: String) async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: [
            "pyproject.toml": Manifest.root(), "packages/b/pyproject.toml": Manifest.project("b"),
            "packages/a/pyproject.toml": Manifest.project("a", dependencies: ["b"], rest),
        ])
        let diagnostics = found.document?.diagnostics ?? []
        let lines = diagnostics.map { "\($0.severity.rawValue) \($0.code) \($0.place?.description ?? "-")" }
        #expect(lines.contains(expected) || lines.isEmpty && expected.isEmpty, "\(lines)")
        #expect(found.status == (expected.hasPrefix("error") ? 1 : 0) && found.packages.map(\.name) == ["a", "b"], "\(found.errors)")
        #expect(diagnostics.allSatisfy { $0.hint != nil || $0.message.contains("include") }, "\(found.errors)")
    }

    /// A source of one extra or group is compared as names are, and an extra is no group.
    @Test func scopes() async throws {
        let sandbox = try await Sandbox()
        let sources = "[tool.uv.sources]\nb = [{ workspace = true, extra = 'Fast_One' }, { workspace = true, group = 'dev' }]\n"
        let found = try await sandbox.discover(files: [
            "pyproject.toml": Manifest.root(), "packages/b/pyproject.toml": Manifest.project("b"),
            "packages/a/pyproject.toml": Manifest.project(
                "a",
                "[project.optional-dependencies]\nfast-one = ['b']\ndev = ['b>1']\n[dependency-groups]\nDEV = ['b>2']\n"
                    + "[tool.uv]\ndev-dependencies = ['b>3']\n\(sources)"),
        ])
        let inner = try found.package("a").dependencies.filter { $0.package != nil }.map { "\($0.kind.rawValue) \($0.requirement)" }
        #expect(inner.sorted() == ["dev >2", "dev >3", "optional "], "\(inner)")
    }
}
