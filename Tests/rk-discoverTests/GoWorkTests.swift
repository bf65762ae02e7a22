import RKShared
import Support
import Testing

/// What lies around the members of a go.work, what go refuses in one, and edges that only tags tell.
struct GoWorkTests {
    /// A go.mod.
    private static func module(_ name: String, go: String = "1.25", _ rest: String = "") -> String { "module \(name)\n\ngo \(go)\n\(rest)" }

    /// Modules that the go.work does not use are no packages, and a note says how many there are; vendored ones are none at all.
    @Test func unusedModules() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: [
            "go.work": "go 1.25\n\nuse .\n", "go.mod": Self.module("x.org/m"), "a/go.mod": Self.module("x.org/m/a"),
            "b/go.mod": "broken\n", "vendor/x.org/v/go.mod": Self.module("x.org/v"),
        ])
        #expect(found.status == 0 && found.packages.map(\.path) == ["."], "\(found.errors)")
        #expect(found.findings == ["RK-WORKSPACE-NESTED go.work"])
        #expect(found.document?.diagnostics[0].message == "2 modules, as the one in `a`, are not taken: `go.work` does not use them")
        #expect(found.document?.diagnostics[0].hint?.contains("`go work use a`") == true)
    }

    /// A go.work in a hidden folder begins no workspace, so its modules are among the others.
    @Test func hiddenWorkspace() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(
            files: ["a/go.mod": Self.module("x.org/m/a"), ".h/b/go.mod": Self.module("x.org/m/.h/b"), ".h/go.work": "go 1.25\nuse ./b\n"],
            prelude: "git init -q; git add -A")
        #expect(found.status == 0 && found.packages.map(\.path) == [".h/b", "a"], "\(found.errors)")
    }

    /// A module that two go.work files use is taken once, with the edges of both workspaces to it.
    @Test func sharedModule() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(
            files: [
                "a/go.work": "go 1.25\nuse (\n\t.\n\t../c\n)\n", "a/go.mod": Self.module("x.org/m/a", "require x.org/m/c v1.0.0\n"),
                "b/go.work": "go 1.25\nuse (\n\t.\n\t../c\n)\n", "c/go.mod": Self.module("x.org/m/c"),
                "b/go.mod": Self.module("x.org/m/b", "require (\n\tx.org/m/c v1.0.0\n)\n"),
            ], prelude: "git init -q; git add -A")
        #expect(found.status == 0 && found.findings == ["RK-WORKSPACE-NESTED c/go.mod"], "\(found.errors)")
        #expect(found.packages.map { "\($0.workspace) \($0.path)" } == ["go:a a", "go:b b", "go:a c"])
        for name in ["x.org/m/a", "x.org/m/b"] {
            #expect(try found.package(name).dependencies.map(\.package) == ["golang:x.org/m/c"], "\(name)")
        }
    }

    /// Where a path repeats in two workspaces, indirect requirements follow the id, too.
    @Test func repeatedPath() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(
            files: [
                "w/go.work": "go 1.25\nuse (\n\t./a\n\t./b\n)\n", "w/a/go.mod": Self.module("test"),
                "w/b/go.mod": Self.module("x.org/m/w/b", "require test v0.0.0 // indirect\n"), "c/go.mod": Self.module("test"),
            ], prelude: "git init -q; git add -A")
        #expect(found.status == 0, "\(found.errors)")
        #expect(try found.package("x.org/m/w/b").dependencies.map(\.member) == ["golang:test@w/a"])
    }

    /// What go refuses though every file by itself is in order: at its place, with a way out.
    @Test(
        arguments: [
            ("1.25", "", "a", Self.module("x.org/m/b"), "RK-PACKAGE-DUPLICATE b/go.mod", "`a/go.mod` and `b/go.mod`"),
            ("1.21", "", "x.org/m/a", Self.module("x.org/m/b", go: "1.21.0"), "RK-WORKSPACE-INVALID b/go.mod:3:4", "write `go 1.21.0`"),
            ("", "", "x.org/m/a", Self.module("x.org/m/b", go: "1.19"), "RK-WORKSPACE-INVALID b/go.mod:3:4", "has no line `go`"),
            (
                "1.25", "replace x.org/m/a => ./c", "x.org/m/a", Self.module("x.org/m/b"), "RK-WORKSPACE-INVALID go.work:4:9",
                "remove the line"
            ),
            (
                "1.25", "", "x.org/m/a", Self.module("x.org/m/b", "replace y.org/z => ../../y\n"), "RK-WORKSPACE-INVALID b/go.mod:4:9",
                "by `y.org/z v1.0.0` in `a/go.mod`"
            ),
            (
                "1.25", "", "x.org/m/a/v2", "module x.org/m/b\nretract v2.0.0\n", "RK-MANIFEST-INVALID b/go.mod:2:9",
                "is of the versions v0 or v1"
            ),
        ] as [(String, String, String, String, String, String)])
    func refused(_ go: String, _ line: String, _ name: String, _ other: String, _ finding: String, _ words: String) async throws {
        let sandbox = try await Sandbox()
        let first = name == "a" ? "x.org/m/b" : name
        let found = try await sandbox.discover(files: [
            "go.work": "\(go.isEmpty ? "// none" : "go \(go)")\n\nuse (\n./a\n./b\n)\n".replacing("use (", with: "\(line)\nuse ("),
            "a/go.mod": Self.module(first, go: "1.18", "replace y.org/z => y.org/z v1.0.0\n"), "b/go.mod": other,
            "c/go.mod": Self.module("c"),
        ])
        let findings = found.findings.filter { $0 != "RK-WORKSPACE-NESTED go.work" }
        #expect(found.status == 1 && findings == [finding.replacing("go.work:4:9", with: "go.work:3:9")], "\(found.errors)")
        #expect(found.errors.contains(words), "\(found.errors)")
    }

    /// A go.work may decide between lines of `replace`, the same place may be written in two ways, and a language comes before its releases.
    @Test func accepted() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: [
            "go.work": "go 1.22rc1\nuse (\n./a\n./b\n)\nreplace y.org/z => y.org/z v1.1.0\nreplace x.org/m/a v1.0.0 => ./c\n",
            "a/go.mod": Self.module("x.org/m/a", go: "1.22", "replace (\n\ty.org/z => y.org/z v1.0.0\n\ty.org/y => ../c\n)\n"),
            "b/go.mod": Self.module("x.org/m/b", go: "1.21.9", "replace (\n\ty.org/z => ../c\n\ty.org/y => ./../c/\n)\n"),
        ])
        #expect(found.status == 0 && found.findings.isEmpty, "\(found.errors)")
    }

    /// A requirement without `replace` on the version next to the newest tag is one of the release that a commit prepares; any other is not.
    @Test(
        arguments: [
            ("v1.1.0", ["core/v1.0.0", "cli/v1.0.0"], true), ("v1.0.0", ["core/v1.0.0", "cli/v1.0.0"], false),
            ("v0.9.0", ["core/v1.0.0"], false), ("v1.1.0", [], false), ("v0.1.0", [], true), ("v1.0.0", [], true), ("v0.0.0", [], false),
            ("v1.1.0", ["v1.0.0", "core/v2.0.0", "core/x"], false),
            ("v0.1.0", ["cli/v1.0.0"], true), ("v0.0.0", ["cli/v1.0.0"], false),
            ("v1.3.0", ["core/v1.1.9"], false), ("v1.2.0-rc.2", ["core/v1.1.0", "core/v1.2.0-rc.1"], true),
            ("v1.1.1", ["core/v1.1.0"], true),
            ("v0.0.0-00010101000000-000000000000", ["cli/v1.0.0"], false),
            ("v1.0.1-0.20260102030405-0123456789ab", ["core/v1.0.0"], false),
        ] as [(String, [String], Bool)])
    func upcoming(_ version: String, _ tags: [String], _ isEdge: Bool) async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(
            files: [
                "core/go.mod": Self.module("x.org/m/core"),
                "cli/go.mod": Self.module("x.org/m/cli", "require x.org/m/core \(version)\n"),
                "tool/go.mod": Self.module("x.org/m/tool", "require x.org/m/core \(version) // indirect\n"),
            ],
            prelude: "git init -q; git add -A; git commit -qm 'feat: all'\n" + tags.map { "git tag \($0)\n" }.joined())
        #expect(found.status == 0, "\(found.errors)")
        let edge = try #require(try found.package("x.org/m/cli").dependencies.first)
        #expect(edge.package == (isEdge ? "golang:x.org/m/core" : nil))
        #expect(!isEdge || edge.why == "\(version) is no tag yet")
        let indirect = try #require(try found.package("x.org/m/tool").dependencies.first)
        #expect(indirect.package == nil && indirect.member == (isEdge ? "golang:x.org/m/core" : nil))
    }

    /// A shallow clone without tags may lack them, so nothing in it is taken for a release that is prepared.
    @Test func upcomingInShallowClone() async throws {
        let sandbox = try await Sandbox()
        let files = ["core/go.mod": Self.module("x.org/m/core"), "cli/go.mod": Self.module("x.org/m/cli", "require x.org/m/core v0.1.0\n")]
        try await sandbox.write(files, below: "origin")
        try await sandbox.check(
            "git init -q; git add -A; git commit -qm 'feat: all'; git commit -q --allow-empty -m 'feat: more'", in: "origin")
        let external = "rk-discover | jq -c '[.repository.shallow, .packages[].dependencies[].package]'"
        let text = try await sandbox.check("git clone -q --depth 1 --no-tags file://$PWD/origin clone && cd clone && \(external)").text
        #expect(text == "[true,null]\n", "\(text)")
    }

    /// After the commit of the pins, which takes `replace` away, the same packages are released as before, also before the first tag.
    @Test(arguments: [
        ("git tag core/v0.1.0; git tag cli/v0.1.0", "v0.1.0", "v0.2.0", "v0.1.1"), (":", "v0.0.0", "v0.1.0", "v0.0.1"),
    ]) func preparedRelease(_ tags: String, _ required: String, _ core: String, _ cli: String) async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "core/go.mod": Self.module("x.org/m/core"), "core/x.go": "package core\n",
                "cli/go.mod": Self.module("x.org/m/cli", "require x.org/m/core \(required)\n\nreplace x.org/m/core => ../core\n"),
            ], below: "repo")
        let plan = "rk-discover | rk-graph --topo | rk-version"
        let output = try await sandbox.check(
            """
            git init -q; git add -A; git commit -qm 'feat: all'; \(tags)
            echo '// x' >> core/x.go; git commit -qam 'feat: x'
            \(plan) | tee ../plan.json | rk-version --format next
            rk-pin apply --for-good < ../plan.json > /dev/null; git add -A; git commit -qm 'chore: versions'
            \(plan) | tee ../plan.json | rk-version --format next; rk-pin < ../plan.json | jq -c '[.graph.levels, .pins[].changes]'; cat cli/go.mod
            """, in: "repo")
        let lines = output.text.split(separator: "\n").map(String.init)
        #expect(lines.prefix(2) == ["x.org/m/core \(core)", "x.org/m/cli \(cli)"] && lines[2..<4] == lines[0..<2], "\(output.text)")
        #expect(lines[4].hasPrefix(#"[[["golang:x.org/m/core"],["golang:x.org/m/cli"]]"#), "\(lines[4])")
        #expect(output.text.contains("require x.org/m/core \(core)") && !output.text.contains("replace"))
    }
}
