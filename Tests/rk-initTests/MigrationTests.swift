import RKShared
import Support
import Testing

/// What is taken over from other tools, with configurations as their documentation shows them, and the tags that they would have made.
struct MigrationTests {
    /// Members of a workspace: scoped names, as most have them.
    private static let members: InitTests.Members = [
        ("packages/ui", "@acme/ui", "0.4.0"), ("packages/core", "@acme/core", "0.4.0"), ("packages/cli", "@acme/cli", "0.4.0"),
        ("plugins/legacy", "legacy", "0.4.0"),
    ]

    /// The tag of the last release that rk-version finds, by the package's name.
    private static func baselines(in sandbox: Sandbox) throws -> [String: String] {
        let document = try Document(parsing: Array(try sandbox.read("versions.json").utf8))
        return (document.versions ?? []).reduce(into: [:]) { $0[String($1.package.dropFirst(4))] = $1.since?.tag }
    }

    /// release-please: tags by component, headings, groups, what it does not release; its history goes on.
    @Test func releasePlease() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            "repo/release-please-config.json",
            """
            {
              "$schema": "https://raw.githubusercontent.com/googleapis/release-please/main/schemas/config.json",
              "release-type": "node",
              "bump-minor-pre-major": true,
              "separate-pull-requests": true,
              "changelog-path": "HISTORY.md",
              "changelog-sections": [
                { "type": "feat", "section": "Features" },
                { "type": "docs", "section": "Documentation", "hidden": false },
                { "type": "perf", "section": "Performance", "hidden": true }
              ],
              "packages": {
                "packages/ui": {},
                "packages/core": { "component": "kernel", "extra-files": ["src/version.ts"], "bump-minor-pre-major": false },
                "packages/cli": { "extra-files": ["x"] },
                "charts/web": { "release-type": "helm" }
              },
              "plugins": ["node-workspace", "sentence-case", { "type": "linked-versions", "groupName": "front end", "components": ["ui", "cli", "gone"] }]
            }
            """)
        try await sandbox.write(
            "repo/.release-please-manifest.json", #"{"packages/ui": "0.4.0", "packages/core": "0.3.9", "packages/cli": "0.4.0"}"#)
        try await InitTests.repository(
            sandbox, Self.members, releases: [["ui-v0.3.0", "kernel-v0.3.0"], ["ui-v0.4.0", "kernel-v0.4.0", "cli-v0.4.0"]])
        let text = try await InitTests.initialize(sandbox, "--migrate release-please")
        for line in [
            "major_on_zero = false", "tag_format = \"{unscoped}-v{version}\"", "[groups.\"front end\"]\nsynchronize = true",
            "[changelog]\nfile = \"HISTORY.md\"", "[changelog.types]\ndocs = \"Documentation\"\nperf = \"\"",
            "# - `packages.*.extra-files` (2 times): name them as `extra_files` of the package",
            "# - `packages.charts/web`: there is no package in this folder", "# - `separate-pull-requests`: a release is one request",
            "# - `plugins: sentence-case`: subjects of commits stay as they are",
            "# - `plugins: front end: gone`: there is no such component",
            "# - `packages/core 0.3.9`: packages/core/package.json says 0.4.0, which counts",
        ] { #expect(text.contains("\n\(line)"), "\(line)\n\(text)") }
        #expect(!text.contains("bootstrap_sha"))
        let files = try await sandbox.check("cat */*/releasekit.toml", in: "repo").text
        #expect(
            files == "group = \"front end\"\nmajor_on_zero = true\ntag_format = \"kernel-v{version}\"\ngroup = \"front end\"\n"
                + "publishable = false\n", "\(files)")
        #expect(try Self.baselines(in: sandbox) == ["@acme/ui": "ui-v0.4.0", "@acme/core": "kernel-v0.4.0", "@acme/cli": "cli-v0.4.0"])
        let notes = try Document(parsing: Array(try sandbox.read("done.json").utf8)).diagnostics.filter { $0.code == "RK-SETTING-LOST" }
        let place = notes.first { $0.message.contains("separate-pull-requests") }?.place
        #expect(place == Place("release-please-config.json", line: 5, column: 3))
    }

    /// A setting that all packages repeat is the root's, and a repository of Go alone needs no form of tags.
    @Test func repeated() async throws {
        let sandbox = try await Sandbox()
        let own = #"{"release-type": "node", "bump-minor-pre-major": true}"#
        try await sandbox.write(
            "repo/release-please-config.json", "{\"packages\": {\"packages/ui\": \(own), \"packages/core\": \(own), \"packages/cli\": {}}}")
        try await InitTests.repository(sandbox, Self.members, releases: [["ui-v0.4.0"]])
        #expect(try await InitTests.initialize(sandbox, "--migrate release-please").contains("\nmajor_on_zero = false\n"))
        #expect(try sandbox.read("repo/packages/cli/releasekit.toml") == "major_on_zero = true\n")
        #expect(!Files.exists("\(sandbox.folder)/repo/packages/ui/releasekit.toml"))

        let go = try await Sandbox()
        try await go.write("repo/go.mod", "module example.com/m\n\ngo 1.22\n")
        try await go.check(
            "git init -q -b main . && git add -A && git commit -qm 'feat: first' && git tag v1.0.0 && git commit -q --allow-empty -m 'fix: more'",
            in: "repo")
        let text = try await InitTests.initialize(go)
        #expect(!text.contains("tag_format") && !text.contains("bootstrap_sha"), "\(text)")
    }

    /// Packages that another file beside the usual one names are released too, with tags of its own form.
    @Test func severalFiles() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "release-please-config.json": #"{"packages": {"packages/ui": {}, "packages/cli": {}}}"#,
                "release-please-config-more.json": #"{"tag-separator": "/", "packages": {"packages/core": {}}}"#,
            ], below: "repo")
        try await InitTests.repository(sandbox, Self.members, releases: [["ui-v0.4.0"]])
        try await InitTests.initialize(sandbox, "--migrate release-please")
        #expect(try sandbox.read("repo/plugins/legacy/releasekit.toml") == "publishable = false\n")
        #expect(try sandbox.read("repo/packages/core/releasekit.toml") == "tag_format = \"core/v{version}\"\n")
    }

    /// One package at the root, tags without a component, and where its history begins.
    @Test func releasePleaseAlone() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("repo/package.json", #"{"name": "solo", "version": "1.2.0"}"#)
        try await sandbox.check("git init -q -b main . && git add -A && git commit -qm 'feat: first' && git tag 1.2.0", in: "repo")
        try await sandbox.check(
            #"""
            printf '{"packages": {".": {"release-type": "node", "include-component-in-tag": false, "include-v-in-tag": false}}, "bootstrap-sha": "%s"}' "$(git rev-parse HEAD)" > release-please-config.json
            git add -A && git commit -qm 'chore: configure'
            """#, in: "repo")
        let text = try await InitTests.initialize(sandbox, "--migrate release-please")
        #expect(text.contains("\ntag_format = \"{version}\"\n") && text.contains("\nmajor_on_zero = true\n"), "\(text)")
        #expect(text.contains("\nbootstrap_sha = \"") && text.contains("`bootstrap-sha` of release-please-config.json"))
        #expect(try Self.baselines(in: sandbox) == ["solo": "1.2.0"])
    }

    /// Cargo, uv and npm in one repository, each with the component that release-please takes from its manifest.
    @Test func releasePleasePolyglot() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "rs/Cargo.toml": "[workspace]\nmembers = [\"wire\"]\n",
                "rs/wire/Cargo.toml": "[package]\nname = \"acme-wire\"\nversion = \"1.0.0\"\nedition = \"2021\"\n",
                "rs/wire/src/lib.rs": "",
                "py/pyproject.toml": "[tool.uv.workspace]\nmembers = [\"client\"]\n",
                "py/client/pyproject.toml": "[project]\nname = \"acme-client\"\nversion = \"2.0.0\"\n",
                "release-please-config.json":
                    #"{"tag-separator": "/", "packages": {"rs/wire": {"release-type": "rust"}, "./py/client/": {"release-type": "python"}}}"#,
            ], below: "repo")
        try await InitTests.repository(
            sandbox, [("packages/ui", "@acme/ui", "3.0.0")], releases: [["acme-wire/v1.0.0", "acme-client/v2.0.0", "ui-v3.0.0"]])
        let text = try await InitTests.initialize(sandbox, "--migrate release-please")
        #expect(text.contains("\ntag_format = \"{name}/v{version}\"\n"), "\(text)")
        let document = try Document(parsing: Array(try sandbox.read("versions.json").utf8))
        let tags = document.versions?.compactMap(\.since?.tag).sorted()
        #expect(tags == ["acme-client/v2.0.0", "acme-wire/v1.0.0", "ui-v3.0.0"])
        #expect(try sandbox.read("repo/packages/ui/releasekit.toml").contains("publishable = false"))
    }

    /// Changesets: fixed packages, ignored ones, access and its rules of propagation; what waits is said to be unread.
    @Test func changesets() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "config.json": """
                {
                  "$schema": "https://unpkg.com/@changesets/config@3.0.0/schema.json",
                  "changelog": ["@changesets/changelog-github", { "repo": "acme/mono" }],
                  "commit": false,
                  "fixed": [["@acme/ui", "@acme/c*"]],
                  "linked": [],
                  "access": "public",
                  "baseBranch": "main",
                  "updateInternalDependencies": "patch",
                  "ignore": ["legacy", "gone-*"],
                  "___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH": { "onlyUpdatePeerDependentsWhenOutOfRange": true }
                }
                """, "README.md": "x", "brave-lions-run.md": "---\n\"@acme/ui\": minor\n---\n\nAdd it.\n", "pre.json": "{}",
            ], below: "repo/.changeset")
        try await InitTests.repository(
            sandbox, Self.members, releases: [["@acme/ui@0.4.0", "@acme/core@0.4.0", "@acme/cli@0.4.0", "legacy@0.4.0"]])
        let text = try await InitTests.initialize(sandbox, "--migrate changesets")
        for line in [
            "tag_format = \"{name}@{version}\"", "[groups.acme]\nsynchronize = true", "[npm]\naccess = \"public\"",
            "[propagation]\nruntime = \"out-of-range\"\noptional = \"out-of-range\"\npeer = { when = \"out-of-range\", bump = \"major\" }",
            "# - `ignore: gone-*`: there is no such package", "# - `baseBranch`: the branch that is checked out counts",
            "# - `.changeset/brave-lions-run.md`: versions come from Conventional Commits; release what waits with",
            "# - `.changeset/pre.json`: there is no mode for prereleases",
        ] { #expect(text.contains("\n\(line)"), "\(line)\n\(text)") }
        #expect(!text.contains("linked") && !text.contains("onlyUpdatePeer") && !text.contains("schema"))
        for (folder, content) in [
            "packages/ui": "group = \"acme\"\n", "packages/cli": "group = \"acme\"\n", "plugins/legacy": "publishable = false\n",
        ] {
            #expect(try sandbox.read("repo/\(folder)/releasekit.toml") == content)
        }
        #expect(
            try Self.baselines(in: sandbox)
                == [
                    "@acme/ui": "@acme/ui@0.4.0", "@acme/core": "@acme/core@0.4.0", "@acme/cli": "@acme/cli@0.4.0",
                    "legacy": "legacy@0.4.0",
                ])
    }

    /// Lerna with versions of their own, and with one version of all.
    @Test func lerna() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            "repo/lerna.json",
            """
            {
              "$schema": "node_modules/lerna/schemas/lerna-schema.json",
              "version": "independent",
              "npmClient": "npm",
              "packages": ["packages/*"],
              "command": {
                "version": { "conventionalCommits": true, "message": "chore(release): publish", "allowBranch": ["main"], "createRelease": "github" },
                "publish": { "registry": "https://npm.example.com/", "access": "restricted", "distTag": "next" },
                "run": { "stream": true }
              }
            }
            """)
        try await InitTests.repository(
            sandbox, Self.members, releases: [["@acme/ui@0.4.0", "@acme/core@0.4.0", "legacy@0.4.0"]],
            remote: "https://code.example.com/acme/mono.git")
        let text = try await InitTests.initialize(sandbox, "--migrate lerna")
        for line in [
            "tag_format = \"{name}@{version}\"", "forge = \"github\"", "[npm]\naccess = \"restricted\"\ntag = \"next\"",
            "[registries.internal]\nupload = \"https://npm.example.com/\"\nindex = \"https://npm.example.com/\"\necosystem = \"npm\"",
            "# - `command.version.allowBranch`: the pipeline's own file says on which branch it runs",
            "# - `command.run`: there is no such command",
            "# - `packages`: packages are found by the package manager's own workspaces",
        ] { #expect(text.contains("\n\(line)"), "\(line)\n\(text)") }
        #expect(!text.contains("conventionalCommits") && !text.contains("synchronize"))
        #expect(
            try Self.baselines(in: sandbox) == ["@acme/ui": "@acme/ui@0.4.0", "@acme/core": "@acme/core@0.4.0", "legacy": "legacy@0.4.0"])

        let fixed = try await Sandbox()
        try await fixed.write("repo/lerna.json", #"{"version": "0.3.0", "command": {"version": {"tagVersionPrefix": "release-"}}}"#)
        try await InitTests.repository(fixed, Self.members, releases: [["release-0.3.0"], ["release-0.4.0"]])
        let shared = try await InitTests.initialize(fixed, "--migrate lerna")
        #expect(shared.contains("\ntag_format = \"release-{version}\"\n") && shared.contains("\nsynchronize = true\n"), "\(shared)")
        #expect(shared.contains("# - `version`: it is 0.3.0, but packages state 0.4.0, which counts\n"))
        #expect(shared.contains("# - `command.version.conventionalCommits`: it is not set"))
        #expect(try Set(Self.baselines(in: fixed).values) == ["release-0.4.0"])
    }

    /// Configurations that cannot be read end with their place; nothing is planned.
    @Test(arguments: [
        (
            "release-please", "release-please-config.json", "{\n  \"packages\": {,}\n}", "release-please-config.json:2:16",
            "RK-CONFIG-SYNTAX"
        ),
        ("release-please", "release-please-config.json", "{\n  \"packages\": []\n}", "release-please-config.json:2:15", "RK-CONFIG-VALUE"),
        (
            "release-please", "release-please-config.json", "{\"packages\": {\"a\": 1}}", "release-please-config.json:1:20",
            "RK-CONFIG-VALUE"
        ),
        ("changesets", ".changeset/config.json", "[]", ".changeset/config.json", "RK-CONFIG-VALUE"),
        ("changesets", ".changeset/config.json", "{\"fixed\": [\"a\"]}", ".changeset/config.json:1:12", "RK-CONFIG-VALUE"),
        ("changesets", ".changeset/config.json", "{\"ignore\": [1]}", ".changeset/config.json:1:13", "RK-CONFIG-VALUE"),
        ("lerna", "lerna.json", "{\"version\": 1}", "lerna.json:1:13", "RK-CONFIG-VALUE"),
        ("lerna", "lerna.json", String(repeating: "[", count: 100_000), "lerna.json:1:257", "RK-CONFIG-SYNTAX"),
        ("lerna", "other.json", "{}", "help", "RK-PEER-MISSING"),
    ]) func faults(_ tool: String, _ path: String, _ text: String, _ place: String, _ code: String) async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("repo/\(path)", text)
        try await InitTests.repository(sandbox, Self.members)
        let refused = try await sandbox.shell("rk-discover | rk-init --migrate \(tool) 2> ../err", in: "repo")
        #expect(refused.status == 78 && refused.text.isEmpty)
        let said = try sandbox.read("err")
        #expect(said.contains("error[\(code)]") && said.contains(place), "\(said)")
    }

    /// Values that would end a comment, or be another setting, stay text.
    @Test func hostileValues() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            "repo/release-please-config.json",
            #"""
            {"bootstrap-sha": "x\"\nregistry = \"y", "changelog-path": "../../x", "a\nregistry = \"z\"": 1,
             "changelog-sections": [{"type": "a\"]\n", "section": "b\"\n[npm]\n"}],
             "packages": {"packages/ui": {"component": "{x}\"\n"}, "../x": {}, "packages/core": {"component": "a b"}},
             "plugins": [{"type": "linked-versions", "groupName": "g\"]\nx", "components": ["a b"]}]}
            """#)
        try await InitTests.repository(sandbox, Self.members)
        let text = try await InitTests.initialize(sandbox, "--migrate release-please")
        let configuration = try Configuration(parsing: Array(text.utf8), path: "releasekit.toml")
        #expect(configuration.registry == nil && configuration.npm == NpmSettings() && configuration.changelog.file == "CHANGELOG.md")
        #expect(
            text.contains("# - `bootstrap-sha`: it is no id of a commit") && text.contains("# - `changelog-path`: the path leads outside"))
    }
}
