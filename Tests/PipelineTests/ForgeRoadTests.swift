import RKShared
import Support
import Testing

/// The road from commits to a request, and from the merged request to tags and pages, on each forge's protocol.
@Suite struct ForgeRoadTests {
    /// A request is opened, stays the only one, follows new commits, is merged, and its release is there once.
    @Test(arguments: ForgeSite.Kind.allCases) func road(on kind: ForgeSite.Kind) async throws {
        let scene = try await ForgeScene(kind)
        try await scene.run(
            """
            forge '_others?count=3'; propose first; state first; propose second; state second
            echo 2 > packages/p0/index.js; git commit -qam 'feat: count to two'; git push -q origin main
            propose third; state third
            forge '_merge?number=7&how=squash'; release fourth; release fifth; state fifth
            """)
        let (first, second, third) = (try scene.result("first"), try scene.result("second"), try scene.result("third"))
        #expect(first.status == 0 && second.status == 0 && third.status == 0, "\(first.errors)\(second.errors)\(third.errors)")
        let hasLabels = kind != .bitbucket
        #expect(first.actions(.openRequest) == [hasLabels ? "done" : "done: skipped: Bitbucket has no labels"])
        #expect(
            second.actions(.openRequest) == ["skipped: #7 says so already"] && third.actions(.openRequest).first?.hasPrefix("done") == true)
        let (opened, changed, released) = (try scene.state("first"), try scene.state("third"), try scene.state("fifth"))
        #expect(opened.requests.count == 1 && changed.requests.count == 1 && opened.labels == (hasLabels ? ["autorelease: pending"] : []))
        #expect(opened.requests.first?["title"]?.string == "chore: release p0 1.0.1, p1 1.0.1, p2 1.0.1")
        #expect(changed.requests.first?["title"]?.string == "chore: release p0 1.1.0, p1 1.0.1, p2 1.0.1")
        #expect(changed.requests.first?["body"]?.string?.contains("count to two") == true)
        let (fourth, fifth) = (try scene.result("fourth"), try scene.result("fifth"))
        #expect(fourth.status == 0 && fifth.status == 0, "\(fourth.errors)\(fifth.errors)")
        let none = [String](repeating: "skipped: Bitbucket has no releases, only tags", count: 3)
        #expect(fourth.actions(.publishRelease) == (kind == .bitbucket ? none : ["done", "done", "done"]))
        #expect(
            fifth.actions(.publishRelease) == (kind == .bitbucket ? none : .init(repeating: "skipped: its page is there already", count: 3))
        )
        #expect(released.releases.compactMap { $0["tag"]?.string } == (kind == .bitbucket ? [] : ["p0-v1.1.0", "p1-v1.0.1", "p2-v1.0.1"]))
        #expect(
            released.releases.allSatisfy { $0["draft"] == .bool(false) && $0["body"]?.string?.contains("begin at one") == true }
        )
        #expect(released.wrong == [], "\(released.wrong)")
        let tags = try await scene.sandbox.check("git -C origin.git tag --points-at main").text
        #expect(tags == "p0-v1.1.0\np1-v1.0.1\np2-v1.0.1\n")
    }

    /// Answers that are lost, a server in trouble, and limits lead to one request and one release each; the pages of long lists are read.
    @Test(arguments: ForgeSite.Kind.allCases) func troubles(on kind: ForgeSite.Kind) async throws {
        let scene = try await ForgeScene(kind, packages: 1)
        try await scene.run(
            """
            forge '_others?count=6'
            forge '_fault?match=GET.*/(pulls|merge_requests|pullrequests)&status=503&retry-after=0'
            forge '_fault?match=GET.*/(pulls|merge_requests|pullrequests)&drop=1'
            forge '_fault?match=POST.*/(pulls|merge_requests|pullrequests)&status=502&after=1'
            forge '_fault?match=(POST|PUT).*labels&status=429&retry-after=1'
            propose first; state first
            forge '_merge?number=13'
            forge '_fault?match=GET.*/releases/&status=403&x-ratelimit-remaining=0&x-ratelimit-reset=1767225600&body=API%20rate%20limit%20exceeded'
            forge '_fault?match=POST.*/releases$&drop=1&after=1'
            forge '_fault?match=PATCH.*/releases/&status=500&after=1'
            release second; state second
            """, environment: ["FORGE_PAGE": "5"])
        let (first, second) = (try scene.result("first"), try scene.result("second"))
        #expect(first.status == 0 && first.actions(.openRequest).first?.hasPrefix("done") == true, "\(first.errors)")
        let opened = try scene.state("first")
        #expect(opened.requests.count == 1 && opened.labels == (kind == .bitbucket ? [] : ["autorelease: pending"]))
        #expect(opened.asked.count { $0.hasPrefix("POST 2") || $0.hasPrefix("POST 502") } <= 4, "\(opened.asked)")
        #expect(
            second.status == 0
                && second.actions(.publishRelease).first == (kind == .bitbucket ? "skipped: Bitbucket has no releases, only tags" : "done"),
            "\(second.errors)")
        let released = try scene.state("second")
        #expect(released.releases.count == (kind == .bitbucket ? 0 : 1) && released.releases.allSatisfy { $0["draft"] == .bool(false) })
        #expect(released.wrong == [], "\(released.wrong)")
    }

    /// The merged request gets and loses labels, once; before it is merged there is nothing to label.
    @Test(arguments: ForgeSite.Kind.allCases) func labels(on kind: ForgeSite.Kind) async throws {
        let scene = try await ForgeScene(kind, packages: 1)
        try await scene.run(
            """
            label() {
                rk-discover | python3 -c 'import json, sys
            document = json.load(sys.stdin)
            document["actions"] = [{
                "id": "a1", "do": "label-request", "branch": "releasekit--release", "add": ["autorelease: tagged", "b"], "remove": ["autorelease: pending", "c"]}]
            json.dump(document, sys.stdout)' | keep "$1" rk-apply
            }
            propose first; label early; forge '_merge?number=1'; label second; label third; state third
            """)
        let results = try ["early", "second", "third"].map { try scene.result($0) }
        #expect(results.map(\.status) == [0, 0, 0], "\(results.map(\.errors))")
        let notes = ["skipped: no request of `releasekit--release` was merged", "done", "skipped: #1 has them already"]
        #expect(
            results.flatMap { $0.actions(.labelRequest) }
                == (kind == .bitbucket ? .init(repeating: "skipped: Bitbucket has no labels", count: 3) : notes))
        #expect(try Set(scene.state("third").labels) == (kind == .bitbucket ? [] : ["autorelease: tagged", "b"]))
        #expect(try scene.state("third").wrong == [])
    }

    /// How often the forge is asked does not depend on the number of packages.
    @Test(arguments: ForgeSite.Kind.allCases) func calls(to kind: ForgeSite.Kind) async throws {
        var counts: [Int] = []
        for packages in [3, 40] {
            let scene = try await ForgeScene(kind, packages: packages)
            try await scene.run("propose first; state first")
            #expect(try scene.result("first").status == 0)
            counts.append(try scene.state("first").asked.count)
        }
        #expect(counts[0] == counts[1] && counts[0] <= 6, "\(counts)")
    }

    /// A limit that holds for long ends the run with the time at which it is taken back; the same command goes on then.
    @Test func longLimit() async throws {
        let scene = try await ForgeScene(.github, packages: 1)
        try await scene.run(
            """
            forge "_fault?match=POST.*/pulls&status=403&x-ratelimit-remaining=0&x-ratelimit-reset=$(($(date +%s) + 3500))&body=API%20rate%20limit"
            propose first; propose second; state second
            """)
        let (first, second) = (try scene.result("first"), try scene.result("second"))
        #expect(
            first.status == 75 && first.codes == ["RK-RATE-LIMITED"] && first.errors.contains("in 59 min it answers again"),
            "\(first.errors)")
        #expect(second.status == 0 && second.actions(.push) == ["skipped: origin has it already"], "\(second.errors)")
        #expect(try scene.state("second").requests.count == 1)
    }

    /// A repository that had another name is found by the old one.
    @Test func movedRepository() async throws {
        let scene = try await ForgeScene(.github, packages: 1)
        try await scene.run(
            """
            git config url."$PWD/../origin.git".insteadOf "$FORGE/acme/old.git"; git remote set-url origin "$FORGE/acme/old.git"
            propose first; state first
            """)
        let first = try scene.result("first")
        #expect(first.status == 0, "\(first.errors)")
        #expect(try scene.state("first").requests.count == 1)
        #expect(try scene.state("first").wrong == [])
    }

    /// Files of a release are there before it is to be seen, each once, also when an answer is lost in between, or half of a file.
    @Test(arguments: [ForgeSite.Kind.github, .gitlab, .gitea]) func assets(_ kind: ForgeSite.Kind) async throws {
        let scene = try await ForgeScene(kind, packages: 1)
        try await scene.run(
            """
            propose first; forge '_merge?number=1'; git fetch -q origin && git merge -q --ff-only origin/main
            mkdir out; printf one > out/a.txt; printf two > 'out/b+c.txt'; printf '3\\r\\n--3' > 'out/d'
            forge '_fault?match=(POST|PUT).*b%252Bc.txt&status=502&after=1'
            forge '_fault?match=uploads.*name=d&status=502&after=1&cut=1'
            rk-discover | rk-propose --merged | rk-tag | python3 -c 'import json, sys
            document = json.load(sys.stdin)
            [one for one in document["actions"] if one["do"] == "publish-release"][0]["assets"] = ["out/a.txt", "out/b+c.txt", "out/d"]
            json.dump(document, sys.stdout)' | keep second rk-apply
            state second
            """)
        let second = try scene.result("second")
        #expect(second.status == 0 && second.actions(.publishRelease) == ["done"], "\(second.errors)")
        let release = try scene.state("second").releases.first
        #expect(
            release?["assets"] == .object(JSONObject(["a.txt": .string("one"), "b+c.txt": .string("two"), "d": .string("3\r\n--3")]))
                && release?["draft"] == .bool(false), "\(release ?? JSONObject())")
        #expect(try scene.state("second").wrong == [])
    }

    /// GitHub gives files other names; such a one is known again.
    @Test func renamedAsset() async throws {
        let scene = try await ForgeScene(.github, packages: 1)
        try await scene.run(
            """
            propose first; forge '_merge?number=1'; git fetch -q origin && git merge -q --ff-only origin/main
            mkdir out; printf two > 'out/b c.txt'
            forge '_fault?match=POST.*name=b&status=502&after=1'
            rk-discover | rk-propose --merged | rk-tag \
                | jq '(.actions[] | select(.do == "publish-release")).assets = ["out/b c.txt"]' | keep second rk-apply
            state second
            """)
        let second = try scene.result("second")
        #expect(second.actions(.publishRelease) == ["done"], "\(second.errors)")
        #expect(try scene.state("second").releases.first?["assets"] == .object(JSONObject(["b.c.txt": .string("two")])))
    }
}
