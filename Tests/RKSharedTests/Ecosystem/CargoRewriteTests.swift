import RKShared
import Support
import Testing

/// Writing versions and requirements into Cargo.toml and Cargo.lock.
struct CargoRewriteTests {
    /// How a crate declares that it needs `lib` 1.4.0, and what stands there when that becomes 1.5.0.
    @Test(arguments: [
        ("[dependencies]\nlib = { path = \"../lib\", version = \"1.4\" }", "version = \"1.5\""),
        ("[dependencies]\nlib = { version = '^1.4.0', path = \"../lib\" } # why", "version = '^1.5.0'"),
        ("[dependencies]\nlib.path = \"../lib\"\nlib.version = \"~1.4\"", "version = \"~1.5\""),
        ("[dependencies.lib]\nversion = \"=1.4.0\"\npath = \"../lib\"", "version = \"=1.5.0\""),
        ("[build-dependencies]\nother = { package = \"lib\", path = \"../lib\", version = \">=1, <2\" }", "\">=1.5, <2\""),
        ("[target.'cfg(unix)'.dependencies]\nlib = { path = \"../lib\", version = \"1\" }", "version = \"1.5\""),
        ("[dependencies]\nlib = { path = \"../lib\", optional = true, version = \"*\" }", "version = \"1.5.0\""),
        ("[dependencies]\nlib = { path = \"../lib\" }", "{ path = \"../lib\", version = \"1.5.0\" }"),
        ("[dependencies.lib]\npath = \"../lib\" # here", "version = \"1.5.0\"\npath = \"../lib\" # here"),
        ("[dependencies]\n  lib.path = \"../lib\"", "  lib.version = \"1.5.0\"\n  lib.path = \"../lib\""),
        ("[dependencies]\nlib = \"1.4\"", "lib = \"1.5\""),
    ])
    func requirement(_ declaration: String, _ expected: String) async throws {
        let scene = try await CargoScene([
            "Cargo.toml": "[workspace]\nmembers = [\"*\"]\n[patch.crates-io]\nlib = { path = \"lib\" }\n",
            "app/Cargo.toml": "@@app@1.0.0 | \(declaration)",
            "lib/Cargo.toml": "@@lib@1.4.0",
        ])
        let before = try scene.sandbox.read("app/Cargo.toml")
        let result = try await scene.rewrite(["app": "1.1.0", "lib": "1.5.0"])
        let after = try scene.sandbox.read("app/Cargo.toml")
        #expect(after.contains(expected) && after.contains("version = \"1.1.0\""), "\(after)")
        #expect(after.split(separator: "\n").count - before.split(separator: "\n").count <= 1)
        #expect(result["cargo:app"]?.requirements.map(\.name) == ["lib"])
        #expect(result["cargo:app"]?.requirements.first?.version(in: "cargo") == "1.5.0")
        #expect(try await scene.rewrite(["app": "1.1.0", "lib": "1.5.0"]).values.allSatisfy { $0.changes.isEmpty })
    }

    /// An inherited version is one for all who inherit it, and requirements in [workspace.dependencies] are written there.
    @Test func inherited() async throws {
        let root = """
            [workspace]
            members = ["*"]
            [workspace.package]
            version = "0.4.0"   # ours
            [workspace.dependencies]
            lib = { path = "lib", version = "0.4" }
            alone = { version = "2.0", path = "alone" }

            """
        let scene = try await CargoScene([
            "Cargo.toml": root, "lib/Cargo.toml": "[package]\nname = \"lib\"\nversion = { workspace = true }\n",
            "app/Cargo.toml":
                "[package]\nname = \"app\"\nversion.workspace = true\n[dependencies]\nlib = { workspace = true, features = [] }\n",
            "alone/Cargo.toml": "@@alone@2.0.0 | [dev-dependencies]\nlib.workspace = true",
        ])
        let discovery = try scene.discover()
        #expect(discovery.packages.map(\.versionGroup) == [nil, "Cargo.toml", "Cargo.toml"])
        #expect(discovery.packages.map(\.version) == ["2.0.0", "0.4.0", "0.4.0"])
        let result = try await scene.rewrite(["app": "0.5.0", "lib": "0.5.0"])
        #expect(try scene.sandbox.read("Cargo.toml") == root.replacing("0.4.0", with: "0.5.0").replacing("\"0.4\"", with: "\"0.5\""))
        #expect(result["cargo:app"]?.changes.map(\.path) == ["Cargo.toml"])
        #expect(result["cargo:app"]?.changes == result["cargo:lib"]?.changes)
        let fault = await #expect(throws: Fault.self) { try await scene.rewrite(["app": "0.6.0", "lib": "0.7.0"]) }
        #expect(fault?.code == .pinImpossible && fault?.place?.description == "Cargo.toml:4:11")
    }

