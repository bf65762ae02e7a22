import RKShared
import Support
import Testing

/// What the document says of a Mercurial repository, in every state that matters, and which of its files count.
struct MercurialRepositoryTests {
    /// A way to come to a state, and the section as `vcs branch head? clean remote`.
    struct Case: Sendable, CustomTestStringConvertible {
        /// What is special about it.
        let name: String
        /// Commands beside the repository `repo`, which has one commit on `default`.
        let commands: String
        /// The folder to look at.
        var folder = "repo"
        /// The section.
        let expected: String

        var testDescription: String { name }
    }

    /// The states.
    static let cases = [
        Case(name: "plain", commands: "", expected: "hg default head true -"),
        Case(name: "a named branch", commands: "hg -R repo branch -q 'stable 1.x'", expected: "hg stable 1.x head true -"),
        Case(name: "a bookmark", commands: "cd repo && hg bookmark feature", expected: "hg default head true -"),
        Case(name: "an older commit", commands: "cd repo; echo >> f; hg commit -qm 2; hg update -q 0", expected: "hg default head true -"),
        Case(name: "modified", commands: "echo >> repo/pyproject.toml", expected: "hg default head false -"),
        Case(name: "added", commands: "touch repo/x; hg -R repo add -q repo/x", expected: "hg default head false -"),
        Case(name: "untracked", commands: "touch repo/x", expected: "hg default head false -"),
        Case(name: "ignored", commands: "mkdir repo/dist; touch repo/dist/x", expected: "hg default head true -"),
        Case(name: "unborn", commands: "rm -rf repo/.hg; hg init repo", expected: "hg default none false -"),
        Case(name: "a clone", commands: "hg clone -q repo clone", folder: "clone", expected: "hg default head true FOLDER/repo"),
        Case(
            name: "a share", commands: "hg --config extensions.share= share -q repo share", folder: "share",
            expected: "hg default head true -"),
        Case(
            name: "a folder of it",
            commands: "mkdir repo/sub; mv repo/*.toml repo/f repo/.hgignore repo/sub; cd repo; hg addremove -q; hg commit -qm move",
            folder: "repo/sub", expected: "hg default head true -"),
        Case(
            name: "a token in the address",
            commands: "printf '[paths]\\ndefault = https://me:s3cret@hg.example/widgets\\n' > repo/.hg/hgrc",
            expected: "hg default head true https://hg.example/widgets"),
        Case(
            name: "two paths, neither default",
            commands: "printf '[paths]\\na = https://a.example/x\\nb = https://b.example/x\\n' > repo/.hg/hgrc",
            expected: "hg default head true -"),
        Case(name: "hg in git", commands: "git init -q .", expected: "hg default head true -"),
        Case(
            name: "git in hg",
            commands: "cd repo && git init -q -b main inner && cp *.toml inner && cd inner && git add -A && git commit -qm 1",
            folder: "repo/inner", expected: "git main head true -"),
        Case(name: "git and hg in one folder", commands: "git init -q -b main repo", expected: "git main none false -"),
        Case(name: "a folder that is called .hg only", commands: "rm -rf repo/.hg; mkdir repo/.hg", expected: "none - none true -"),
        Case(
            name: "a user's configuration",
            commands:
                "printf '[defaults]\\nstatus = --all\\n[alias]\\nlog = log --graph\\n[ui]\\nverbose = true\\n[hooks]\\npre-log = echo noise\\n' > .hgrc",
            expected: "hg default head true -"),
    ]

    /// Each state is told as it is.
    @Test(arguments: cases) func state(_ example: Case) async throws {
        let sandbox = try await Sandbox()
        let environment = sandbox.mercurialEnvironment
        try await sandbox.write(
            [
                "pyproject.toml": "[project]\nname = \"one\"\nversion = \"1.0.0\"\n[tool.uv.workspace]\nmembers = []\n", "f": "1\n",
                ".hgignore": "syntax: glob\ndist\ninner\n", "releasekit.toml": "",
            ], below: "repo")
        try await sandbox.check("hg init repo && cd repo && hg commit -qAm 'chore: begin'", environment: environment)
        try await sandbox.check(example.commands, environment: environment)
        let json = try await sandbox.document("rk-discover \(example.folder)", environment: ["HGRCPATH": nil])
        let section = try #require(json.object?["repository"]?.object)
        let head = section["head"]?.string.map { $0.utf8.count == 40 ? "head" : "odd" } ?? "none"
        let words = [
            section["vcs"]?.string ?? "-", section["branch"]?.string ?? "-", head, section["clean"] == .bool(true) ? "true" : "false",
            (section["remote"]?.string ?? "-").replacing(sandbox.folder, with: "FOLDER"),
        ]
        #expect(words.joined(separator: " ") == example.expected)
        #expect(section["shallow"] == .bool(false))
    }

    /// Files count as with git: those of a subrepository do as those of a submodule, ignored ones do if they are tracked, and names that are no
    /// UTF-8 do no harm.
    @Test func files() async throws {
        let sandbox = try await Sandbox()
        let member = "[project]\nversion = \"1.0.0\"\nname = "
        var answers: [String] = []
        for (system, ignoreFile, begin) in [
            (
                "git", ".gitignore",
                """
                git init -q packages/sub && git -C packages/sub add -A && git -C packages/sub commit -qm sub && git init -q
                git -c protocol.file.allow=always submodule --quiet add ./packages/sub packages/sub && git add -f $FILES && git commit -qm 'chore: begin'
                """
            ),
            (
                "hg", ".hgignore",
                """
                hg init packages/sub && hg -R packages/sub commit -qAm sub && hg init . && echo 'packages/sub = packages/sub' > .hgsub
                hg add -q .hgsub $FILES && hg commit -qm 'chore: begin'
                """
            ),
        ] {
            try await sandbox.write(
                [
                    "pyproject.toml": "[tool.uv.workspace]\nmembers = ['packages/*']\n",
                    ignoreFile: "\(system == "hg" ? "syntax: glob\n" : "")packages/ignored\npackages/kept\npackages/bare\n",
                    "packages/plain/pyproject.toml": "\(member)\"plain\"\n", "packages/ü/pyproject.toml": "\(member)\"weird\"\n",
                    "packages/ignored/pyproject.toml": "\(member)\"ignored\"\n", "packages/kept/pyproject.toml": "\(member)\"kept\"\n",
                    "packages/new/pyproject.toml": "\(member)\"new\"\n", "packages/sub/pyproject.toml": "\(member)\"sub\"\n",
                    "packages/bare/x": "", "crate/Cargo.toml": "[workspace]\n", "untracked/Cargo.toml": "[workspace]\n",
                ], below: system)
            try await sandbox.check(
                "FILES='pyproject.toml packages/plain packages/ü packages/kept/pyproject.toml crate'; touch \"$(printf 'packages/plain/\\351')\"\n\(begin)",
                in: system, environment: sandbox.mercurialEnvironment)
            answers.append(
                try await sandbox.check(
                    "rk-discover | jq -c '[.workspaces[].id], [.packages[].path], [.diagnostics[].message]'", in: system,
                    environment: sandbox.mercurialEnvironment
                ).text)
        }
        #expect(answers[0] == answers[1] && answers[0].contains("kept") && !answers[0].contains("untracked"))
    }
}
