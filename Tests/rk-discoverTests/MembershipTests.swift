import RKShared
import Support
import Testing

/// Which folders are members: the same as `uv workspace list` says of the same files.
struct MembershipTests {
    /// A workspace as files, and commands that make what files cannot tell.
    struct Layout: Sendable, CustomTestStringConvertible {
        /// What is special about it.
        let name: String
        /// The root's manifest.
        let root: String
        /// The folders that get a manifest.
        var members: [String] = []
        /// Commands in the repository's folder.
        var commands = ""
        /// The folder that holds the workspace's root.
        var folder = "."
        /// Commands behind the commit; without git, where it is nil.
        var later: String? = ""

        var testDescription: String { name }
    }

    /// What uv accepts or refuses.
    static let layouts = [
        Layout(name: "one star", root: Manifest.root(), members: ["packages/a", "packages/b"]),
        Layout(name: "the root is a member", root: Manifest.root() + "[project]\nname = 'root'\nversion = '1'\n", members: ["packages/a"]),
        Layout(name: "a project alone", root: "[project]\nname = 'root'\nversion = '1'\n", members: ["packages/a"]),
        Layout(name: "a virtual root without members", root: "[tool.uv.workspace]\n"),
        Layout(
            name: "several patterns for one folder", root: Manifest.root(#"["packages/*", "packages/a", "p*/a"]"#),
            members: ["packages/a", "packages/b"]),
        Layout(
            name: "a star does not cross a separator", root: Manifest.root(), members: ["packages/a", "packages/a/b/c", "packages/x/y"],
            commands: "touch packages/x/.gitkeep; rm -r packages/x"),
        Layout(
            name: "two stars", root: Manifest.root(#"["libs/**"]"#), members: ["libs/a", "libs/a/b/c"],
            commands:
                "printf '[project]\\nname=\"l\"\\nversion=\"1\"\\n' > libs/pyproject.toml; cp libs/pyproject.toml libs/a/b/; sed -i s/l/ab/ libs/a/b/pyproject.toml"
        ),
        Layout(
            name: "two stars over folders without a manifest", root: Manifest.root(#"["libs/**"]"#), members: ["libs/a", "libs/deep/er/b"]),
        Layout(
            name: "two stars in the middle", root: Manifest.root(#"["libs/**/pkg"]"#),
            members: ["libs/pkg", "libs/x/pkg", "libs/x/y/pkg", "libs/x/other"]),
        Layout(name: "a set", root: Manifest.root(#"["packages/[ab]*"]"#), members: ["packages/a1", "packages/b", "packages/c"]),
        Layout(name: "a negated set", root: Manifest.root(#"["packages/[!a]"]"#), members: ["packages/a", "packages/b"]),
        Layout(name: "a question mark", root: Manifest.root(#"["packages/a?"]"#), members: ["packages/a", "packages/a1", "packages/a22"]),
        Layout(
            name: "excluded by name", root: Manifest.root(#"["packages/*"]"#, "exclude = ['packages/b']"),
            members: ["packages/a", "packages/b"]),
        Layout(
            name: "excluded by a star", root: Manifest.root(#"["packages/*"]"#, "exclude = ['packages/b*']"),
            members: ["packages/a", "packages/b", "packages/bb"]),
        Layout(
            name: "a star of exclude crosses separators",
            root: Manifest.root(#"["packages/*", "packages/x/*"]"#, "exclude = ['packages/*']"), members: ["packages/a", "packages/x/y"]),
        Layout(
            name: "a star of exclude in the middle", root: Manifest.root(#"["libs/*/*"]"#, "exclude = ['libs/*b']"),
            members: ["libs/x/b", "libs/x/c"]),
        Layout(
            name: "exclude with ./", root: Manifest.root(#"["packages/*"]"#, "exclude = ['./packages/b']"),
            members: ["packages/a", "packages/b"]),
        Layout(
            name: "exclude with a separator at the end", root: Manifest.root(#"["packages/*"]"#, "exclude = ['packages/b/']"),
            members: ["packages/a", "packages/b"]),
        Layout(
            name: "members with ./ and a separator at the end", root: Manifest.root(#"["./packages/a/", "./packages/b"]"#),
            members: ["packages/a", "packages/b"]),
        Layout(name: "members beside the root", root: Manifest.root(#"["../libs/*"]"#), members: ["libs/a", "libs/b"], folder: "main"),
        Layout(
            name: "excluded beside the root", root: Manifest.root(#"["../libs/*"]"#, "exclude = ['../libs/b']"),
            members: ["libs/a", "libs/b"], folder: "main"),
        Layout(name: "a hidden folder with a manifest", root: Manifest.root(), members: ["packages/a", "packages/.b"]),
        Layout(
            name: "a hidden folder without one", root: Manifest.root(), members: ["packages/a"],
            commands: "mkdir packages/.b; touch packages/.b/file"),
        Layout(name: "an empty folder", root: Manifest.root(), members: ["packages/a"], commands: "mkdir packages/b"),
        Layout(
            name: "a folder with files but no manifest", root: Manifest.root(), members: ["packages/a"],
            commands: "mkdir packages/b; touch packages/b/file"),
        Layout(
            name: "a folder with ignored files only", root: Manifest.root(), members: ["packages/a"],
            commands: "mkdir -p packages/b/dist; touch packages/b/dist/file; echo dist/ > .gitignore"),
        Layout(name: "a file that fits the pattern", root: Manifest.root(), members: ["packages/a"], commands: "touch packages/README.md"),
        Layout(name: "a literal member that is not there", root: Manifest.root(#"["packages/*", "tool"]"#), members: ["packages/a"]),
        Layout(
            name: "managed = false", root: Manifest.root(), members: ["packages/a"],
            commands:
                "mkdir packages/b; printf '[project]\\nname=\"b\"\\nversion=\"1\"\\n[tool.uv]\\nmanaged=false\\n' > packages/b/pyproject.toml"
        ),
        Layout(
            name: "a member without [project]", root: Manifest.root(), members: ["packages/a"],
            commands: "mkdir packages/b; printf '[tool.x]\\n' > packages/b/pyproject.toml"),
        Layout(
            name: "a link to a folder inside", root: Manifest.root(), members: ["packages/a", "other/b"],
            commands: "ln -s ../other/b packages/b"),
        Layout(
            name: "a nested workspace that is excluded", root: Manifest.root(#"["packages/*"]"#, "exclude = ['packages/b']"),
            members: ["packages/a"], commands: "mkdir packages/b; printf '[tool.uv.workspace]\\nmembers=[]\\n' > packages/b/pyproject.toml"),
        Layout(
            name: "a nested workspace", root: Manifest.root(), members: ["packages/a"],
            commands:
                "mkdir packages/b; printf '[project]\\nname=\"b\"\\nversion=\"1\"\\n[tool.uv.workspace]\\nmembers=[]\\n' > packages/b/pyproject.toml"
        ),
        Layout(
            name: "two members of one normal name", root: Manifest.root(), members: ["packages/a-b"],
            commands: "mkdir packages/c; printf '[project]\\nname=\"A_.b\"\\nversion=\"1\"\\n' > packages/c/pyproject.toml"),
        Layout(name: "the root of a workspace inside packages", root: Manifest.root(#"["*"]"#), members: ["a", "b"]),
        Layout(name: "names with spaces and brackets", root: Manifest.root(#"["packages/*"]"#), members: ["packages/a b", "packages/c"]),
        Layout(name: "an unclosed bracket", root: Manifest.root(#"["packages/[a"]"#), members: ["packages/a"]),
        Layout(name: "a star beside two", root: Manifest.root(#"["packages/a**"]"#), members: ["packages/a"]),
        Layout(
            name: "a broken pattern of exclude", root: Manifest.root(#"["packages/*"]"#, "exclude = ['packages/[b']"),
            members: ["packages/a"]),
        Layout(
            name: "exclude of everything below", root: Manifest.root(#"["packages/**"]"#, "exclude = ['packages/x/**']"),
            members: ["packages/a", "packages/x/b", "packages/x/c/d"]),
        Layout(
            name: "exclude with two stars in front",
            root: Manifest.root(#"["packages/*", "packages/x/*"]"#, "exclude = ['**/b', 'packages/x']"),
            members: ["packages/a", "packages/b", "packages/x/b", "packages/x/d"]),
        Layout(
            name: "exclude with two stars for no folder", root: Manifest.root(#"["packages/*"]"#, "exclude = ['packages/**/b']"),
            members: ["packages/a", "packages/b", "packages/bb"]),
        Layout(
            name: "exclude with a way up", root: Manifest.root(#"["packages/*"]"#, "exclude = ['packages/x/../b']"),
            members: ["packages/a", "packages/b"]),
        Layout(
            name: "exclude with doubled separators", root: Manifest.root(#"["packages//*"]"#, "exclude = ['packages//b']"),
            members: ["packages/a", "packages/b"]),
        Layout(name: "everything", root: Manifest.root(#"["**"]"#), members: ["a", "b/c"]),
        Layout(name: "two stars and a separator", root: Manifest.root(#"["libs/**/"]"#), members: ["libs/a", "libs/b/c"]),
        Layout(
            name: "a star in the root's folder", root: Manifest.root(#"["*"]"#, "exclude = ['b']"), members: ["x[1]/a", "x[1]/b"],
            folder: "x[1]"),
        Layout(name: "the virtual root itself", root: Manifest.root(#"["."]"#)),
        Layout(name: "the virtual root beside others", root: Manifest.root(#"["packages/*", "./"]"#), members: ["packages/a"]),
        Layout(name: "the virtual root by a way up", root: Manifest.root(#"["packages/.."]"#), members: ["packages/a"]),
        Layout(
            name: "the virtual root excluded", root: Manifest.root(#"[".", "packages/*"]"#, "exclude = ['.']"), members: ["packages/a"]),
        Layout(
            name: "the root with a project itself", root: Manifest.root(#"["."]"#) + "[project]\nname = 'root'\nversion = '1'\n"),
        Layout(
            name: "a folder with untracked files only", root: Manifest.root(), members: ["packages/a"],
            later: "mkdir -p packages/b/deep; touch packages/b/deep/file"),
        Layout(
            name: "a folder with untracked and ignored files", root: Manifest.root(), members: ["packages/a"],
            commands: "echo '*.pyc' > .gitignore", later: "mkdir packages/b; touch packages/b/x.pyc packages/b/y"),
        Layout(
            name: "a folder with untracked files of which all are ignored", root: Manifest.root(), members: ["packages/a"],
            commands: "echo __pycache__ > .gitignore", later: "mkdir -p packages/b/__pycache__ packages/b/e; touch packages/b/__pycache__/x"
        ),
        Layout(
            name: "a folder with an untracked link", root: Manifest.root(), members: ["packages/a"],
            later: "mkdir packages/b; ln -s nowhere packages/b/link"),
        Layout(
            name: "a folder with another repository", root: Manifest.root(), members: ["packages/a"],
            later: "mkdir packages/b; git init -q packages/b"),
        Layout(
            name: "a folder with files, without git", root: Manifest.root(), members: ["packages/a"],
            commands: "mkdir -p packages/b/__pycache__; touch packages/b/__pycache__/x; echo __pycache__ > .gitignore", later: nil),
        Layout(
            name: "a folder of folders, without git", root: Manifest.root(), members: ["packages/a"],
            commands: "mkdir -p packages/b/c/d packages/b/e", later: nil),
        Layout(name: "three stars", root: Manifest.root(#"["packages/***"]"#), members: ["packages/a"]),
    ]

    /// Both tools name the same folders; where uv refuses a workspace, rk-discover reports an error.
    @Test(arguments: layouts)
    func membersAreThoseOfUv(_ layout: Layout) async throws {
        let sandbox = try await Sandbox()
        var files = ["\(layout.folder)/pyproject.toml": layout.root]
        for folder in layout.members {
            let name = String(folder.map { $0.isLetter || $0.isNumber ? $0 : "-" }).split(separator: "-").joined(separator: "-")
            files["\(folder)/pyproject.toml"] = "[project]\nname = \"\(name)\"\nversion = \"1.0\"\n"
        }
        try await sandbox.write(files, below: "repo")
        let commit = layout.later.map { "git init -q -b main && git add -A && git commit -qm x\n\($0)" } ?? ""
        try await sandbox.check("\(layout.commands)\n\(commit)", in: "repo")
        let uv = try await sandbox.shell("cd '\(layout.folder)' && uv workspace list --paths --offline --no-config", in: "repo")
        let found = try await sandbox.discover()
        let paths = found.packages.map(\.path).sorted()
        if uv.succeeded {
            let prefix = "\(sandbox.folder)/repo"
            let expected = uv.text.split(separator: "\n").map {
                $0 == prefix ? "." : RelativePath.join(".", String($0.dropFirst(prefix.count + 1))) ?? ""
            }.sorted()
            #expect(paths == expected, "\(found.errors)")
            #expect(found.document?.holdsError != true || expected.isEmpty, "\(found.errors)")
        } else {
            #expect(found.status != 0, "uv refuses: \(String(decoding: uv.errors, as: UTF8.self))")
            #expect(found.errors.contains("help:"))
        }
    }
}
