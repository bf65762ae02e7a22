import RKShared
import Support
import Testing

/// What the real cargo says of workspaces, lockfiles and crates, where it is installed.
@Suite struct CargoToolTests {
    /// Workspaces with the traps: what `cargo metadata` lists must be what is found.
    static let workspaces: [[String: String]] = [
        [
            "Cargo.toml": "@@root@1.0.0 | [dependencies]\na = { path = \"a\" }\n[workspace]\nexclude = [\"x\"]",
            "a/Cargo.toml":
                "@@a@1.0.0 | [build-dependencies]\ndeep = { path = \"../d/e/e/p\", version = \"1\" }\n[dev-dependencies]\na = { path = \".\" }",
            "d/e/e/p/Cargo.toml": "@@deep@1.2.0 | [dependencies]\nout = { path = \"../../../../x\" }", "x/Cargo.toml": "@@out@1.0.0",
            "unlisted/Cargo.toml": "@@unlisted@1.0.0", "a/build.rs": "fn main() {}",
        ],
        [
            "Cargo.toml": """
            [workspace]
            members = ["crates/*", "./tools/t", "x/**/y"]
            exclude = ["crates/skip", "tools"]
            resolver = "2"
            [workspace.package]
            version = "0.3.0"
            publish = false
            [workspace.dependencies]
            one = { path = "crates/one", version = "0.3" }
            uno = { path = "crates/one", package = "one" }

            """,
            "crates/one/Cargo.toml": "[package]\nname = \"one\"\nversion.workspace = true\nedition = \"2021\"\npublish.workspace = true\n",
            "crates/two/Cargo.toml":
                "@@two@2.0.0 | publish = [\"mine\"]\n[dependencies]\none = { workspace = true, optional = true }\nuno.workspace = true\n[target.'cfg(windows)'.dev-dependencies]\nt = { path = \"../../tools/t\" }",
            "crates/skip/Cargo.toml": "@@skip@1.0.0", "crates/README": "", "tools/t/Cargo.toml": "@@t@0.1.0 | publish = []",
            "x/a/b/y/Cargo.toml":
                "@@y | [dev-dependencies]\ntwo = { path = \"../../../../crates/two\" }\n[dev_dependencies]\none = { path = \"z\" }",
            "crates/two/fuzz/Cargo.toml": "@@fuzz@0.0.0 | [dependencies]\ntwo = { path = \"..\" }\n[workspace]",
        ],
        [
            "Cargo.toml":
                "[workspace]\nmembers = [\"a\", \"b\"]\nresolver = \"2\"\n[patch.crates-io]\na = { path = \"a\" }\nb = { path = \"b\" }",
            "a/Cargo.toml": "@@a@1.4.0 | [dev-dependencies]\nb = \"0.2\"",
            "b/Cargo.toml": "@@b@0.2.1 | [dependencies]\na = { version = \">=1.2, <2\" }",
        ],
    ]

    /// Members, versions, privacy and edges are those of `cargo metadata`; edges to patched crates are in what it resolves.
    @Test(arguments: workspaces.indices) func metadata(_ index: Int) async throws {
        let scene = try await CargoScene(Self.workspaces[index])
        let reply = try await scene.sandbox.cargo("cargo metadata --offline --format-version 1")
        let metadata = try #require(try? JSON(parsing: reply.output).object, "\(reply.lastLines())")
        let packages = (metadata["packages"]?.array ?? []).compactMap(\.object)
        let inside = Set((metadata["workspace_members"]?.array ?? []).compactMap(\.string))
        let members = packages.filter { inside.contains($0["id"]?.string ?? "") }
        let discovery = try scene.discover()
        #expect(!discovery.findings.contains { $0.severity == .error }, "\(discovery.findings)")
        let found = discovery.packages.map { package in
            "\(scene.sandbox.folder)/\(package.manifest) \(package.name) \(package.version ?? "0.0.0") \(package.publish)"
        }
        let expected = members.map { member in
            let isPublic = member["publish"]?.array?.isEmpty != true
            return
                "\(member["manifest_path"]?.string ?? "") \(member["name"]?.string ?? "") \(member["version"]?.string ?? "") \(isPublic)"
        }
        #expect(found.sorted() == expected.sorted())
        let folders = Dictionary(
            members.map { (RelativePath.folder(of: $0["manifest_path"]?.string ?? ""), $0["name"]?.string ?? "") }
        ) { first, _ in first }
        let edges = members.flatMap { member in
            (member["dependencies"]?.array ?? []).compactMap(\.object).compactMap { dependency -> String? in
                let isPatched = dependency["source"] != .null && index == 2
                let target = isPatched ? dependency["name"]?.string : folders[dependency["path"]?.string ?? ""]
                let kind = dependency["optional"] == .bool(true) ? "optional" : dependency["kind"]?.string ?? "runtime"
                return target.map { "\(member["name"]?.string ?? "") \($0) \(kind)" }
            }
        }
        #expect(CargoScene.edges(discovery.packages).sorted() == edges.sorted())
    }

