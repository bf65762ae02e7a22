import RKShared
import Support
import Testing

/// Crates from a document to a registry and back, with the real cargo.
@Suite struct CargoRoadTests {
    /// A workspace with versions of its crates and inherited ones, renamed and target-specific needs, a cycle of tests, a crate that only
    /// needs another one for its tests, a program, and a private crate.
    private static func scene() async throws -> PublishScene {
        let scene = PublishScene(in: try await Sandbox())
        let members = ["app", "bench", "core", "left", "right", "tool", "wind"]
        var files = [
            "Cargo.toml": """
            [workspace]
            members = [\(members.map { "\"\($0)\"" }.joined(separator: ", "))]
            resolver = "2"

            [workspace.package]
            version = "0.4.0"
            edition = "2021"

            [workspace.dependencies]
            acme-core = { path = "core", version = "1.0.0" }
            acme-left = { path = "left", version = "0.4.0" }

            """, ".gitignore": "target\n",
            "core/Cargo.toml": crate("core", "1.0.0", "[dev-dependencies]\nacme-app = { path = \"../app\" }\n"),
            "app/Cargo.toml": crate(
                "app", "1.0.0", "[dependencies]\nkit = { package = \"acme-core\", path = \"../core\", version = \"1.0.0\" }\n"),
            "wind/Cargo.toml": crate("wind", "1.0.0", "[target.'cfg(unix)'.dependencies]\nacme-core.workspace = true\n"),
            "left/Cargo.toml": crate("left", nil, "[dev-dependencies]\nacme-wind = { path = \"../wind\", version = \"1\" }\n"),
            "right/Cargo.toml": crate("right", nil, "[dependencies]\nacme-left = { workspace = true }\n"),
            "tool/Cargo.toml": crate("tool", "2.0.0", ""), "tool/src/main.rs": "fn main() {}\n",
            "bench/Cargo.toml": crate("bench", "0.1.0", "[dependencies]\nacme-core.workspace = true\n")
                .replacing("edition", with: "publish = false\nedition"),
            "app/src/lib.rs": "pub fn value() -> u32 { kit::value() }\n",
        ]
        for name in members where name != "app" && name != "tool" { files["\(name)/src/lib.rs"] = "pub fn value() -> u32 { 1 }\n" }
        try await scene.sandbox.write(files, below: "repo")
        try await scene.sandbox.check(
            """
            cargo generate-lockfile --quiet --offline
            git init --quiet --initial-branch main . && git add --all && git commit --quiet --message 'chore: begin'
            """, in: "repo", environment: environment(scene))
        return scene
    }

    /// A manifest; without a version, with the workspace's.
    private static func crate(_ name: String, _ version: String?, _ rest: String) -> String {
        let version = version.map { "version = \"\($0)\"" } ?? "version.workspace = true"
        return "[package]\nname = \"acme-\(name)\"\n\(version)\nedition.workspace = true\n\(rest)"
    }

    /// A home of cargo in the sandbox; nothing beyond loopback is asked.
    private static func environment(_ scene: PublishScene) -> [String: String?] {
        scene.sandbox.cargoEnvironment.merging(["CARGO_NET_OFFLINE": nil, "CARGO_TERM_COLOR": "never"]) { $1 }
    }

    /// The SHA-256 of the registry's crates, by name.
    private static func stored(_ scene: PublishScene) async throws -> [String: String] {
        let lines = try await scene.sandbox.check("find registry/cargo -name '*.crate' | xargs -r sha256sum").text
        return Dictionary(lines.split(separator: "\n").map { (RelativePath.name(of: String($0)), String($0.prefix(64))) }) { first, _ in
            first
        }
    }

