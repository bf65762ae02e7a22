import RKShared
import Support
import Testing

/// From commits to a release that is merged, tagged and published, with real hg and a second repository as the remote.
@Suite struct MercurialFlowTests {
    /// A release is prepared without touching the work tree, merged, and tagged where it came into the branch; each step twice.
    @Test(arguments: [true, false]) func release(servedByWeb: Bool) async throws {
        let scene = try await MercurialScene()
        let served = """
            hg serve --daemon --pid-file ../pid --port 0 --address 127.0.0.1 --config web.push_ssl=no --config 'web.allow_push=*' -R ../origin > ../served
            trap 'kill $(cat ../pid)' EXIT
            printf '[paths]\\ndefault = %s\\n' "$(sed -E 's/.*(http:[^ ]*[0-9]\\/).*/\\1/' ../served)" > .hg/hgrc

            """
        try await scene.check(
            """
            \(servedByWeb ? served : "")\
            echo mine > packages/cli/notes.txt
            rk-prepare > ../prepared.json 2> ../prepared.err && rk-prepare --quiet > ../again.json
            hg status > ../status && hg branch >> ../status && ls .hg/rk >> ../status
            hg log -r 'branch(default)' -T '{desc|firstline}\\n' | tail -1 > ../ahead
            hg clone -q ../origin ../fresh && hg -R ../fresh branch > ../checked-out
            hg update -q && hg merge -q releasekit--release && hg commit -qm 'Merge the release' && hg push -q
            uv lock --check --offline -q
            hg log -r . -T '{node}' > ../merge
            echo later > later.txt && hg commit -qAm 'chore: later' && hg push -q
            rk-release --quiet > ../released.json && rk-release --quiet > ../released-again.json
            hg tags -R ../origin -T '{tag} {node}\\n' > ../tags
            hg heads --topo -R ../origin -T '{branch}\\n' > ../heads
            hg bookmarks -R ../origin > ../bookmarks
            rk-discover | rk-graph --topo | rk-version --format next > ../next && hg update -q
            rk-discover | rk-graph --topo | rk-version --format next >> ../next && hg log -r . -T '{files}' > ../files
            """)
        let sandbox = scene.sandbox
        #expect(try sandbox.read("status") == "? packages/cli/notes.txt\ndefault\nlock\n")
        #expect(try sandbox.read("ahead") == "fix(api): keep the order (#13)\n" && sandbox.read("checked-out") == "default\n")
        #expect(try sandbox.read("prepared.err").contains("no forge takes this repository's version control"))
        #expect(try scene.states("prepared.json")["open-request"] == ["skipped"] && scene.states("again.json")["push"] == ["skipped"])
        let core = try sandbox.read("repo/packages/core/pyproject.toml")
        #expect(core.contains("version = \"1.0.1\"  # the version") && core.contains("\"base>=1,<3\""))
        #expect(try sandbox.read("repo/packages/base/CHANGELOG.md").contains("### Breaking Changes\n\n- x is gone (#12, "))
        let commit = try sandbox.read("merge")
        for tag in ["base-v2.0.0", "core-v1.0.1", "cli-v1.0.1"] { #expect(try sandbox.read("tags").contains("\(tag) \(commit)\n")) }
        #expect(try Set(scene.states("released.json")["tag"] ?? []) == ["done"])
        #expect(try Set(scene.states("released-again.json").values.flatMap { $0 }) == ["skipped"])
        #expect(try sandbox.read("heads") == "default\n" && sandbox.read("bookmarks") == "no bookmarks set\n")
        #expect(try sandbox.read("next").isEmpty && sandbox.read("files") == ".hgtags")
    }

    /// An open release is brought up to date: the head that it replaces is closed, one is left; and what another one committed there is not lost.
    @Test func update() async throws {
        let scene = try await MercurialScene()
        try await scene.check(
            """
            rk-prepare --quiet > /dev/null
            for round in 1 2; do
                echo $round > packages/cli/x.txt && hg commit -qAm "fix: round $round" && hg push -q
                rk-prepare --quiet > ../updated.json
            done
            hg -R ../origin heads -T '{branch} {desc|firstline}\\n' > ../heads
            hg -R ../origin log -r 'closed()' -T '{branch}\\n' > ../closed
            hg clone -q ../origin ../other && cd ../other && hg update -q releasekit--release && echo 1 > mine && hg commit -qAm 'docs: mine' && hg push -q
            cd ../repo && echo 3 > packages/cli/x.txt && hg commit -qm 'fix: round 3' && hg push -q
            rk-prepare > ../foreign.json 2> ../foreign || echo $? >> ../foreign
            hg -R ../origin id -r releasekit--release -T '{desc}\\n' > ../kept
            rk-prepare --quiet --overwrite > /dev/null && hg -R ../origin heads -T '{branch} {desc|firstline}\\n' > ../overwritten
            """)
        let sandbox = scene.sandbox
        #expect(
            try sandbox.read("heads")
                == "releasekit--release chore: release base 2.0.0, core 1.0.1, cli 1.0.1\ndefault fix: round 2\n")
        #expect(try sandbox.read("closed") == "releasekit--release\nreleasekit--release\n")
        #expect(try sandbox.read("foreign").contains("error[RK-BRANCH-FOREIGN]") && sandbox.read("kept") == "docs: mine\n")
        #expect(try sandbox.read("overwritten").split(separator: "\n").count == 2)
    }

