import RKShared
import Support
import Testing

/// `depends_on` in a package's `releasekit.toml`.
struct DeclaredEdgeTests {
    /// The edge orders the release and is not pinned; what a manifest says already is not doubled.
    @Test func edges() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("repo", ["ui": [], "base": [], "wheel": ["base>=1"]])
        try await sandbox.write("repo/packages/wheel/releasekit.toml", #"depends_on = ["pypi:ui", "pypi:base"]"#)
        try await sandbox.check("git add -A && git commit -qm 'chore: embed'", in: "repo")
        let json = try await sandbox.document("rk-discover | rk-graph --topo | rk-version --set pypi:ui=2.0.0 | rk-pin", in: "repo")
        let document = try Document(parsing: json.documentBytes)
        let wheel = try #require(document.packages?.first { $0.id == "pypi:wheel" })
        #expect(
            wheel.dependencies.filter { $0.package != nil }.map { "\($0.name) \($0.kind) \($0.isDeclared)" } == [
                "base runtime false", "ui build true",
            ])
        #expect(document.graph?.edges.map { "\($0.from) \($0.to)" } == ["pypi:wheel pypi:base", "pypi:wheel pypi:ui"])
        #expect(document.versions?.first { $0.package == "pypi:wheel" }?.because == ["pypi:ui", "propagation.build=any"])
        #expect(document.pins?.first { $0.package == "pypi:wheel" }?.set.map(\.name) == ["base"])
    }

    /// What must come first on both sides cannot be, whatever the ecosystems bear: the error says which file asks for it.
    @Test(arguments: [("npm:@acme/ui", "npm:@acme/ui → pypi:wheel → npm:@acme/ui"), ("npm:app", "npm:@acme/ui → npm:app → npm:@acme/ui")])
    func cycles(_ needed: String, _ path: String) async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "pyproject.toml": Manifest.root(), "packages/wheel/pyproject.toml": Manifest.project("wheel"),
                "packages/wheel/releasekit.toml": needed == "npm:app" ? "" : "depends_on = ['\(needed)']\n",
                "web/package.json": #"{"name": "web", "private": true, "workspaces": ["*"]}"#,
                "web/ui/package.json": #"{"name": "@acme/ui", "version": "1.0.0"}"#,
                "web/ui/releasekit.toml": "depends_on = ['\(needed == "npm:app" ? needed : "pypi:wheel")']\n",
                "web/app/package.json": #"{"name": "app", "version": "1.0.0", "dependencies": {"@acme/ui": "^1.0.0"}}"#,
            ], below: "repo")
        let completion = try await sandbox.shell("set -o pipefail; rk-discover | rk-graph", in: "repo")
        #expect(completion.status == 1)
        let finding = try #require(try Document(parsing: completion.output).diagnostics.first { $0.code == Code.graphCycle.rawValue })
        #expect(finding.severity == .error && finding.message == path)
        #expect(finding.hint?.hasPrefix("`depends_on` in web/ui/releasekit.toml says that") == true, "\(finding.hint ?? "")")
    }

    /// A package that is not there is an error with its place.
    @Test func unknownPackage() async throws {
        let found = try await Sandbox().discover(files: [
            "pyproject.toml": Manifest.root(), "packages/a/pyproject.toml": Manifest.project("a"),
            "packages/a/releasekit.toml": "depends_on = [\n  'pypi:a',\n  'pypi:aa',\n]\n",
        ])
        #expect(found.status == 1)
        #expect(found.findings == ["RK-PACKAGE-UNKNOWN packages/a/releasekit.toml:3:3"])
        #expect(found.errors.contains("did you mean `pypi:a`?"))
        #expect(try found.package("a").dependencies.allSatisfy { $0.package == nil })
    }
}
