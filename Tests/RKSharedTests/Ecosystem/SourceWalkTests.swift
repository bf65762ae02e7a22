import RKShared
import Support
import Testing

/// Walking a folder without version control, compared with what git would track there.
struct SourceWalkTests {
    /// The files are those that git neither ignores nor hides, whatever the rules say.
    @Test(arguments: [
        "", "# a comment\n\n*.log\n", "*.log\n!keep.log\n", "/out\n", "out/\n", "a/out\n", "**/out\n", "a/**\n", "a/**/deep\n", "de?p\n",
        "[ab]/out\n", "*.log  \n", "\\#odd\n\\!odd\n", "a/*\n!a/keep.log\n", "out\n!out/\n", "/*\n!/a\n", "\u{E9}*\n", "*.log\r\n",
    ])
    func rules(_ rules: String) async throws {
        let sandbox = try await Sandbox()
        for path in [
            "x.log", "keep.log", "#odd", "!odd", "out/file", "a/out/file", "a/keep.log", "a/b/out", "a/b/deep/file", "b/out/x.log",
            "b/deep",
            "\u{E9}t\u{E9}/file", "a/.gitkeep",
        ] {
            try await sandbox.write("repo/\(path)", "")
        }
        try await sandbox.write("repo/.gitignore", rules)
        try await sandbox.write("repo/a/.gitignore", "*.log\n!/keep.log\n")
        let listed = try await sandbox.check("git init -q; git ls-files -z --others --exclude-standard", in: "repo").text
        let expected = listed.split(separator: "\0").map(String.init).sorted { $0.precedes($1) }
        try await sandbox.check("rm -rf .git", in: "repo")
        #expect(SourceWalk(root: "\(sandbox.folder)/repo").files() == expected)
    }

    /// Hidden folders, vendored ones and links are not entered.
    @Test func foreignFolders() async throws {
        let sandbox = try await Sandbox()
        for path in ["node_modules/x/package.json", ".venv/x", "a/vendor/x", "x/__pycache__/y", "a/b"] {
            try await sandbox.write("repo/\(path)", "")
        }
        try await sandbox.check("ln -s .. repo/a/loop; ln -s ../a/b repo/a/link")
        #expect(SourceWalk(root: "\(sandbox.folder)/repo").files() == ["a/b", "a/link", "a/loop"])
        #expect(SourceWalk.isForeign("a/node_modules/b") && SourceWalk.isForeign("a/.x") && !SourceWalk.isForeign("."))
    }
}
