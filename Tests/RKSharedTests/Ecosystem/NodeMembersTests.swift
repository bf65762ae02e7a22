import RKShared
import Support
import Testing

/// Which folders are members, by the tool that the root is for.
struct NodeMembersTests {
    /// A layout and the folders of its packages.
    struct Case: Sendable, CustomTestStringConvertible {
        /// What is special about it.
        let name: String
        /// The files; folders with a package of their own name are in `folders`.
        let files: [String: String]
        /// Folders with a package each.
        var folders: [String] = []
        /// The tool.
        let tool: String
        /// The members' folders.
        let members: [String]

        var testDescription: String { name }
    }

    /// Folders of many kinds.
    private static let many = [
        "packages/a", "packages/b", "packages/b/node_modules/x", "packages/.hidden", "packages/deep/c", "packages/deep/c/test/fixture",
        "apps/web", "tools/x",
        "node_modules/y", "packages/b/dist",
    ]

    /// pnpm's, npm's and both yarns' ways to name members.
    static let cases = [
        Case(
            name: "pnpm: one level, root without a name",
            files: ["pnpm-workspace.yaml": "packages:\n  - 'packages/*' # all\n", "package.json": "{}"], folders: many,
            tool: "pnpm", members: [".", "packages/a", "packages/b"]),
        Case(
            name: "pnpm: any depth, negations wherever they stand",
            files: ["pnpm-workspace.yaml": "packages: ['!**/test/**', \"packages/**\", apps/*, '!**/dist']\n", "package.json": "@@root"],
            folders: many,
            tool: "pnpm", members: [".", "apps/web", "packages/a", "packages/b", "packages/deep/c"]),
        Case(
            name: "pnpm: `**/*` takes in fixtures", files: ["pnpm-workspace.yaml": "packages:\n- packages/**/*\n"], folders: many,
            tool: "pnpm",
            members: ["packages/a", "packages/b", "packages/b/dist", "packages/deep/c", "packages/deep/c/test/fixture"]),
        Case(
            name: "pnpm: literal, hidden, braces, `./` and a slash at the end",
            files: ["pnpm-workspace.yaml": "packages:\n  - ./packages/.hidden/\n  - '{apps,tools}/*'\n", "package.json": "@@root"],
            folders: many, tool: "pnpm",
            members: [".", "apps/web", "packages/.hidden", "tools/x"]),
        Case(
            name: "pnpm: `.` before the first wildcard is entered, and exclusions must have it, too; behind it, it is a name",
            files: [
                "pnpm-workspace.yaml":
                    "packages: ['./packages/./*', '!packages/a', '!./packages/./b', 'packages/./deep/c', '././tools/*', 'packages/*/./c', 'apps/*/.', 'apps/*/../../tools/x']"
            ], folders: many, tool: "pnpm", members: ["packages/a", "packages/deep/c"]),
        Case(
            name: "pnpm: settings only", files: ["pnpm-workspace.yaml": "overrides: {a: '1'}\n", "package.json": "@@root"], folders: many,
            tool: "pnpm", members: ["."]),
        Case(
            name: "pnpm: an empty file", files: ["pnpm-workspace.yaml": "# nothing\n", "package.json": "@@root"], folders: many,
            tool: "pnpm", members: ["."]),
        Case(
            name: "pnpm 8: settings only take in everything but bower_components",
            files: ["pnpm-workspace.yaml": "# nothing\n", "package.json": "@@root | \"packageManager\": \"pnpm@8.15.0\""],
            folders: ["packages/a", "packages/a/bower_components/x", "x/y"], tool: "pnpm", members: [".", "packages/a", "x/y"]),
        Case(
            name: "pnpm alone, by packageManager",
            files: ["package.json": "@@root@1.0.0 | \"packageManager\": \"pnpm@9.1.0\", \"workspaces\": [\"packages/*\"]"],
            folders: many, tool: "pnpm", members: ["."]),
        Case(
            name: "npm: an array",
            files: ["package.json": "@@root | \"workspaces\": [\"packages/*\", \"apps/web\"]", "package-lock.json": "{}"], folders: many,
            tool: "npm",
            members: [".", "apps/web", "packages/a", "packages/b"]),
        Case(
            name: "npm: a later pattern ends what takes it away, for the others too",
            files: ["package.json": "@@root | \"workspaces\": [\"packages/*\", \"!packages/*\", \"packages/b\"]"], folders: many,
            tool: "npm", members: [".", "packages/a", "packages/b"]),
        Case(
            name: "npm: what is taken away by name stays away when a wildcard takes it in again",
            files: ["package.json": "@@root | \"workspaces\": [\"!packages/b\", \"packages/*\", \"!!tools/x\"]"], folders: many,
            tool: "npm",
            members: [".", "packages/a", "tools/x"]),
        Case(
            name: "npm: a slash in front, groups, classes, sequences, a step back",
            files: [
                "package.json":
                    "@@root | \"workspaces\": [\"/apps/*\", \"packages/@(b|x)\", \"tools/[[:alpha:]]\", \"no/../packages/{a..a}\"]"
            ], folders: many, tool: "npm", members: [".", "apps/web", "packages/a", "packages/b", "tools/x"]),
        Case(
            name: "npm: a pattern that an exclusion fits as a text is gone",
            files: ["package.json": "@@root | \"workspaces\": [\"packages/**\", \"apps/*\", \"!packages/*\"]"], folders: many, tool: "npm",
            members: [".", "apps/web"]),
        Case(
            name: "npm: `./` counts once in front, `.` at the end, and is a name elsewhere",
            files: [
                "package.json":
                    "@@root | \"workspaces\": [\"./packages/*/.\", \"packages/./deep/c\", \"././tools/*\", \"apps/./*\", \"*/./x\", \"tools/**/./x\", \"!./packages/./b\", \"!packages/a/.\"]"
            ], folders: many, tool: "npm", members: [".", "packages/a", "tools/x"]),
        Case(
            name: "npm: an object", files: ["package.json": "@@root | \"workspaces\": {\"packages\": [\"packages/**\"], \"nohoist\": []}"],
            folders: many, tool: "npm",
            members: [".", "packages/a", "packages/b", "packages/b/dist", "packages/deep/c", "packages/deep/c/test/fixture"]),
        Case(name: "npm: alone", files: ["package.json": "@@one@1.0.0"], folders: many, tool: "npm", members: ["."]),
        Case(
            name: "npm with lerna", files: ["package.json": "@@root", "lerna.json": "{\"packages\": [\"packages/*\"]}"], folders: many,
            tool: "npm",
            members: [".", "packages/a", "packages/b"]),
        Case(
            name: "classic yarn, by its lockfile: nothing takes away",
            files: ["package.json": "@@root | \"workspaces\": [\"packages/*\", \"!packages/b\"]", "yarn.lock": "# yarn lockfile v1\n"],
            folders: many, tool: "yarn", members: [".", "packages/a", "packages/b"]),
        Case(
            name: "classic yarn: `.` is nothing anywhere",
            files: ["package.json": "@@root | \"workspaces\": [\"././packages/./*/.\", \"*/./web\"]", "yarn.lock": "# yarn lockfile v1\n"],
            folders: many, tool: "yarn", members: [".", "apps/web", "packages/a", "packages/b"]),
        Case(
            name: "modern yarn: as pnpm with `.`",
            files: [
                "package.json": "@@root | \"workspaces\": [\"./packages/./*\", \"!packages/./b\", \"!packages/a\", \"apps/*/.\"]",
                ".yarnrc.yml": "",
            ], folders: many, tool: "yarn", members: [".", "packages/a"]),
        Case(
            name: "modern yarn: what is taken away takes along what is below",
            files: [
                "package.json": "@@root | \"workspaces\": [\"packages/**\", \"!**/deep\", \"/apps/*\"]", ".yarnrc.yml": "",
            ], folders: many, tool: "yarn", members: [".", "packages/a", "packages/b", "packages/b/dist"]),
        Case(
            name: "modern yarn: what a wildcard takes away keeps what is below",
            files: ["package.json": "@@root | \"workspaces\": [\"packages/**\", \"!packages/*\"]", ".yarnrc.yml": ""], folders: many,
            tool: "yarn", members: [".", "packages/b/dist", "packages/deep/c", "packages/deep/c/test/fixture"]),
        Case(
            name: "modern yarn: members of members",
            files: [
                "package.json": "@@root | \"workspaces\": [\"packages/deep\"], \"packageManager\": \"yarn@4.1.0\"",
                "packages/deep/package.json": "@@deep | \"workspaces\": [\"*\"]",
            ], folders: many, tool: "yarn", members: [".", "packages/deep", "packages/deep/c"]),
        Case(
            name: "devEngines",
            files: ["package.json": "@@root | \"devEngines\": {\"packageManager\": {\"name\": \"yarn\", \"version\": \"1.22\"}}"],
            tool: "yarn", members: ["."]),
        Case(
            name: "pnpm-workspace.yaml before packageManager",
            files: ["package.json": "@@root | \"packageManager\": \"npm@10\"", "pnpm-workspace.yaml": "packages: [apps/*]"],
            folders: many, tool: "pnpm", members: [".", "apps/web"]),
    ]

