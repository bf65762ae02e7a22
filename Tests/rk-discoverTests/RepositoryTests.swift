import RKShared
import Support
import Testing

/// What the document says of the repository, in every state that git knows.
struct RepositoryTests {
    /// A way to come to a state, and the section as `vcs branch head? clean shallow remote`.
    struct Case: Sendable, CustomTestStringConvertible {
        /// What is special about it.
        let name: String
        /// Commands beside the repository `repo`, which has one commit on `main`.
        let commands: String
        /// The folder to look at.
        var folder = "repo"
        /// The section.
        let expected: String

        var testDescription: String { name }
    }

    /// The states.
    static let cases = [
        Case(name: "plain", commands: "", expected: "git main head true false -"),
        Case(name: "another branch", commands: "git -C repo switch -qc topic/x", expected: "git topic/x head true false -"),
        Case(name: "detached", commands: "git -C repo checkout -q --detach", expected: "git - head true false -"),
        Case(name: "modified", commands: "echo >> repo/pyproject.toml", expected: "git main head false false -"),
        Case(name: "staged", commands: "touch repo/x; git -C repo add x", expected: "git main head false false -"),
        Case(name: "untracked", commands: "touch repo/x", expected: "git main head false false -"),
        Case(name: "ignored", commands: "mkdir repo/dist; touch repo/dist/x", expected: "git main head true false -"),
        Case(name: "unborn", commands: "rm -rf repo/.git; git init -q -b trunk repo", expected: "git trunk none false false -"),
        Case(name: "no version control", commands: "rm -rf repo/.git", expected: "none - none true false -"),
        Case(
            name: "a work tree of its own", commands: "git -C repo worktree add -q ../tree -b side", folder: "tree",
            expected: "git side head true false -"),
        Case(
            name: "a submodule", commands: "git init -q outer; git -C outer -c protocol.file.allow=always submodule add -q ../repo sub",
            folder: "outer/sub", expected: "git main head true false FOLDER/repo"),
        Case(
            name: "shallow", commands: "git -C repo commit -q --allow-empty -m 2; git clone -q --depth 1 file://$PWD/repo shallow",
            folder: "shallow", expected: "git main head true true file://FOLDER/repo"),
        Case(
            name: "a token in the address",
            commands: "git -C repo remote add origin https://x-token:ghp_S3cret@github.com/acme/widgets.git",
            expected: "git main head true false https://github.com/acme/widgets.git"),
        Case(
            name: "the branch's own remote",
            commands:
                "cd repo; git remote add origin https://a.example/x; git remote add up https://u:p@b.example/y; git config branch.main.remote up",
            expected: "git main head true false https://b.example/y"),
        Case(
            name: "the only remote", commands: "git -C repo remote add up git@b.example:y.git",
            expected: "git main head true false git@b.example:y.git"),
        Case(
            name: "two remotes, neither origin",
            commands: "cd repo; git remote add a https://a.example/x; git remote add b https://b.example/x",
            expected: "git main head true false -"),
        Case(
            name: "a folder that is called .git only", commands: "rm -rf repo/.git; mkdir repo/.git", expected: "none - none true false -"),
    ]

    /// Each state is told as it is, and no secret is in the document.
    @Test(arguments: cases)
    func theSectionTellsTheState(_ item: Case) async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(["pyproject.toml": Manifest.project("a"), ".gitignore": "dist/\n"], below: "repo")
        try await sandbox.check("git init -q -b main repo; git -C repo add -A; git -C repo commit -qm 1\n\(item.commands)")
        let found = try await sandbox.discover(in: item.folder)
        let section = try #require(found.document?.repository, "\(found.errors)")
        let words = [
            section.vcs, section.branch ?? "-", section.head == nil ? "none" : "head", "\(section.clean)", "\(section.shallow)",
            section.remote ?? "-",
        ]
        #expect(words.joined(separator: " ").replacing(sandbox.folder, with: "FOLDER") == item.expected)
        if section.head != nil {
            #expect(
                try await sandbox.check("git rev-parse HEAD", in: item.folder).text.split(separator: "\n").first.map(String.init)
                    == section.head)
        }
        let text = String(decoding: found.document?.bytes ?? [], as: UTF8.self)
        #expect(!text.contains("S3cret") && !text.contains("u:p@"))
    }

    /// A failing git is an error with what it said, and no document.
    @Test func aFailingGitIsAnError() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(["pyproject.toml": Manifest.project("a"), ".gitignore": "x"], below: "repo")
        try await sandbox.check("git init -q -b main; git add -A; git commit -qm 1; printf 'garbage' > .git/index", in: "repo")
        let found = try await sandbox.discover()
        #expect(found.status == 69 && found.document == nil && found.errors.contains("index"), "\(found.errors)")
        let without = try await sandbox.shell("mkdir bin; ln -s \"$(command -v rk-discover)\" bin; PATH=$PWD/bin rk-discover repo")
        #expect(without.status == 69 && without.output.isEmpty, "\(without.status)")
    }
}
