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
        ("peerDependencies", "^1.0.0", "^1.0.0"), ("peerDependencies", ">=1", ">=1"), ("peerDependencies", "workspace:^1.2.0", "^1.2.0"),
        ("peerDependencies", "workspace:>=", ">=1.5.0"), ("peerDependencies", "workspace:>=1.2.0", ">=1.2.0"),
        ("peerDependencies", "^0.9.0 || workspace:^", "^0.9.0 || ^1.5.0"),
        ("peerDependencies", "^0.9.0 || workspace:1.x", "^0.9.0 || 1.x"),
        ("peerDependencies", "workspace:* || workspace:~", "1.5.0 || ~1.5.0"),
        ("dependencies", "catalog:", "^1.5.0"), ("peerDependencies", "catalog:", "^1.0.0"), ("dependencies", "catalog:old", "~1.5.0"),
        ("peerDependencies", "catalog:old", "~1.5.0"), ("dependencies", "catalog:exact", "1.5.0"),
        ("peerDependencies", "catalog:wide", ">=1"),
    ])
    func requirement(_ section: String, _ text: String, _ published: String) async throws {
        let scene = try await NodeScene([
            "pnpm-workspace.yaml": """
            packages: ['*']
            linkWorkspacePackages: true
            catalog: {lib: ^1.0.0}
            catalogs: {old: {lib: ~1.4.0}, exact: {lib: 1.4.0}, wide: {lib: '>=1'}}

            """,
            "app/package.json": "@@app@1.0.0 | \"\(section)\": {\"lib\": \"\(text)\"}", "lib/package.json": "@@lib@1.4.0",
        ])
        let app = try #require(try scene.discover().packages.first { $0.name == "app" })
        let rewriting = try Pnpm().rewrite(app, Rewrite(version: "1.1.0", exact: ["npm:lib": "1.5.0"]), in: scene.tree)
        let before = try scene.sandbox.read("app/package.json")
        let expected = before.replacing("\"1.0.0\"", with: "\"1.1.0\"", maxReplacements: 1).replacing(
            "{\"lib\": \"\(text)\"}", with: "{\"lib\": \"\(published)\"}")
        #expect(rewriting.changes.map { String(decoding: $0.after, as: UTF8.self) } == [expected])
        #expect(rewriting.requirements.map(\.to) == (section == "devDependencies" || text == published ? [] : [published]))
        for requirement in rewriting.requirements where published.contains("1.5.0") && !published.contains(" ") {
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
        let rewritings = try Npm().rewrite(packages, rewrites, in: scene.tree)
        let expected = lock.replacing(
            "\"app\": {\"version\": \"1.0.0\", \"dependencies\": {\"lib\": \"^1.0.0\"",
            with: "\"app\": {\"version\": \"1.1.0\", \"dependencies\": {\"lib\": \"^1.5.0\""
        )
        .replacing("\"lib\": {\"version\": \"1.4.0\"}", with: "\"lib\": {\"version\": \"1.5.0\"}")
        for package in packages {
            let changes = try #require(rewritings[package.id]?.changes)
            #expect(changes.map(\.path) == [package.manifest, "package-lock.json"])
            #expect(String(decoding: changes[1].after, as: UTF8.self) == expected)
        }
        for change in rewritings.values.flatMap(\.changes) { try scene.sandbox.write(change.path, change.after) }
        #expect(try Npm().rewrite(packages, rewrites, in: scene.tree).values.allSatisfy { $0.changes.isEmpty })
    }

    /// What stands in a list, what stands there from the commit of a release on: protocols stay.
    @Test(arguments: [
        ("dependencies", "workspace:*", "workspace:*"), ("dependencies", "workspace:^", "workspace:^"),
        ("dependencies", "workspace:^1.2.0", "workspace:^1.2.0"), ("dependencies", "workspace:1.4.0", "workspace:1.5.0"),
        ("dependencies", "workspace:~1.4.0", "workspace:~1.5.0"), ("dependencies", "workspace:../lib", "workspace:../lib"),
        ("dependencies", "link:../lib", "link:../lib"), ("dependencies", "file:../lib", "file:../lib"),
        ("dependencies", "catalog:", "catalog:"),
        ("dependencies", "^1.0.0", "^1.5.0"), ("dependencies", "1.4.0", "1.5.0"), ("dependencies", ">=1 <3", ">=1 <3"),
        ("dependencies", "*", "*"), ("dependencies", "<1.4.1", "1.5.0"), ("devDependencies", "~1.4.0", "~1.5.0"),
        ("dependencies", "npm:lib", "npm:lib"), ("dependencies", "npm:lib@^1.0.0", "npm:lib@^1.5.0"),
        ("peerDependencies", "workspace:^", "workspace:^"), ("peerDependencies", "workspace:>=", "workspace:>="),
        ("peerDependencies", "^1.0.0", "^1.0.0"), ("peerDependencies", "~1.4.0", "~1.5.0"),
    ])
    func lasting(_ section: String, _ text: String, _ kept: String) async throws {
        let scene = try await NodeScene([
            "pnpm-workspace.yaml": "packages: ['*']\nlinkWorkspacePackages: true\ncatalog: {lib: ^1.0.0}\n",
            "app/package.json": "@@app@1.0.0 | \"\(section)\": {\"lib\": \"\(text)\"}", "lib/package.json": "@@lib@1.4.0",
        ])
        let app = try #require(try scene.discover().packages.first { $0.name == "app" })
        let rewrite = Rewrite(version: "1.1.0", exact: ["npm:lib": "1.5.0"])
        let rewriting = try #require(try Pnpm().lastingRewrite([app], [app.id: rewrite], in: scene.tree)[app.id])
        let before = try scene.sandbox.read("app/package.json")
        let expected = before.replacing("\"1.0.0\"", with: "\"1.1.0\"", maxReplacements: 1).replacing(
            "{\"lib\": \"\(text)\"}", with: "{\"lib\": \"\(kept)\"}")
        #expect(rewriting.changes.map { String(decoding: $0.after, as: UTF8.self) } == [expected])
    }

    /// What only developers need is in no plan, but what is committed must install; what is published stays as it is.
    @Test func lastingDevelopment() async throws {
        let scene = try await NodeScene([
            "package.json": "@@root | \"workspaces\": [\"*\"]", "lib/package.json": "@@lib@1.4.0",
            "app/package.json": "@@app@1.0.0 | \"devDependencies\": {\"lib\": \"^1.0.0\"}",
        ])
        let packages = try scene.discover().packages.filter { $0.name != "root" }
        let rewrites = ["npm:app": Rewrite(version: "1.0.1"), "npm:lib": Rewrite(version: "2.0.0")]
        let lasting = try Npm().lastingRewrite(packages, rewrites, in: scene.tree)["npm:app"]
        #expect(lasting?.changes.first.map { String(decoding: $0.after, as: UTF8.self).contains("\"lib\": \"^2.0.0\"") } == true)
        #expect(lasting?.requirements.isEmpty == true)
        let published = try Npm().rewrite(packages, rewrites, in: scene.tree)["npm:app"]
        #expect(published?.changes.first.map { String(decoding: $0.after, as: UTF8.self).contains("\"lib\": \"^1.0.0\"") } == true)
    }

    /// Of a private package, which gets no version, only what does not fit any more changes.
    @Test(arguments: [
        ("^1.0.0", "2.0.0", "^2.0.0"), ("^1.0.0", "1.5.0", "^1.0.0"), ("1.4.0", "1.5.0", "1.5.0"), ("*", "2.0.0", "*"),
        ("workspace:^", "2.0.0", "workspace:^"), ("workspace:^1.0.0", "1.5.0", "workspace:^1.0.0"),
        ("workspace:^1.0.0", "2.0.0", "workspace:^2.0.0"), ("npm:lib@~1.4.0", "2.0.0", "npm:lib@~2.0.0"),
        ("file:../lib", "2.0.0", "file:../lib"),
    ])
    func lastingPrivate(_ text: String, _ version: String, _ kept: String) async throws {
        let scene = try await NodeScene([
            "pnpm-workspace.yaml": "packages: ['*']\nlinkWorkspacePackages: true\n", "lib/package.json": "@@lib@1.4.0",
            "app/package.json": "@@app@1.0.0 | \"private\": true, \"dependencies\": {\"lib\": \"\(text)\"}",
        ])
        let packages = try scene.discover().packages.filter { $0.name != "root" }
        let rewrites = ["npm:app": Rewrite(), "npm:lib": Rewrite(version: version)]
        let changes = try Pnpm().lastingRewrite(packages, rewrites, in: scene.tree)["npm:app"]?.changes ?? []
        let before = try scene.sandbox.read("app/package.json")
        let after = before.replacing("\"\(text)\"", with: "\"\(kept)\"")
        #expect(changes.map { String(decoding: $0.after, as: UTF8.self) } == (before == after ? [] : [after]))
    }

    /// Modern yarn's catalogs are written out, as nothing else would when npm packs.
    @Test func yarnCatalog() async throws {
        let scene = try await NodeScene([
            ".yarnrc.yml": "catalog:\n  left: ^1.3.0\n", "package.json": "@@root | \"private\": true, \"workspaces\": [\"*\"]",
            "app/package.json": "@@app@1.0.0 | \"dependencies\": {\"left\": \"catalog:\"}",
        ])
        let app = try #require(try scene.discover().packages.first { $0.name == "app" })
        let rewriting = try Yarn().rewrite(app, Rewrite(), in: scene.tree)
        #expect(rewriting.changes.first.map { String(decoding: $0.after, as: UTF8.self).contains(#""left": "^1.3.0""#) } == true)
        #expect(rewriting.requirements.isEmpty)
        #expect(try Yarn().lastingRewrite([app], [app.id: Rewrite()], in: scene.tree)[app.id]?.changes.isEmpty == true)
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
        let joint = try #require(ecosystem as? any WorkspaceRewriting)
        var rewrites: [String: Rewrite] = [:]
        for package in packages {
            let targets = Set(package.dependencies.compactMap(\.package)).subtracting([package.id])
            rewrites[package.id] = Rewrite(version: "99.1.0", exact: Dictionary(uniqueKeysWithValues: targets.map { ($0, "99.2.0") }))
        }
        let rewritings = try joint.rewrite(packages, rewrites, in: tree)
        var locks: [String: Rewriting.FileChange] = [:]
        for package in packages {
            let rewriting = try #require(rewritings[package.id])
            let change = try #require(rewriting.changes.first)
            #expect(change.path == package.manifest)
            changed += 1
            pinned += rewriting.requirements.count
            try check(change)
            try await sandbox.write(change.path, String(decoding: change.after, as: UTF8.self))
            for lock in rewriting.changes.dropFirst() {
                #expect(locks[lock.path] == nil || locks[lock.path] == lock)
                locks[lock.path] = lock
            }
        }
        for lock in locks.values { try sandbox.write(lock.path, lock.after) }
        let again = try joint.rewrite(packages, rewrites, in: SourceTree(root: sandbox.folder, tracked: nil))
        #expect(again.values.allSatisfy { $0.changes.isEmpty })
        try checkLocks(locks, of: tool)
        #expect(changed == packages.count && pinned > 0 || tool == "npm", "\(changed) \(pinned)")
    }

    /// Of a lockfile only lines change that say a version or a requirement of a member; one appears where a member had no version.
    private func checkLocks(_ locks: [String: Rewriting.FileChange], of tool: String) throws {
        #expect(!locks.isEmpty)
        for lock in locks.values {
            let before = lock.before.split(separator: 0x0A, omittingEmptySubsequences: false)
            let after = lock.after.split(separator: 0x0A, omittingEmptySubsequences: false)
            var place = 0
            var strange: [String] = []
            for (index, line) in after.enumerated() {
                // A line that differs is put in, or takes the place of another one.
                let isSame = place < before.count && line == before[place]
                let isPutIn = place < before.count && index + 1 < after.count && after[index + 1] == before[place]
                if isSame || !isPutIn { place += 1 }
                guard !isSame, line.firstRange(of: Array("99.".utf8)) == nil else { continue }
                strange.append(String(decoding: line, as: UTF8.self))
                guard strange.count < 5 else { break }
            }
            #expect(strange.isEmpty, "\(lock.path)")
        }
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
