import Support
import Testing

@testable import RKShared

/// Rewriting go.mod and go.sum for a release.
struct GoRewriteTests {
    /// The packages of a tree.
    private func packages(in tree: SourceTree, _ manifest: String = "go.mod") throws -> [Package] {
        try Go().discover(WorkspaceSite(id: "go", root: ".", manifest: manifest), in: tree).packages
    }

    /// What a release of all packages at one version means for each.
    private static func rewrites(_ packages: [Package], version: (Package) -> String) -> [String: Rewrite] {
        let versions = Dictionary(uniqueKeysWithValues: packages.map { ($0.id, version($0)) })
        return Dictionary(
            uniqueKeysWithValues: packages.map { package in
                let members = package.dependencies.compactMap(\.member)
                let exact = Dictionary(members.compactMap { id in versions[id].map { (id, $0) } }) { first, _ in first }
                return (package.id, Rewrite(version: versions[package.id], exact: exact))
            })
    }

    /// Every go.mod of the fixtures: only versions of siblings and lines of `replace` differ, a second run on the result changes nothing.
    @Test(.enabled(if: GoFixtures.folder != nil, "../shared/fixtures is absent"), arguments: GoFixtures.repositories)
    func onlyTheIntended(_ repository: String) async throws {
        let sandbox = try await Sandbox()
        try await sandbox.check("cp -r --no-preserve=mode '\(try #require(GoFixtures.folder))/\(repository)' repo")
        let root = "\(sandbox.folder)/repo"
        let files = SourceTree(root: root, tracked: nil).manifests(named: ["go.mod", "versions.yaml"])
        let tree = SourceTree(root: root, tracked: files)
        let packages = try packages(in: tree)
        let rewrites = Self.rewrites(packages) { "\(GoModulePath($0.name)?.major ?? "v1").99.0" }
        let rewritings = try Go().rewrite(packages, rewrites, in: tree)
        let names = Set(packages.map(\.name))
        var counts = (versions: 0, lines: 0, sums: 0)
        for package in packages {
            let rewriting = try #require(rewritings[package.id])
            for change in rewriting.changes {
                guard change.path == package.manifest else {
                    counts.sums += try GoSum(change.after).entries.count
                    try sandbox.write("repo/\(change.path)", change.after)
                    continue
                }
                let (before, after) = (try GoMod(change.before), try GoMod(change.after))
                #expect(before.requirements.count == after.requirements.count)
                for (old, new) in zip(before.requirements, after.requirements) where old.version != new.version {
                    #expect(names.contains(old.path.text) && new.version.hasSuffix(".99.0"))
                    counts.versions += 1
                }
                let kept = Set(after.replacements.map(\.path.text))
                counts.lines += before.replacements.count - after.replacements.count
                #expect(before.replacements.allSatisfy { kept.contains($0.path.text) || names.contains($0.path.text) })
                let lines = Self.lines(change.before).filter { line in
                    !names.contains { line.contains("\($0) v") || line.contains("\($0) =>") }
                }
                #expect(
                    Self.lines(change.after).filter { line in !names.contains { line.contains("\($0) v") || line.contains("\($0) =>") } }
                        == lines)
                try sandbox.write("repo/\(change.path)", change.after)
            }
        }
        #expect(counts.versions > 50 && counts.lines > 30 && counts.sums > 20, "\(counts)")
        let added = SourceTree(root: root, tracked: nil).manifests(named: ["go.mod", "go.sum", "versions.yaml"])
        let again = SourceTree(root: root, tracked: added)
        let second = try Go().rewrite(packages, rewrites, in: again)
        for (id, rewriting) in second { #expect(rewriting.changes.isEmpty, "\(id) \(rewriting.changes.map(\.path))") }
    }

