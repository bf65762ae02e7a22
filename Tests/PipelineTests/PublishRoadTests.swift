import RKShared
import Support
import Testing

/// The road where nothing fails, with real uv and the real protocol.
@Suite struct PublishRoadTests {
    /// The manifests hold the versions: everything is built once, published, installed and imported; a second run builds nothing.
    @Test func manifestsHoldVersions() async throws {
        let scene = try await PublishScene(
            ["acme-core": [], "acme-api": ["acme-core"], "acme-tool": ["acme-api"], "acme-own": []], tagged: true)
        try await scene.sandbox.check(
            "printf 'classifiers = [\"Private :: Do Not Upload\"]\\n' > x && sed -i '/^requires-python/r x' packages/acme-own/pyproject.toml && rm x && git commit -qam 'chore: private'",
            in: "repo")
        try await scene.run("publish first --events ../events; publish second", smoke: true)
        let first = try scene.result("first")
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.statuses == ["acme-core": "published", "acme-api": "published", "acme-tool": "published", "acme-own": "skipped"])
        #expect(first.attempts("acme-core") == 1)
        #expect(try await scene.stored() == first.digests && first.digests.count == 6)
        #expect(try scene.calls("build") == 3 && scene.calls("pip install") == 3)
        #expect(try await scene.treeStatus() == "")
        let second = try scene.result("second")
        #expect(second.status == 0 && second.count("already-published") == 3 && second.attempts("acme-core") == 0)
        let events = try scene.sandbox.read("events").split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
        #expect(events.first?.object?["event"]?.string == "began" && events.last?.object?["state"]?.string == "finished")
        #expect(events.count { $0.object?["event"]?.string == "ended" } == 3)
        #expect(events.count { $0.object?["stage"]?.string == "smoke-testing" } == 3)
        #expect(!Files.exists("\(scene.sandbox.folder)/repo/.git/rk/publish"))
    }

    /// Versions and pins computed on the way are in what is built, and nowhere in the tree.
    @Test func versionsComputedOnTheWay() async throws {
        let scene = try await PublishScene(
            ["acme-core": [], "acme-api": ["acme-core[extra]>=0.5; python_version >= '3.9'"], "acme-other": []], tagged: true)
        try await scene.sandbox.commit("feat: more", touching: "packages/acme-core/src/acme_core/more.py")
        let before = try await scene.sandbox.check("cat packages/*/pyproject.toml; stat -c '%n %y' packages/*/pyproject.toml", in: "repo")
            .text
        try await scene.run("plan | rk-version | rk-pin > ../first.in; publish first; publish unpinned < /dev/null")
        let first = try scene.result("first")
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.statuses == ["acme-core": "published", "acme-api": "published", "acme-other": "skipped"])
        #expect(
            try await scene.sandbox.check("cat packages/*/pyproject.toml; stat -c '%n %y' packages/*/pyproject.toml", in: "repo").text
                == before)
        let metadata = try await scene.sandbox.check("unzip -p $(find registry -name 'acme_api-1.0.1*.whl') '*/METADATA'").text
        #expect(metadata.contains("Version: 1.0.1\n"))
        #expect(
            metadata.contains("Requires-Dist: acme-core[extra]==1.1.0 ; python_full_version >= '3.9'")
                || metadata.contains("acme-core[extra]==1.1.0 ; python_version >= '3.9'"), "\(metadata)")
    }

    /// Versions that differ from the manifests need rk-pin; a document with an error, and one of another commit, are refused. Nothing is built.
    @Test func refusedDocuments() async throws {
        let scene = try await PublishScene(["acme-core": [], "acme-api": ["acme-core"]], tagged: true)
        try await scene.sandbox.commit("feat: more", touching: "packages/acme-core/src/acme_core/more.py")
        try await scene.run(
            """
            plan | rk-version > ../unpinned.in; publish unpinned
            plan | jq '.diagnostics += [{"severity": "error", "code": "X-ONE", "message": "one"}]' > ../error.in; publish error
            plan | jq '.repository.head = "77656d5e61e577656d5e61e577656d5e61e50000"' > ../moved.in; publish moved
            rk-discover > ../graphless.in; publish graphless
            publish name --registry nowhere; publish time --deadline soon; publish both --resume --fresh
            """)
        for (name, status, words) in [
            ("unpinned", 65, "RK-PINS-MISSING"), ("error", 65, "RK-DOCUMENT-HOLDS-ERROR"), ("moved", 65, "RK-REPOSITORY-MOVED"),
            ("graphless", 65, "rk-graph"), ("name", 78, "RK-REGISTRY-UNKNOWN"), ("time", 64, "50m"), ("both", 64, "contradict"),
        ] {
            let result = try scene.result(name)
            #expect(
                result.status == status && result.document == nil && result.errors.contains(words),
                "\(name): \(result.status) \(result.errors)")
        }
        #expect(try scene.result("unpinned").errors.contains("put rk-pin before rk-publish"))
        #expect(try scene.calls("build") == 0)
    }

    /// A version that is there already: a forgotten bump is a finding; `--verify-existing` builds and compares, and other bytes are an error.
    @Test func existingVersions() async throws {
        let scene = try await PublishScene(["acme-core": [], "acme-api": ["acme-core"]], tagged: true)
        try await scene.run(
            """
            publish first
            publish same --verify-existing
            echo 'more = 1' >> packages/acme-core/src/acme_core/__init__.py && git commit -qam 'fix: forgotten'
            publish forgotten
            publish different --verify-existing
            """)
        #expect(try scene.result("first").count("published") == 2)
        let same = try scene.result("same")
        #expect(
            try same.status == 0 && same.count("already-published") == 2 && same.digests == scene.result("first").digests, "\(same.errors)")
        let forgotten = try scene.result("forgotten")
        #expect(
            forgotten.status == 0 && forgotten.codes == ["RK-BUMP-FORGOTTEN"] && forgotten.errors.contains("acme-core-v1.0.0"),
            "\(forgotten.errors)")
        let different = try scene.result("different")
        #expect(different.status == 1 && different.statuses["acme-core"] == "failed" && different.statuses["acme-api"] == "blocked")
        #expect(different.codes.contains("RK-DIGEST-DIFFERS"))
        #expect(try scene.calls("build") == 5)
        #expect(try await scene.treeStatus() == "")
    }

    /// Another's file with other bytes under a version that this run began is a hard error; dependents are blocked.
    @Test func foreignFile() async throws {
        let scene = try await PublishScene(["acme-core": [], "acme-api": ["acme-core"]])
        let hook = #"""
            if [ "$1" = publish ] && [[ "$*" == *acme_core* ]] && [ ! -f ../foreign/done ]; then
                mkdir -p ../foreign && cp -r packages/acme-core ../foreign/ && echo 'evil = 1' >> ../foreign/acme-core/src/acme_core/__init__.py
                "$REAL_UV" build -q --out-dir ../foreign/dist ../foreign/acme-core
                "$REAL_UV" publish -q --publish-url "$RK_REGISTRY/legacy/" ../foreign/dist/*.whl && touch ../foreign/done
            fi
            """#
        try await scene.run("publish first; publish second", hook: hook)
        for name in ["first", "second"] {
            let result = try scene.result(name)
            #expect(result.status == 1 && result.statuses == ["acme-core": "failed", "acme-api": "blocked"], "\(name) \(result.errors)")
            #expect(result.codes.contains("RK-DIGEST-DIFFERS"))
            #expect(result.attempts("acme-core") == 1)
        }
    }

    /// `--only`, a registry by its name in releasekit.toml, and a package with a tree that another run left.
    @Test func selectionAndNames() async throws {
        let scene = try await PublishScene(["acme-core": [], "acme-api": ["acme-core"], "acme-other": []])
        try await scene.run(
            """
            printf '[registries.house]\\nupload = "%s/legacy/"\\nindex = "%s/simple/"\\n' "$RK_REGISTRY" "$RK_REGISTRY" > releasekit.toml
            git add -A && git commit -qm 'chore: registry'; base=$RK_REGISTRY; unset RK_REGISTRY
            publish named --registry house --only 'acme-c*'
            publish rest --registry house --only pypi:acme-other --no-pin
            """)
        let named = try scene.result("named")
        #expect(named.statuses == ["acme-core": "published", "acme-api": "skipped", "acme-other": "skipped"], "\(named.errors)")
        #expect(named.status == 0 && named.why("acme-api") == "left out by --only")
        #expect(try scene.result("rest").statuses["acme-other"] == "published")
    }

    /// `--isolated` builds HEAD: the user's dirty tree, its times and its index stay; no work tree is left.
    @Test func isolated() async throws {
        let scene = try await PublishScene(["acme-core": [], "acme-api": ["acme-core"]])
        let look = "git diff HEAD; git ls-files -s; find . -path ./.git -prune -o -type f -printf '%p %T@ %s\\n' | sort; git worktree list"
        try await scene.sandbox.check(
            "echo 'broken = ' >> packages/acme-core/src/acme_core/__init__.py; sed -i 's/1.0.0/9.9.9/' packages/acme-api/pyproject.toml; echo x > new; git add new",
            in: "repo")
        let before = try await scene.sandbox.check(look, in: "repo").text
        try await scene.run("git stash -q && plan > ../first.in; git stash pop -q --index", smoke: false)
        let between = try await scene.sandbox.check(look, in: "repo").text
        try await scene.run("cp ../first.in ../dirty.in; publish dirty; publish first --isolated", smoke: true)
        #expect(try scene.result("dirty").codes.contains("RK-TREE-DIRTY"))
        let first = try scene.result("first")
        #expect(first.status == 0 && first.count("published") == 2, "\(first.errors)")
        #expect(try await scene.sandbox.check(look, in: "repo").text == between)
        #expect(!before.isEmpty)
        #expect(
            try await scene.sandbox.check("unzip -p $(find registry -name 'acme_core*.whl') acme_core/__init__.py").text
                == "name = \"acme-core\"\n")
        #expect(!Files.exists("\(scene.sandbox.folder)/repo/.git/rk/worktree"))
    }

    /// The proof happens outside the workspace: settings of its uv, which no user of the package has, change nothing.
    @Test func settingsOfTheWorkspace() async throws {
        let scene = try await PublishScene(["acme-core": [], "acme-api": ["acme-core"]], tagged: true)
        try await scene.sandbox.check(
            "printf '[tool.uv.pip]\\nrequire-hashes = true\\n' >> pyproject.toml && git commit -qam 'chore: settings'", in: "repo")
        try await scene.run("publish first", smoke: true)
        let first = try scene.result("first")
        #expect(first.status == 0 && first.count("published") == 2, "\(first.errors)")
    }
}
