import RKShared
import Support
import Testing

/// How a run is stopped, and how the next one goes on.
@Suite struct PublishStopTests {
    /// A signal, how often it comes, and how the run ends.
    struct Case: CustomTestStringConvertible, Sendable {
        /// The name for kill.
        let signal: String
        /// How often it is sent.
        let times: Int
        /// The exit status.
        let exit: Int
        /// How many packages are published by the stopped run.
        let published: Int

        /// The name of the test.
        var testDescription: String { "SIG\(signal) \(times) times" }
    }

    /// In the middle of several builds; the tree is clean, the document truthful, and another run does the rest.
    @Test(arguments: [
        Case(signal: "INT", times: 1, exit: 130, published: 3), Case(signal: "INT", times: 2, exit: 130, published: 0),
        Case(signal: "TERM", times: 1, exit: 143, published: 0), Case(signal: "HUP", times: 1, exit: 129, published: 0),
    ]) func signals(_ example: Case) async throws {
        let scene = try await PublishScene(["dia-a": [], "dia-b": [], "dia-c": [], "dia-x": ["dia-a", "dia-b"], "dia-y": ["dia-c"]])
        // A time of its own tells these processes from those of a test that runs beside this one.
        let seconds = "60.\(UInt32.random(in: 1000...9999))7"
        let build = example.published == 0 ? "sleep \(seconds)" : "until [ -f ../signalled ]; do sleep 0.1; done"
        try await scene.sandbox.check(
            "sed -i 's/1.0.0/1.1.0/' packages/dia-x/pyproject.toml && uv lock -q --offline && git commit -qam 'feat: x'", in: "repo")
        try await scene.run(
            """
            set -m; plan > ../first.in
            publish first --jobs 4 --events ../events & job=$!
            pause-until 3 '"building"' ../events; pause-until 3 build ../calls
            program=$(pgrep -g $job -x rk-publish)
            for ((i = 0; i < \(example.times); i++)); do kill -\(example.signal) $program; sleep 0.3; done
            touch ../signalled; wait $job; git status --porcelain > ../tree; pgrep -fc "sleep \(seconds)" > ../left || true
            HOOK= publish second
            """, hook: #"[ "$1" = build ] && [ ! -f ../first.status ] && { \#(build); }"#)
        let first = try scene.result("first")
        #expect(first.status == example.exit, "\(first.errors)")
        #expect(first.count("published") == example.published)
        #expect(first.count("cancelled") == 5 - example.published && first.codes.isEmpty, "\(first.statuses)")
        #expect(try scene.sandbox.read("tree") == "" && scene.sandbox.read("left").trimmed == "0")
        let second = try scene.result("second")
        #expect(second.status == 0 && second.count("published") == 5, "\(second.errors)")
        #expect(try await scene.stored() == second.digests && second.digests.count == 10)
        #expect(try await scene.treeStatus() == "")
    }

    /// After the deadline nothing begins; status 75, and the next run goes on.
    @Test func deadline() async throws {
        let scene = try await PublishScene(["acme-core": [], "acme-api": ["acme-core"], "acme-tool": ["acme-api"]])
        try await scene.run(
            "publish first --deadline 8s; publish second", hook: #"[ "$1" = build ] && [ ! -f ../first.status ] && sleep 8.5"#)
        let first = try scene.result("first")
        #expect(
            first.status == 75 && first.statuses == ["acme-core": "published", "acme-api": "cancelled", "acme-tool": "cancelled"],
            "\(first.errors)")
        #expect(first.codes == ["RK-DEADLINE-PASSED"] && first.why("acme-api")?.contains("deadline") == true)
        #expect(try scene.result("second").count("published") == 3)
    }

    /// Two runs at once: the second one says who is at work, and status 75; the lock does not show in the tree.
    @Test func lock() async throws {
        let scene = try await PublishScene(["acme-core": []])
        try await scene.run(
            "plan > ../first.in; cp ../first.in ../second.in; publish first --events ../events & pause-until 1 '\"building\"' ../events; publish second; git status --porcelain > ../tree; wait",
            hook: #"[ "$1" = build ] && until [ -f ../second.status ]; do sleep 0.1; done"#)
        let second = try scene.result("second")
        #expect(second.status == 75 && second.document == nil && second.errors.contains("rk-publish, process"), "\(second.errors)")
        #expect(try scene.result("first").status == 0)
        #expect(try scene.sandbox.read("tree").hasPrefix(" M ") == false)
    }

    /// `--resume` refuses another commit than that of the stopped run; `--fresh` forgets it.
    @Test func resumeIsAboutOneCommit() async throws {
        let scene = try await PublishScene(["acme-core": [], "acme-api": ["acme-core"]])
        try await scene.run(
            """
            publish first; git commit -q --allow-empty -m 'chore: other'
            publish other --resume; publish plain --only acme-none; publish fresh --fresh
            """, hook: #"[ "$1" = build ] && [[ "$*" == *acme-api ]] && [ ! -f ../other.status ] && exit 2"#)
        #expect(try scene.result("first").statuses == ["acme-core": "published", "acme-api": "failed"])
        let other = try scene.result("other")
        #expect(other.status == 65 && other.errors.contains("RK-REPOSITORY-MOVED") && other.document == nil, "\(other.errors)")
        let fresh = try scene.result("fresh")
        #expect(fresh.status == 0 && fresh.statuses == ["acme-core": "already-published", "acme-api": "published"], "\(fresh.errors)")
    }

    /// Pause and resume by signals: nothing begins while paused.
    @Test func pause() async throws {
        let scene = try await PublishScene(["acme-core": [], "acme-api": ["acme-core"]])
        try await scene.run(
            """
            set -m; plan > ../first.in
            publish first --events ../events & job=$!
            pause-until 1 '"building"' ../events; program=$(pgrep -g $job -x rk-publish); kill -USR1 $program; touch ../paused
            pause-until 1 '"ended"' ../events; sleep 1; grep -c acme-api ../events > ../during || true; kill -USR2 $program; wait $job
            """, hook: #"[ "$1" = build ] && { until [ -f ../paused ]; do sleep 0.1; done; sleep 0.5; }"#)
        #expect(try scene.sandbox.read("during").trimmed == "0")
        #expect(try scene.result("first").count("published") == 2)
    }
}