    /// After a release `cargo metadata --locked` accepts the files, which it would not without the edit of the lockfile.
    @Test(arguments: workspaces.indices) func locked(_ index: Int) async throws {
        let scene = try await CargoScene(Self.workspaces[index])
        try await scene.sandbox.write(".gitignore", "cargo-home\n")
        _ = try await scene.sandbox.cargo("cargo generate-lockfile --offline")
        let packages = try scene.discover().packages.filter { $0.version != nil }
        let versions = Dictionary(packages.map { ($0.name, $0.versionGroup == nil ? "3.1.0" : "4.0.0-rc.1") }) { first, _ in first }
        try await scene.rewrite(versions)
        let lock = try scene.sandbox.read("Cargo.lock")
        let reply = try await scene.sandbox.cargo("cargo metadata --locked --offline --format-version 1")
        #expect(reply.succeeded, "\(reply.lastLines())\n\(lock)")
        let check = try #require(
            Cargo().packageManager.lockCheck(
                Workspace(id: "cargo", ecosystem: "cargo", root: ".", manifest: "Cargo.toml", lockfile: "Cargo.lock"),
                root: scene.sandbox.folder))
        #expect(try await scene.sandbox.cargo(check.commandLine).succeeded)
        #expect(try scene.discover().packages.allSatisfy { $0.version == versions[$0.name] })
        try await scene.sandbox.check("sed -i 's/3.1.0/3.0.9/' Cargo.lock")
        #expect(try await !scene.sandbox.cargo(check.commandLine).succeeded)
    }

    /// Two crates of one name, one from elsewhere: the lockfile is what cargo itself would write, in every order of their versions.
    @Test(arguments: ["0.9.0", "1.0.0", "1.5.0", "2.0.0", "10.0.0"]) func ambiguous(_ other: String) async throws {
        let scene = try await CargoScene([
            "Cargo.toml": "[workspace]\nmembers = [\"app\", \"lib\"]\nexclude = [\"vendor\"]\nresolver = \"2\"\n",
            "app/Cargo.toml":
                "@@app@1.0.0 | [dependencies]\nlib = { path = \"../lib\", version = \"1\" }\nold = { package = \"lib\", version = \"=\(other)\" }",
            "lib/Cargo.toml": "@@lib@1.0.0", "vendor/lib/Cargo.toml": "@@lib@\(other)",
            "vendor/lib/.cargo-checksum.json": "{\"files\": {}}",
            ".cargo/config.toml": "[source.crates-io]\nreplace-with = \"v\"\n[source.v]\ndirectory = \"vendor\"\n",
        ])
        let made = try await scene.sandbox.cargo("cargo generate-lockfile --offline")
        #expect(made.succeeded, "\(made.lastLines())")
        try await scene.rewrite(["app": "1.1.0", "lib": "2.0.0"])
        let lock = try scene.sandbox.read("Cargo.lock")
        let reply = try await scene.sandbox.cargo("cargo metadata --locked --offline --format-version 1")
        #expect(reply.succeeded, "\(reply.lastLines())\n\(lock)")
        _ = try await scene.sandbox.cargo("cargo update --workspace --offline")
        #expect(try scene.sandbox.read("Cargo.lock") == lock)
    }

    /// Two crates on their way: packed with verification by the calls, the second against a registry that has the first; what they say is checked,
    /// and a package that uses the second compiles.
    @Test func crates() async throws {
        let scene = try await CargoScene([
            "w/Cargo.toml": "[workspace]\nmembers = [\"?\"]\nresolver = \"2\"\n", "w/a/Cargo.toml": "@@a@1.0.0",
            "w/b/Cargo.toml": "@@b@1.0.0 | [dependencies]\na = { path = \"../a\", version = \"1.0\" }", "w/c/Cargo.toml": "@@c@1.0.0",
            "cargo-home/config.toml": "[source.crates-io]\nreplace-with = \"l\"\n[source.l]\nlocal-registry = \"registry\"\n",
        ])
        try await scene.sandbox.check("mkdir -p registry/index/1 out && rm w/c/src/lib.rs && echo 'fn main() {}' > w/c/src/main.rs")
        let locked = try await scene.sandbox.cargo("cargo generate-lockfile --offline", in: "w")
        #expect(locked.succeeded, "\(locked.lastLines())")
        let root = "\(scene.sandbox.folder)/w"
        let tree = SourceTree(root: root, tracked: nil)
        let packages = try Cargo().discover(WorkspaceSite(id: "cargo", root: ".", manifest: "Cargo.toml"), in: tree).packages
        let rewrites = [
            "cargo:a": Rewrite(version: "1.1.0"), "cargo:b": Rewrite(version: "1.0.1", exact: ["cargo:a": "1.1.0"]),
            "cargo:c": Rewrite(version: "1.0.1"),
        ]
        for change in try Cargo().rewrite(packages, rewrites, in: tree).values.flatMap(\.changes) {
            try scene.sandbox.write("w/\(change.path)", change.after)
        }
        let manager = Cargo().packageManager
        for package in packages {
            let version = try #require(rewrites[package.id]?.version)
            let call = manager.build(package, root: root, into: "\(scene.sandbox.folder)/out", environment: [:])
            let built = try await scene.sandbox.cargo(call.commandLine, in: "w")
            try #require(built.succeeded, "\(built.lastLines(20))")
            let name = "\(package.name)-\(version).crate"
            let artifact = ArtifactFile(name: name, path: "\(scene.sandbox.folder)/out/package/\(name)")
            let exact = rewrites[package.id]?.exact ?? [:]
            #expect(await manager.problems(in: artifact, of: package, version: version, exact: exact) == [])
            #expect(await manager.problems(in: artifact, of: package, version: "9.9.9", exact: exact).count == 1)
            #expect(await manager.problems(in: artifact, of: package, version: version, exact: ["cargo:a": "2.0.0"]).count == 1)
            try await scene.sandbox.check(
                """
                cp out/package/\(name) registry/
                printf '{"name":"\(package.name)","vers":"\(version)","deps":\(package.name == "b" ? #"[{"name":"a","req":"^1.1","features":[],"optional":false,"default_features":true,"target":null,"kind":"normal"}]"# : "[]"),"cksum":"%s","features":{},"yanked":false}\\n' "$(sha256sum < registry/\(name) | cut -d' ' -f1)" > registry/index/1/\(package.name)
                """)
            try await scene.sandbox.check("mkdir -p w/smoke-\(package.name)")
            let smoke = await manager.smokeTest(
                package, version: version, from: CargoRegistries.cratesIO, artifacts: [artifact.path], in: "\(root)/smoke-\(package.name)")
            for call in smoke {
                for (path, bytes) in call.files { try Files.replace(path, with: bytes) }
                let reply = try await scene.sandbox.cargo(call.commandLine, in: "w")
                #expect(reply.succeeded, "\(reply.lastLines(20))")
            }
        }
    }
}
