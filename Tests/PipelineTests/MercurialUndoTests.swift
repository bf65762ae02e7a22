import RKShared
import Support
import Testing

/// A release in a Mercurial repository is undone, however far it came: with real hg, and rk-registry.
@Suite struct MercurialUndoTests {
    /// What scripts have besides: `merge BRANCH` takes a branch as a person does.
    private static let prelude = #"""
        merge() { hg pull -q && hg update -q default && hg merge -q "$1" && hg commit -qm "Merge $1" && hg push -q; }
        heads() { hg -R ../origin heads --topo -T '{branch} {desc|firstline}\n'; }
        next() { rk-discover | rk-graph --topo | rk-version --format next; }

        """#

    /// Runs a script that must succeed beside a registry.
    private static func run(_ scene: MercurialScene, _ script: String) async throws {
        try await scene.sandbox.write("script", "set -eo pipefail\n\(prelude)\(script)")
        try await scene.check("rk-registry run --quiet -- bash ../script")
    }

    /// A release that nobody merged: the head of its branch is closed, once; the next run proposes it anew; what another one committed stays.
    @Test func proposed() async throws {
        let scene = try await MercurialScene()
        try await Self.run(
            scene,
            """
            rk-prepare --quiet > /dev/null && rk-undo --request --quiet > ../undone.json && heads > ../heads
            rk-undo --request --quiet > ../again.json && rk-prepare --quiet > ../anew.json && hg -R ../origin heads -T '{branch}\\n' > ../open
            hg clone -q ../origin ../other && cd ../other && hg update -q releasekit--release && echo 1 > mine && hg commit -qAm 'docs: mine' && hg push -q
            cd ../repo && rk-undo --request > /dev/null 2> ../foreign || echo $? >> ../foreign
            """)
        #expect(try scene.states("undone.json") == ["close-request": ["skipped"], "delete-branch": ["done"]])
        #expect(try scene.states("again.json") == ["close-request": ["skipped"]])
        #expect(try scene.sandbox.read("heads").hasPrefix("releasekit--release chore: take the proposal back\n"))
        #expect(try scene.states("anew.json")["push"] == ["done"] && scene.sandbox.read("open") == "releasekit--release\ndefault\n")
        #expect(try scene.sandbox.read("foreign").contains("error[RK-BRANCH-FOREIGN]"))
    }

    /// A merged release that no registry has leaves no tag, and a tree as it was before it, but for an empty record; later changes stay. It is not
    /// tagged again, is undone once, and is due again, under the same tags.
    @Test(arguments: [false, true]) func unpublished(isTagged: Bool) async throws {
        let scene = try await MercurialScene()
        try await Self.run(
            scene,
            """
            hg log -r . -T '{node}' > ../base; rk-prepare --quiet > /dev/null; merge releasekit--release
            if \(isTagged); then rk-release --quiet > /dev/null; hg update -q; fi
            echo '# later' >> packages/core/pyproject.toml; hg commit -qm 'docs: later'; hg push -q
            rk-undo > ../first.json 2> ../first; rk-undo --quiet > ../second.json; hg tags -R ../origin -T '{tag}\\n' > ../tags; hg tags -T '{tag}\\n' >> ../tags
            merge releasekit--undo; hg diff --git -r "$(cat ../base)" -X .hgtags | grep '^[-+]' > ../diff; rk-undo > ../third.json 2> ../third
            rk-release --quiet > ../released.json; next > ../next; heads > ../heads
            rk-prepare --quiet > /dev/null; merge releasekit--release; rk-release --quiet > ../anew.json
            hg log -R ../origin -r 'tag("literal:core-v1.0.1")' -T '{desc}' > ../tagged
            """)
        let done = [String](repeating: "done", count: 3)
        #expect(try scene.states("first.json")["delete-tag"] == (isTagged ? done : nil))
        #expect(try scene.states("first.json")["push"] == ["done"] && scene.states("first.json")["open-request"] == ["skipped"])
        #expect(try scene.states("second.json")["delete-tag"] == nil && scene.states("second.json")["push"] == ["skipped"])
        #expect(try !scene.sandbox.read("tags").contains("v1.0.1") && scene.sandbox.read("tags").contains("core-v1.0.0"))
        let diff = try scene.sandbox.read("diff").split(separator: "\n").filter { $0.hasPrefix("+++ ") || $0.hasPrefix("+#") }
        #expect(diff == ["+++ b/.releasekit/release.json", "+++ b/packages/core/pyproject.toml", "+# later"], "\(diff)")
        #expect(try scene.sandbox.read("third").contains("RK-UNDO-NOTHING") && scene.states("released.json").isEmpty)
        #expect(try scene.sandbox.read("next") == "base 2.0.0\ncore 1.0.1\ncli 1.0.1\n")
        #expect(try scene.sandbox.read("heads") == "default Merge releasekit--undo\n")
        #expect(try scene.states("anew.json")["tag"] == done && scene.sandbox.read("tagged") == "Merge releasekit--release")
    }

    /// A published release keeps its tags, and everything in the registry is yanked; nothing publishes it again, and the next one goes on from it.
    /// A tag on another commit is somebody else's.
    @Test func published() async throws {
        let scene = try await MercurialScene()
        try await Self.run(
            scene,
            """
            rk-prepare --quiet > /dev/null; merge releasekit--release; rk-release --quiet > /dev/null; hg update -q
            rk-ship --no-smoke-test --quiet > /dev/null
            rk-undo --reason 'loses data' > ../undo.json 2> ../undo; rk-undo --quiet --reason 'loses data' > ../again.json
            curl -fsS -H 'Accept: application/vnd.pypi.simple.v1+json' "$RK_REGISTRY/simple/core/" | jq -r '.files[].yanked' > ../yanked
            merge releasekit--undo; rk-ship --quiet > ../nothing.json; hg tags -R ../origin -T '{tag}\\n' > ../tags
            echo 2 > packages/core/src/core/y.txt; hg commit -qAm 'feat: more'; next > ../next
            hg tag -q -f -r 0 core-v1.0.1; hg update -q -r 'max(desc("Merge releasekit--release"))'
            rk-undo --force > ../moved.json 2> ../moved || echo $? >> ../moved
            """)
        #expect(
            try scene.sandbox.read("undo").contains("is published\n") && scene.states("undo.json")["withdraw"] == ["done", "done", "done"])
        #expect(try scene.states("again.json")["withdraw"] == ["skipped", "skipped", "skipped"])
        #expect(
            try scene.sandbox.read("yanked") == "loses data\nloses data\n" && !scene.sandbox.read("nothing.json").contains("\"published\""))
        #expect(try scene.sandbox.read("tags").contains("core-v1.0.1") && scene.sandbox.read("next") == "core 1.1.0\ncli 1.0.2\n")
        let moved = try scene.sandbox.read("moved")
        #expect(
            moved.contains("error[RK-TAG-TAKEN]: the tag `core-v1.0.1` is on") && moved.contains("`hg log --rev core-v1.0.1` tells"),
            "\(moved)")
    }

    /// Killed at any moment, the same plan takes everything back: no tag, one head, and no work tree left.
    @Test func kills() async throws {
        let scene = try await MercurialScene()
        try await Self.run(
            scene,
            """
            rk-prepare --quiet > /dev/null; merge releasekit--release; rk-release --quiet > /dev/null
            rk-discover | rk-graph --topo | rk-propose --merged | rk-rollback > ../plan.json
            for delay in 0.2 0.5 0.8 1.1 1.4 1.7 2.1 2.5 3; do
                timeout -s KILL $delay rk-apply --quiet < ../plan.json > ../killed.json || :
                while for id in $(pgrep -f '[h]g --noninteractive'); do readlink "/proc/$id/cwd"; done | grep -q "^$PWD"; do sleep 0.05; done
                for side in . ../origin; do hg -R $side recover -q 2> /dev/null || :; done
            done
            rk-apply --quiet < ../plan.json > ../done.json; rk-apply --quiet < ../plan.json > ../again.json
            hg tags -R ../origin -T '{tag}\\n' | grep -c 1.0.1 > ../tags || :
            hg -R ../origin heads -T '{branch} {desc|firstline}\\n' > ../heads; ls .hg/rk > ../left; hg -R ../origin bookmarks >> ../left; hg verify -q
            """)
        #expect(try scene.sandbox.read("tags") == "0\n")
        #expect(try Set(scene.states("again.json").values.flatMap { $0 }) == ["skipped", "done"])
        let heads = try scene.sandbox.read("heads").split(separator: "\n").sorted()
        #expect(heads.count == 3 && heads[0].hasPrefix("default Removed tag base-v2.0.0, "), "\(heads)")
        #expect(try scene.sandbox.read("left") == "lock\nno bookmarks set\n")
    }
}
