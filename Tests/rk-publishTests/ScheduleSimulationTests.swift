import Support
import Testing

@testable import rk_publish

/// Seeds of the random graphs.
private let seeds = Array(UInt64(1)...60)

/// With as much knowledge as list scheduling has, the makespan is at most 5 % longer; with estimates and without.
@Test(arguments: seeds) func makespanIsThatOfListScheduling(seed: UInt64) {
    let workload = Workload(packages: Int(seed * 2), seed: seed, weighted: seed % 2 == 0)
    for jobs in [1, 2, 5, 16] {
        let simulation = Simulation(workload, jobs: jobs)
        let reference = Simulation.listSchedulingMakespan(workload, jobs: jobs)
        #expect(simulation.makespan <= reference * 1.05 + 1e-9, "seed \(seed), \(jobs) jobs: \(simulation.makespan) and \(reference)")
        #expect(simulation.ends.count == workload.nodes.count)
    }
}

/// A package begins when its own dependencies are done, never earlier, and never more run than allowed.
@Test(arguments: seeds) func dependenciesAndLimitHold(seed: UInt64) {
    let workload = Workload(packages: 80, seed: seed)
    let simulation = Simulation(workload, jobs: 4, retries: ["p0": 2, "p7": 1])
    for node in workload.nodes {
        for dependency in node.dependencies { #expect(simulation.begins[node.id]! >= simulation.ends[dependency]!) }
    }
    #expect(simulation.mostRunning <= 4)
    #expect(simulation.schedule.states.allSatisfy { $0.state == .done })
}

/// With room for all, a package begins at the very moment at which its last dependency is done, not when a level is.
@Test(arguments: seeds.prefix(20)) func nothingWaitsForALevel(seed: UInt64) {
    let workload = Workload(packages: 60, seed: seed)
    let simulation = Simulation(workload, jobs: 60)
    for node in workload.nodes {
        #expect(simulation.begins[node.id] == node.dependencies.map { simulation.ends[$0]! }.max() ?? 0)
    }
}

/// Failures block exactly what needs them, directly or not, with the failed ids as the reason; all else is done.
@Test(arguments: seeds) func failuresBlockExactlyTheirDependents(seed: UInt64) {
    let workload = Workload(packages: 80, seed: seed)
    var random = SeededGenerator(seed: seed &+ 1000)
    let failing = Set((0..<5).map { _ in "p\(Int.random(in: 0..<80, using: &random))" })
    let simulation = Simulation(workload, jobs: 3, failing: failing)
    let failed = failing.filter { simulation.schedule.state(of: $0) == .failed }
    let blocked = workload.dependents(of: failed)
    for (id, state) in simulation.schedule.states {
        if failed.contains(id) { continue }
        if blocked.contains(id) {
            let reasons = failed.filter { workload.dependents(of: [$0]).contains(id) }.sorted()
            #expect(state == .blocked(by: reasons))
            #expect(simulation.begins[id] == nil)
        } else {
            #expect(state == .done)
        }
        #expect(simulation.schedule.state(of: id) == state)
    }
}

/// Packages that come and go while the run is on break no rule: random steps on a random graph always come to an end.
@Test(arguments: seeds) func liveChangesKeepTheRules(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let workload = Workload(packages: 40, seed: seed)
    var needs = Dictionary(uniqueKeysWithValues: workload.nodes.map { ($0.id, $0.dependencies) })
    var schedule = Schedule(workload.nodes)
    var running: Set<String> = []
    var released: Set<String> = []
    var now = 0.0
    for step in 0..<2000 where !schedule.isFinished {
        now += 0.5
        for id in schedule.start(limit: 3, now: now) {
            #expect(needs[id]!.allSatisfy { released.contains($0) })
            #expect(!running.contains(id))
            running.insert(id)
        }
        #expect(running.count <= 3 && running.count == schedule.runningCount)
        let any = needs.keys.sorted().randomElement(using: &random)!
        switch Int.random(in: 0..<12, using: &random) {
        case 0 where step < 100:
            let node = Schedule.Node(id: "n\(step)", dependencies: [any])
            if schedule.add(node) { needs[node.id] = node.dependencies }
        case 1 where step < 100:
            let before = schedule.state(of: any)!
            let blocking = Bool.random(using: &random)
            schedule.remove(any, blockDependents: blocking)
            if before.isOpen, before != .running, !blocking { released.insert(any) }
        case 2: schedule.pause()
        case 3, 4: schedule.resume()
        case 5:
            guard let id = running.sorted().randomElement(using: &random) else { break }
            running.remove(id)
            schedule.retry(id, at: now + 3)
        default:
            guard let id = running.sorted().randomElement(using: &random) else { break }
            running.remove(id)
            let fails = Int.random(in: 0..<10, using: &random) == 0
            if !fails { released.insert(id) }
            schedule.finish(id, fails ? .failed : .done)
        }
    }
    #expect(schedule.isFinished)
    #expect(schedule.states.allSatisfy { !$0.state.isOpen })
}
