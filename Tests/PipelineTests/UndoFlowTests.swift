import RKShared
import Support
import Testing

/// A release is undone, however far it came: with real git, a forge on loopback, a registry on loopback, the ecosystems' own tools.
@Suite struct UndoFlowTests {
    /// What scripts have besides those of the scene: `undo NAME OPTION…`, `merge NUMBER`, and `publish OPTION…`.
    private static let prelude = #"""
        undo() {
            local name=$1; shift
            rk-discover | rk-graph --topo | rk-propose --merged | rk-rollback "$@" 2> "../$name.plan" | keep "$name" rk-apply
        }
        merge() { forge "_merge?number=$1" > /dev/null; git fetch -q origin; git merge -q --ff-only origin/main; }
        publish() { rk-discover | rk-propose --merged | rk-graph --topo | rk-pin | rk-publish --quiet --no-smoke-test "$@" > ../published.json; }
        next() { rk-discover | rk-graph --topo | rk-version --format next; }

        """#

    /// Runs a script that must succeed beside a forge and a registry.
    private static func run(_ scene: ForgeScene, _ script: String) async throws {
        let server =
            "python3 '\(Programs.root)/Tests/PipelineTests/Scripts/forge-server.py' \(scene.kind.rawValue) ../origin.git bash ../script"
        try await scene.run(prelude + script, by: "rk-registry run --dir ../registry -- \(server)")
    }

    /// A release that nobody merged: its request is closed, its branch is gone, once; the next run of the flow proposes it anew.
    @Test(arguments: ForgeSite.Kind.allCases) func proposed(on kind: ForgeSite.Kind) async throws {
        let scene = try await ForgeScene(kind)
        try await Self.run(
            scene,
            """
            request() { rk-discover | rk-rollback --request | keep "$1" rk-apply; }
            propose first; request second; state second; git ls-remote origin > ../refs; request third
            propose fourth; state fourth
            git fetch -q && git checkout -q -b mine origin/releasekit--release && git commit -q --allow-empty -m mine
            git push -q origin HEAD:releasekit--release; git checkout -q main
            rk-discover | rk-rollback --request > /dev/null 2> ../foreign || echo $? >> ../foreign
            """)
        let (second, third) = (try scene.result("second"), try scene.result("third"))
        #expect(second.status == 0 && third.status == 0, "\(second.errors)\(third.errors)")
        #expect(second.actions(.closeRequest) == ["done"] && second.actions(.deleteBranch) == ["done"])
        #expect(third.actions(.closeRequest) == ["skipped: no request of `releasekit--release` into `main` is open"])
        #expect(third.actions(.deleteBranch).isEmpty)
        let (closed, again) = (try scene.state("second"), try scene.state("fourth"))
        #expect(closed.requests.compactMap { $0["state"]?.string } == ["closed"] && closed.labels.isEmpty)
        #expect(try !scene.sandbox.read("refs").contains("releasekit--release"))
        #expect(again.requests.compactMap { $0["state"]?.string } == ["closed", "open"] && again.wrong == [], "\(again.wrong)")
        let foreign = try scene.sandbox.read("foreign")
        #expect(foreign.contains("error[RK-BRANCH-FOREIGN]") && foreign.hasSuffix("\n65\n"), "\(foreign)")
    }

    /// A merged release that no registry has leaves nothing: no page, no tag, and a tree as it was before it, but for an empty record. It is
    /// not tagged again, can be undone once, and is due again.
    @Test(arguments: ForgeSite.Kind.allCases, [false, true]) func unpublished(on kind: ForgeSite.Kind, isTagged: Bool) async throws {
        let scene = try await ForgeScene(kind)
        try await Self.run(
            scene,
            """
            git rev-parse HEAD > ../base; propose first; merge 1
            if \(isTagged); then release second; fi
            echo later > notes.txt; git add notes.txt; git commit -qm 'docs: later'; git push -q origin main
            undo third; state third; undo fourth; state fourth; git ls-remote --tags origin > ../tags; git tag >> ../tags
            merge 2; git diff --stat "$(cat ../base)" HEAD > ../diff; undo fifth; release sixth; state sixth; next > ../next
            """)
        let names = ["third", "fourth", "fifth", "sixth"]
        for name in names {
            let result = try scene.result(name)
            #expect(result.status == 0, "\(name): \(result.errors)")
        }
        let (third, fourth) = (try scene.result("third"), try scene.result("fourth"))
        let done = [String](repeating: "done", count: isTagged ? 3 : 0)
        let lack = done.map { _ in "skipped: Bitbucket has no releases, only tags" }
        #expect(third.actions(.deleteRelease) == (kind == .bitbucket ? lack : done) && third.actions(.deleteTag) == done)
        #expect(third.actions(.openRequest) == ["done"] && fourth.actions(.openRequest) == ["skipped: #2 says so already"])
        #expect(fourth.actions(.deleteTag).isEmpty && fourth.actions(.push) == ["skipped: origin has it already"])
        #expect(try !scene.sandbox.read("tags").contains("v1.0.1"))
        #expect(try scene.state("third").labels == [] && scene.state("sixth").releases.isEmpty && scene.state("sixth").wrong == [])
        let diff = try scene.sandbox.read("diff").split(separator: "\n").map { $0.split(separator: "|")[0].trimmed }
        #expect(diff.dropLast() == [".releasekit/release.json", "notes.txt"], "\(diff)")
        #expect(try scene.sandbox.read("fifth.plan").contains("RK-UNDO-NOTHING"))
        #expect(try scene.result("sixth").actions(.tag).isEmpty && scene.sandbox.read("next") == "p0 1.0.1\np1 1.0.1\np2 1.0.1\n")
    }

    /// A release that came half into a registry: what is there is deprecated and stays with tag and page, the rest is taken back and is due again,
    /// and nothing publishes it from the old record. With --force, tag, page and version go too.
    @Test func halfPublished() async throws {
        let scene = try await ForgeScene(.github)
        try await Self.run(
            scene,
            """
            (cd packages/p0 && npm publish --silent > /dev/null)
            propose first; merge 1; release second; publish --only p0
            undo third; state third; undo fourth; npm view p0@1.0.1 deprecated > ../deprecated; git ls-remote --tags origin > ../tags
            git tag > ../local
            undo forced --force; state forced; npm view p0 versions --json --prefer-online > ../versions; git ls-remote --tags origin > ../left
            merge 2; publish; next > ../next
            """)
        let (third, fourth, forced) = (try scene.result("third"), try scene.result("fourth"), try scene.result("forced"))
        #expect(third.status == 0 && fourth.status == 0 && forced.status == 0, "\(third.errors)\(fourth.errors)\(forced.errors)")
        #expect(try scene.sandbox.read("third.plan").contains("published in part: 1 of 3 packages"))
        #expect(try scene.sandbox.read("third.plan").contains("warning[RK-UNDO-FORWARD]: npm:p0 1.0.1 can be had for good"))
        #expect(third.actions(.withdraw) == ["done"] && fourth.actions(.withdraw) == ["skipped: it is so already"])
        #expect(third.actions(.deleteTag) == ["done", "done"] && third.actions(.writeFile).count == 1)
        #expect(try scene.sandbox.read("deprecated") == "released by mistake\n")
        #expect(try scene.state("third").releases.compactMap { $0["tag"]?.string } == ["p0-v1.0.1"])
        let (tags, local) = (try scene.sandbox.read("tags"), try scene.sandbox.read("local"))
        #expect(tags.contains("p0-v1.0.1\n") && !tags.contains("p1-v1.0.1") && !local.contains("p2-v1.0.1"))
        #expect(forced.actions(.withdraw) == ["done"] && forced.actions(.deleteTag) == ["done"])
        #expect(try scene.state("forced").releases.isEmpty && !scene.sandbox.read("left").contains("v1.0.1"))
        #expect(try !scene.sandbox.read("versions").contains("1.0.1"))
        let results = (try JSON(parsing: Array(try scene.sandbox.read("published.json").utf8)).object?["results"]?.array ?? [])
        #expect(results.allSatisfy { $0.object?["status"]?.string == "skipped" })
        #expect(try scene.sandbox.read("next") == "p0 1.0.1\np1 1.0.1\np2 1.0.1\n")
    }

    /// One package of a release is undone: its page and tag go, and it is due again; the others keep theirs, also when the flow runs again, and
    /// can be undone later with the commit.
    @Test func narrowed() async throws {
        let scene = try await ForgeScene(.gitlab)
        try await Self.run(
            scene,
            """
            git rev-parse HEAD > ../base; propose first; merge 1; release second; undo third --package p1; merge 2
            release fourth; state fourth; git ls-remote --tags origin > ../tags; next > ../next
            undo fifth; merge 3; release sixth; git ls-remote --tags origin > ../left; git diff --stat "$(cat ../base)" HEAD > ../diff
            """)
        let (third, fourth, fifth) = (try scene.result("third"), try scene.result("fourth"), try scene.result("fifth"))
        #expect(third.status == 0 && fourth.status == 0 && fifth.status == 0, "\(third.errors)\(fourth.errors)\(fifth.errors)")
        #expect(third.actions(.deleteTag) == ["done"] && third.actions(.labelRequest).isEmpty)
        #expect(fourth.actions(.tag) == ["skipped: it is there already", "skipped: it is there already"])
        #expect(try scene.state("fourth").releases.compactMap { $0["tag"]?.string } == ["p0-v1.0.1", "p2-v1.0.1"])
        let tags = try scene.sandbox.read("tags")
        #expect(tags.contains("p0-v1.0.1") && !tags.contains("p1-v1.0.1") && tags.contains("p2-v1.0.1"))
        #expect(try scene.sandbox.read("next") == "p1 1.0.2\n" && !scene.sandbox.read("left").contains("v1.0.1"))
        #expect(try scene.sandbox.read("diff").contains("1 file changed"))
    }

    /// Killed at any moment, the same plan brings the undo about; then nothing is left to do.
    @Test func kills() async throws {
        let scene = try await ForgeScene(.github)
        try await Self.run(
            scene,
            """
            propose first; merge 1; release second; publish --only p0
            rk-discover | rk-graph --topo | rk-propose --merged | rk-rollback --quiet > ../plan.json
            for delay in 0.05 0.15 0.3 0.5 0.7 0.9; do
                timeout -s KILL $delay rk-apply --quiet < ../plan.json > ../killed.json
                while pgrep -f "$PWD/.git/rk/release" > /dev/null; do sleep 0.05; done
                find .git ../origin.git -name '*.lock' -delete
            done
            keep third rk-apply < ../plan.json; keep fourth rk-apply < ../plan.json; state fourth
            git ls-remote origin > ../refs; ls .git/rk > ../left; git status --porcelain >> ../left
            """)
        let (third, fourth, state) = (try scene.result("third"), try scene.result("fourth"), try scene.state("fourth"))
        #expect(third.status == 0 && fourth.status == 0, "\(third.errors)\(fourth.errors)")
        for kind in [Action.Kind.withdraw, .deleteRelease, .deleteTag, .push, .openRequest] {
            #expect(fourth.actions(kind).allSatisfy { $0.hasPrefix("skipped: ") }, "\(kind) \(fourth.actions(kind))")
        }
        #expect(state.releases.compactMap { $0["tag"]?.string } == ["p0-v1.0.1"] && state.wrong == [], "\(state.wrong)")
        #expect(try !scene.sandbox.read("refs").contains("p1-v1.0.1") && scene.sandbox.read("refs").contains("heads/releasekit--undo"))
        #expect(try scene.sandbox.read("left") == "lock\n")
    }

    /// A whole release of four languages: each is withdrawn by its own tool or call, pages over what is the registry's last word, and the
    /// next release of the Go module retracts the one before.
    @Test func published() async throws {
        let sandbox = try await Sandbox()
        var environment = sandbox.cargoEnvironment.filter { $0.key.hasPrefix("RUSTUP_") || $0.key == "CARGO_HOME" }
        environment["PATH"] = "\(Programs.root)/bin:\((sandbox.environment["PATH"] ?? nil) ?? "")"
        environment["GOFLAGS"] = "-modcacherw"
        environment["GOMODCACHE"] = "\(sandbox.folder)/modules"
        try await sandbox.check("'\(Programs.root)/scripts/sample-polyglot' comet", environment: environment)
        try await sandbox.write(
            "script",
            """
            set -e
            road() { rk-prepare --quiet > ../p.json; git fetch -q; git merge -q --no-ff -m merge origin/releasekit--release; git push -q origin main; }
            road; rk-release --quiet > ../r.json; rk-ship --quiet --no-smoke-test > ../s.json
            rk-undo --reason 'loses data' > ../undo.json 2> ../undo; rk-undo --quiet --reason 'loses data' > ../again.json
            curl -fsS -H 'Accept: application/vnd.pypi.simple.v1+json' "$RK_REGISTRY/simple/comet-core/" | jq -r '.files[].yanked' > ../pypi
            curl -fsS "${CARGO_REGISTRIES_RK_INDEX#sparse+}co/me/comet-wire" | jq .yanked > ../cargo
            npm view @comet/ui deprecated > ../npm
            git fetch -q; git merge -q origin/releasekit--undo; git push -q origin main
            rk-ship --quiet > ../nothing.json; road; rk-release --quiet > ../r.json; rk-ship --quiet --no-smoke-test > ../s.json
            mkdir ../user; cd ../user; go mod init example.com/user 2> /dev/null
            go list -m -versions comet.dev/comet/go > ../listed; go list -m -f '{{.Retracted}}' -retracted comet.dev/comet/go@v1.3.0 >> ../listed
            """)
        try await sandbox.check(
            """
            git clone -q --bare . ../origin.git && git remote add origin ../origin.git && git fetch -q
            rk-registry run --dir ../registry --go-repository comet.dev/comet=../origin.git -- bash ../script
            """, in: "comet", environment: environment)
        #expect(try sandbox.read("undo").contains("is published\n"))
        let (first, again) = (try Self.notes("undo.json", in: sandbox), try Self.notes("again.json", in: sandbox))
        let order = ["pypi:comet-server", "pypi:comet-core", "npm:@comet/ui", "npm:@comet/client", "cargo:comet-cli", "cargo:comet-wire"]
        #expect(first == order.map { "\($0) done" } && again == order.map { "\($0) skipped: it is so already" }, "\(first) \(again)")
        #expect(try sandbox.read("pypi") == "loses data\nloses data\n" && sandbox.read("npm") == "loses data\n")
        #expect(try sandbox.read("cargo") == "true\n")
        #expect(try !sandbox.read("nothing.json").contains("\"published\""))
        #expect(try sandbox.read("listed") == "comet.dev/comet/go v1.2.0 v1.3.1\n[loses data]\n")
    }

    /// The withdrawals of a document as `package status: note`.
    private static func notes(_ name: String, in sandbox: Sandbox) throws -> [String] {
        let actions = try Document(parsing: Array(try sandbox.read(name).utf8)).actions ?? []
        return actions.compactMap { action in
            guard case .withdraw(let withdrawal) = action.work else { return nil }
            return "\(withdrawal.package) \(action.status?.rawValue ?? "planned")\(action.note.map { ": \($0)" } ?? "")"
        }
    }

    /// What would break users, or lose what somebody did, is refused with a code and a remedy; nothing is done then.
    @Test func refusals() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("repo", ["base": [], "core": ["base>=1"], "cli": ["core>=1"]])
        try await sandbox.write(
            "script",
            """
            plan() { rk-discover | rk-graph --topo | rk-propose --merged; }
            try() { local name=$1; shift; plan | rk-rollback "$@" > "../$name.json" 2> "../$name"; echo $? >> "../$name"; }
            for name in base core cli; do echo 1 > packages/$name/src/$name/x.txt; done; git add -A; git commit -qm 'fix: all'
            git rev-parse HEAD > ../before; rk-discover | rk-graph --topo | rk-version | rk-propose --local | rk-apply --quiet > /dev/null
            git rev-parse HEAD > ../release; rk-release --quiet > /dev/null
            rk-ship --quiet --no-smoke-test > ../results.json
            try needed --package core; try both --package core --package cli; try forced --package core --force
            try unknown --package cor; try tag --tag core-v1.0.9; try whole --tag core-v1.0.1 --tag cli-v1.0.1 --tag base-v1.0.1
            try version --force; jq 'del(.versions, .release)' ../results.json | rk-rollback --no-revert > ../old.json 2> ../old
            sed -i 's/^version = .*/version = "1.0.1"  # mine/' packages/cli/pyproject.toml; git commit -qam 'chore: edit'
            try conflict --force; try kept --force --no-revert
            git tag -f -a -m moved core-v1.0.1 HEAD~2 > /dev/null; try moved --force
            """)
        try await sandbox.check(
            """
            git clone -q --bare . ../origin.git && git remote add origin ../origin.git && git fetch -q
            rk-registry run --dir ../registry -- bash ../script
            """, in: "repo", environment: ["PATH": "\(Programs.root)/bin:\((sandbox.environment["PATH"] ?? nil) ?? "")"])
        let needed = try sandbox.read("needed")
        #expect(needed.contains("error[RK-UNDO-BREAKS]: pypi:cli 1.0.1 is published, stays, and needs pypi:core 1.0.1"), "\(needed)")
        #expect(needed.hasSuffix("\n1\n") && Self.kinds("needed", sandbox).isEmpty)
        #expect(
            Self.kinds("both", sandbox) == ["withdraw", "withdraw", "start-branch", "write-file", "commit", "push", "open-request"])
        #expect(Self.kinds("forced", sandbox).prefix(3) == ["withdraw", "delete-release", "delete-tag"])
        #expect(try sandbox.read("unknown").contains("did you mean `core`?") && sandbox.read("unknown").hasSuffix("\n64\n"))
        #expect(try sandbox.read("tag").contains("did you mean `core-v1.0.1`?") && sandbox.read("tag").hasSuffix("\n64\n"))
        #expect(Self.kinds("whole", sandbox).filter { $0 == "withdraw" }.count == 3)
        #expect(Self.kinds("old", sandbox) == ["withdraw", "withdraw", "withdraw"])
        #expect(Self.kinds("version", sandbox).filter { $0 == "delete-tag" }.count == 3)
        let conflict = try sandbox.read("conflict")
        #expect(
            conflict.contains("error[RK-UNDO-CONFLICT]: `packages/cli/pyproject.toml` was changed since") && conflict.hasSuffix("\n1\n"),
            "\(conflict)")
        #expect(Self.kinds("conflict", sandbox).isEmpty && !Self.kinds("kept", sandbox).contains("commit"))
        let moved = try sandbox.read("moved")
        #expect(moved.contains("error[RK-TAG-TAKEN]: the tag `core-v1.0.1` is on") && moved.hasSuffix("\n1\n"), "\(moved)")
    }

    /// The kinds of the planned actions.
    private static func kinds(_ name: String, _ sandbox: Sandbox) -> [String] {
        let text = (try? sandbox.read("\(name).json")) ?? ""
        let actions = (try? Document(parsing: Array(text.utf8)))?.actions ?? []
        return actions.filter { $0.rest["stage"]?.string == "rk-rollback" }.map(\.work.kind.rawValue)
    }

    /// What an index cannot be told by any call is left to a person, with the page; the rest goes on.
    @Test func byHand() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("repo", ["base": []])
        try await sandbox.write("index/simple/base/index.html", "<a href='base-1.0.1.tar.gz'>base</a>")
        try await sandbox.write(
            "index.py",
            """
            import functools, http.server, os, subprocess, sys
            handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory="../index")
            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
            import threading
            threading.Thread(target=server.serve_forever, daemon=True).start()
            environment = {**os.environ, "RK_REGISTRY": f"http://127.0.0.1:{server.server_port}/"}
            sys.exit(subprocess.run(sys.argv[1:], env=environment).returncode)
            """)
        try await sandbox.write(
            "script",
            """
            set -e
            echo 1 > packages/base/src/base/x.txt; git add -A; git commit -qm 'fix: one'
            rk-discover | rk-graph --topo | rk-version | rk-propose --local | rk-apply --quiet > /dev/null
            rk-discover | rk-propose --merged | rk-rollback --local > ../plan.json; rk-apply < ../plan.json > ../done.json
            """)
        try await sandbox.check("python3 ../index.py bash ../script 2> ../log", in: "repo")
        let actions = try #require(try Document(parsing: Array(try sandbox.read("done.json").utf8)).actions)
        #expect(actions.map { $0.status?.rawValue } == ["skipped", "done", "done"])
        let note = actions.first?.note ?? ""
        #expect(note.hasPrefix("by hand: ") && note.hasSuffix("/manage/project/base/release/1.0.1/"), "\(note)")
    }

    /// In place: a commit on the branch that is checked out, made once; what was changed since stays, and nothing is left to undo then.
    @Test func local() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("repo", ["base": [], "core": ["base>=1"]])
        try await sandbox.write(
            "script",
            """
            set -e
            echo 1 > packages/base/src/base/x.txt; git add -A; git commit -qm 'fix: one'
            rk-discover | rk-graph --topo | rk-version | rk-changelog | rk-propose --local | rk-apply --quiet > /dev/null
            rk-discover | rk-propose --merged | rk-tag --no-push | rk-apply --quiet > /dev/null
            echo '# later' >> packages/base/pyproject.toml; git commit -qam 'docs: later'
            rk-discover | rk-propose --merged | rk-rollback --local > ../plan.json; rk-apply --quiet < ../plan.json > ../done.json
            rk-apply --quiet < ../plan.json > ../again.json; git tag > ../tags; git status --porcelain >> ../tags
            git diff --unified=0 HEAD~3 HEAD -- packages > ../diff; rk-undo --local 2> ../twice > /dev/null; git log --oneline | wc -l >> ../twice
            """)
        try await sandbox.check(
            "rk-registry run --dir ../registry -- bash ../script", in: "repo",
            environment: ["PATH": "\(Programs.root)/bin:\((sandbox.environment["PATH"] ?? nil) ?? "")"])
        let again = try Document(parsing: Array(try sandbox.read("again.json").utf8)).actions ?? []
        #expect(!again.isEmpty && again.allSatisfy { $0.status == .skipped }, "\(again.map { $0.status?.rawValue })")
        #expect(try sandbox.read("tags") == "base-v1.0.0\ncore-v1.0.0\n")
        let changes = try sandbox.read("diff").split(separator: "\n").filter { $0.hasPrefix("+") || $0.hasPrefix("-") }
        #expect(changes.count == 3 && changes.last == "+# later", "\(changes)")
        #expect(try sandbox.read("twice").contains("warning[RK-UNDO-NOTHING]") && sandbox.read("twice").hasSuffix("\n5\n"))
    }
}
