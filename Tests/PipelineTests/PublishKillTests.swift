import RKShared
import Support
import Testing

/// `kill -9` at every step of a diamond of six packages, then another run: each package is published exactly once, with the same bytes.
@Suite struct PublishKillTests {
    /// Where the first run is killed.
    enum Moment: Sendable, Hashable, CustomTestStringConvertible {
        /// Before the call of uv with this number.
        case before(Int)
        /// Behind it.
        case behind(Int)
        /// When it has told of this many events, and waits to tell of the next one.
        case event(Int)

        /// The name of the test.
        var testDescription: String {
            switch self {
            case .before(let number): "before call \(number)"
            case .behind(let number): "behind call \(number)"
            case .event(let number): "behind event \(number)"
            }
        }
    }

    /// Kills at a moment; false when the run was over before.
    private func kill(at moment: Moment, _ template: PublishScene) async throws -> Bool {
        let scene = try await template.copy()
        var hook = ""
        var script = "publish first --jobs 1 2> ../killed"
        switch moment {
        case .before(let number): hook = "[ $(wc -l < ../calls) = \(number) ] && kill -9 $PPID && exit 9"
        case .behind(let number): hook = "[ $(wc -l < ../calls) = \(number) ] && { \"$REAL_UV\" \"$@\"; kill -9 $PPID; exit 9; }"
        case .event(let number):
            script = """
                mkfifo ../pipe; publish first --jobs 1 --events ../pipe 2> ../killed & job=$!
                (for ((i = 0; i <= \(number); i++)); do IFS= read -r line < ../pipe; done) & reader=$!
                while kill -0 $reader 2> /dev/null && kill -0 $job 2> /dev/null; do sleep 0.01; done
                program=$(pgrep -P $job -x rk-publish) && sleep 0.02 && kill -9 $program
                kill $reader 2> /dev/null; wait $job 2> /dev/null
                """
        }
        try await scene.run("plan > ../first.in; cp ../first.in ../second.in; \(script); HOOK= publish second; true", hook: hook)
        let first = try scene.result("first")
        let second = try scene.result("second")
        #expect(
            second.status == 0 && second.count("published") + (first.status == 0 ? 6 : 0) == 6,
            "\(moment.testDescription): \(second.statuses) \(second.errors)")
        let digests = first.status == 0 ? first.digests : second.digests
        #expect(try await scene.stored() == digests && digests.count == 12, "\(moment.testDescription)")
        #expect(
            try scene.sandbox.read("log").split(separator: "\n").count { $0.contains("POST") && $0.contains("200") } == 12,
            "\(moment.testDescription)")
        #expect(try await scene.treeStatus() == "", "\(moment.testDescription)")
        #expect(try await scene.sandbox.shell("ls .git/rk", in: "repo").text == "lock\n", "\(moment.testDescription)")
        return first.status != 0
    }

    /// Kills at one moment after the other, two at a time, until a run is over before its moment came.
    private func killEverywhere(_ moments: [Moment]) async throws {
        let template = try await PublishScene()
        let survivors = try await withThrowingTaskGroup(of: Bool.self) { group in
            var survivors = 0
            for (index, moment) in moments.enumerated() {
                if index >= 2, try await group.next() == false { survivors += 1 }
                if survivors > 0 { break }
                group.addTask { try await kill(at: moment, template) }
            }
            for try await wasKilled in group where !wasKilled { survivors += 1 }
            return survivors
        }
        #expect(survivors > 0, "there are more moments than were tried")
    }

    /// Before and behind each call of uv.
    @Test func aroundEveryCall() async throws { try await killEverywhere((1...20).flatMap { [Moment.before($0), .behind($0)] }) }

    /// Behind each event.
    @Test func behindEveryEvent() async throws { try await killEverywhere((0...100).map(Moment.event)) }
}

extension PublishScene {
    /// The same repository again, with a registry of its own.
    fileprivate func copy() async throws -> PublishScene {
        let copy = PublishScene(in: try await Sandbox())
        try await copy.sandbox.check("cp -a '\(sandbox.folder)/repo' '\(sandbox.folder)/bin' .")
        return copy
    }
}
