import RKShared
import Support
import Testing

/// What makes a member private, and what happens when names repeat.
struct PackageTests {
    /// Each reason for being private, and its absence.
    @Test func privatePackagesSayWhy() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: [
            "pyproject.toml": "[project]\nname = 'root'\nversion = '0'\n" + Manifest.root(),
            "packages/a/pyproject.toml": Manifest.project("a").replacing(
                "dependencies", with: "classifiers = ['Private :: Do Not Upload']\ndependencies"),
            "packages/b/pyproject.toml": Manifest.project("b", "[tool.uv]\npackage = false"),
            "packages/c/pyproject.toml": Manifest.project("c"),
            "packages/d/pyproject.toml": "[project]\nname = 'd'\nversion = '1'\n[tool.uv]\npackage = true\n",
        ])
        #expect(
            found.packages.map { "\($0.name) \($0.publish) \($0.privateReason ?? "-")" } == [
                "a false classifier Private :: Do Not Upload", "b false tool.uv.package = false", "c true -", "d true -",
                "root false no [build-system], and tool.uv.package is not true",
            ])
    }

    /// A package that requires itself is listed as such, and rk-graph reports it and goes on.
    @Test func aSelfDependencyIsReported() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(["pyproject.toml": Manifest.project("a", dependencies: ["A>=1"])], below: "repo")
        let document = try Document(parsing: try await sandbox.shell("rk-discover | rk-graph", in: "repo").output)
        #expect(document.packages?.first?.dependencies.first?.package == "pypi:a")
        #expect(document.graph?.edges.isEmpty == true && document.graph?.order == ["pypi:a"])
        #expect(document.diagnostics.map(\.code) == ["RK-GRAPH-SELF-DEPENDENCY"])
    }

    /// Two members of one name in one workspace, whatever their spelling: an error with both manifests.
    @Test func twoMembersOfOneNameAreAnError() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: [
            "pyproject.toml": Manifest.root(), "packages/x/pyproject.toml": Manifest.project("My.Pkg"),
            "packages/y/pyproject.toml": Manifest.project("my_pkg"),
        ])
        #expect(found.status == 1 && found.findings == ["RK-PACKAGE-DUPLICATE packages/y/pyproject.toml:2:8"])
        #expect(found.errors.contains("packages/x/pyproject.toml") && found.errors.contains("packages/y/pyproject.toml"))
    }

    /// Two workspaces side by side: names may repeat where at most one package is meant for a registry; ids get their path then.
    @Test func workspacesSideBySide() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "one/pyproject.toml": Manifest.root("['*']", "[tool.uv.sources]\nlib = { workspace = true }"),
                "one/lib/pyproject.toml": Manifest.project("lib"),
                "one/app/pyproject.toml": Manifest.project("app", dependencies: ["lib"]), "two/py/pyproject.toml": Manifest.root("['*']"),
                "two/py/lib/pyproject.toml": Manifest.project("lib", "[tool.uv]\npackage = false"),
                "two/py/app/pyproject.toml": Manifest.project("other"),
            ], below: "repo")
        try await sandbox.check("git init -q; git add -A", in: "repo")
        let found = try await sandbox.discover()
        #expect(found.status == 0, "\(found.errors)")
        #expect(found.packages.map(\.id) == ["pypi:app", "pypi:lib@one/lib", "pypi:lib@two/py/lib", "pypi:other"])
        #expect(found.document?.workspaces?.map(\.id) == ["uv:one", "uv:two/py"])
        #expect(try found.package("app").dependencies.map(\.package) == [nil, "pypi:lib@one/lib"])
        let duplicate = try await sandbox.discover(prelude: "sed -i '/package = false/d' two/py/lib/pyproject.toml")
        #expect(duplicate.status == 1 && duplicate.document?.diagnostics.map(\.code) == ["RK-PACKAGE-DUPLICATE"])
        #expect(duplicate.errors.contains("`one/lib/pyproject.toml` and `two/py/lib/pyproject.toml`"))
    }

    /// One workspace in a folder below the root is found by the tracked files; `[ecosystems]` names it otherwise.
    @Test func aWorkspaceInAFolder() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            ["py/pyproject.toml": Manifest.root(), "py/packages/a/pyproject.toml": Manifest.project("a"), "py/uv.lock": ""], below: "repo")
        try await sandbox.check("git init -q; git add -A", in: "repo")
        let found = try await sandbox.discover()
        #expect(
            found.document?.workspaces == [
                Workspace(id: "uv", ecosystem: "uv", root: "py", manifest: "py/pyproject.toml", lockfile: "py/uv.lock")
            ])
        #expect(found.packages.map(\.path) == ["py/packages/a"])
        try await sandbox.write("repo/releasekit.toml", "[ecosystems.python]\nworkspace_root = 'py/'\n")
        #expect(try await sandbox.discover().document?.workspaces?.map(\.id) == ["python"])
        try await sandbox.write("repo/releasekit.toml", "[ecosystems.python]\nworkspace_root = 'nowhere'\n")
        let absent = try await sandbox.discover()
        #expect(absent.status == 65 && absent.errors.contains("releasekit.toml:1:13"), "\(absent.errors)")
    }

    /// The same files give the same bytes, and the folder that the user names is the document's root.
    @Test func theDocumentIsReproducible() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "pyproject.toml": Manifest.root(), "packages/b/pyproject.toml": Manifest.project("b"),
                "packages/a/pyproject.toml": Manifest.project("a"),
            ], below: "repo")
        try await sandbox.check(
            "rk-discover repo > 1; rk-discover repo > 2; cmp 1 2; jq -e '.repository.root == \"repo\" and .repository.vcs == \"none\"' 1")
    }
}
