import RKShared
import Support
import Testing

/// From commits to a merged release and its tags, with real git and a bare repository as the remote.
@Suite struct ReleaseFlowTests {
    /// Puts the flows on PATH.
    private static func environment(of sandbox: Sandbox) -> [String: String?] {
        ["PATH": "\(Programs.root)/bin:\((sandbox.environment["PATH"] ?? nil) ?? "")"]
    }

    /// Makes `repo`: base with a breaking change, core that needs it in a range, cli that needs core exactly, and a private example; and
    /// `origin.git`, which counts the references of each push in `pushes`.
    private static func build(in sandbox: Sandbox) async throws {
        try await sandbox.uvWorkspace("repo", ["base": [], "core": ["base>=1,<2"], "cli": ["core==1.0.0"], "example": ["base==1.0.0"]])
        try await sandbox.check(
            #"""
            sed -i 's/^dependencies/classifiers = ["Private :: Do Not Upload"]\ndependencies/' packages/example/pyproject.toml
            git tag -d example-v1.0.0 > /dev/null && git commit -qam 'chore: hide the example'
            echo 1 > packages/base/src/base/x.txt && git add -A && git commit -qm $'feat!: drop things (#12)\n\nBREAKING CHANGE: x is gone'
            echo 1 > packages/core/src/core/x.txt && git add -A && git commit -qm 'fix(api): keep the order (#13)'
            git clone -q --bare . ../origin.git && git remote add origin ../origin.git && git fetch -q
            printf '#!/bin/sh\ngrep -c refs/tags/ >> ../pushes || :\n' > ../origin.git/hooks/post-receive && chmod +x ../origin.git/hooks/post-receive
            """#, in: "repo")
    }

    /// The ways of merging a request.
    static let merges = [
        "git merge -q --no-ff -m 'Merge the release' origin/releasekit--release",
        "git merge -q --squash origin/releasekit--release > /dev/null && git commit -qm 'chore: release (#14)'",
        "git merge -q --ff-only origin/releasekit--release",
    ]

    /// A release is prepared without touching the work tree, merged in any way, and tagged where it came into the branch; each step twice.
    @Test(arguments: merges) func release(merging merge: String) async throws {
        let sandbox = try await Sandbox()
        try await Self.build(in: sandbox)
        let environment = Self.environment(of: sandbox)
        try await sandbox.check(
            """
            echo mine > packages/cli/notes.txt
            rk-prepare --quiet > ../prepared.json && rk-prepare --quiet > ../again.json
            git status --porcelain > ../status && git branch --show-current >> ../status && git worktree list | wc -l >> ../status
            git log --oneline origin/main.. > ../ahead
            git fetch -q && \(merge) && git push -q origin main
            uv lock --check --offline -q
            git commit -q --allow-empty -m 'chore: later' && git push -q origin main
            rm ../pushes
            rk-release --quiet > ../released.json && rk-release --quiet > ../released-again.json
            git for-each-ref --format='%(refname:short) %(objecttype) %(*objectname)' 'refs/tags/*' > ../tags
            git rev-parse HEAD~1 > ../merge
            git ls-remote --tags origin | wc -l > ../remote
            rk-discover | rk-graph --topo | rk-version --format next > ../next
            """, in: "repo", environment: environment)
        #expect(try sandbox.read("status") == "?? packages/cli/notes.txt\nmain\n1\n" && sandbox.read("ahead").isEmpty)
        #expect(Self.states(try sandbox.read("again.json"))["push"] == ["skipped"])
        let core = try sandbox.read("repo/packages/core/pyproject.toml")
        #expect(core.contains("version = \"1.0.1\"  # the version") && core.contains("\"base>=1,<3\""))
        #expect(try sandbox.read("repo/packages/cli/pyproject.toml").contains("\"core==1.0.1\""))
        #expect(try sandbox.read("repo/packages/example/pyproject.toml").contains("\"base==2.0.0\""))
        #expect(try sandbox.read("repo/packages/base/CHANGELOG.md").contains("### Breaking Changes\n\n- x is gone (#12, "))
        let commit = try sandbox.read("merge").trimmed
        for tag in ["base-v2.0.0", "core-v1.0.1", "cli-v1.0.1"] { #expect(try sandbox.read("tags").contains("\(tag) tag \(commit)\n")) }
        #expect(Set(Self.states(try sandbox.read("released-again.json")).values.flatMap { $0 }) == ["skipped"])
        #expect(try sandbox.read("pushes").replacing("0\n", with: "") == "3\n" && sandbox.read("next").isEmpty)
        #expect(try sandbox.read("remote").trimmed == "12")
    }

    /// What stands in the way is said, and nothing is lost: a commit of somebody on the release branch, an edited manifest, a tag elsewhere.
    @Test func refusals() async throws {
        let sandbox = try await Sandbox()
        try await Self.build(in: sandbox)
        let environment = Self.environment(of: sandbox)
        try await sandbox.check(
            """
            rk-prepare --quiet > /dev/null && git fetch -q
            git checkout -q releasekit--release && git commit -q --allow-empty -m 'docs: mine' && git push -q origin HEAD && git checkout -q main
            git commit -q --allow-empty -m 'chore: more'
            rk-prepare > ../foreign.json 2> ../foreign; echo $? >> ../foreign
            git ls-remote origin refs/heads/releasekit--release > ../kept && git rev-parse origin/releasekit--release >> ../kept
            rk-prepare --quiet --overwrite > /dev/null && git ls-remote origin refs/heads/releasekit--release > ../thrown
            sed -i 's/# the version/# my version/' packages/core/pyproject.toml
            rk-prepare > ../edited.json 2> ../edited; echo $? >> ../edited
            git diff --stat > ../diff && git checkout -q . && git fetch -q && git merge -q --no-ff -m merge origin/releasekit--release
            git tag -a -m wrong core-v1.0.1 HEAD~1
            rk-release > ../taken.json 2> ../taken; echo $? >> ../taken
            git tag > ../tags
            """, in: "repo", environment: environment)
        let foreign = try sandbox.read("foreign")
        #expect(foreign.contains("error[RK-BRANCH-FOREIGN]") && foreign.contains("--overwrite") && foreign.hasSuffix("\n1\n"), "\(foreign)")
        let kept = try sandbox.read("kept").split(separator: "\n")
        #expect(kept.first?.hasPrefix(kept.last ?? "-") == true)
        #expect(try !sandbox.read("thrown").hasPrefix(kept.last ?? "-"))
        let edited = try sandbox.read("edited")
        #expect(edited.contains("error[RK-ACTION-FAILED]: `packages/core/pyproject.toml` is not as it was"), "\(edited)")
        #expect(edited.hasSuffix("\n1\n"))
        #expect(try sandbox.read("diff").contains("packages/core/pyproject.toml"))
        let taken = try sandbox.read("taken")
        #expect(taken.contains("error[RK-TAG-TAKEN]: the tag `core-v1.0.1` is on"), "\(taken)")
        #expect(try !sandbox.read("tags").contains("base-v2.0.0"))
    }

    /// Killed at any moment, the same command brings the release about: one commit, the same one, and no work tree left. Git is killed too, on
    /// both sides, and its own locks are taken away as it asks for.
    @Test func kills() async throws {
        let sandbox = try await Sandbox()
        try await Self.build(in: sandbox)
        try await sandbox.check(
            """
            rk-discover | rk-graph --topo | rk-version | rk-changelog | rk-propose > ../plan.json
            for delay in 0.02 0.05 0.08 0.12 0.17 0.23 0.3 0.4; do
                timeout -s KILL $delay rk-apply --quiet < ../plan.json > ../killed.json
                while pgrep -f "$PWD/.git/rk/release" > /dev/null; do sleep 0.05; done
                find .git ../origin.git -name '*.lock' -delete
            done
            rk-apply --quiet < ../plan.json > ../done.json
            git ls-remote origin refs/heads/releasekit--release > ../tip && git push -q origin :refs/heads/releasekit--release
            rk-apply --quiet < ../plan.json > ../done.json
            git ls-remote origin refs/heads/releasekit--release >> ../tip
            git worktree add -q --detach .git/rk/release && : > .git/worktrees/release/commondir && rm -r .git/rk/release
            git push -q origin :refs/heads/releasekit--release; rk-apply --quiet < ../plan.json > ../done.json || echo $? > ../tip
            git status --porcelain > ../status && git worktree list | wc -l >> ../status && ls .git/rk >> ../status
            """, in: "repo")
        let tips = try sandbox.read("tip").split(separator: "\n")
        #expect(tips.count == 2 && tips.first == tips.last)
        #expect(try sandbox.read("status") == "1\nlock\n")
    }

    /// What is released and not tagged yet is not released once more; neither is what an interrupted run in place left, nor a stranger's edit.
    @Test func untagged() async throws {
        let sandbox = try await Sandbox()
        try await Self.build(in: sandbox)
        try await sandbox.check(
            """
            rk-discover | rk-graph --topo | rk-version | rk-changelog | rk-propose --local > ../plan.json
            rk-apply --quiet --only a1 < ../plan.json > /dev/null
            rk-prepare --local > ../resumed.json 2> ../resumed || echo $? >> ../resumed
            rk-apply --quiet < ../plan.json > /dev/null && git status --porcelain > ../status
            rk-prepare --local --quiet | jq -c '[.actions[].do], [.diagnostics[] | select(.stage == "rk-version").code]' > ../again
            echo 2 >> packages/base/src/base/x.txt && git add -A && git commit -qm 'fix: y'
            rk-discover | rk-graph --topo | rk-version --quiet --format next > ../next
            rk-release . --quiet > ../released.json && rk-discover | rk-graph --topo | rk-version --quiet --format next > ../tagged
            """, in: "repo", environment: Self.environment(of: sandbox))
        let resumed = try sandbox.read("resumed")
        #expect(resumed.contains("error[RK-TREE-DIRTY]: `packages/base/pyproject.toml` has changes that are not committed"), "\(resumed)")
        #expect(try sandbox.read("status").isEmpty)
        #expect(try sandbox.read("again") == "[]\n[\"RK-VERSION-UNTAGGED\"]\n")
        #expect(try sandbox.read("next") == "base 2.0.1\ncore 1.0.2\ncli 1.0.2\n" && sandbox.read("tagged") == sandbox.read("next"))
    }

    /// At a terminal a person reads the steps, and no document.
    @Test func atATerminal() async throws {
        let sandbox = try await Sandbox()
        try await Self.build(in: sandbox)
        try await sandbox.check(
            "script -qec 'rk-prepare --local' /dev/null < /dev/null > ../shown", in: "repo", environment: Self.environment(of: sandbox))
        let shown = try sandbox.read("shown")
        #expect(shown.contains("done: commit chore: release base 2.0.0") && !shown.contains("\"actions\""), "\(shown)")
    }

    /// A part of a branch is not done to the one that is checked out.
    @Test func parts() async throws {
        let sandbox = try await Sandbox()
        try await Self.build(in: sandbox)
        let said = try await sandbox.shell(
            """
            rk-discover | rk-graph --topo | rk-version | rk-propose > ../plan.json
            push=$(jq -r '.actions[] | select(.do == "push").id' ../plan.json)
            for part in a2 "$push" "a1 --only $push"; do rk-apply --only $part < ../plan.json > ../none.json; echo $? >&2; done
            git ls-remote origin refs/heads/releasekit--release >&2; git status --porcelain >&2
            """, in: "repo"
        ).said
        #expect(said.split(separator: "\n").filter { $0 == "64" }.count == 3 && said.contains("means nothing without a1"), "\(said)")
        #expect(!said.contains("refs/heads/") && !said.contains(" M "), "\(said)")
    }

    /// A release that is only proposed gets no tags, also where its branch is checked out.
    @Test func unmerged() async throws {
        let sandbox = try await Sandbox()
        try await Self.build(in: sandbox)
        let said = try await sandbox.shell(
            "rk-prepare . --quiet > /dev/null; git fetch -q; git checkout -q releasekit--release; rk-release . > /dev/null; git tag >&2",
            in: "repo", environment: Self.environment(of: sandbox)
        ).said
        #expect(said.contains("error[RK-USAGE]: `releasekit--release` is checked out, the branch of a release"), "\(said)")
        #expect(!said.contains("base-v2.0.0"), "\(said)")
    }

    /// Four ecosystems in one request: what the tools make of the merged tree, and tags in each one's form, at most three in a push.
    @Test func polyglot() async throws {
        let sandbox = try await Sandbox()
        let tools = sandbox.cargoEnvironment.filter { $0.key.hasPrefix("RUSTUP_") }
        try await sandbox.check("'\(Programs.root)/scripts/sample-polyglot' comet", environment: tools)
        try await sandbox.check(
            """
            git clone -q --bare . ../origin.git && git remote remove origin 2> /dev/null; git remote add origin ../origin.git && git fetch -q
            printf '#!/bin/sh\\ngrep -c refs/tags/ >> ../pushes || :\\n' > ../origin.git/hooks/post-receive && chmod +x ../origin.git/hooks/post-receive
            branch=$(git branch --show-current)
            rk-prepare --quiet > ../prepared.json
            git fetch -q && git merge -q --no-ff -m merge origin/releasekit--release && git push -q origin "$branch" && rm ../pushes
            uv lock --check --offline -q --project "$(dirname "$(git ls-files '*uv.lock')")"
            cargo metadata --locked --offline --no-deps --format-version 1 --manifest-path "$(dirname "$(git ls-files '*Cargo.lock')")/Cargo.toml" > /dev/null
            (cd "$(dirname "$(git ls-files '*package-lock.json')")" && npm ci --dry-run --offline --ignore-scripts > /dev/null)
            rk-release --quiet > ../released.json
            git tag --points-at HEAD > ../tags
            rk-discover | rk-graph --topo | rk-version --format next > ../next
            """, in: "comet", environment: Self.environment(of: sandbox).merging(tools) { own, _ in own })
        let tags = Set(try sandbox.read("tags").split(separator: "\n").map(String.init))
        #expect(tags.count == 7 && tags.contains("go/v1.3.0") && tags.contains { $0.hasSuffix("1.3.0") && $0.contains("comet-core") })
        #expect(try sandbox.read("pushes").replacing("0\n", with: "") == "3\n3\n1\n")
        #expect(try sandbox.read("next").isEmpty)
    }

    /// What became of the actions, by kind.
    private static func states(_ text: String) -> [String: [String]] {
        let actions = ((try? JSON(parsing: Array(text.utf8)))?.object?["actions"]?.array ?? []).compactMap(\.object)
        return Dictionary(grouping: actions) { $0["do"]?.string ?? "" }.mapValues { $0.map { $0["status"]?.string ?? "" } }
    }
}