    /// Everything is published in order, with the index's digests, and used; a second run builds nothing; a change brings what needs it.
    @Test func releases() async throws {
        #expect(Programs.hasCargo, "scripts/setup test installs cargo")
        let scene = try await Self.scene()
        try await scene.run(
            """
            publish first -v; publish second -v
            for name in core app wind tool left right; do
                git tag "acme-$name-v$(sed -n 's/^version = "\\(.*\\)"/\\1/p' $name/Cargo.toml | grep . || echo 0.4.0)"
            done
            printf '// more\\n' >> core/src/lib.rs; git commit --quiet --all --message 'feat: more'
            plan | rk-version | rk-pin > ../third.in; publish third
            echo "$CARGO_REGISTRIES_RK_TOKEN" > ../token
            """, smoke: true, environment: Self.environment(scene))
        let first = try scene.result("first")
        let published = ["app", "core", "left", "right", "tool", "wind"]
        #expect(first.status == 0 && first.count("published") == 6 && first.statuses["acme-bench"] == "skipped", "\(first.errors)")
        #expect(
            first.digests.keys.sorted()
                == published.map { name in
                    "acme-\(name)-\(["left": "0.4.0", "right": "0.4.0", "tool": "2.0.0"][name] ?? "1.0.0").crate"
                })
        let stored = try await Self.stored(scene)
        #expect(first.digests.allSatisfy { stored[$0.key] == $0.value })
        #expect(first.errors.contains("cargo package --package acme-app") && first.errors.contains("cargo install --registry rk"))
        // The index lets everybody read: nothing but the upload gets the token.
        #expect(!first.errors.contains("cargo fetch") && first.errors.contains("cargo build --manifest-path"), "\(first.errors)")
        let second = try scene.result("second")
        #expect(
            second.status == 0 && second.count("already-published") == 6 && !second.errors.contains("cargo package"), "\(second.errors)")
        let third = try scene.result("third")
        #expect(third.status == 0 && third.count("published") == 3, "\(third.errors)")
        #expect(third.digests.keys.sorted() == ["acme-app-1.0.1.crate", "acme-core-1.1.0.crate", "acme-wind-1.0.1.crate"])
        #expect(third.digests.allSatisfy { stored[$0.key] == $0.value })
        let manifest = try await scene.sandbox.check("tar xzOf registry/cargo/acme-app/acme-app-1.0.1.crate acme-app-1.0.1/Cargo.toml").text
        #expect(manifest.contains("[dependencies.kit]\nversion = \"1.1.0\"\npackage = \"acme-core\""), "\(manifest)")
        #expect(try await scene.treeStatus() == "")
        let leaks = "grep -lrF -f token first.err second.err third.err first.json third.json log repo cargo-home || true"
        #expect(try await scene.sandbox.check(leaks).text == "")
    }

    /// A server in trouble costs another try, a lost answer none; other bytes under a version that is there are an error; a version whose
    /// upload nobody could see is found by the next run.
    @Test func troubles() async throws {
        let scene = try await Self.scene()
        try await scene.run(
            """
            publish hidden --only acme-core --attempts 1; cp ../hidden.in ../found.in; sleep 6; publish found --only acme-core
            """, faults: #"[{"match": "^PUT /cargo/", "times": 1, "drop": true, "when": "after"}]"#, lag: 6,
            environment: Self.environment(scene))
        let hidden = try scene.result("hidden")
        #expect(hidden.status == 1 && hidden.statuses["acme-core"] == "failed", "\(hidden.errors)")
        let found = try scene.result("found")
        #expect(found.status == 0 && found.statuses["acme-core"] == "published", "\(found.errors)")
        try await scene.run(
            """
            publish first
            sed -i 's/1 }/2 }/' core/src/lib.rs; git commit --quiet --all --message 'fix: forgotten'
            publish different --verify-existing --only acme-core
            """,
            faults: """
                [{"match": "^PUT /cargo/", "times": 1, "status": 503},
                 {"match": "^PUT /cargo/", "times": 1, "drop": true, "when": "after"}]
                """, environment: Self.environment(scene))
        let first = try scene.result("first")
        #expect(first.status == 0 && first.count("published") == 5 && first.statuses["acme-core"] == "already-published", "\(first.errors)")
        #expect(["app", "left", "right", "tool", "wind"].compactMap { first.attempts("acme-\($0)") }.reduce(0, +) == 6)
        let different = try scene.result("different")
        #expect(different.status == 1 && different.codes.contains("RK-DIGEST-DIFFERS"), "\(different.errors)")
        #expect(try await scene.treeStatus() == "")
    }

    /// A prerelease, built in a copy of HEAD, and what needs exactly it.
    @Test func prerelease() async throws {
        let scene = try await Self.scene()
        try await scene.run(
            """
            plan | rk-version --set cargo:acme-core=1.2.0-rc.1 --set cargo:acme-app=1.2.0-rc.1 | rk-pin > ../rc.in
            publish rc --isolated --only acme-core --only acme-app
            """, smoke: true, environment: Self.environment(scene))
        let result = try scene.result("rc")
        #expect(result.status == 0 && result.count("published") == 2, "\(result.errors)")
        #expect(result.digests.keys.sorted() == ["acme-app-1.2.0-rc.1.crate", "acme-core-1.2.0-rc.1.crate"])
        #expect(try await Self.stored(scene) == result.digests)
        #expect(try await scene.treeStatus() == "")
    }

    /// What cannot be packed in any order is found out before anything is built: tests that need what needs the crate, in a version that
    /// is nowhere. Without a version it works, and with one that the registry has.
    @Test func cycleOfTests() async throws {
        let scene = try await Self.scene()
        try await scene.sandbox.check(
            """
            sed -i 's|path = "../app" }|path = "../app", version = "1" }|' core/Cargo.toml
            git commit --quiet --all --message 'test: a version'
            """, in: "repo", environment: Self.environment(scene))
        try await scene.run(
            """
            publish cyclic --only acme-app --only acme-core
            sed -i 's|, version = "1" }|, version = "*" }|' core/Cargo.toml; git commit --quiet --all --message 'test: any version'
            publish any --only acme-app --only acme-core
            sed -i 's|, version = "\\*" }| }|' core/Cargo.toml; git commit --quiet --all --message 'test: no version'
            publish without --only acme-app --only acme-core
            sed -i 's|path = "../app" }|path = "../app", version = "1" }|' core/Cargo.toml
            git commit --quiet --all --message 'test: a version that is there'
            plan | rk-version --set cargo:acme-core=1.1.0 | rk-pin > ../there.in; publish there --only acme-app --only acme-core
            plan | rk-version --set cargo:acme-core=2.0.0 --set cargo:acme-app=2.0.0 | rk-pin > ../dry.in
            publish dry --dry-run --only acme-app --only acme-core
            """, environment: Self.environment(scene))
        for name in ["cyclic", "any"] {
            let result = try scene.result(name)
            #expect(result.status == 1 && result.codes.contains("RK-DEPENDENCY-UNRELEASED"), "\(name): \(result.errors)")
            #expect(result.errors.contains("--> core/Cargo.toml:6:1") && !result.errors.contains("cargo package"), "\(result.errors)")
            #expect(result.errors.contains("`acme-app = { path = \"../app\" }`, without `version`"), "\(result.errors)")
        }
        #expect(try scene.result("without").count("published") == 2)
        #expect(try scene.result("there").count("published") == 2)
        #expect(try scene.result("dry").errors.contains("need `acme-app` 2"))
        #expect(try await scene.treeStatus() == "")
    }

    /// A lockfile that version control does not keep is after a release as it was before: not there, or what it was; a stale one that it
    /// keeps ends the run before anything is built.
    @Test func lockfiles() async throws {
        let scene = try await Self.scene()
        try await scene.run(
            """
            sed -i 's/^version = "0.1.0"/version = "0.1.1"/' bench/Cargo.toml; git commit --quiet --all --message 'chore: forget the lockfile'
            publish stale --only acme-core
            git rm --quiet --cached Cargo.lock; git commit --quiet --message 'chore: no lockfile'; rm Cargo.lock
            publish absent --only acme-core; ls Cargo.lock > ../absent.list 2>&1
            echo Cargo.lock >> .gitignore; git add --all; git commit --quiet --message 'chore: ignore it'
            cargo generate-lockfile --quiet --offline; cp Cargo.lock ../before.lock
            plan | rk-version --set cargo:acme-core=1.1.0 | rk-pin > ../ignored.in; publish ignored --only acme-core
            cmp Cargo.lock ../before.lock
            """, environment: Self.environment(scene))
        let stale = try scene.result("stale")
        #expect(stale.status == 1 && stale.codes.contains("RK-LOCKFILE-STALE"), "\(stale.errors)")
        #expect(stale.errors.contains("run `cargo update --workspace`, and commit Cargo.lock") && !stale.errors.contains("cargo package"))
        #expect(try scene.result("absent").count("published") == 1)
        #expect(try scene.sandbox.read("absent.list").contains("No such file"))
        #expect(try scene.result("ignored").count("published") == 1)
        #expect(try await scene.treeStatus() == "")
    }

    /// An index that wants a token: cargo itself knows it from its own file; what was published is fetched with it, and compiled without.
    @Test func guarded() async throws {
        let scene = try await Self.scene()
        try await scene.run(
            """
            mkdir -p "$CARGO_HOME"
            printf '[registries.rk]\\ntoken = "%s"\\n' "$CARGO_REGISTRIES_RK_TOKEN" > "$CARGO_HOME/credentials.toml"
            publish first --only acme-core --only acme-app --only acme-tool -v
            """, isGuarded: true, smoke: true, environment: Self.environment(scene))
        let first = try scene.result("first")
        #expect(first.status == 0 && first.count("published") == 3, "\(first.errors)")
        #expect(first.errors.contains("cargo fetch") && first.errors.contains("cargo build --offline"), "\(first.errors)")
        #expect(first.errors.contains("cargo install --offline"))
    }

    /// Every command is said, and none is run: without a network, a registry and credentials.
    @Test func rehearsal() async throws {
        let scene = try await Self.scene()
        let run = try await scene.sandbox.shell(
            """
            rk-discover | rk-graph --topo | rk-version --set cargo:acme-core=1.1.0 --set cargo:acme-app=1.1.0 | rk-pin > ../plan.json
            rm -rf ../cargo-home; rk-publish --dry-run < ../plan.json > ../dry.json && ls -d ../cargo-home; git status --porcelain
            """, in: "repo", environment: Self.environment(scene).merging(["CARGO_REGISTRY_DEFAULT": nil]) { $1 })
        let said = String(decoding: run.errors, as: UTF8.self)
        for text in [
            "cargo:acme-core 1.1.0 to https://crates.io/", "cargo:acme-app 1.1.0 to https://crates.io/, after cargo:acme-core",
            "acme-core 1.0.0 -> 1.1.0", "&& cargo package --package acme-core --manifest-path", "--no-verify",
            "cargo publish --package acme-app --registry crates-io --no-verify --allow-dirty --locked", "cargo build --manifest-path",
        ] { #expect(said.contains(text), "\(text): \(said)") }
        #expect(run.text == "")
    }
}
