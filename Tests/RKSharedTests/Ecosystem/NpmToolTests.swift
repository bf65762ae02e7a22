import Support
import Testing

@testable import RKShared

/// What the real npm says of workspaces and of artifacts, where it is installed.
@Suite struct NpmToolTests {
    /// A workspace with every kind of requirement that npm tells apart.
    private static let files = [
        "package.json": "@@root | \"private\": true, \"workspaces\": [\"packages/*\", \"apps/**\", \"!apps/**/skip\"]",
        "packages/a/package.json": "@@@s/a@1.4.0",
        "packages/b/package.json": "@@b@2.0.0-rc.1",
        "packages/c/package.json": "@@c@1.0.0 | \"dependencies\": {\"@s/a\": \"^1.0.0\"}, \"devDependencies\": {\"d\": \"*\"}",
        "packages/d/package.json": "@@d | \"private\": true, \"dependencies\": {\"c\": \"file:../c\"}",
        "apps/x/y/package.json": "@@y@0.1.0 | \"peerDependencies\": {\"c\": \">=1\"}",
        "apps/x/skip/package.json": "@@skip@1.0.0", "packages/.hidden/package.json": "@@hidden@1.0.0",
        "packages/a/node_modules/z/package.json": "@@z@1.0.0",
        "apps/x/package.json": "@@x@0.2.0 | \"optionalDependencies\": {\"@s/a\": \"1.4.0\"}",
    ]

    /// The members are those of `npm query .workspace`, and each edge is one that npm's own tree has to a link.
    @Test func members() async throws {
        let scene = try await NodeScene(Self.files)
        let packages = try scene.discover().packages
        let install = try await scene.sandbox.shell("npm install --offline --ignore-scripts --no-audit --no-fund 2>&1")
        #expect(install.succeeded, "\(install.text)")
        let reply = try await scene.sandbox.check("npm query .workspace")
        let workspaces = try JSON(parsing: reply.output).array ?? []
        #expect(packages.map(\.path).filter { $0 != "." }.sorted() == workspaces.compactMap { $0.object?["location"]?.string }.sorted())
        let tree = try await scene.sandbox.shell("npm ls --all --json")
        #expect(tree.succeeded, "\(tree.lastLines())")
        for workspace in workspaces {
            let package = try #require(packages.first { $0.path == workspace.object?["location"]?.string })
            let edges = Set(package.dependencies.filter { $0.package != nil }.map(\.name))
            let declared = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"].flatMap {
                workspace.object?[$0]?.object?.members.map(\.key) ?? []
            }
            #expect(edges == Set(declared), "\(package.id)")
        }
    }

    /// Lockfiles of all three versions follow a release, so that npm takes them for its own: `npm ci` and `npm ls` accept them, and an install
    /// changes no byte.
    @Test(arguments: [1, 2, 3])
    func lockfile(_ version: Int) async throws {
        let scene = try await NodeScene([
            "package.json": "@@root@1.0.0 | \"workspaces\": [\"packages/*\"], \"dependencies\": {\"c\": \"^1.0.0\"}",
            "packages/a/package.json": "@@@s/a@1.4.0",
            "packages/b/package.json": "@@b@2.0.0-rc.1",
            "packages/c/package.json":
                "@@c@1.0.0 | \"dependencies\": {\"@s/a\": \"~1.4.0\"}, \"devDependencies\": {\"b\": \"2.0.0-rc.1\"}, \"peerDependencies\": {\"d\": \"*\"}",
            "packages/d/package.json": "@@d | \"private\": true, \"optionalDependencies\": {\"c\": \"1.0.0\"}",
        ])
        let lock = "npm install --package-lock-only --offline --ignore-scripts --no-audit --no-fund --lockfile-version \(version)"
        try await scene.sandbox.check(lock)
        let old = try scene.sandbox.read("package-lock.json")
        let packages = try scene.discover().packages
        let next = ["npm:@s/a": "2.0.0", "npm:b": "2.0.0", "npm:c": "1.1.0", "npm:d": "0.1.0", "npm:root": "1.0.1"]
        var rewrites: [String: Rewrite] = [:]
        for package in packages {
            let targets = package.dependencies.compactMap(\.package).filter { $0 != package.id }
            rewrites[package.id] = Rewrite(
                version: next[package.id], exact: Dictionary(targets.map { ($0, next[$0] ?? "") }) { first, _ in first })
        }
        for (id, rewriting) in try Npm().lastingRewrite(packages, rewrites, in: scene.tree) {
            #expect(rewriting.changes.count == 2, "\(id)")
            for change in rewriting.changes { try scene.sandbox.write(change.path, change.after) }
        }
        let written = try scene.sandbox.read("package-lock.json")
        #expect(try Npm().lastingRewrite(packages, rewrites, in: scene.tree).values.allSatisfy { $0.changes.isEmpty })
        for command in ["npm ci --offline --ignore-scripts --no-audit --no-fund", "npm ls --all", "npm ls --all --package-lock-only", lock]
        {
            let reply = try await scene.sandbox.shell(command)
            #expect(reply.succeeded, "\(command): \(reply.text)\(reply.lastLines())")
        }
        #expect(try scene.sandbox.read("package-lock.json") == written)
        #expect(written.contains("~2.0.0") && !written.contains("~1.4.0"))
        // npm makes the same of the old lockfile and the new manifests.
        try await scene.sandbox.write("package-lock.json", old)
        try await scene.sandbox.check(lock)
        #expect(try scene.sandbox.read("package-lock.json") == written && old != written)
    }

    /// A rewritten package is packed by the real npm, its tarball says what it should; one that is not rewritten is found out.
    @Test func artifact() async throws {
        let scene = try await NodeScene([
            "package.json": "@@root | \"workspaces\": [\"*\"]", "a/package.json": "@@@s/a@1.0.0",
            "b/package.json": "@@@s/b@1.0.0 | \"dependencies\": {\"@s/a\": \"workspace:^\"}",
        ])
        let package = try #require(try scene.discover().packages.first { $0.name == "@s/b" })
        let commands = Npm().packageManager
        let call = commands.build(package, root: scene.sandbox.folder, into: "\(scene.sandbox.folder)/out", environment: [:])
        /// Packs the package into a folder that was empty.
        func pack() async throws -> ArtifactFile {
            _ = try await scene.sandbox.check("rm -rf ../out; mkdir ../out; \(call.commandLine)", in: "b")
            let name = try #require(Files.names(in: "\(scene.sandbox.folder)/out").first)
            return ArtifactFile(name: name, path: "\(scene.sandbox.folder)/out/\(name)")
        }
        let exact = ["npm:@s/a": "1.2.0"]
        let raw = await commands.problems(in: try await pack(), of: package, version: "1.0.0", exact: exact)
        #expect(raw == ["`s-b-1.0.0.tgz` requires `@s/a` as `workspace:^`, which no registry understands"])
        let rewriting = try Npm().rewrite(package, Rewrite(version: "1.1.0", exact: exact), in: scene.tree)
        try scene.sandbox.write("b/package.json", try #require(rewriting.changes.first).after)
        let artifact = try await pack()
        #expect(artifact.name == "s-b-1.1.0.tgz")
        #expect(await commands.problems(in: artifact, of: package, version: "1.1.0", exact: exact).isEmpty)
        #expect(await commands.problems(in: artifact, of: package, version: "1.1.0", exact: ["npm:@s/a": "2.0.0"]).count == 1)
        #expect(await commands.problems(in: artifact, of: package, version: "1.2.0", exact: exact).count == 1)
    }
}