    /// The tool and the members of each layout.
    @Test(arguments: cases)
    func members(_ item: Case) async throws {
        var files = item.files
        for folder in item.folders where files["\(folder)/package.json"] == nil {
            files["\(folder)/package.json"] = "@@\(RelativePath.name(of: folder).drop { $0 == "." })@1.0.0"
        }
        let scene = try await NodeScene(files)
        #expect(scene.ecosystem.name == item.tool)
        #expect(try scene.discover().packages.map(\.path) == item.members)
    }

    /// Classic yarn passes over members without a name or a version, and so does rk, with a note.
    @Test func passedOver() async throws {
        let scene = try await NodeScene([
            "package.json": "@@root | \"workspaces\": [\"*\"]", "yarn.lock": "# yarn lockfile v1\n", "a/package.json": "@@a@1.0.0",
            "b/package.json": "@@b", "c/package.json": "{\"version\": \"1.0.0\"}",
        ])
        let discovery = try scene.discover()
        #expect(discovery.packages.map(\.path) == [".", "a"])
        let notes = discovery.findings.filter { $0.code == "RK-MANIFEST-INVALID" }
        #expect(notes.map { "\($0.severity.rawValue) \($0.place?.path ?? "")" } == ["note b/package.json", "note c/package.json"])
        #expect(notes.allSatisfy { $0.hint != nil })
    }

