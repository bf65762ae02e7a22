import RKShared
import Support
import Testing

/// Go modules, with and without a go.work.
struct GoTests {
    /// A go.mod.
    private static func module(_ name: String, _ rest: String = "") -> String { "module \(name)\n\ngo 1.25\n\(rest)" }

    /// Real monorepos, compared with what the go command says of them.
    @Test(
        .enabled(if: Programs.sharedFixtures != nil, "the shared fixtures are not beside the project"),
        arguments: ["opentelemetry-go", "opentelemetry-go-contrib"])
    func aRealRepositoryIsAsGoSeesIt(_ name: String) async throws {
        let sandbox = try await Sandbox()
        let fixtures = try #require(Programs.sharedFixtures)
        let truth = try #require(try JSON(parsing: try Files.read("\(fixtures)/truth/go__\(name).json")).object)
        let completion = try await sandbox.shell("rk-discover '\(fixtures)/go/\(name)' | rk-graph")
        #expect(completion.status == 0)
        let document = try Document(parsing: completion.output)
        let packages = try #require(document.packages)
        let expected = (truth["packages"]?.array ?? []).compactMap(\.object)
        #expect(packages.map(\.path).sorted() == expected.compactMap { $0["path"]?.string }.sorted())
        for item in expected {
            let package = try #require(packages.first { $0.path == item["path"]?.string })
            #expect(package.name == item["name"]?.string && package.version == nil)
            #expect(package.publish == (item["publishable"] == .bool(true)), "\(package.id): \(package.privateReason ?? "-")")
            #expect(package.rest["tag_prefix"] == item["tag_prefix"])
        }
        let dependencies = packages.flatMap { package in package.dependencies.map { (package.id, $0) } }
        let edges = Set(dependencies.compactMap { id, edge in edge.package.map { "\(id) \($0) \(edge.kind.rawValue)" } })
        #expect(edges == Self.edges(truth["internal_edges"]))
        let inert = Set(dependencies.compactMap { id, edge in edge.package == nil ? edge.member.map { "\(id) \($0) runtime" } : nil })
        #expect(inert == Self.edges(truth["internal_edges_indirect"]))
        let behind = Set((truth["unlevelled"]?.array ?? []).compactMap { $0.string.map { "golang:\($0)" } })
        let levels = (document.graph?.levels ?? []).map { $0.filter { !behind.contains($0) } }.filter { !$0.isEmpty }
        #expect(levels == (truth["levels"]?.array ?? []).map { ($0.array ?? []).compactMap { $0.string.map { "golang:\($0)" } }.sorted() })
        let cycles = (truth["cycles_runtime_build"]?.array ?? []).map {
            Set(($0.object?["members"]?.array ?? []).compactMap { $0.string.map { "golang:\($0)" } })
        }
        #expect(Set(Self.joined(document.graph?.cycles ?? [])) == Set(cycles))
        #expect(document.diagnostics.allSatisfy { $0.severity == .note && $0.code == Code.graphCycle.rawValue })
    }

    /// Edges of a truth file.
    private static func edges(_ value: JSON?) -> Set<String> {
        Set(
            (value?.array ?? []).map { edge in
                let words = (edge.array ?? []).compactMap(\.string)
                return "golang:\(words[0]) golang:\(words[1]) \(words[2])"
            })
    }

    /// Cycles that share a package, as one set each.
    private static func joined(_ cycles: [[String]]) -> [Set<String>] {
        var groups: [Set<String>] = []
        for cycle in cycles {
            let touching = groups.filter { !$0.isDisjoint(with: cycle) }
            groups = groups.filter { $0.isDisjoint(with: cycle) } + [touching.reduce(Set(cycle)) { $0.union($1) }]
        }
        return groups
    }

