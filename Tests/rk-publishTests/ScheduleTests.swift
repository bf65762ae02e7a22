import Testing

@testable import rk_publish

/// Nodes of equal weight from `id: dependencies`, in order.
private func nodes(_ pairs: KeyValuePairs<String, [String]>) -> [Schedule.Node] {
    pairs.map { Schedule.Node(id: $0.key, dependencies: $0.value) }
}

/// A diamond with a package beside it.
private let diamond = nodes(["a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"], "e": []])

/// A package begins as soon as its own dependencies are done; the longest path goes first.
@Test func diamondBeginsInOrder() {
    var schedule = Schedule(diamond)
    #expect(schedule.start(limit: 5, now: 0) == ["a", "e"])
    #expect(schedule.start(limit: 5, now: 0) == [])
    schedule.finish("a", .done)
    #expect(schedule.start(limit: 2, now: 1) == ["b"])
    schedule.finish("e", .done)
    #expect(schedule.start(limit: 2, now: 2) == ["c"])
    schedule.finish("b", .done)
    #expect(schedule.start(limit: 2, now: 3) == [])
    schedule.finish("c", .done)
    #expect(schedule.start(limit: 2, now: 4) == ["d"])
    schedule.finish("d", .done)
    #expect(schedule.isFinished)
}

/// What begins first: by path, then priority, then place; a weight that is no number counts as none.
@Test func orderOfBeginnings() {
    var schedule = Schedule(nodes(["x": [], "y": [], "long": [], "z": ["long"]]))
    #expect(schedule.start(limit: 3, now: 0) == ["long", "x", "y"])
    var weighted = Schedule([
        .init(id: "odd", dependencies: [], weight: .nan), .init(id: "late", dependencies: [], priority: 2),
        .init(id: "early", dependencies: [], priority: 1), .init(id: "heavy", dependencies: [], priority: 9, weight: 9),
    ])
    #expect(weighted.start(limit: 4, now: 0) == ["heavy", "early", "late", "odd"])
}

/// A failure blocks what needs it with the reason, and returns it once; a second failure adds its name.
@Test func failureBlocks() {
    var schedule = Schedule(nodes(["a": [], "b": [], "c": ["a"], "d": ["c", "b"], "e": ["b"], "f": []]))
    _ = schedule.start(limit: 3, now: 0)
    #expect(schedule.finish("b", .failed) == ["d", "e"])
    #expect(schedule.state(of: "d") == .blocked(by: ["b"]))
    #expect(schedule.finish("a", .failed) == ["c"])
    #expect(schedule.state(of: "d") == .blocked(by: ["a", "b"]))
    #expect(schedule.outcome(of: "e") == .blocked(by: ["b"]))
    #expect(schedule.finish("a", .done) == [])
    #expect(schedule.state(of: "a") == .failed)
    #expect(schedule.outcome(of: "f") == nil)
    schedule.finish("f", .done)
    #expect(schedule.isFinished)
}

/// A package that is tried again gives its room free and comes back at its time.
@Test func retryWaits() {
    var schedule = Schedule(nodes(["a": [], "b": []]))
    #expect(schedule.start(limit: 1, now: 0) == ["a"])
    schedule.retry("a", at: 5)
    schedule.retry("a", at: 7)
    #expect(schedule.state(of: "a") == .retrying(until: 5))
    #expect(schedule.nextWake == 5)
    #expect(schedule.start(limit: 1, now: 1) == ["b"])
    schedule.finish("b", .done)
    #expect(schedule.start(limit: 1, now: 4.9) == [])
    #expect(schedule.start(limit: 1, now: 5) == ["a"])
    #expect(schedule.nextWake == nil)
    schedule.finish("a", .done)
    #expect(schedule.isFinished)
}

/// While paused nothing begins and nothing wakes; what runs may end.
@Test func pauseHolds() {
    var schedule = Schedule(nodes(["a": [], "b": ["a"], "c": []]))
    #expect(schedule.start(limit: 2, now: 0) == ["a", "c"])
    schedule.retry("c", at: 2)
    schedule.pause()
    schedule.finish("a", .done)
    #expect(schedule.start(limit: 2, now: 3) == [])
    #expect(schedule.nextWake == nil)
    schedule.resume()
    #expect(schedule.nextWake == 2)
    #expect(schedule.start(limit: 2, now: 3) == ["b", "c"])
}

/// A cancel ends what has not begun and what waits to be tried again; what runs ends as it ends.
@Test func cancelEnds() {
    var schedule = Schedule(nodes(["a": [], "b": ["a"], "c": [], "d": []]))
    #expect(schedule.start(limit: 3, now: 0) == ["a", "c", "d"])
    schedule.retry("c", at: 9)
    #expect(schedule.cancel() == ["b", "c"])
    #expect(!schedule.isFinished)
    schedule.resume()
    #expect(schedule.start(limit: 9, now: 10) == [])
    schedule.finish("a", .done)
    schedule.retry("d", at: 20)
    #expect(schedule.state(of: "d") == .cancelled)
    #expect(schedule.add(.init(id: "e", dependencies: [])) == true)
    #expect(schedule.state(of: "e") == .cancelled)
    #expect(schedule.isFinished)
    #expect(schedule.nextWake == nil)
}