    /// What is not released follows where it would not fit any more, and only there: cargo reads all manifests of a workspace.
    @Test func others() async throws {
        let scene = try await CargoScene([
            "Cargo.toml": "[workspace]\nmembers = [\"*\"]\n",
            "lib/Cargo.toml": "@@lib@1.4.0 | [dev-dependencies]\nlib = { path = \".\", version = \"1.4\" }",
            "a/Cargo.toml": "@@a@1.0.0 | publish = false\n[dependencies]\nlib = { path = \"../lib\", version = \"1\" }",
            "b/Cargo.toml": "@@b@1.0.0 | [dev-dependencies]\nlib = { path = \"../lib\", version = \"=1.4.0\" }",
        ])
        try await scene.rewrite(["lib": "1.5.0"])
        #expect(try scene.sandbox.read("a/Cargo.toml").contains("\"1\""))
        #expect(try scene.sandbox.read("b/Cargo.toml").contains("\"=1.5.0\""))
        try await scene.rewrite(["lib": "2.0.0"])
        #expect(try scene.sandbox.read("a/Cargo.toml").contains("version = \"2\""))
        #expect(try scene.sandbox.read("lib/Cargo.toml").contains("path = \".\", version = \"2.0\""))
    }

    /// Bytes around the values stay: mark of byte order, line ends, blanks, quotes, no line end at the end.
    @Test(arguments: [
        ("\u{FEFF}[package]\r\nname = 'a'\r\nversion\t=  '1.0.0'# v", "\u{FEFF}[package]\r\nname = 'a'\r\nversion\t=  '2.0.0'# v"),
        ("package = { name = \"a\", version = \"1.0.0\" }", "package = { name = \"a\", version = \"2.0.0\" }"),
        ("package.name = \"a\"\npackage.version = \"1.0.0\"\n", "package.name = \"a\"\npackage.version = \"2.0.0\"\n"),
        ("[project]\nname = \"a\"\nversion = \"\"\"1.0.0\"\"\"\n", "[project]\nname = \"a\"\nversion = \"\"\"2.0.0\"\"\"\n"),
        ("[package]\n\"name\" = \"a\"\n\"version\" = \"1.0.0\"", "[package]\n\"name\" = \"a\"\n\"version\" = \"2.0.0\""),
    ])
    func bytes(_ before: String, _ after: String) async throws {
        let scene = try await CargoScene(["Cargo.toml": before])
        try await scene.rewrite(["a": "2.0.0"])
        #expect(try scene.sandbox.read("Cargo.toml") == after)
    }

