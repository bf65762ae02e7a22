import RKShared
import Support
import Testing

/// Packages of Dart on their way to a registry with pub.dev's protocol. Dart cannot be had where this runs: `Scripts/dart.py` does what its
/// documentation says of the commands that are called, and the bytes go through the real protocol.
@Suite struct DartRoadTests {
    /// A repository of `core`, `client` that needs it by path, and a private `example`, beside the program that stands in for dart.
    private static func scene() async throws -> PublishScene {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "core/pubspec.yaml": "name: core\ndescription: The core. # one\nversion: 1.0.0\nenvironment:\n  sdk: ^3.5.0\n",
                "core/lib/core.dart": "const name = 'core';\n",
                "client/pubspec.yaml":
                    "name: client\nversion: 1.0.0\nenvironment:\n  sdk: ^3.5.0\ndependencies:\n  core: # from here\n    path: ../core\n",
                "client/lib/client.dart": "export 'package:core/core.dart';\n", "client/.hidden": "x\n",
                "example/pubspec.yaml":
                    "name: example\nversion: 1.0.0\npublish_to: none\nenvironment:\n  sdk: ^3.5.0\ndependencies:\n  client:\n    path: ../client\n",
                ".gitignore": ".dart_tool\npubspec.lock\n",
            ], below: "repo")
        try await sandbox.check("git init -q && git add -A && git commit -qm 'chore: begin'", in: "repo")
        try await sandbox.check("mkdir -p bin && cp '\(Programs.root)/Tests/PipelineTests/Scripts/dart.py' bin/dart && chmod +x bin/dart")
        return PublishScene(in: sandbox)
    }

    /// The calls of dart are noted beside the repository.
    private static func environment(_ scene: PublishScene, _ more: [String: String?] = [:]) -> [String: String?] {
        ["DART_CALLS": "\(scene.sandbox.folder)/calls", "PUB_TOKEN": nil, "PUB_CACHE": nil].merging(more) { $1 }
    }

    /// A file of an archive that the registry has.
    private static func stored(_ scene: PublishScene, _ archive: String, _ file: String) async throws -> String {
        try await scene.sandbox.check("tar -xzOf registry/pub/\(archive).tar.gz \(file)").text
    }

    /// A first release in order, each resolved by a new package; a second run finds it there; a change is released with what needs it.
    @Test func releases() async throws {
        let scene = try await Self.scene()
        try await scene.run(
            """
            echo "$RK_PUB_TOKEN" > ../token
            publish first; cp ../first.in ../again.in; publish again
            for name in core client; do git tag "$name-v1.0.0"; done
            printf '// more\\n' >> core/lib/core.dart; git commit -qam 'feat: more'
            plan | rk-version | rk-pin > ../second.in; publish second
            """, smoke: true, environment: Self.environment(scene))
        let first = try scene.result("first")
        #expect(
            first.status == 0 && first.statuses == ["core": "published", "client": "published", "example": "skipped"], "\(first.errors)")
        #expect(first.why("example") == "publish_to: none")
        let again = try scene.result("again")
        #expect(again.status == 0 && again.count("already-published") == 2, "\(again.errors)")
        let second = try scene.result("second")
        #expect(
            second.status == 0 && second.statuses == ["core": "published", "client": "published", "example": "skipped"], "\(second.errors)")
        #expect(try await Self.stored(scene, "client/1.0.0", "pubspec.yaml").contains("  core: ^1.0.0  # from here\n"))
        #expect(try await Self.stored(scene, "client/1.0.1", "pubspec.yaml").contains("version: 1.0.1\n"))
        #expect(try await Self.stored(scene, "client/1.0.1", "pubspec.yaml").contains("  core: ^1.1.0  # from here\n"))
        #expect(try await scene.sandbox.check("tar -tzf registry/pub/client/1.0.1.tar.gz").text == "lib/client.dart\npubspec.yaml\n")
        let sums = try await scene.sandbox.check("cd registry/pub && sha256sum */1.1.0.tar.gz */1.0.1.tar.gz | cut -c-64").text
        #expect(Set(sums.split(separator: "\n").map(String.init)) == Set(second.digests.values))
        #expect(try await scene.treeStatus() == "")
        #expect(try await scene.sandbox.check("grep -lrF -f token ./*.err ./*.json calls log repo .config || true").text == "")
        #expect(!Files.exists("\(scene.sandbox.folder)/.config/dart"))
        let calls = try scene.sandbox.read("calls").split(separator: "\n")
        #expect(calls.count { $0.hasPrefix("pub publish --force --from-archive=") } == 4 && calls.count { $0 == "pub get" } == 4)
        #expect(calls.count { $0.hasPrefix("pub token add http://127.0.0.1:") && $0.hasSuffix("/pub/ --env-var PUB_TOKEN") } == 4)
    }

    /// What was published, as the results say, is retracted with the token of uploads, once; without a record of a release nothing is committed.
    @Test func undone() async throws {
        let scene = try await Self.scene()
        try await scene.run(
            """
            publish first
            for name in undo again; do rk-rollback < ../first.json | rk-apply > ../$name.json 2> ../$name.err; echo $? >> ../$name.err; done
            for name in core client; do curl -fsS "$PUB_HOSTED_URL/api/packages/$name" | jq -r '.versions[].retracted'; done > ../retracted
            """, environment: Self.environment(scene))
        let words = "retract pub:client 1.0.0 in http://127.0.0.1:"
        let (undo, again) = (try scene.sandbox.read("undo.err"), try scene.sandbox.read("again.err"))
        #expect(undo.hasPrefix("rk-apply: a1 done: \(words)") && undo.hasSuffix("\n0\n"), "\(undo)")
        #expect(again.hasPrefix("rk-apply: a1 skipped: \(words)") && again.hasSuffix("(it is so already)\n0\n"), "\(again)")
        #expect(try scene.sandbox.read("retracted") == "true\ntrue\n")
        #expect(try Document(parsing: Array(scene.sandbox.read("undo.json").utf8)).actions?.count == 2)
    }

    /// A dry run says the calls and does nothing; a manifest's own registry decides, and is named to the users of its package; a registry
    /// that is named for others does not.
    @Test func registries() async throws {
        let scene = try await Self.scene()
        try await scene.run(
            """
            publish dry --dry-run
            echo "publish_to: $PUB_HOSTED_URL" >> core/pubspec.yaml; git commit -qam 'chore: a registry'; publish other --registry https://pub.example
            publish stated
            """, smoke: true, environment: Self.environment(scene))
        let dry = try scene.result("dry")
        #expect(dry.status == 0 && dry.count("skipped") == 3, "\(dry.errors)")
        #expect(dry.errors.contains("dart pub publish --skip-validation --to-archive=DIST/core/core.tar.gz"))
        #expect(dry.errors.contains("dart pub publish --force '--from-archive=DIST/client/*'"))
        let other = try scene.result("other")
        #expect(other.status != 0 && other.errors.contains("`publish_to` is http://127.0.0.1:"), "\(other.errors)")
        let stated = try scene.result("stated")
        #expect(stated.status == 0 && stated.count("published") == 2, "\(stated.errors)")
        #expect(try await Self.stored(scene, "client/1.0.0", "pubspec.yaml").contains("  core: {hosted: \"http://127.0.0.1:"))
    }

    /// A registry that is read with a token; a server in trouble and a lost answer cost another try; other bytes of a version are an error.
    @Test func troubles() async throws {
        let scene = try await Self.scene()
        try await scene.run(
            """
            publish first
            printf '// other\\n' >> core/lib/core.dart; git commit -qam 'fix: forgotten'; publish different --verify-existing
            RK_PUB_TOKEN=wrong publish wrong --registry $PUB_HOSTED_URL
            """,
            faults: """
                [{"match": "^GET /pub/api/packages/versions/new$", "times": 1, "status": 503},
                 {"match": "^GET /pub/_rk/finish", "times": 1, "drop": true, "when": "after"}]
                """, isGuarded: true, smoke: true, environment: Self.environment(scene, ["PUB_MAX_HTTP_RETRIES": "1"]))
        let first = try scene.result("first")
        #expect(first.status == 0 && first.count("published") == 2, "\(first.errors)")
        #expect(first.attempts("core") == 2)
        let different = try scene.result("different")
        #expect(different.status == 1 && different.statuses["core"] == "failed" && different.codes.contains("RK-DIGEST-DIFFERS"))
        let wrong = try scene.result("wrong")
        #expect(wrong.status != 0 && wrong.codes.contains("RK-CREDENTIALS-REFUSED"), "\(wrong.errors)")
    }

    /// A token that may read and not upload: pub names no status, and it is the credentials all the same.
    @Test func refused() async throws {
        let scene = try await Self.scene()
        try await scene.run("RK_PUB_TOKEN=wrong publish wrong --registry $PUB_HOSTED_URL", environment: Self.environment(scene))
        let wrong = try scene.result("wrong")
        #expect(wrong.status == 1 && wrong.codes == ["RK-CREDENTIALS-REFUSED"] && wrong.attempts("core") == 1, "\(wrong.errors)")
        #expect(wrong.errors.contains("help: check the token, and that it may upload this project"), "\(wrong.errors)")
        #expect(wrong.statuses["core"] == "failed" && wrong.statuses["client"] == "blocked")
        #expect(!wrong.errors.contains("RK_PUB_TOKEN=wrong"))
    }
}