/// One package that was stopped stops what needs it.
@Test func stoppedPackageStopsDependents() {
    var schedule = Schedule(diamond)
    _ = schedule.start(limit: 2, now: 0)
    #expect(schedule.finish("a", .cancelled) == ["b", "c", "d"])
    schedule.add(.init(id: "f", dependencies: ["d"]))
    #expect(schedule.state(of: "f") == .cancelled)
}

/// What is unknown counts as done: also the package itself, and names that stand twice.
@Test func strangeDependencies() {
    var schedule = Schedule(nodes(["a": ["a", "gone", "b", "b"], "b": [], "b": ["a"]]))
    #expect(schedule.start(limit: 5, now: 0) == ["b"])
    schedule.finish("b", .done)
    schedule.finish("b", .failed)
    schedule.finish("nobody", .failed)
    #expect(schedule.start(limit: 5, now: 0) == ["a"])
    #expect(schedule.state(of: "nobody") == nil)
}

/// A cycle never begins, nor what is behind it; the run comes to its end all the same.
@Test func cycleIsBlocked() {
    var schedule = Schedule(nodes(["a": ["b"], "b": ["a"], "c": ["b"], "d": []]))
    #expect(schedule.start(limit: 5, now: 0) == ["d"])
    schedule.finish("d", .done)
    #expect(schedule.isFinished)
    let expected: [Schedule.State] = [.blocked(by: ["b"]), .blocked(by: ["a"]), .blocked(by: ["b"]), .done]
    #expect(schedule.states.map(\.state) == expected)
    #expect(["a", "b", "c", "d"].map { schedule.state(of: $0) } == expected)
}

/// What ended before it began (the registry had it) sets its dependents free.
@Test func endBeforeBeginning() {
    var schedule = Schedule(diamond)
    schedule.finish("b", .done)
    schedule.finish("a", .done)
    #expect(schedule.start(limit: 9, now: 0) == ["c", "e"])
    #expect(schedule.state(of: "b") == .done)
}

/// A package that is added waits for what it needs, and lengthens the path of that.
@Test func addedPackage() {
    var schedule = Schedule(nodes(["a": [], "b": [], "c": []]))
    #expect(schedule.add(.init(id: "d", dependencies: ["c"])) == true)
    #expect(schedule.add(.init(id: "a", dependencies: [])) == false)
    #expect(schedule.start(limit: 2, now: 0) == ["c", "a"])
    schedule.add(.init(id: "e", dependencies: ["c"]))
    schedule.finish("c", .done)
    schedule.add(.init(id: "f", dependencies: ["c", "gone"]))
    #expect(schedule.start(limit: 9, now: 0) == ["b", "d", "e", "f"])
    schedule.finish("b", .failed)
    schedule.add(.init(id: "g", dependencies: ["b"]))
    #expect(schedule.state(of: "g") == .blocked(by: ["b"]))
}

/// A package that is taken out sets its dependents free, or blocks them; one that runs stays.
@Test func removedPackage() {
    var free = Schedule(diamond)
    free.remove("a", blockDependents: false)
    #expect(free.start(limit: 9, now: 0) == ["b", "c", "e"])
    #expect(free.remove("b", blockDependents: true) == [])
    #expect(free.state(of: "b") == .running)
    var blocking = Schedule(diamond)
    #expect(blocking.remove("b", blockDependents: true) == ["d"])
    #expect(blocking.state(of: "d") == .blocked(by: ["b"]))
    #expect(blocking.state(of: "b") == .removed)
    blocking.remove("a", blockDependents: false)
    #expect(blocking.start(limit: 9, now: 0) == ["c", "e"])
}

/// A chain of ten thousand runs, and fails, in little time and without recursion.
@Test(.timeLimit(.minutes(20))) func longChain() {
    let chain = (0..<10_000).map { Schedule.Node(id: "p\($0)", dependencies: $0 == 0 ? [] : ["p\($0 - 1)"]) }
    var schedule = Schedule(chain)
    for index in 0..<5_000 {
        #expect(schedule.start(limit: 4, now: 0) == ["p\(index)"])
        schedule.finish("p\(index)", .done)
    }
    #expect(schedule.start(limit: 4, now: 0) == ["p5000"])
    #expect(schedule.finish("p5000", .failed).count == 4_999)
    #expect(schedule.isFinished)
    #expect(schedule.states.last?.state == .blocked(by: ["p5000"]))
    #expect(schedule.state(of: "p9999") == .blocked(by: ["p5000"]))
    #expect(Schedule(Array(chain.reversed())).openCount == 10_000)
}