    /// A crate that was released before in the same run is brought to the version that the others require.
    @Test func resumed() async throws {
        let scene = try await CargoScene([
            "Cargo.toml": "[workspace]\nmembers = [\"*\"]\n", "lib/Cargo.toml": "@@lib@1.4.0",
            "app/Cargo.toml": "@@app@1.0.0 | [dependencies]\nlib = { path = \"../lib\", version = \"1.4\" }",
        ])
        let app = try #require(try scene.discover().packages.first { $0.name == "app" })
        let rewriting = try Cargo().rewrite(app, Rewrite(version: "1.1.0", exact: ["cargo:lib": "2.0.0"]), in: scene.tree)
        #expect(rewriting.changes.map(\.path) == ["app/Cargo.toml", "lib/Cargo.toml"])
        let conflict = #expect(throws: Fault.self) {
            try Cargo().rewrite(
                try scene.discover().packages,
                ["cargo:app": Rewrite(version: "1.1.0", exact: ["cargo:lib": "2.0.0"]), "cargo:lib": Rewrite(version: "1.5.0")],
                in: scene.tree)
        }
        #expect(conflict?.code == .pinImpossible && conflict?.place?.description == "lib/Cargo.toml:3:11")
    }

    /// Build metadata is in versions, not in the requirements that get one.
    @Test func metadata() async throws {
        let scene = try await CargoScene([
            "Cargo.toml": "[workspace]\nmembers = [\"*\"]\n", "lib/Cargo.toml": "@@lib@1.4.0",
            "app/Cargo.toml": "@@app@1.0.0 | [dependencies]\nlib = { path = \"../lib\" }",
        ])
        for _ in 1...2 {
            try await scene.rewrite(["lib": "1.5.0+build.7", "app": "1.0.1"])
            #expect(try scene.sandbox.read("app/Cargo.toml").hasSuffix("lib = { path = \"../lib\", version = \"1.5.0\" }\n"))
            #expect(try scene.sandbox.read("lib/Cargo.toml").contains("version = \"1.5.0+build.7\"\n"))
        }
    }

    /// A package without a version that the user wants to publish needs one first.
    @Test func versionless() async throws {
        let scene = try await CargoScene(["Cargo.toml": "@@a"])
        let package = try #require(try scene.discover().packages.first)
        #expect(package.version == nil && package.privateReason == "no version")
        let fault = #expect(throws: Fault.self) { try Cargo().rewrite(package, Rewrite(version: "1.0.0"), in: scene.tree) }
        #expect(fault?.code == .pinImpossible && fault?.hint?.contains("version = \"1.0.0\"") == true)
    }

    /// Manifests and lockfile of real repositories: what differs is one of these strings, everything else is the same bytes, a second rewrite
    /// changes nothing, and another discovery finds the versions and the same edges.
    @Test(
        .enabled(if: Programs.sharedFixtures != nil, "the shared fixtures are not beside the project"),
        arguments: ["gitoxide", "jj", "tokio"])
    func onlyTheValues(_ repository: String) async throws {
        let folder = try #require(Programs.sharedFixtures.flatMap { Files.resolved("\($0)/cargo/\(repository)") })
        let scene = try await CargoScene([:])
        try await scene.sandbox.check("cp -r --no-preserve=mode '\(folder)/.' .")
        let before = try scene.discover()
        #expect(!before.findings.contains { $0.severity == .error })
        let versions = Dictionary(before.packages.filter(\.publish).map { ($0.name, $0.versionGroup == nil ? "99.1.0" : "99.2.0") }) {
            one, _ in one
        }
        let result = try await scene.rewrite(versions)
        let changes = Dictionary(result.values.flatMap(\.changes).map { ($0.path, $0) }) { one, _ in one }
        #expect(changes.count > 1 && (changes["Cargo.lock"] != nil) == (repository != "tokio"))
        for change in changes.values { try Self.check(change) }
        let after = try scene.discover()
        for package in after.packages where package.publish { #expect(package.version == versions[package.name], "\(package.id)") }
        #expect(CargoScene.edges(after.packages) == CargoScene.edges(before.packages))
        #expect(try await scene.rewrite(versions).values.allSatisfy { $0.changes.isEmpty })
    }

    /// Compares the strings of both texts, and the bytes between them.
    private static func check(_ change: Rewriting.FileChange) throws {
        let (before, after) = (strings(try TOMLDocument(change.before).root), strings(try TOMLDocument(change.after).root))
        try #require(before.count == after.count)
        var ends = (before: 0, after: 0)
        for (old, new) in zip(before, after) {
            #expect(change.before[ends.before..<old.span.start] == change.after[ends.after..<new.span.start])
            ends = (old.span.end, new.span.end)
            guard old.string != new.string else {
                #expect(change.before[old.span.start..<old.span.end] == change.after[new.span.start..<new.span.end])
                continue
            }
            #expect(new.string?.contains("99.1") == true || new.string?.contains("99.2") == true, "\(new.string ?? "")")
        }
        #expect(change.before[ends.before...] == change.after[ends.after...])
    }

    /// All strings of a table, in the order of the text.
    private static func strings(_ table: TOMLTable) -> [TOMLNode] {
        var open = table.entries.map(\.node)
        var found: [TOMLNode] = []
        while let node = open.popLast() {
            if node.string != nil { found.append(node) }
            open += node.array ?? node.table?.entries.map(\.node) ?? []
        }
        return found.sorted { $0.span.start < $1.span.start }
    }
}
