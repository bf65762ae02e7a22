import RKShared
import Support
import Testing

/// What is planned from the repository itself, with real git.
struct InitTests {
    /// Members of an npm workspace: folder, name and version.
    typealias Members = [(folder: String, name: String, version: String)]

    /// Makes `repo` with a workspace and a commit, and for each release a commit with tags.
    static func repository(_ sandbox: Sandbox, _ members: Members, releases: [[String]] = [], remote: String? = nil) async throws {
        try await sandbox.write("repo/package.json", #"{"name": "mono", "private": true, "workspaces": ["packages/*", "plugins/*"]}"#)
        for member in members {
            try await sandbox.write(
                "repo/\(member.folder)/package.json", "{\"name\": \"\(member.name)\", \"version\": \"\(member.version)\"}\n")
        }
        let tags = releases.map { tags in
            "git commit -q --allow-empty -m 'fix: more'\n" + tags.map { "git tag -am release '\($0)'\n" }.joined()
        }
        try await sandbox.check(
            "git init -q -b main . && git add -A && git commit -qm 'chore: begin'\n\(tags.joined())"
                + (remote.map { "git remote add origin '\($0)'" } ?? ""), in: "repo")
    }

    /// Plans, applies, and says what the root's file is; every program must take the result, and a second run plan nothing.
    @discardableResult
    static func initialize(_ sandbox: Sandbox, _ options: String = "") async throws -> String {
        try await sandbox.check(
            """
            set -o pipefail
            rk-discover > ../before.json
            rk-discover | rk-init \(options) 2> ../said | rk-apply --quiet > ../done.json
            git diff --quiet && git status --porcelain > ../status && git add -A && git commit -qm 'chore: begin with rk' && git status --porcelain >> ../status
            rk-discover 2> ../again > ../after.json
            rk-discover | rk-graph --topo | rk-version > ../versions.json
            rk-discover | rk-init \(options) 2> ../second | jq '.actions | length' > ../count
            """, in: "repo")
        #expect(try sandbox.read("count") == "0\n" && sandbox.read("second").contains("releasekit.toml is there already"))
        #expect(try sandbox.read("again").isEmpty)
        return try sandbox.read("repo/releasekit.toml")
    }

    /// Forms of tags as people have them, and the format that fits.
    static let forms: [(tags: [String], format: String)] = [
        (["@acme/ui@1.2.3", "core@0.3.0"], "{name}@{version}"), (["@acme/ui-v1.2.3", "core-v0.3.0"], "{name}-v{version}"),
        (["ui-v1.2.3", "core-v0.3.0"], "{unscoped}-v{version}"), (["packages/ui/v1.2.3", "packages/core/v0.3.0"], "{path}/v{version}"),
        (["@acme/ui/1.2.3"], "{name}/{version}"), (["ui_1.2.3", "core_0.3.0"], "{unscoped}_{version}"),
        // The newest release decides: an older form was given up.
        (["@acme/ui-v1.0.0", "@acme/ui-v1.1.0", "@acme/ui@1.2.3"], "{name}@{version}"),
        // What belongs to another package is none of this one's.
        (["core-2-v1.0.0", "core@0.3.0"], "{name}@{version}"), (["v1.2.3", "nightly-2026", "x"], "{name}-v{version}"),
        ([], "{name}-v{version}"),
    ]

    /// The form of the tags that are there is recognised, and rk-version finds the last releases by it.
    @Test(arguments: forms) func tags(_ tags: [String], _ format: String) async throws {
        let sandbox = try await Sandbox()
        try await Self.repository(
            sandbox, [("packages/ui", "@acme/ui", "1.2.3"), ("packages/core", "core", "0.3.0")], releases: [tags])
        let text = try await Self.initialize(sandbox)
        #expect(text.contains("\ntag_format = \"\(format)\"\n"), "\(text)")
        let document = try Document(parsing: Array(try sandbox.read("versions.json").utf8))
        for version in document.versions ?? [] where version.package != "npm:mono" {
            let name = version.package == "npm:core" ? "core" : "ui"
            let expected = tags.last { $0.contains("\(name)") && !$0.contains("core-2") }
            #expect(version.since?.tag == expected, "\(version.package)")
        }
        let isFound = tags.contains { $0.contains("ui") || $0.contains("core") }
        #expect(text.contains("bootstrap_sha") == !isFound)
        #expect(try Self.packages("before", in: sandbox) == Self.packages("after", in: sandbox))
    }

    /// The packages of a document.
    private static func packages(_ name: String, in sandbox: Sandbox) throws -> [Package] {
        try Document(parsing: Array(try sandbox.read("\(name).json").utf8)).packages ?? []
    }

    /// Packages that were always released together are one version from then on: all, or those of a folder; others are left alone.
    @Test func lockstep() async throws {
        let sandbox = try await Sandbox()
        try await Self.repository(
            sandbox, [("packages/a", "a", "1.1.0"), ("plugins/p", "p", "2.1.0"), ("plugins/q", "q", "2.1.0")],
            releases: [["a-v1.1.0", "p-v2.0.0", "q-v2.0.0"], ["p-v2.1.0", "q-v2.1.0"]])
        let text = try await Self.initialize(sandbox)
        #expect(text.contains("\n[groups.plugins]\nsynchronize = true\n") && !text.contains("\nsynchronize = true\n# "), "\(text)")
        #expect(try sandbox.read("repo/plugins/p/releasekit.toml") == "group = \"plugins\"\n")
        #expect(try sandbox.read("status").split(separator: "\n").count == 3)
        let whole = try await Sandbox()
        try await Self.repository(
            whole, [("packages/a", "a", "2.1.0"), ("plugins/p", "p", "2.1.0")], releases: [["v2.0.0"], ["v2.1.0"]])
        let shared = try await Self.initialize(whole)
        #expect(shared.contains("\nsynchronize = true\n") && shared.contains("\ntag_format = \"v{version}\"\n"), "\(shared)")
        let apart = try await Sandbox()
        try await Self.repository(apart, [("packages/a", "a", "2.1.0"), ("plugins/p", "p", "2.1.0")])
        #expect(try await Self.initialize(apart).contains("\n# synchronize = true\n"))
    }

    /// A tag without a name that is of all packages makes them one version, as two releases under one tag would not be told apart; where it
    /// cannot be of all, history begins there.
    @Test func namelessTags() async throws {
        let together = try await Sandbox()
        try await Self.repository(together, [("packages/a", "a", "1.1.0"), ("plugins/p", "p", "1.1.0")], releases: [["1.1.0"]])
        let shared = try await Self.initialize(together)
        #expect(shared.contains("\nsynchronize = true\n") && shared.contains("\ntag_format = \"{version}\"\n"), "\(shared)")
        let apart = try await Sandbox()
        try await Self.repository(apart, [("packages/a", "a", "1.1.0"), ("plugins/p", "p", "1.0.0")], releases: [["v1.1.0"]])
        try await apart.check("echo > plugins/p/x && git add -A && git commit -qm 'fix: p'", in: "repo")
        let text = try await Self.initialize(apart)
        #expect(text.contains("`v1.1.0` is the newest tag"), "\(text)")
        let document = try Document(parsing: Array(try apart.read("versions.json").utf8))
        #expect(document.versions?.filter(\.isReleased).map { "\($0.package) \($0.next ?? "")" } == ["npm:p 1.0.1"])
    }

    /// Packages of several workspaces with one name get tags that differ, and the changelogs that are there go on, whatever they are called;
    /// what git would leave out of a commit is said.
    @Test func names() async throws {
        let sandbox = try await Sandbox()
        try await Self.repository(sandbox, [("packages/a", "a", "1.0.0")])
        try await sandbox.write(
            [
                "Cargo.toml": "[workspace]\nmembers = ['rust']\n", "rust/Cargo.toml": "[package]\nname = 'a'\nversion = '2.0.0'\n",
                "rust/src/lib.rs": "", "rust/CHANGES.md": "# Changes\n", ".gitignore": "/*.toml\n",
            ], below: "repo")
        try await sandbox.check(
            "git add -A -f && git commit -qm 'feat: rust' && rk-discover | rk-init 2> ../said | rk-apply --quiet > ../done.json", in: "repo"
        )
        let text = try sandbox.read("repo/releasekit.toml")
        let isWhole = ["tag_format = \"{label}/{name}-v{version}\"", "[changelog]\nfile = \"CHANGES.md\""].allSatisfy {
            text.contains("\n\($0)\n")
        }
        #expect(isWhole, "\(text)")
        #expect(try sandbox.read("said").contains("`releasekit.toml` would be ignored, by .gitignore"))
    }

    /// Where the remote's name tells of no forge, the tree's pipelines do; else a person has to.
    @Test func forge() async throws {
        for (remote, pipeline, line) in [
            ("https://git.example.com/a/b.git", ".gitlab-ci.yml", "\nforge = \"gitlab\"\n"),
            ("git@git.example.com:a/b.git", ".forgejo/workflows/x.yml", "\nforge = \"gitea\"\n"),
            ("https://user:secret@git.example.com/a/b.git", "x", "\n# forge = \"github\"\n"),
            ("https://github.com/a/b.git", ".gitlab-ci.yml", nil), ("../origin.git", ".gitlab-ci.yml", nil),
        ] {
            let sandbox = try await Sandbox()
            try await sandbox.write("repo/\(pipeline)", "a: b\n")
            try await Self.repository(sandbox, [("packages/a", "a", "1.0.0")], remote: remote)
            let text = try await Self.initialize(sandbox)
            #expect(line.map { text.contains($0) } ?? !text.contains("forge"), "\(remote): \(text)")
            #expect(!text.contains("secret"))
        }
    }

    /// What builds leave is ignored, once; what the repository ignores already is not named again, and no byte of its file changes.
    @Test func ignoring() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("repo", ["base": []])
        let before = try sandbox.read("repo/.gitignore")
        try await sandbox.check("rk-discover | rk-init --quiet 2> ../said | rk-apply --quiet > ../done.json", in: "repo")
        #expect(try sandbox.read("repo/.gitignore") == before + "# What builds of a release leave.\n*.egg-info/\n")
        #expect(try sandbox.read("said").isEmpty)
        try await sandbox.check("rk-discover | rk-init 2> ../said | jq '.actions | length' > ../count", in: "repo")
        #expect(try sandbox.read("count") == "0\n" && sandbox.read("said").contains("there is nothing to do"))
    }

