import Support
import Testing

@testable import RKShared

/// Manifests of Dart with another version and other requirements, byte by byte; the calls and the registry.
struct DartRewriteTests {
    /// What stands in a manifest before and after.
    static let texts: [(String, String)] = [
        ("version: 1.0.0", "version: 1.1.0"), ("version: '1.0.0' # now", "version: '1.1.0' # now"),
        ("version:   \"1.0.0\"\r", "version:   \"1.1.0\"\r"), ("version: 1.0.0+3", "version: 1.1.0"),
        ("version: 1.0.0\ndependencies:\n  b: ^2.0.0 # b", "version: 1.1.0\ndependencies:\n  b: ^2.1.0 # b"),
        ("version: 1.0.0\ndependencies:\n  b: 2.0.0", "version: 1.1.0\ndependencies:\n  b: 2.1.0"),
        ("version: 1.0.0\ndependencies:\n  b: \">=2.0.0 <3.0.0\"", "version: 1.1.0\ndependencies:\n  b: \"^2.1.0\""),
        ("version: 1.0.0\ndependencies:\n  b: any", "version: 1.1.0\ndependencies:\n  b: ^2.1.0"),
        ("version: 1.0.0\ndependencies:\n  b:\n  c: 1.0.0", "version: 1.1.0\ndependencies:\n  b: ^2.1.0\n  c: 1.0.0"),
        ("version: 1.0.0\ndependencies:\n  b:\n    path: ../b\n  c: any", "version: 1.1.0\ndependencies:\n  b: ^2.1.0\n  c: any"),
        (
            "version: 1.0.0\ndependencies:\n  b: # local\n    path: ../b\n\n# end",
            "version: 1.1.0\ndependencies:\n  b: ^2.1.0  # local\n\n# end"
        ), ("version: 1.0.0\ndependencies: {b: {path: ../b}, c: any}", "version: 1.1.0\ndependencies: {b: ^2.1.0, c: any}"),
        (
            "version: 1.0.0\ndependencies:\n  b:\n    version: ^2.0.0\n    hosted: https://x",
            "version: 1.1.0\ndependencies:\n  b:\n    version: ^2.1.0\n    hosted: https://x"
        ),
        ("version: 1.0.0\ndev_dependencies:\n  b: ^2.0.0", "version: 1.1.0\ndev_dependencies:\n  b: ^2.0.0"),
        ("version: 1.0.0\r\ndependencies:\r\n  b:\r\n    path: ../b\r\n", "version: 1.1.0\r\ndependencies:\r\n  b: ^2.1.0\r\n"),
        ("version: 1.0.0\ndependencies:\n  b:\n    path: ../b", "version: 1.1.0\ndependencies:\n  b: ^2.1.0"),
        (
            "version: 1.0.0\ndependencies:\n  'b': '^2.0.0'\ndescription: >\n  b: ^2.0.0",
            "version: 1.1.0\ndependencies:\n  'b': '^2.1.0'\ndescription: >\n  b: ^2.0.0"
        ),
    ]

    /// Values change, nothing else; the second time nothing does.
    @Test(arguments: texts, ["", "\u{FEFF}"])
    func bytes(_ item: (before: String, after: String), _ mark: String) async throws {
        let files = [
            "melos.yaml": "packages: [a, b]", "a/pubspec.yaml": "\(mark)name: a\n\(item.before)",
            "b/pubspec.yaml": DartBench.spec("b", version: "2.0.0"),
        ]
        let bench = try await DartBench(files)
        let rewrite = Rewrite(version: "1.1.0", exact: ["pub:b": "2.1.0"])
        var rewriting = try Dart().rewrite(try bench.package("a"), rewrite, in: bench.tree)
        if item.before.contains("hosted") {
            // Melos links hosted ones by name too.
            #expect(rewriting.requirements.count == 1)
        }
        let after = try #require(rewriting.changes.first).after
        #expect(String(decoding: after, as: UTF8.self) == "\(mark)name: a\n\(item.after)")
        try bench.sandbox.write("a/pubspec.yaml", after)
        rewriting = try Dart().rewrite(try bench.package("a"), rewrite, in: bench.tree)
        #expect(rewriting.changes.isEmpty && rewriting.requirements.isEmpty)
    }