    /// What pnpm reads besides package.json is noted, where a pattern takes the folder in and no package.json stands beside it.
    @Test func otherManifests() async throws {
        let scene = try await NodeScene([
            "pnpm-workspace.yaml": "packages: ['*', '!d']", "package.yaml": "name: root\n", "a/package.json": "@@a@1.0.0",
            "a/package.yaml": "name: a\n", "b/package.yaml": "name: b\n", "c/package.json5": "{name: 'c'}", "d/package.yaml": "name: d\n",
            "e/f/package.yaml": "name: f\n",
        ])
        let discovery = try scene.discover()
        #expect(discovery.packages.map(\.path) == ["a"])
        let notes = discovery.findings.filter { $0.severity == .note }.compactMap { $0.place?.path }
        #expect(notes == ["b/package.yaml", "package.yaml", "c/package.json5"])
    }

    /// A file that version control tracks counts for patterns of any depth; what it does not track, as build output, does not.
    @Test func trackedFiles() async throws {
        let scene = try await NodeScene([
            "pnpm-workspace.yaml": "packages: ['packages/**']", "packages/a/package.json": "@@a@1.0.0",
            "packages/a/dist/package.json": "@@a@1.0.0",
        ])
        let tree = SourceTree(root: scene.sandbox.folder, tracked: ["packages/a/package.json", "pnpm-workspace.yaml"])
        let site = WorkspaceSite(id: "pnpm", root: ".", manifest: "pnpm-workspace.yaml")
        #expect(try Pnpm().discover(site, in: tree).packages.map(\.path) == ["packages/a"])
    }

    /// What a member is: id, name, version, whether it is for a registry; names that repeat, that are missing, that differ in the registry.
    @Test func packages() async throws {
        let scene = try await NodeScene([
            "pnpm-workspace.yaml": "packages: ['*']", "package.json": "{\"private\": true, \"version\": \"3.0.0\"}",
            "a/package.json": "@@@s/a@1.0.0 | \"private\": true",
            "b/package.json": "@@b", "c/package.json": "@@same@1.0.0", "d/package.json": "@@same@1.0.0 | \"private\": true",
            "e/package.json": "@@e@1.0.0 | \"publishConfig\": {\"name\": \"@s/e\"}",
        ])
        let discovery = try scene.discover()
        let lines = discovery.packages.map {
            "\($0.id) \($0.name) \($0.version ?? "-") \($0.privateReason ?? "-") \($0.rest["published_as"]?.string ?? "-")"
        }
        #expect(
            lines == [
                "npm:(unnamed)@. (unnamed) 3.0.0 private: true -", "npm:@s/a @s/a 1.0.0 private: true -", "npm:b b - - -",
                "npm:same@c same 1.0.0 - -",
                "npm:same@d same 1.0.0 private: true -", "npm:e e 1.0.0 - @s/e",
            ])
        #expect(discovery.findings.map(\.code) == ["RK-VERSION-DYNAMIC"])
    }
}