    /// The lines of a text that hold more than blanks and the frame of a block of replacements.
    private static func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init).filter {
            !$0.trimmed.isEmpty && $0 != "replace (" && $0 != ")"
        }
    }

    /// A repository whose files meet every rule for archives: vendored packages, inner modules, links, a licence at the root.
    private static let files = [
        "go.mod": "module github.com/acme/mono\n\ngo 1.25\n", "LICENSE": "MIT\n", "mono.go": "package mono\n",
        "vendor/modules.txt": "# x\n",
        "vendor/x.org/y/y.go": "package y\n", ".hg_archival.txt": "x\n", ".gitattributes": "ignored.txt export-ignore\n",
        "core/go.mod": "module github.com/acme/mono/core\n\ngo 1.21\n", "core/core.go": "package core\n\nconst Name = \"core\"\r\n",
        "core/ignored.txt": "x\n", "core/vendor/modules.txt": "# x\n", "core/pkg/vendor/vendor.go": "package vendor\n",
        "core/pkg/vendor/x/x.go": "package x\n", "core/inner/go.mod": "module github.com/acme/mono/core/inner\n",
        "core/inner/i.go": "package inner\n",
        "core/LICENSE": "BSD\n", "core/déjà vu.txt": "x\n", "core/a-b.txt": "", "core/a/b.txt": "",
        "client/v3/go.mod":
            "module github.com/acme/mono/client/v3\n\ngo 1.25\n\nrequire github.com/acme/mono/core v0.0.0-00010101000000-000000000000\n\nreplace github.com/acme/mono/core => ../../core\n",
        "client/v3/client.go": "package client\n\nimport \"github.com/acme/mono/core\"\n\nconst Name = core.Name\n",
        "client/v3/pkg/vendor/vendor.go": "package vendor\n", "client/v3/pkg/vendor/x/x.go": "package x\n",
        "srv/go.mod": """
        module github.com/acme/mono/srv/v2

        go 1.25

        replace (
        \tgithub.com/acme/mono/client/v3 => ../client/v3 // here
        \tgithub.com/acme/mono/core => ../core
        )

        require github.com/acme/mono/client/v3 v3.0.0-00010101000000-000000000000

        // the core
        require github.com/acme/mono/core v0.0.0-00010101000000-000000000000 // indirect

        """, "srv/main.go": "package main\n\nimport \"github.com/acme/mono/client/v3\"\n\nfunc main() { println(client.Name) }\n",
    ]

    /// The digests that are computed before any tag exists are those that the real go command finds once the tags are pushed: it takes
    /// the released modules from a bare repository, builds them without any `replace`, and `go mod verify` and `go mod tidy` agree.
    @Test func digestsAreThoseOfGo() async throws {
        let sandbox = try await Sandbox()
        for (path, text) in Self.files { try await sandbox.write("mono/\(path)", text) }
        try await sandbox.check("ln -s core.go core/link.go && git init -qb main && git add -Af && git commit -qm x", in: "mono")
        let listed = try await sandbox.check("git ls-files -z", in: "mono").output.split(separator: 0)
        let tree = SourceTree(
            root: "\(sandbox.folder)/mono", tracked: listed.map { String(decoding: $0, as: UTF8.self) }.sorted { $0.precedes($1) })
        let all = try packages(in: tree)
        #expect(
            all.map(\.name)
                == ["github.com/acme/mono", "client/v3", "core", "core/inner", "srv/v2"].enumerated().map {
                    $0 == 0 ? $1 : "github.com/acme/mono/\($1)"
                })
        let versions = ["client": "v3.1.0", "core": "v0.4.0", "srv": "v2.0.0", "core/inner": "v0.1.0", ".": "v1.0.0"]
        let rewrites = Self.rewrites(all) { versions[$0.path.replacing("/v3", with: "")] ?? "" }
        let rewritings = try Go().rewrite(all, rewrites, in: tree)
        for change in rewritings.values.flatMap(\.changes) { try sandbox.write("mono/\(change.path)", change.after) }
        #expect(
            try sandbox.read("mono/srv/go.mod") == """
                module github.com/acme/mono/srv/v2

                go 1.25

                require github.com/acme/mono/client/v3 v3.1.0

                // the core
                require github.com/acme/mono/core v0.4.0 // indirect

                """)
        let tags = all.map { Go().tagPrefix(of: $0) + (versions[$0.path.replacing("/v3", with: "")] ?? "") }
        #expect(tags.sorted() == ["client/v3.1.0", "core/inner/v0.1.0", "core/v0.4.0", "srv/v2.0.0", "v1.0.0"])
        try await sandbox.check(
            "git add -Af && git commit -qm release && for t in \(tags.joined(separator: " ")); do git tag $t; done && git clone -q --bare . ../bare/mono",
            in: "mono")
        try await sandbox.write("empty/go.mod", "module example.com/empty\n\ngo 1.25\n")
        for (module, version) in [
            ("client/v3", "v3.1.0"), ("core", "v0.4.0"), ("srv/v2", "v2.0.0"), ("core/inner", "v0.1.0"), ("", "v1.0.0"),
        ] {
            let path = "github.com/acme/mono" + (module.isEmpty ? "" : "/\(module)")
            let info = try JSON(parsing: try await sandbox.checkGo("go mod download -json '\(path)@\(version)'", in: "empty").output).object
            let package = try #require(all.first { $0.name == path })
            let files = try #require(GoModuleFiles(of: package.path, language: path.hasSuffix("core") ? "1.21" : "1.25", in: tree))
            let changes = Dictionary(uniqueKeysWithValues: (rewritings[package.id]?.changes ?? []).map { ($0.path, $0.after) })
            #expect(try files.digest(of: path, version, replacing: changes, in: tree) == info?["Sum"]?.string, "\(path)")
            let manifest = try Files.read("\(sandbox.folder)/mono/\(package.manifest)")
            #expect(GoModuleHash.digest(ofManifest: manifest) == info?["GoModSum"]?.string)
        }
        let readonly = ["GOFLAGS": "-modcacherw -mod=readonly"] as [String: String?]
        let verified = try await sandbox.checkGo(
            "go build -o ../srv.bin . && go mod verify && go mod tidy -diff", in: "mono/srv", environment: readonly)
        #expect(verified.text == "all modules verified\n")
        #expect(String(decoding: try await sandbox.check("./mono/srv.bin").errors, as: UTF8.self) == "core\n")
        #expect(
            try await sandbox.checkGo("go mod verify && go mod tidy -diff", in: "mono/client/v3", environment: readonly).text
                == "all modules verified\n")
        let calls = await GoCommands().smokeTest(
            try #require(all.first { $0.path == "srv" }), version: "v2.0.0",
            from: RegistryAddress(name: "t", base: "direct", upload: "origin", index: "direct"), artifacts: [],
            in: "\(sandbox.folder)/smoke")
        try await sandbox.check("mkdir smoke")
        for var call in calls {
            call.environment = sandbox.environment.merging(sandbox.goEnvironment) { _, new in new }.merging(call.environment) { _, new in
                new
            }
            call.environment["GOPROXY"] = .some("direct")
            let completion = try await World.live.run(call)
            #expect(completion.succeeded, "\(call.commandLine): \(completion.lastLines())")
        }
    }

    /// Modules in a circle keep their `replace` and get no digests of each other; what needs them gets theirs.
    @Test func circles() async throws {
        let sandbox = try await Sandbox()
        /// A module that requires others of its folder.
        func module(_ name: String, _ needs: [String]) -> String {
            "module x.org/m/\(name)\n" + needs.map { "\nrequire x.org/m/\($0) v1.0.0\n\nreplace x.org/m/\($0) => ../\($0)\n" }.joined()
        }
        let files = [
            "a/go.mod": module("a", ["b"]), "b/go.mod": module("b", ["a", "c"]), "c/go.mod": module("c", []),
            "d/go.mod": module("d", ["a"]),
        ]
        try await sandbox.write(files, below: "repo")
        let tree = SourceTree(root: "\(sandbox.folder)/repo", tracked: files.keys.sorted { $0.precedes($1) })
        let packages = try packages(in: tree, "a/go.mod")
        let rewritings = try Go().rewrite(packages, Self.rewrites(packages) { _ in "v1.1.0" }, in: tree)
        /// The text of a file after the rewriting; nil where it does not change.
        func after(_ path: String) -> String? {
            rewritings.values.flatMap(\.changes).first { $0.path == path }.map { String(decoding: $0.after, as: UTF8.self) }
        }
        #expect(after("a/go.mod") == module("a", ["b"]).replacing("v1.0.0", with: "v1.1.0"))
        #expect(after("a/go.sum") == nil)
        #expect(
            after("b/go.mod") == "module x.org/m/b\n\nrequire x.org/m/a v1.1.0\n\nreplace x.org/m/a => ../a\n\nrequire x.org/m/c v1.1.0\n")
        #expect(after("b/go.sum")?.split(separator: "\n").map { $0.prefix(17) } == ["x.org/m/c v1.1.0 ", "x.org/m/c v1.1.0/"])
        #expect(after("c/go.mod") == nil)
        #expect(after("d/go.mod") == "module x.org/m/d\n\nrequire x.org/m/a v1.1.0\n")
        #expect(after("d/go.sum")?.contains("x.org/m/a v1.1.0/go.mod h1:") == true)
        #expect(rewritings["golang:x.org/m/b"]?.requirements.map(\.to) == ["v1.1.0", "v1.1.0"])
    }

    /// A module that is not released keeps its `replace`, unless go.sum has its digests already; a copy of a foreign module keeps both lines.
    @Test func unreleased() async throws {
        let sandbox = try await Sandbox()
        let text =
            "module x.org/m/a\n\nrequire (\n\tx.org/m/b v1.0.0\n\tother.org/c v1.3.0\n)\n\nreplace (\n\tx.org/m/b => ../b\n\tother.org/c => ../third_party/c\n)\n"
        let files = ["a/go.mod": text, "b/go.mod": "module x.org/m/b\n", "third_party/c/go.mod": "module other.org/c\n"]
        try await sandbox.write(files, below: "repo")
        let tree = SourceTree(root: "\(sandbox.folder)/repo", tracked: files.keys.sorted { $0.precedes($1) })
        let packages = try packages(in: tree, "a/go.mod")
        #expect(packages.map(\.publish) == [true, true, false])
        let rewrite = Rewrite(version: "v1.0.0", exact: ["golang:x.org/m/b": "v1.0.0"])
        #expect(try Go().rewrite(packages[0], rewrite, in: tree).changes.isEmpty)
        try await sandbox.write("repo/a/go.sum", "x.org/m/b v1.0.0 h1:1=\nx.org/m/b v1.0.0/go.mod h1:2=\n")
        let change = try #require(try Go().rewrite(packages[0], rewrite, in: tree).changes.first)
        #expect(String(decoding: change.after, as: UTF8.self) == text.replacing("\tx.org/m/b => ../b\n", with: ""))
        var document = Document()
        document.packages = packages
        var plan = VersionPlan(package: packages[0].id, current: nil, next: "v1.1.0", bump: "minor", reason: .commit)
        plan.commits = []
        document.versions = [plan, VersionPlan(package: packages[1].id, current: "v1.0.0", next: "v1.0.0", bump: "none", reason: .none)]
        #expect(try PinPlan(document).rewrites[packages[0].id]?.exact == ["golang:x.org/m/b": "v1.0.0"])
    }

    /// Which paths of an archive are vendored, before Go 1.24 and from then on.
    @Test(arguments: [
        ("vendor/modules.txt", false, true), ("vendor/x/x.go", true, true), ("vendor/x.go", false, false), ("a/vendor/x/x.go", true, true),
        ("a/vendor/x.go", true, false), ("pkg/vendor/vendor.go", true, false), ("vendored/x.go", false, false), ("x.go", false, false),
    ])
    func vendored(_ name: String, _ before: Bool, _ since: Bool) {
        #expect(GoModuleSelection.isVendored(name, isModern: false) == before, "\(name)")
        #expect(GoModuleSelection.isVendored(name, isModern: true) == since, "\(name)")
    }

    /// Groups come behind what they need, and a long chain costs no stack.
    @Test func order() {
        #expect(ModuleOrder.groups([[1], [0, 2], [], [0]]) == [[2], [0, 1], [3]])
        #expect(ModuleOrder.groups([]) == [])
        #expect(ModuleOrder.groups((0..<50_000).map { $0 == 0 ? [] : [$0 - 1] }).count == 50_000)
        #expect(ModuleOrder.groups((0..<50_000).map { [($0 + 1) % 50_000] }).count == 1)
    }

    /// A go.sum that was not there is removed again, also by the next process.
    @Test func newFiles() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("repo/x", "")
        let state = StateFolder(privateFolder: "\(sandbox.folder)/state")
        let change = Rewriting.FileChange(path: "go.sum", before: [], after: Array("a\n".utf8), isNew: true)
        let session = PinSession(state: state, root: "\(sandbox.folder)/repo")
        try await session.apply(Rewriting(changes: [change]), for: "golang:a")
        #expect(try sandbox.read("repo/go.sum") == "a\n")
        #expect(try PinLeftover.all(in: state).map(\.state) == [.pinned])
        #expect(try await PinSession(state: state, root: "\(sandbox.folder)/repo").recover() == ["go.sum"])
        #expect(!Files.exists("\(sandbox.folder)/repo/go.sum"))
        let other = PinSession(state: state, root: "\(sandbox.folder)/repo")
        try await other.apply(Rewriting(changes: [change]), for: "golang:a")
        try await other.restoreAll()
        #expect(Files.names(in: "\(sandbox.folder)/repo") == ["x"])
    }
}