    /// What cannot be written is refused.
    @Test(arguments: ["publish_to: x", "version: 1.0.0\nx: &b {path: ../b}\ndependencies:\n  b: *b"])
    func impossible(_ rest: String) async throws {
        let bench = try await DartBench([
            "melos.yaml": "packages: [a, b]", "a/pubspec.yaml": "name: a\n\(rest)\n", "b/pubspec.yaml": DartBench.spec("b"),
        ])
        let fault = #expect(throws: Fault.self) {
            try Dart().rewrite(try bench.package("a"), Rewrite(version: "1.1.0", exact: ["pub:b": "2.1.0"]), in: bench.tree)
        }
        #expect(fault?.code == .pinImpossible)
    }

    /// Conditions that pub takes, and ones that it does not.
    @Test(arguments: [
        ("", true), ("any", true), ("^1.0.0", true), ("1.0.0+1", true), (">=1.0.0 <2.0.0", true), (">= 1.0.0 < 2.0.0-0", true),
        (">=1.0.0<2.0.0", true), ("<2.0.0", true), ("^1.0", false), ("~1.0.0", false), ("1.x", false), (">=1", false), ("^", false),
        ("<", false),
        ("1.0.0 || 2.0.0", false),
    ])
    func conditions(_ text: String, _ isValid: Bool) {
        #expect(DartConstraint.isValid(text) == isValid)
    }

    /// A path to a package with a registry of its own becomes a condition that names this registry, not another package of that name.
    @Test func registryOfTarget() async throws {
        let bench = try await DartBench([
            "a/pubspec.yaml": DartBench.spec("a", "dependencies:\n  b:\n    path: ../b\n  c: {path: ../c}"),
            "b/pubspec.yaml": DartBench.spec("b", "publish_to: https://pub.acme.dev"), "c/pubspec.yaml": DartBench.spec("c"),
        ])
        let rewriting = try Dart().rewrite(
            try bench.package("a"), Rewrite(exact: ["pub:b": "1.1.0", "pub:c": "1.2.0"]), in: bench.tree)
        #expect(
            String(decoding: rewriting.changes.first?.after ?? [], as: UTF8.self)
                == "name: a\nversion: 1.0.0\ndependencies:\n  b: {hosted: \"https://pub.acme.dev\", version: ^1.1.0}\n  c: ^1.2.0\n")
        #expect(rewriting.requirements.map(\.to) == ["^1.1.0", "^1.2.0"])
    }

    /// Versions as pub_semver orders them.
    @Test func order() throws {
        let sorted = [
            "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0-rc.1+1", "1.0.0", "1.0.0+0.3.7",
            "1.0.0+1", "1.0.0+2", "1.0.0+10", "1.0.0+10.1", "1.0.0+a", "1.0.1", "2.0.0",
        ]
        for (index, left) in sorted.enumerated() {
            for (other, right) in sorted.enumerated() {
                #expect(VersionScheme.dart.compare(left, right) == (index < other ? -1 : index == other ? 0 : 1), "\(left) \(right)")
            }
        }
        #expect(
            VersionScheme.dart.spelled("1.2.0-rc.1", in: .pep440) == "1.2.0rc1" && VersionScheme.dart.spelled("1.2.0+1", in: .pep440) == nil
        )
        #expect(try VersionStep(scheme: .dart, base: "0.6.1+1", current: "0.6.1+1", bump: .patch).final() == "0.6.2")
    }

    /// The calls of dart and flutter.
    @Test func calls() async throws {
        let bench = try await DartBench([
            "a/pubspec.yaml": DartBench.spec("a"), "f/pubspec.yaml": DartBench.spec("f", "dependencies:\n  flutter: {sdk: flutter}"),
        ])
        let commands = DartCommands()
        let build = commands.build(try bench.package("a"), root: "/r", into: "/o", environment: [:])
        #expect(
            build.program == "dart" && build.directory == "/r/a"
                && build.arguments == ["pub", "publish", "--skip-validation", "--to-archive=/o/a.tar.gz"])
        #expect(commands.build(try bench.package("f"), root: "/r", into: "/o", environment: [:]).program == "flutter")
        let registry = RegistryAddress(name: "r", base: "https://h", upload: "https://h", index: "https://h/")
        let publish = commands.publish(
            ["/o/a.tar.gz"], of: try bench.package("a"), to: registry, options: PublishOptions(credentials: ["PUB_TOKEN": "s"]))
        #expect(publish.arguments == ["pub", "publish", "--force", "--from-archive=/o/a.tar.gz"])
        #expect(publish.environment == ["PUB_TOKEN": .some("s"), "PUB_HOSTED_URL": .some("https://h")])
        let options = PublishOptions(credentials: ["PUB_TOKEN": "s"], folder: "/t")
        let login = commands.login(for: try bench.package("a"), to: registry, options: options)
        #expect(login?.arguments == ["pub", "token", "add", "https://h", "--env-var", "PUB_TOKEN"] && login?.directory == "/t")
        let upload = commands.publish(["/o/a.tar.gz"], of: try bench.package("a"), to: registry, options: options)
        let home: [String: String?] = ["HOME": .some("/t"), "XDG_CONFIG_HOME": .some("/t/.config"), "PUB_TOKEN": .some("s")]
        #expect(login?.environment == home && upload.environment == home.merging(["PUB_HOSTED_URL": .some("https://h")]) { $1 })
        #expect(commands.login(for: try bench.package("a"), to: registry, options: PublishOptions(folder: "/t")) == nil)
        let smoke = await commands.smokeTest(try bench.package("a"), version: "1.0.0", from: registry, artifacts: [], in: "/t")
        #expect(smoke.map(\.arguments) == [["pub", "get"]] && smoke[0].environment["PUB_HOSTED_URL"] == .some("https://h/"))
        let manifest = String(decoding: smoke[0].files["/t/pubspec.yaml"] ?? [], as: UTF8.self)
        #expect(manifest.hasSuffix("dependencies:\n  a:\n    hosted: \"https://h/\"\n    version: \"1.0.0\"\n"))
        var guarded = registry
        guarded.reading = Login(token: "r")
        let reading = await commands.smokeTest(try bench.package("a"), version: "1.0.0", from: guarded, artifacts: [], in: "/t")
        #expect(reading.count == 2 && reading.allSatisfy { $0.environment["RK_PUB_READING"] == .some("r") })
        #expect(await commands.smokeTest(try bench.package("f"), version: "1.0.0", from: registry, artifacts: [], in: "/t").isEmpty)
        let workspace = Workspace(id: "pub", ecosystem: "pub", root: "x", manifest: "x/pubspec.yaml", lockfile: "x/pubspec.lock")
        #expect(commands.lockCheck(workspace, root: "/r")?.directory == "/r/x")
    }

    /// pub.dev's answers.
    @Test func registry() throws {
        let registry = PubRegistry(address: RegistryAddress(name: "r", base: "https://h", upload: "https://h", index: "https://h/"))
        let query = registry.release("a_b", "1.0.0+1")
        #expect(query.request.url == "https://h/api/packages/a_b")
        let page =
            #"{"name": "a_b", "versions": [{"version": "1.0.0", "archive_sha256": "11"}, {"version": "1.0.0+1", "archive_sha256": "AB", "retracted": true}, 5]}"#
        #expect(try query.parse(Response(status: 200, body: Array(page.utf8))) == RegistryRelease(digests: ["a_b.tar.gz": "ab"]))
        #expect(try query.parse(Response(status: 200, body: Array(#"{"versions": []}"#.utf8))) == nil)
        #expect(try query.parse(Response(status: 404)) == nil)
        let bare = #"{"versions": [{"version": "1.0.0+1", "archive_url": "x"}]}"#
        #expect(try query.parse(Response(status: 200, body: Array(bare.utf8))) == .opaque)
        for (status, body) in [(401, ""), (403, ""), (429, ""), (500, ""), (302, ""), (200, "<html>"), (200, "{}")] {
            #expect(throws: Fault.self) { try query.parse(Response(status: status, body: Array(body.utf8))) }
        }
    }

    /// What a published manifest must say.
    @Test(arguments: [
        ("name: a\nversion: 1.0.0\ndependencies:\n  b: ^2.0.0", 0), ("name: a\nversion: 1.0.0\ndependencies:\n  b: 2.0.0", 0),
        ("name: a\nversion: 1.0.0\ndependencies:\n  b: {hosted: x, version: ^2.0.0}", 0),
        ("name: a\nversion: 1.0.1\ndependencies:\n  b: ^2.0.0", 1), ("name: z\nversion: 1.0.0\ndependencies:\n  b: ^2.0.0", 1),
        ("name: a\nversion: 1.0.0\ndependencies:\n  b: ^2.0.1", 1), ("name: a\nversion: 1.0.0\ndependencies:\n  b: {path: ../b}", 1),
        ("name: a\nversion: 1.0.0", 1), ("x: 1", 3),
    ])
    func metadata(_ text: String, _ count: Int) throws {
        var package = Package(
            id: "pub:a", name: "a", ecosystem: "pub", workspace: "pub", path: "a", manifest: "a/pubspec.yaml", version: "1.0.0")
        package.dependencies = [Dependency(name: "b", kind: .runtime, requirement: "^2.0.0", package: "pub:b")]
        #expect(
            DartCommands.problems(try YAMLDocument(Array(text.utf8)), of: package, version: "1.0.0", exact: ["pub:b": "2.0.0"]).count
                == count)
    }

    /// Manifests that are changed at random are read or refused, and what is written reads back or is refused.
    @Test func mutations() async throws {
        var generator = SeededGenerator(seed: 77)
        let sandbox = try await Sandbox()
        let seed = Array(
            "name: a\nversion: 1.0.0\nresolution: workspace\ndependencies:\n  b: ^2.0.0 # x\n  c:\n    path: ../c\n  d: {git: x, version: '>=1.0.0 <2.0.0'}\ndependency_overrides:\n  b: {path: ../b}\n"
                .utf8)
        try await sandbox.write("b/pubspec.yaml", DartBench.spec("b"))
        try await sandbox.write("c/pubspec.yaml", DartBench.spec("c"))
        let tree = SourceTree(root: sandbox.folder, tracked: ["a/pubspec.yaml", "b/pubspec.yaml", "c/pubspec.yaml"])
        let splices = [
            ":", "- ", "\n", "  ", "{", "}", "[", "]", "'", "\"", "#", "&x ", "*x", "|\n", ">", "\t", ",", "?", "!", "\u{0}", "é", "^",
        ].map { Array($0.utf8) }
        for _ in 0..<1500 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0...bytes.count, using: &generator)
                if Bool.random(using: &generator) {
                    bytes.insert(contentsOf: splices.randomElement(using: &generator) ?? [], at: place)
                } else {
                    bytes.removeSubrange(place..<min(bytes.count, place + 3))
                }
            }
            try sandbox.write("a/pubspec.yaml", bytes)
            let found = try Dart().discover(WorkspaceSite(id: "pub", root: ".", manifest: "a/pubspec.yaml"), in: tree)
            guard let package = found.packages.first(where: { $0.path == "a" }) else { continue }
            let targets = Set(package.dependencies.compactMap(\.package))
            do throws(Fault) {
                _ = try Dart().rewrite(
                    package, Rewrite(version: "3.0.0", exact: Dictionary(uniqueKeysWithValues: targets.map { ($0, "4.0.0") })), in: tree)
            } catch {
                #expect(error.code == .pinImpossible, "\(error) in \(String(decoding: bytes, as: UTF8.self).debugDescription)")
            }
        }
    }
}
