import RKShared
import Support
import Testing

/// What the real uv and npm say of manifests that a release has rewritten.
struct RewriteToolTests {
    /// Gives the packages of a tree one version, exact in all requirements, and writes the files.
    private func release(_ packages: [Package], _ ecosystem: any Ecosystem, as version: String, in tree: SourceTree) throws {
        for package in packages {
            let needed = package.dependencies.filter { !$0.kind.isInert }.compactMap(\.package)
            let rewrite = Rewrite(version: version, exact: Dictionary(needed.map { ($0, version) }) { first, _ in first })
            for change in try ecosystem.rewrite(package, rewrite, in: tree).changes {
                try Files.replace(tree.absolute(change.path), with: change.after)
            }
        }
    }

    /// uv locks the rewritten workspace, with the new versions; before that it says that the lockfile is of others.
    @Test func uv() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("repo", ["a": [], "b": ["a>=1"], "c": ["a", "b; python_version > '3'"]], tagged: false)
        try await sandbox.check("uv lock --check --offline -q", in: "repo")
        let tree = SourceTree(root: try #require(Files.resolved("\(sandbox.folder)/repo")), tracked: nil)
        let packages = try Uv().discover(WorkspaceSite(id: "uv", root: ".", manifest: "pyproject.toml"), in: tree).packages
        #expect(packages.count == 3)
        try release(packages, Uv(), as: "1.5.0", in: tree)
        #expect(try await !sandbox.shell("uv lock --check --offline -q", in: "repo").succeeded)
        let reply = try await sandbox.shell("uv lock --offline && uv lock --check --offline", in: "repo")
        #expect(reply.succeeded, "\(reply.lastLines())")
        let lock = try TOMLDocument(Array(try sandbox.read("repo/uv.lock").utf8))
        let versions = (lock.node("package")?.array ?? []).compactMap { $0.table?["version"]?.string }
        #expect(versions == ["1.5.0", "1.5.0", "1.5.0"])
    }

    /// npm installs the rewritten workspace, and its tree has the members as links with the new versions and nothing that does not fit.
    @Test func npm() async throws {
        let scene = try await NodeScene([
            "package.json": "@@root | \"private\": true, \"workspaces\": [\"packages/*\"]", "packages/a/package.json": "@@@s/a@1.4.0",
            "packages/b/package.json": "@@b@1.0.0 | \"dependencies\": {\"@s/a\": \"^1.0.0\"}, \"peerDependencies\": {\"@s/a\": \">=1\"}",
            "packages/c/package.json":
                "@@c@1.0.0 | \"optionalDependencies\": {\"b\": \"file:../b\"}, \"devDependencies\": {\"@s/a\": \"*\"}",
        ])
        let options = "--offline --ignore-scripts --no-audit --no-fund"
        try await scene.sandbox.check("npm install \(options)")
        try release(try scene.discover().packages.filter { $0.path != "." }, Npm(), as: "2.0.0", in: scene.tree)
        let dry = try await scene.sandbox.shell("npm install --dry-run \(options) 2>&1")
        #expect(dry.succeeded, "\(dry.text)")
        try await scene.sandbox.check("npm install \(options)")
        let tree = try await scene.sandbox.shell("npm ls --all --json")
        #expect(tree.succeeded, "\(tree.text)")
        let members = try JSON(parsing: tree.output).object?["dependencies"]?.object?.members ?? []
        #expect(members.map { "\($0.key) \($0.value.object?["version"]?.string ?? "-")" }.sorted() == ["@s/a 2.0.0", "b 2.0.0", "c 2.0.0"])
    }
}
