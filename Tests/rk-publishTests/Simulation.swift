import Support

@testable import rk_publish

/// A graph of packages with how long each takes.
struct Workload {
    /// The packages, dependencies first.
    var nodes: [Schedule.Node]
    /// The seconds of each package.
    var durations: [String: Double]

    /// A random graph: each package needs some of the earlier ones, near or far.
    init(packages: Int, seed: UInt64, weighted: Bool = false) {
        var random = SeededGenerator(seed: seed)
        let density = Double.random(in: 0...3, using: &random)
        let reach = Int.random(in: 1...max(packages, 1), using: &random)
        nodes = []
        durations = [:]
        for index in 0..<packages {
            var dependencies: [String] = []
            for _ in 0..<Int(Double.random(in: 0...(2 * density), using: &random)) where index > 0 {
                dependencies.append("p\(Int.random(in: max(0, index - reach)..<index, using: &random))")
            }
            let duration = Double.random(in: 0.1...10, using: &random)
            durations["p\(index)"] = duration
            nodes.append(Schedule.Node(id: "p\(index)", dependencies: dependencies, weight: weighted ? duration : 1))
        }
    }

    /// All packages that need one of these, directly or not; the slow and plain way.
    func dependents(of failed: Set<String>) -> Set<String> {
        var found: Set<String> = []
        for node in nodes where !found.isDisjoint(with: node.dependencies) || !failed.isDisjoint(with: node.dependencies) {
            found.insert(node.id)
        }
        return found
    }
}

/// The loop that feeds a schedule, on a simulated clock.
struct Simulation {
    /// When each package began.
    var begins: [String: Double] = [:]
    /// When each package ended.
    var ends: [String: Double] = [:]
    /// How many ran at once at most.
    var mostRunning = 0
    /// The schedule after the run.
    var schedule: Schedule

    /// Runs a workload; `retries` says how often a package fails before it ends, each time for a wait of a second.
    init(_ workload: Workload, jobs: Int, failing: Set<String> = [], retries: [String: Int] = [:]) {
        schedule = Schedule(workload.nodes)
        var left = retries
        var now = 0.0
        var running: [(end: Double, id: String)] = []
        while !schedule.isFinished {
            for id in schedule.start(limit: jobs, now: now) {
                if begins[id] == nil { begins[id] = now }
                running.append((now + (workload.durations[id] ?? 0), id))
            }
            mostRunning = max(mostRunning, running.count)
            let next = running.min { $0.end < $1.end }
            if let wake = schedule.nextWake, wake < next?.end ?? .infinity {
                now = wake
                continue
            }
            guard let next else { return }
            running.removeAll { $0.id == next.id }
            now = next.end
            if let count = left[next.id], count > 0 {
                left[next.id] = count - 1
                schedule.retry(next.id, at: now + 1)
                continue
            }
            ends[next.id] = now
            schedule.finish(next.id, failing.contains(next.id) ? .failed : .done)
        }
    }

    /// When the last package ended.
    var makespan: Double { ends.values.max() ?? 0 }

    /// The makespan of list scheduling, the slow and plain way: whenever a machine is free, the package with the longest path among those
    /// whose dependencies are done begins.
    static func listSchedulingMakespan(_ workload: Workload, jobs: Int) -> Double {
        var path: [String: Double] = [:]
        for node in workload.nodes.reversed() {
            let behind = workload.nodes.filter { $0.dependencies.contains(node.id) }.map { path[$0.id] ?? 0 }.max() ?? 0
            path[node.id] = node.weight + behind
        }
        var machines = [Double](repeating: 0, count: jobs)
        var ends: [String: Double] = [:]
        var open = workload.nodes
        while !open.isEmpty {
            let machine = machines.indices.min { machines[$0] < machines[$1] }!
            /// When all that a package needs is done.
            func readyTime(_ node: Schedule.Node) -> Double {
                node.dependencies.reduce(0) { max($0, ends[$1] ?? .infinity) }
            }
            let earliest = open.map(readyTime).min()!
            let now = max(machines[machine], earliest)
            var best: Int?
            for index in open.indices where readyTime(open[index]) <= now {
                if best == nil || path[open[index].id]! > path[open[best!].id]! { best = index }
            }
            let node = open.remove(at: best!)
            ends[node.id] = now + workload.durations[node.id]!
            machines[machine] = ends[node.id]!
        }
        return ends.values.max() ?? 0
    }
}
