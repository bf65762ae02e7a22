import RKShared
import Support
import Testing

/// Writing versions and requirements into package.json files.
struct NodeRewriteTests {
    /// What stands in a list, what is published of it with `lib` at 1.5.0.
    @Test(arguments: [
        ("dependencies", "workspace:*", "1.5.0"), ("dependencies", "workspace:", "1.5.0"), ("dependencies", "workspace:^", "^1.5.0"),
        ("dependencies", "workspace:~", "~1.5.0"),
        ("dependencies", "workspace:^1.2.0", "^1.2.0"), ("dependencies", "workspace:1.4.0", "1.5.0"),
        ("dependencies", "workspace:lib@^", "^1.5.0"),
        ("dependencies", "workspace:../lib", "1.5.0"), ("dependencies", "link:../lib", "1.5.0"), ("dependencies", "file:../lib", "1.5.0"),
        ("dependencies", "^1.0.0", "^1.5.0"), ("dependencies", "~1.4.0", "~1.5.0"), ("dependencies", "1.4.0", "1.5.0"),
        ("dependencies", ">=1 <3", "1.5.0"), ("dependencies", "*", "1.5.0"),
        ("optionalDependencies", "workspace:*", "1.5.0"), ("devDependencies", "workspace:*", "1.5.0"),
        ("peerDependencies", "workspace:^", "^1.5.0"), ("peerDependencies", "workspace:*", "1.5.0"),
        ("peerDependencies", "^1.0.0", "^1.0.0"), ("peerDependencies", ">=1", ">=1"), ("dependencies", "catalog:", "1.5.0"),
    ])
    func requirement(_ section: String, _ text: String, _ published: String) async throws {
        let scene = try await NodeScene([
            "pnpm-workspace.yaml": "packages: ['*']\nlinkWorkspacePackages: true\ncatalog: {lib: ^1.0.0}\n",
            "app/package.json": "@@app@1.0.0 | \"\(section)\": {\"lib\": \"\(text)\"}", "lib/package.json": "@@lib@1.4.0",
        ])
        let app = try #require(try scene.discover().packages.first { $0.name == "app" })
        let rewriting = try Pnpm().rewrite(app, Rewrite(version: "1.1.0", exact: ["npm:lib": "1.5.0"]), in: scene.tree)
        let before = try scene.sandbox.read("app/package.json")
        let expected = before.replacing("\"1.0.0\"", with: "\"1.1.0\"", maxReplacements: 1).replacing(
            "{\"lib\": \"\(text)\"}", with: "{\"lib\": \"\(published)\"}")
        #expect(rewriting.changes.map { String(decoding: $0.after, as: UTF8.self) } == [expected])
        #expect(rewriting.requirements.map(\.to) == (section == "devDependencies" || text == published ? [] : [published]))
        for requirement in rewriting.requirements where text != "workspace:^1.2.0" {
            #expect(Pnpm().exactVersion(of: requirement.to) == "1.5.0")
        }
    }

    /// An alias names the package that is published.
    @Test func alias() async throws {
        let scene = try await NodeScene([
            "pnpm-workspace.yaml": "packages: ['*']", "app/package.json": "@@app@1.0.0 | \"dependencies\": {\"x\": \"workspace:@s/lib@~\"}",
            "lib/package.json": "@@@s/lib@1.4.0",
        ])
        let app = try #require(try scene.discover().packages.first { $0.name == "app" })
        let rewriting = try Pnpm().rewrite(app, Rewrite(exact: ["npm:@s/lib": "1.5.0"]), in: scene.tree)
        #expect(rewriting.requirements.map(\.to) == ["npm:@s/lib@~1.5.0"])
        #expect(Pnpm().exactVersion(of: "npm:@s/lib@~1.5.0") == "1.5.0")
    }

    /// Bytes around the values stay: mark of byte order, line ends, tabs, order, no line end at the end; a version is put in where there is none.
    @Test(arguments: [
        ("\u{FEFF}{\r\n\t\"version\" : \"1.0.0\" ,\r\n\t\"name\":\"a\"}", "\u{FEFF}{\r\n\t\"version\" : \"2.0.0\" ,\r\n\t\"name\":\"a\"}"),
        ("{\n  \"name\": \"a\",\n  \"x\": 1\n}\n", "{\n  \"name\": \"a\",\n  \"version\": \"2.0.0\",\n  \"x\": 1\n}\n"),
        ("{\n\t\"name\": \"a\"\n}", "{\n\t\"name\": \"a\",\n\t\"version\": \"2.0.0\"\n}"),
        ("{\"name\":\"a\"}", "{\"name\":\"a\", \"version\": \"2.0.0\"}"),
        ("{\"name\":\"a\",\"version\":\"0.0.1\",\"version\":\"1.0.0\"}", "{\"name\":\"a\",\"version\":\"0.0.1\",\"version\":\"2.0.0\"}"),
    ])
    func bytes(_ before: String, _ after: String) async throws {
        let scene = try await NodeScene(["package.json": before])
        let package = try #require(try scene.discover().packages.first)
        let rewriting = try Npm().rewrite(package, Rewrite(version: "2.0.0"), in: scene.tree)
        #expect(rewriting.changes.map { String(decoding: $0.after, as: UTF8.self) } == [after])
        try await scene.sandbox.write("package.json", after)
        #expect(try Npm().rewrite(package, Rewrite(version: "2.0.0"), in: scene.tree).changes.isEmpty)
    }