    /// Every form of `use`; what no line uses is not taken, requirements among the modules are edges without any `replace`.
    @Test func workspace() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(
            files: [
                "go/go.work": "go 1.25\n\nuse .\nuse ./a // x\nuse (\n\t\"./b c\"\n\t../outer/d\n)\n", "go/go.mod": Self.module("x.org/go"),
                "go/a/go.mod": Self.module(
                    "x.org/go/a", "require x.org/go v1.0.0\nrequire (\n\tx.org/outer/d v1.0.0 // indirect\n\ty.org/z v1.0.0\n)\n"),
                "go/b c/go.mod": Self.module("x.org/b"), "outer/d/go.mod": Self.module("x.org/outer/d"),
                "go/e/go.mod": Self.module("x.org/go/e"),
                "tools/go.mod": Self.module("x.org/tools"), ".gitignore": "",
            ], prelude: "git init -q; git add -A")
        #expect(found.status == 0, "\(found.errors)")
        #expect(found.document?.workspaces?.map { "\($0.id) \($0.root) \($0.manifest)" } == ["go go go/go.work", "go:. . tools/go.mod"])
        #expect(
            found.packages.map { "\($0.workspace) \($0.path)" }.sorted() == ["go go", "go go/a", "go go/b c", "go outer/d", "go:. tools"])
        let package = try found.package("x.org/go/a")
        #expect(
            package.dependencies.map { "\($0.name) \($0.package ?? "-") \($0.member ?? "-")" } == [
                "x.org/go golang:x.org/go golang:x.org/go", "x.org/outer/d - golang:x.org/outer/d", "y.org/z - -",
            ])
        #expect(
            package.dependencies[1].why == "used by the go.work, but // indirect: no edge"
                && package.dependencies[1].rest["indirect"] == .bool(true))
    }

    /// Without a go.work all tracked modules are one workspace, but for vendored ones; testdata is taken, and what is broken there is a warning.
    @Test func loneModules() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(
            files: [
                "a/go.mod": Self.module("x.org/m/a"),
                "b/go.mod": Self.module("x.org/m/b", "require x.org/m/a v1.0.0\nreplace x.org/m/a => ../a\n"),
                "vendor/x.org/v/go.mod": Self.module("x.org/v"), "a/vendor/x.org/v/go.mod": Self.module("x.org/v"),
                "testdata/t/go.mod": Self.module("x.org/m/testdata/t"), "testdata/bad/go.mod": "module\n", "go.work": "go 1.25\nuse ./a\n",
                "untracked/go.mod": Self.module("x.org/m/untracked"), ".gitignore": "untracked\ngo.work\n",
                ".github/tools/go.mod": Self.module("x.org/m/.github/tools"),
            ], prelude: "git init -q; git add -A; git add -f vendor a/vendor")
        #expect(found.status == 0, "\(found.errors)")
        #expect(found.packages.map(\.path) == [".github/tools", "a", "b", "testdata/t"])
        #expect(found.findings == ["RK-MANIFEST-SYNTAX testdata/bad/go.mod:1:7"])
        #expect(found.document?.workspaces?.map(\.id) == ["go"])
        #expect(try found.package("x.org/m/b").dependencies.map(\.package) == ["golang:x.org/m/a"])
        #expect(try found.package("x.org/m/.github/tools").privateReason?.contains("begins or ends with a dot") == true)
    }

    /// What makes a requirement on a module of the repository no edge, each with its reason.
    @Test(
        arguments: [
            ("require x.org/m/a v1.0.0", false, "neither replaced by its folder nor in a go.work"),
            ("replace x.org/m/a => ../a", false, nil), ("require x.org/m/a v1.0.0\nreplace x.org/m/a => ../c", false, "replaced by `../c`"),
            ("require x.org/m/a v1.0.0\nreplace x.org/m/a => y.org/fork v1.0.0", false, "replaced by `y.org/fork`"),
            ("require x.org/m/a v1.0.0\nreplace x.org/m/a v1.1.0 => ../a", false, "neither replaced"),
            ("require x.org/m/a v1.0.0\nreplace x.org/m/a v1.0.0 => ../a/../a/", true, "replaced by ../a/../a/"),
            ("require x.org/m/a v1.0.0\nreplace (\n\tx.org/m/a => ../c\n\tx.org/m/a v1.0.0 => ../a\n)", true, "replaced by ../a"),
            ("require x.org/m/a v1.0.0\nreplace x.org/m/a => /a", false, "replaced by `/a`"),
            ("require x.org/m/a v1.0.0\nreplace x.org/m/a => ../../../a", false, "replaced by"),
            ("require x.org/m/b v1.0.0", false, "the module itself"),
        ] as [(String, Bool, String?)])
    func edges(_ lines: String, _ isEdge: Bool, _ why: String?) async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: [
            "a/go.mod": Self.module("x.org/m/a"), "b/go.mod": Self.module("x.org/m/b", lines + "\n"), "c/go.mod": Self.module("x.org/m/c"),
        ])
        #expect(found.status == 0, "\(found.errors)")
        let dependencies = try found.package("x.org/m/b").dependencies
        #expect(dependencies.contains { $0.package != nil } == isEdge)
        #expect(why == nil ? dependencies.isEmpty : dependencies.first?.why?.contains(why ?? "") == true, "\(dependencies)")
    }

    /// Modules that nobody can fetch are private, and why.
    @Test func privacy() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: [
            "go.mod": Self.module("x.org/m"), "a/go.mod": Self.module("test"), "b/go.mod": Self.module("example.com/m/b"),
            "staging/c/go.mod": Self.module("x.org/c"), "client/v3/go.mod": Self.module("x.org/m/client/v3"),
            "srv/go.mod": Self.module("x.org/m/srv/v2"),
            "v2/go.mod": Self.module("x.org/m/v2"), "d/go.mod": Self.module("x.org/m/d"), "d/releasekit.toml": "publishable = false\n",
            "a/two/go.mod": Self.module("test"), "e~/go.mod": Self.module("x.org/m/e~"), "f.lock/go.mod": Self.module("x.org/m/f.lock"),
        ])
        #expect(found.status == 0, "\(found.errors)")
        let reasons = Dictionary(uniqueKeysWithValues: found.packages.map { ($0.path, $0.privateReason ?? "") })
        #expect(reasons["a"]?.contains("has no dot") == true && reasons["b"]?.contains("RFC 2606") == true)
        #expect(reasons["staging/c"]?.contains("does not end with the folder") == true && reasons["d"]?.contains("publishable") == true)
        for path in ["e~", "f.lock"] { #expect(reasons[path]?.contains("no tag can be called") == true, "\(path)") }
        for path in [".", "client/v3", "srv", "v2"] { #expect(reasons[path] == "", "\(path)") }
        #expect(found.packages.filter { $0.name == "test" }.map(\.id) == ["golang:test@a", "golang:test@a/two"])
    }

    /// What is wrong with a workspace: each is named with its place, and the other modules are still listed.
    @Test(arguments: [
        ("use ../../x", "RK-PATH-OUTSIDE go.work:4:5"), ("use /x", "RK-PATH-OUTSIDE go.work:4:5"),
        ("use ./none", "RK-MANIFEST-UNREADABLE go.work:4:5"),
        ("use ./a/", "RK-WORKSPACE-INVALID go.work:4:5"), ("use ./bad", "RK-MANIFEST-SYNTAX bad/go.mod:3:9"),
        ("use ./nameless", "RK-MANIFEST-INVALID nameless/go.mod"), ("use ./spaced", "RK-MANIFEST-INVALID spaced/go.mod:1:8"),
        ("use ./twin", "RK-PACKAGE-DUPLICATE v2/twin/go.mod"),
    ])
    func workspaceFindings(_ line: String, _ finding: String) async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: [
            "go.work": "go 1.25\n\nuse ./a\n\(line)\(line.contains("twin") ? "\nuse ./v2/twin" : "")\n",
            "a/go.mod": Self.module("x.org/m/a"),
            "bad/go.mod": "module x.org/m/bad\n\nrequire x.org/m/a\n", "nameless/go.mod": "go 1.25\n", "spaced/go.mod": "module \"a b\"\n",
            "twin/go.mod": Self.module("x.org/v2/twin"), "v2/twin/go.mod": Self.module("x.org/v2/twin"),
        ])
        let findings = found.findings.filter { $0 != "RK-WORKSPACE-NESTED go.work" }
        #expect(found.status == 1 && findings == [finding], "\(found.findings) \(found.errors)")
        #expect(found.packages.contains { $0.name == "x.org/m/a" })
    }

    /// A go.work that go would refuse leaves nothing to trust.
    @Test(arguments: ["use (\n", "use\n", "require x.org/a v1.0.0\n"])
    func badWorkspace(_ text: String) async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: ["go.work": text, "a/go.mod": Self.module("x.org/m/a")])
        #expect(
            found.status == 65 && found.errors.contains("RK-MANIFEST-SYNTAX") && found.errors.contains("--> go.work:1:"), "\(found.errors)")
    }

    /// Python and Go in one repository are two workspaces, whatever the other one has.
    @Test func besidePython() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(
            files: [
                "pyproject.toml": Manifest.root(), "packages/a/pyproject.toml": Manifest.project("a"),
                "go/go.mod": Self.module("x.org/m/go"),
            ], prelude: "git init -q; git add -A")
        #expect(found.packages.map(\.id) == ["golang:x.org/m/go", "pypi:a"])
        #expect(found.document?.workspaces?.map(\.id) == ["go", "uv"])
    }
}