    /// Published from a checkout of hg, in the tree and in a copy of it; then a second release, of what depends on a change.
    @Test func publishing() async throws {
        let scene = try await MercurialScene()
        let release = """
            rk-prepare --quiet > /dev/null && hg merge -q releasekit--release && hg commit -qm 'Merge the release' && hg push -q
            rk-release --quiet > /dev/null && hg update -q
            """
        try await scene.sandbox.write(
            "script",
            """
            set -eo pipefail
            \(release)
            rk-ship --no-smoke-test --quiet > ../first.json
            echo 2 > packages/core/src/core/y.txt && hg commit -qAm 'feat: more' && hg push -q
            \(release)
            echo dirty > dirty.txt
            rk-ship --no-smoke-test --quiet > ../dirty.json 2> ../dirty && exit 1
            rk-ship --no-smoke-test --quiet --isolated > ../second.json
            hg status > ../status && ls .hg/rk > ../left
            """)
        try await scene.check("rk-registry run --quiet -- bash ../script")
        for (file, expected) in [("first.json", "base 2.0.0 cli 1.0.1 core 1.0.1"), ("second.json", "cli 1.0.2 core 1.1.0")] {
            let document = try Document(parsing: try Files.read("\(scene.sandbox.folder)/\(file)"))
            let published = (document.results ?? []).filter { $0.status == .published }.map {
                "\($0.package.dropFirst(5)) \($0.version ?? "")"
            }
            #expect(published.sorted().joined(separator: " ") == expected)
        }
        #expect(try scene.sandbox.read("dirty").contains("error[RK-TREE-DIRTY]: the work tree is not clean: `dirty.txt`"))
        #expect(try scene.sandbox.read("status") == "? dirty.txt\n" && scene.sandbox.read("left") == "lock\n")
    }