    /// What stands in a `.hgignore`, and what is added to it.
    static let mercurialRules: [(before: String?, added: String)] = [
        (nil, "syntax: glob\n*.egg-info\n"), ("syntax: glob\ndist\n", "*.egg-info\n"), ("^dist$\n", "glob:*.egg-info\n"),
        ("syntax: glob\ndist\nsyntax: regexp\n^x$\n", "glob:*.egg-info\n"),
    ]

    /// In a Mercurial repository the rules are globs whatever its file ends with; hg ignores what builds leave then, and no byte of it changes.
    @Test(arguments: mercurialRules) func ignoringWithMercurial(_ before: String?, _ added: String) async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("repo/pyproject.toml", "[tool.uv.workspace]\nmembers = [\"packages/*\"]\n")
        try await sandbox.member("base", [], in: "repo")
        if let before { try await sandbox.write("repo/.hgignore", before) }
        let reply = try await sandbox.check(
            """
            hg init && hg commit -qAm 'chore: begin'; rk-discover | rk-init --quiet 2> ../said | rk-apply --quiet > ../done.json
            mkdir packages/base/src/base.egg-info && echo 1 > packages/base/src/base.egg-info/x && hg status
            hg commit -qAm 'chore: begin with rk' && rk-discover | rk-init 2> /dev/null | jq '.actions | length'
            """, in: "repo", environment: sandbox.mercurialEnvironment)
        #expect(try sandbox.read("repo/.hgignore") == (before ?? "") + "# What builds of a release leave.\n\(added)")
        #expect(!reply.text.contains("egg-info") && reply.text.hasSuffix("\n0\n"), "\(reply.text)")
    }

    /// A file that is there stays as it is, and the message has the lines that it lacks.
    @Test func presentFiles() async throws {
        let sandbox = try await Sandbox()
        try await Self.repository(
            sandbox, [("packages/a", "a", "1.0.0"), ("packages/b", "@x/b", "1.0.0"), ("packages/c", "@y/b", "1.0.0")],
            releases: [["a-v1.0.0", "@x/b-v1.0.0", "c-v1.1.0", "c-v1.2.0"]])
        try await sandbox.write("repo/packages/c/releasekit.toml", "smoke_test = false\n")
        try await sandbox.check(
            "git add -A && git commit -qm 'chore: more'; rk-discover | rk-init 2> ../said | rk-apply --quiet > ../done.json", in: "repo")
        #expect(try sandbox.read("repo/packages/c/releasekit.toml") == "smoke_test = false\n")
        let said = try sandbox.read("said")
        #expect(said.contains("warning[RK-CONFIG-PRESENT]") && said.contains("tag_format = \"c-v{version}\""), "\(said)")
    }

    /// Tags, names and folders that are made to do harm end as text in a comment, or not at all; nothing is planned for a shallow clone.
    @Test func hostile() async throws {
        let sandbox = try await Sandbox()
        try await Self.repository(
            sandbox, [("packages/{version}", "aaa", "1.0.0"), ("packages/b\u{202E}", "b", "1.0.0")],
            releases: [["{version}-v1.0.0", "b\"]-v1.0.0", "b-v1.0.0", "1" + String(repeating: "a1", count: 100)]])
        let text = try await Self.initialize(sandbox)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !$0.isInvisible })
        try await sandbox.check("git clone -q --depth 1 \"file://$PWD/repo\" shallow")
        let refused = try await sandbox.shell("rk-discover | rk-init 2>&1", in: "shallow")
        #expect(refused.status == 65 && refused.text.contains("error[RK-HISTORY-SHALLOW]"), "\(refused.text)")
    }

    /// Thousands of packages and tags take little time.
    @Test func large() async throws {
        let sandbox = try await Sandbox()
        try await Self.repository(sandbox, (0..<400).map { ("packages/p\($0)", "@acme/p\($0)", "1.\($0).0") })
        try await sandbox.check(
            """
            commit=$(git rev-parse HEAD)
            for ((n = 0; n < 400; n++)); do for v in 0 1 2 3 4; do echo "create refs/tags/p$n-v1.$((n - v < 0 ? 0 : n - v)).$v $commit"; done; done | git update-ref --stdin
            rk-discover > ../plan.json && timeout 20 rk-init --quiet < ../plan.json > ../out.json
            """, in: "repo")
        let actions = try #require(try Document(parsing: Array(try sandbox.read("out.json").utf8)).actions)
        #expect(actions.count == 1)
    }
}