    /// The members' own entries of a package-lock.json follow, and nothing else of it.
    @Test func lockfile() async throws {
        let lock = """
            {
              "name": "root", "lockfileVersion": 3, "packages": {
                "": {"name": "root", "workspaces": ["*"]},
                "app": {"version": "1.0.0", "dependencies": {"lib": "^1.0.0", "other": "^1.0.0"}},
                "lib": {"version": "1.4.0"}, "node_modules/other": {"version": "1.0.0"}, "node_modules/app": {"resolved": "app", "link": true}
              }
            }
            """
        let scene = try await NodeScene([
            "package.json": "@@root | \"workspaces\": [\"*\"]",
            "app/package.json": "@@app@1.0.0 | \"dependencies\": {\"lib\": \"^1.0.0\", \"other\": \"^1.0.0\"}",
            "lib/package.json": "@@lib@1.4.0", "package-lock.json": lock,
        ])
        let packages = try scene.discover().packages.filter { $0.path != "." }
        let rewrites = ["npm:app": Rewrite(version: "1.1.0", exact: ["npm:lib": "1.5.0"]), "npm:lib": Rewrite(version: "1.5.0")]
        var rewritings: [String: Rewriting] = [:]
        for package in packages { rewritings[package.id] = try Npm().rewrite(package, try #require(rewrites[package.id]), in: scene.tree) }
        let change = try #require(try NodeLock.change("package-lock.json", for: packages, rewritings, in: scene.tree))
        let expected = lock.replacing(
            "\"app\": {\"version\": \"1.0.0\", \"dependencies\": {\"lib\": \"^1.0.0\"",
            with: "\"app\": {\"version\": \"1.1.0\", \"dependencies\": {\"lib\": \"^1.5.0\""
        )
        .replacing("\"lib\": {\"version\": \"1.4.0\"}", with: "\"lib\": {\"version\": \"1.5.0\"}")
        #expect(String(decoding: change.after, as: UTF8.self) == expected)
        try await scene.sandbox.write("package-lock.json", expected)
        #expect(try NodeLock.change("package-lock.json", for: packages, rewritings, in: scene.tree) == nil)
    }
}

/// Rewriting the manifests of real repositories: only the bytes of the intended values change.
struct NodeFixtureRewriteTests {
    /// The repositories and the ecosystems that they are of.
    private static let repositories: [(String, String)] = [
        ("pnpm/ai", "pnpm"), ("pnpm/core", "pnpm"), ("npm/jest", "yarn"), ("npm/lerna", "npm"),
    ]

    /// Every manifest gets another version and exact requirements: what differs is one of these strings, everything else is the same bytes, and a
    /// second rewrite changes nothing.
    @Test(.enabled(if: Programs.sharedFixtures != nil, "the shared fixtures are not beside the project"), arguments: repositories)
    func onlyTheValues(_ repository: String, _ tool: String) async throws {
        let folder = try #require(Programs.sharedFixtures.flatMap { Files.resolved("\($0)/\(repository)") })
        let tree = SourceTree(root: folder, tracked: nil)
        let ecosystem = try #require(Catalog.ecosystem(tool))
        let manifest = try #require(ecosystem.manifestNames.first { Files.exists("\(folder)/\($0)") })
        #expect(ecosystem.claims(manifest, in: tree))
        let packages = try ecosystem.discover(WorkspaceSite(id: tool, root: ".", manifest: manifest), in: tree).packages
        let sandbox = try await Sandbox()
        var (changed, pinned) = (0, 0)
        for package in packages {
            let targets = Set(package.dependencies.compactMap(\.package)).subtracting([package.id])
            let rewrite = Rewrite(version: "99.1.0", exact: Dictionary(uniqueKeysWithValues: targets.map { ($0, "99.2.0") }))
            let rewriting = try ecosystem.rewrite(package, rewrite, in: tree)
            let change = try #require(rewriting.changes.first)
            changed += 1
            pinned += rewriting.requirements.count
            try check(change)
            try await sandbox.write(change.path, String(decoding: change.after, as: UTF8.self))
            #expect(try ecosystem.rewrite(package, rewrite, in: SourceTree(root: sandbox.folder, tracked: nil)).changes.isEmpty)
        }
        #expect(changed == packages.count && pinned > 0 || tool == "npm", "\(changed) \(pinned)")
    }

    /// Compares both texts from their ends towards what changed, and the strings between.
    private func check(_ change: Rewriting.FileChange) throws {
        let (before, after) = (Self.strings(try JSONText(change.before)), Self.strings(try JSONText(change.after)))
        // A manifest without a version has one more string afterwards.
        guard before.count == after.count else {
            #expect(before.count + 1 == after.count)
            return
        }
        var ends = (before: 0, after: 0)
        for (old, new) in zip(before, after) {
            #expect(change.before[ends.before..<old.span.start] == change.after[ends.after..<new.span.start])
            ends = (old.span.end, new.span.end)
            guard old.string != new.string else {
                #expect(change.before[old.span.start..<old.span.end] == change.after[new.span.start..<new.span.end])
                continue
            }
            #expect(new.string == "99.1.0" || new.string?.hasSuffix("99.2.0") == true, "\(new.string ?? "")")
        }
        #expect(change.before[ends.before...] == change.after[ends.after...])
    }

    /// All strings in the order of the text.
    private static func strings(_ text: JSONText) -> [JSONNode] {
        var open = [text.root]
        var found: [JSONNode] = []
        while let node = open.popLast() {
            if node.string != nil { found.append(node) }
            open += node.array ?? node.members?.map(\.node) ?? []
        }
        return found.sorted { $0.span.start < $1.span.start }
    }
}