    /// Without a remote: a commit on the branch that is checked out, twice, and tags, which leave the work tree where it is.
    @Test func local() async throws {
        let scene = try await MercurialScene()
        try await scene.check(
            """
            rm .hg/hgrc
            rk-discover | rk-graph --topo | rk-version | rk-changelog | rk-propose --local > ../plan.json
            rk-apply --quiet --author 'Grace <grace@example.com>' < ../plan.json > ../done.json
            rk-apply --quiet < ../plan.json > ../again.json
            hg log -r . -T '{author} {branch} {desc|firstline}\\n' > ../commit && hg status >> ../commit
            rk-release --quiet > ../pushing.json 2> ../pushing || echo $? >> ../pushing
            rk-discover | rk-propose --merged | rk-tag --no-push --no-release | rk-apply --quiet > ../tagged.json
            hg log -r 'tag("literal:core-v1.0.1")' -T '{node}\\n' > ../tags && hg log -r . -T '{node}\\n' >> ../tags
            rk-discover | rk-propose --merged | rk-tag --sign | rk-apply > ../signed.json 2> ../signed || :
            """)
        let sandbox = scene.sandbox
        #expect(
            try sandbox.read("commit") == "Grace <grace@example.com> default chore: release base 2.0.0, core 1.0.1, cli 1.0.1\n")
        #expect(try sandbox.read("pushing").contains("the repository has no path `default`"))
        #expect(try scene.states("again.json")["commit"] == ["skipped"] && scene.states("tagged.json")["tag"] == ["done", "done", "done"])
        let tags = try sandbox.read("tags").split(separator: "\n")
        #expect(tags.count == 2 && tags.first == tags.last)
    }

    /// Killed at any moment, the same command brings the release about: one open head, and no work tree left.
    @Test func kills() async throws {
        let scene = try await MercurialScene()
        try await scene.check(
            """
            rk-prepare --quiet > /dev/null && echo 1 > packages/cli/x.txt && hg commit -qAm 'fix: more' && hg push -q
            rk-discover | rk-graph --topo | rk-version | rk-changelog | rk-propose > ../plan.json
            for delay in 0.1 0.3 0.5 0.7 0.9 1.2 1.5 1.9 2.4 3; do
                timeout -s KILL $delay rk-apply --quiet < ../plan.json > ../killed.json
                while for id in $(pgrep -f '[h]g --noninteractive'); do readlink "/proc/$id/cwd"; done | grep -q "^$PWD"; do sleep 0.05; done
                for side in . ../origin; do hg -R $side recover -q 2> /dev/null || :; done
            done
            rk-apply --quiet < ../plan.json > ../done.json
            hg -R ../origin heads -T '{branch}\\n' > ../heads && ls .hg/rk > ../left && hg -R ../origin bookmarks >> ../left
            hg status >> ../left && hg verify -q && hg -R ../origin verify -q
            """)
        #expect(try scene.sandbox.read("heads").split(separator: "\n").sorted() == ["default", "releasekit--release"])
        #expect(try scene.sandbox.read("left") == "lock\nno bookmarks set\n")
    }

    /// In each round eight clones of as many users apply the same plan at once: one sets the tag and pushes it, all others find it there, and none
    /// fails. A lease that is held makes others wait.
    @Test func races() async throws {
        let scene = try await MercurialScene()
        let (clones, rounds) = (8, 2)
        try await scene.check(
            """
            head=$(hg log -r . -T '{node}')
            for clone in $(seq \(clones)); do hg clone -q ../origin ../clone-$clone; done
            plan() {
                printf '{"rk":1,"stages":[],"diagnostics":[],"repository":{"root":".","vcs":"hg","head":"%s","branch":"default","clean":true,"shallow":false,"remote":null},
                    "actions":[{"id":"a1","do":"tag","tag":"r%s","commit":"%s","message":"r%s"},{"id":"a2","do":"push","remote":"origin","tags":["r%s"]}]}' \\
                    "$head" "$1" "$head" "$1" "$1"
            }
            for round in $(seq \(rounds)); do
                plan "$round" > ../plan.json
                for clone in $(seq \(clones)); do
                    (cd ../clone-$clone && HGUSER="user $clone" rk-apply --quiet --wait 600 < ../plan.json > ../out-$clone.json; echo $? >> ../ends) &
                done
                wait
                cat ../out-*.json | jq -r '.actions[] | select(.id == "a2") | .status' >> ../states
            done
            hg -R ../origin log -r 'file("path:.hgtags") and desc("re:tag r")' -T '{desc}\\n' > ../tagged
            hg -R ../origin heads --topo -T '{branch}\\n' > ../heads && hg -R ../origin bookmarks > ../bookmarks
            """)
        #expect(try scene.sandbox.read("ends") == String(repeating: "0\n", count: clones * rounds))
        #expect(try scene.sandbox.read("tagged").split(separator: "\n").count == rounds)
        let states = try scene.sandbox.read("states").split(separator: "\n")
        #expect(states.count { $0 == "done" } == rounds && states.count { $0 == "skipped" } == (clones - 1) * rounds)
        #expect(try scene.sandbox.read("heads") == "default\n" && scene.sandbox.read("bookmarks") == "no bookmarks set\n")
        try await scene.check(
            "rk-prepare --quiet > /dev/null && hg pull -q && hg update -q && hg merge -q releasekit--release && hg commit -qm Merge && hg push -q"
        )
        try await scene.check(
            """
            lease() { hg debugpushkey "$PWD/../origin" bookmarks "rk-lease.rk-apply.$(($(date +%s) + $1)).x" '' 0000000000000000000000000000000000000000; }
            rk-discover | rk-propose --merged | rk-tag > ../plan.json
            lease 600 && rk-apply --wait 1 < ../plan.json > ../held.json 2> ../held || echo $? >> ../held
            """)
        let held = try scene.sandbox.read("held")
        #expect(held.contains("another run is at work on origin: rk-apply, for ") && held.hasSuffix("\n75\n"), "\(held)")
        try await scene.check(
            """
            for name in $(hg -R ../origin bookmarks -T '{bookmark}\\n'); do hg -R ../origin bookmark -q --delete "$name"; done
            lease() { hg debugpushkey "$PWD/../origin" bookmarks "rk-lease.rk-apply.$(($(date +%s) + $1)).x" '' 0000000000000000000000000000000000000000; }
            lease -1 && rk-apply --wait 0 --quiet < ../plan.json > /dev/null && hg -R ../origin bookmarks > ../bookmarks
            """)
        #expect(try scene.sandbox.read("bookmarks") == "no bookmarks set\n")
    }

    /// A tag that is elsewhere is an error; and what only git can do is said.
    @Test func refusals() async throws {
        let scene = try await MercurialScene()
        try await scene.check(
            """
            rk-prepare --quiet > /dev/null && hg merge -q releasekit--release && hg commit -qm 'Merge the release' && hg push -q
            hg tag -q -r 0 core-v1.0.1
            rk-release > ../taken.json 2> ../taken || echo $? >> ../taken
            hg tags -T '{tag}\\n' > ../tags
            mkdir ../go && cd ../go && printf 'module github.com/acme/m\\n\\ngo 1.21\\n' > go.mod && printf 'package m\\n' > m.go
            printf '[ecosystems.go]\\nworkspace_root = "."\\n' > releasekit.toml
            hg init && hg commit -qAm 'feat: begin'
            rk-discover | rk-graph --topo | rk-version --set golang:github.com/acme/m=v1.0.0 | rk-pin | rk-publish --dry-run > ../go.json 2> ../go.err || echo $? >> ../go.err
            """)
        #expect(try scene.sandbox.read("taken").contains("error[RK-TAG-TAKEN]: the tag `core-v1.0.1` is on"))
        #expect(try !scene.sandbox.read("tags").contains("base-v2.0.0"))
        let refused = try scene.sandbox.read("go.err")
        #expect(refused.contains("is published as a tag of git, but this is a Mercurial repository"), "\(refused)")
    }

    /// A dirty tree can be rehearsed; the repository has the same commits and tags afterwards.
    @Test func rehearsal() async throws {
        let scene = try await MercurialScene()
        try await scene.check(
            """
            echo broken > packages/base/pyproject.toml && mkdir ../temporary && hg log -G --debug > ../before
            rk-rehearse --jobs 2 2> ../said && hg log -G --debug | cmp - ../before && test -z "$(ls ../temporary)" && hg status
            """)
        let said = try scene.sandbox.read("said")
        #expect(said.contains("uncommitted changes are left out") && said.contains("\n  base 2.0.0\n"), "\(said)")
    }

    /// A repository of an older format, whose shares read no configuration by themselves, with the project in a folder of it: the name and the hooks
    /// of `.hg/hgrc` count in the work trees of the toolkit too, and --no-verify leaves the hooks out.
    @Test func olderFormat() async throws {
        let scene = try await MercurialScene()
        try await scene.check(
            """
            mkdir ../old ../bare && cp -r packages pyproject.toml uv.lock .hgignore ../old && rm -rf .hg && cd .. && rm -rf repo && mkdir repo
            mv old repo/inner && cd repo && unset HGUSER && hg init --config format.use-share-safe=no && hg init ../bare
            printf '[paths]\ndefault = ../bare\n[ui]\nusername = Zoe <zoe@example.com>\n' > .hg/hgrc
            printf '[hooks]\npretxncommit.x = echo hook >> "%s/../hooks"\n' "$PWD" >> .hg/hgrc
            hg commit -qAm 'chore: begin' && hg tag -q base-v1.0.0 core-v1.0.0 cli-v1.0.0
            echo 1 > inner/packages/cli/x.txt && hg commit -qAm 'feat: x' && hg push -q && cd inner
            rm ../../hooks && rk-prepare --quiet > ../../prepared.json && cat ../../hooks > ../../hooked && rm ../../hooks
            hg log -r 'branch("releasekit--release")' -T '{user} {files}\n' > ../../commit
            hg merge -q releasekit--release && hg commit -qm 'Merge the release' && hg push -q && rm ../../hooks
            rk-release --quiet --no-verify > ../../released.json
            hg log -r tip -T '{user} {files}\n' >> ../../commit && rk-discover | rk-graph | rk-version --format next > ../../next
            """)
        let files = "inner/.releasekit/release.json inner/packages/cli/CHANGELOG.md inner/packages/cli/pyproject.toml inner/uv.lock"
        #expect(try scene.sandbox.read("commit") == "Zoe <zoe@example.com> \(files)\nZoe <zoe@example.com> .hgtags\n")
        #expect(try scene.sandbox.read("hooked") == "hook\n" && scene.sandbox.read("next").isEmpty)
        #expect(!Files.exists("\(scene.sandbox.folder)/hooks"))
    }
}
