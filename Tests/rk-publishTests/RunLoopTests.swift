import RKShared
import Synchronization
import Testing

@testable import rk_publish

/// A loop over packages whose work is played, with what it told.
private final class Play: Sendable {
    /// The events in order.
    let events = Mutex<[RunEvent]>([])
    /// How often the work on each package was begun.
    let begun = Mutex<[String: Int]>([:])
    /// The end of the loop's input.
    let feed: AsyncStream<RunLoop.Input>.Continuation
    /// The loop's input.
    let inputs: AsyncStream<RunLoop.Input>

    /// A play that did not begin.
    init() { (inputs, feed) = AsyncStream.makeStream(of: RunLoop.Input.self) }

    /// Runs a loop; each package is named with what it needs, and `work` gets its id and the number of the try.
    func run(
        _ graph: KeyValuePairs<String, [String]>, jobs: Int = 2, halt: Halt = Halt(),
        work: @escaping @Sendable (String, Int) async throws(Fault) -> Void
    ) async -> RunLoop {
        var items: [String: PublishPlan.Item] = [:]
        for (id, _) in graph {
            let package = Package(
                id: id, name: id, ecosystem: "uv", workspace: "w", path: id, manifest: "\(id)/pyproject.toml", version: "1")
            items[id] = PublishPlan.Item(package: package, version: "1", rewrite: Rewrite(), dependencies: [], level: 0, tag: nil)
        }
        var world = World.live
        world.random = { 0 }
        let schedule = Schedule(graph.enumerated().map { Schedule.Node(id: $1.key, dependencies: $1.value, priority: $0) })
        var loop = RunLoop(
            schedule, of: items, halt: halt, isFinal: true, options: RunOptions(jobs: jobs, attempts: 3), world: world,
            redaction: Redaction(secrets: ["topsecret"]), note: { [self] event in events.withLock { $0.append(event) } }, feed: feed
        ) { [self] item throws(Fault) in
            let count = begun.withLock { begun in
                begun[item.package.id, default: 0] += 1
                return begun[item.package.id] ?? 0
            }
            try await work(item.package.id, count)
            return Worker.Result(outcome: Outcome(package: item.package.id, version: "1", status: .published))
        }
        await loop.run(inputs)
        return loop
    }

    /// How often the end of a package was told.
    func ends(of id: String) -> Int {
        events.withLock { events in
            events.count { event in
                if case .ended(id, _, _) = event { return true }
                return false
            }
        }
    }
}

/// Waits until the work is broken off.
private func waitForever() async throws(Fault) {
    while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
    throw Fault(.toolFailed, "ended by signal 15")
}

/// What may pass is tried again, in the numbers that are allowed; what cannot is not; each end is told once, without secrets.
@Test func loopTriesAgain() async {
    let play = Play()
    let loop = await play.run(["a": [], "b": [], "c": ["b"], "d": ["c"], "e": []]) { (id, attempt) throws(Fault) in
        if id == "a", attempt < 3 { throw Fault(.serviceUnavailable, "503") }
        if id == "b" { throw Fault(.uploadFailed, "400 topsecret") }
        if id == "e" { throw Fault(.rateLimited, "429") }
    }
    #expect(play.begun.withLock { $0 } == ["a": 3, "b": 1, "e": 3])
    #expect(loop.outcomes["a"]?.status == .published && loop.outcomes["a"]?.attempts == 3)
    #expect(loop.outcomes["b"]?.why == "400 ***")
    #expect(loop.outcomes["d"]?.status == .blocked && loop.outcomes["d"]?.blockedBy == ["b"])
    #expect(loop.outcomes["e"]?.status == .failed && loop.outcomes["e"]?.attempts == 3)
    for id in ["a", "b", "c", "d", "e"] { #expect(play.ends(of: id) == 1, "\(id)") }
    #expect(loop.findings.map(\.code).sorted() == ["RK-RATE-LIMITED", "RK-UPLOAD-FAILED"])
}

/// Breaking off: what was begun is cancelled, not failed; a real failure of the same moment stays one; nothing else begins.
@Test func loopBreaksOff() async {
    let play = Play()
    let loop = await play.run(["a": [], "b": [], "c": ["a"], "d": []]) { (id, _) throws(Fault) in
        if id == "a" {
            try? await Task.sleep(for: .milliseconds(20))
            play.feed.yield(.control(.stop(15)))
            return try await waitForever()
        }
        while !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
        throw Fault(.pinConflict, "edited meanwhile")
    }
    #expect(loop.outcomes.mapValues(\.status) == ["a": .cancelled, "b": .failed, "c": .cancelled, "d": .cancelled])
    #expect(loop.findings.map(\.code) == ["RK-PIN-CONFLICT"])
    #expect(loop.halt.isAtOnce && loop.halt.signal == 15)
    #expect(play.begun.withLock { $0 } == ["a": 1, "b": 1])
    for id in ["a", "b", "c", "d"] { #expect(play.ends(of: id) == 1, "\(id)") }
}

/// The first Ctrl-C, and the deadline, let end what was begun; what waits for another try is cancelled with the reason of the last one.
@Test(arguments: [RunLoop.Input.control(.stop(2)), .control(.stop(nil)), .deadline]) func loopEndsCleanly(input: RunLoop.Input) async {
    let play = Play()
    let loop = await play.run(["a": [], "b": [], "c": ["a"]]) { (id, _) throws(Fault) in
        if id == "b" {
            var fault = Fault(.rateLimited, "429 for now")
            fault.retryAfter = 60
            throw fault
        }
        try? await Task.sleep(for: .milliseconds(50))
        play.feed.yield(input)
        try? await Task.sleep(for: .milliseconds(50))
    }
    #expect(loop.outcomes.mapValues(\.status) == ["a": .published, "b": .cancelled, "c": .cancelled])
    #expect(loop.outcomes["b"]?.why?.contains("429 for now") == true && loop.outcomes["b"]?.attempts == 1)
    #expect(loop.findings.isEmpty && !loop.halt.isAtOnce)
}

/// A pass that begins stopped begins nothing.
@Test func loopOfAStoppedRun() async {
    var halt = Halt()
    halt.expire()
    let play = Play()
    let loop = await play.run(["a": [], "b": ["a"]], halt: halt) { (_, _) throws(Fault) in }
    #expect(loop.outcomes.values.allSatisfy { $0.status == .cancelled && $0.attempts == 0 })
    #expect(play.begun.withLock { $0 }.isEmpty)
}
