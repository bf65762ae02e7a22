import RKShared

extension Schedule {
    /// What an entry is; unlike `State` it does not name who blocks, which is looked up when asked.
    enum Phase: Sendable, Hashable {
        /// A dependency is not done.
        case waiting
        /// May begin.
        case ready
        /// Begun and not ended.
        case running
        /// To begin again at this time.
        case retrying(Double)
        /// Ended well.
        case done
        /// Ended badly.
        case failed
        /// Behind what failed or was removed.
        case blocked
        /// On a cycle, or behind one.
        case stuck
        /// Stopped.
        case cancelled
        /// Taken out, with or without its dependents.
        case removed(blocking: Bool)

        /// Whether the package can still begin or end.
        var isOpen: Bool {
            switch self {
            case .waiting, .ready, .running, .retrying: true
            case .done, .failed, .blocked, .stuck, .cancelled, .removed: false
            }
        }

        /// Whether dependents need not wait for it.
        var isSatisfied: Bool { self == .done || self == .removed(blocking: false) }

        /// Whether it is the reason why dependents are blocked.
        var isBlocker: Bool { self == .failed || self == .removed(blocking: true) }
    }

    /// A package with what is known about it.
    struct Entry: Sendable {
        /// The package's id.
        let id: String
        /// The place in graph order.
        let priority: Int
        /// How long it is expected to take; finite and not negative.
        let weight: Double
        /// Its weight with those of the heaviest chain of dependents behind it.
        var path = 0.0
        /// The entries that it needs, each once.
        var dependencies: [Int] = []
        /// The entries that need it, each once.
        var dependents: [Int] = []
        /// How many of `dependencies` are not satisfied.
        var pending = 0
        /// What it is now.
        var phase = Phase.waiting

        /// An entry without links.
        init(_ node: Node) {
            id = node.id
            priority = node.priority
            weight = node.weight.isFinite ? max(node.weight, 0) : 0
        }
    }

    /// The place of an entry among those that may begin.
    struct Rank: Comparable, Sendable {
        /// How much work stands behind it, the more the earlier.
        let path: Double
        /// The place in graph order, the smaller the earlier.
        let priority: Int
        /// The entry, the smaller the earlier.
        let index: Int

        /// Whether the left one begins first.
        static func < (left: Rank, right: Rank) -> Bool {
            if left.path != right.path { return left.path > right.path }
            if left.priority != right.priority { return left.priority < right.priority }
            return left.index < right.index
        }
    }

    /// When an entry is tried again.
    struct Wake: Comparable, Sendable {
        /// The time.
        let time: Double
        /// The entry.
        let index: Int

        /// Whether the left one comes first.
        static func < (left: Wake, right: Wake) -> Bool {
            left.time != right.time ? left.time < right.time : left.index < right.index
        }
    }

    /// Links an entry with what it needs, as far as that is known.
    mutating func link(_ index: Int, to dependencies: [String]) {
        var seen: Set<Int> = [index]
        for id in dependencies {
            guard let dependency = positions[id], seen.insert(dependency).inserted else { continue }
            entries[index].dependencies.append(dependency)
            entries[dependency].dependents.append(index)
            if !entries[dependency].phase.isSatisfied { entries[index].pending += 1 }
        }
    }

    /// Finds the order, makes ready what needs nothing, and gives up on cycles with all that is behind them.
    mutating func arrange() {
        var pending = entries.map(\.pending)
        order = entries.indices.filter { pending[$0] == 0 }
        for index in order { move(index, to: .ready) }
        var next = 0
        while next < order.count {
            for dependent in entries[order[next]].dependents {
                pending[dependent] -= 1
                if pending[dependent] == 0 { order.append(dependent) }
            }
            next += 1
        }
        for index in entries.indices where pending[index] > 0 { move(index, to: .stuck) }
    }

    /// Computes all paths, from the last dependents backwards, and queues what is ready by them.
    mutating func rank() {
        for index in order.reversed() {
            var longest = 0.0
            for dependent in entries[index].dependents { longest = max(longest, entries[dependent].path) }
            entries[index].path = entries[index].weight + longest
        }
        ranksAreStale = false
        ready = BinaryHeap()
        for index in entries.indices where entries[index].phase == .ready { makeReady(index) }
    }

    /// Queues an entry.
    mutating func makeReady(_ index: Int) {
        move(index, to: .ready)
        guard !ranksAreStale else { return }
        ready.insert(Rank(path: entries[index].path, priority: entries[index].priority, index: index))
    }

    /// Forgets the times of entries that are not to be tried again.
    mutating func dropStaleWakes() {
        while let wake = wakes.least, entries[wake.index].phase != .retrying(wake.time) { _ = wakes.popLeast() }
    }

    /// Counts a satisfied entry down in its dependents.
    mutating func release(dependentsOf index: Int) {
        for dependent in entries[index].dependents {
            entries[dependent].pending -= 1
            if entries[dependent].pending == 0, entries[dependent].phase == .waiting { makeReady(dependent) }
        }
    }

    /// Gives up on all that waits behind an entry and returns it in graph order.
    mutating func stop(dependentsOf index: Int, as phase: Phase) -> [String] {
        var stopped: [Int] = []
        var open = [index]
        while let current = open.popLast() {
            for dependent in entries[current].dependents where entries[dependent].phase == .waiting {
                move(dependent, to: phase)
                stopped.append(dependent)
                open.append(dependent)
            }
        }
        return stopped.sorted().map { entries[$0].id }
    }
}
