import RKShared

/// Which package may begin when: a value that is told what happened and says what to start. It has no clock and no tasks; times are
/// seconds of the caller's clock. All work together is linear in packages and dependencies, apart from the logarithm of the queues.
struct Schedule: Sendable {
    /// A package to schedule.
    struct Node: Sendable, Hashable {
        /// The package's id.
        var id: String
        /// The ids that must be done first; unknown ones, and the package itself, count as done.
        var dependencies: [String]
        /// The place in graph order, the smaller the earlier; decides among equal paths.
        var priority: Int
        /// How long the package is expected to take, in any unit that all nodes share.
        var weight: Double

        /// A node; without knowledge all weights are equal.
        init(id: String, dependencies: [String], priority: Int = 0, weight: Double = 1) {
            self.id = id
            self.dependencies = dependencies
            self.priority = priority
            self.weight = weight
        }
    }

    /// Where a package stands.
    enum State: Sendable, Hashable {
        /// A dependency is not done.
        case waiting
        /// May begin as soon as there is room.
        case ready
        /// Begun and not ended.
        case running
        /// Begun, given up for now, and to begin again at this time.
        case retrying(until: Double)
        /// Ended well.
        case done
        /// Ended badly.
        case failed
        /// Can never begin: these ids, sorted, failed or were removed; or form a cycle with it.
        case blocked(by: [String])
        /// Stopped, or stopped before it began.
        case cancelled
        /// Taken out.
        case removed

        /// Whether the package can still begin or end.
        var isOpen: Bool {
            switch self {
            case .waiting, .ready, .running, .retrying: true
            case .done, .failed, .blocked, .cancelled, .removed: false
            }
        }
    }

    /// How the work on a package ended.
    enum Ending: Sendable, Hashable {
        /// Well: its dependents may begin.
        case done
        /// Badly: its dependents are blocked.
        case failed
        /// Stopped: its dependents are stopped too.
        case cancelled
    }

    /// The packages, in the order in which they were given.
    var entries: [Entry] = []
    /// Where each id stands in `entries`.
    var positions: [String: Int] = [:]
    /// The entries with dependencies before dependents; those on or behind a cycle are missing.
    var order: [Int] = []
    /// What may begin; may hold entries that are ready no longer.
    var ready = BinaryHeap<Rank>()
    /// When to try again; the least one is never out of date.
    var wakes = BinaryHeap<Wake>()
    /// Whether `path` of the entries has to be computed again.
    var ranksAreStale = true
    /// How many packages run.
    private(set) var runningCount = 0
    /// How many packages are open.
    private(set) var openCount = 0
    /// Whether nothing may begin for now.
    private(set) var isPaused = false
    /// Whether nothing may begin any more.
    private(set) var isCancelled = false

    /// A schedule of these packages in graph order; of two with one id the first counts.
    init(_ nodes: [Node]) {
        entries.reserveCapacity(nodes.count)
        var kept: [Node] = []
        for node in nodes where positions[node.id] == nil {
            positions[node.id] = entries.count
            entries.append(Entry(node))
            kept.append(node)
        }
        openCount = entries.count
        for (index, node) in kept.enumerated() { link(index, to: node.dependencies) }
        arrange()
    }

    /// Whether nothing is open any more.
    var isFinished: Bool { openCount == 0 }

    /// When `start` has something to try again, if nothing else happens; nil while paused.
    var nextWake: Double? { isPaused ? nil : wakes.least?.time }

    /// Begins what may begin at `now`, so that at most `limit` packages run, and returns it: what has the longest path of dependents
    /// behind it first, then the smaller priority, then what was given earlier.
    mutating func start(limit: Int, now: Double) -> [String] {
        guard !isPaused, !isCancelled else { return [] }
        while let wake = wakes.least, wake.time <= now {
            _ = wakes.popLeast()
            if entries[wake.index].phase == .retrying(wake.time) { makeReady(wake.index) }
        }
        dropStaleWakes()
        if ranksAreStale { rank() }
        var begun: [String] = []
        while runningCount < limit, let next = ready.popLeast() {
            guard entries[next.index].phase == .ready else { continue }
            move(next.index, to: .running)
            begun.append(entries[next.index].id)
        }
        return begun
    }

    /// Notes how a package ended and returns what can never begin for that reason, in graph order. A package that is not open (ended before,
    /// blocked, unknown) stays what it is.
    @discardableResult
    mutating func finish(_ id: String, _ ending: Ending) -> [String] {
        guard let index = positions[id], entries[index].phase.isOpen else { return [] }
        defer { dropStaleWakes() }
        switch ending {
        case .done:
            move(index, to: .done)
            release(dependentsOf: index)
            return []
        case .failed:
            move(index, to: .failed)
            return stop(dependentsOf: index, as: .blocked)
        case .cancelled:
            move(index, to: .cancelled)
            return stop(dependentsOf: index, as: .cancelled)
        }
    }

    /// Gives a running package's room free and begins it again at `time`; after a cancel the package is cancelled instead.
    mutating func retry(_ id: String, at time: Double) {
        guard let index = positions[id], entries[index].phase == .running else { return }
        guard !isCancelled else { return move(index, to: .cancelled) }
        let wake = Wake(time: time.isNaN ? 0 : time, index: index)
        move(index, to: .retrying(wake.time))
        wakes.insert(wake)
    }

    /// Lets nothing begin until `resume`; what runs goes on.
    mutating func pause() { isPaused = true }

    /// Ends a pause.
    mutating func resume() { isPaused = false }

    /// Lets nothing begin ever again and returns what is cancelled by that, in graph order; what runs has to be finished.
    @discardableResult
    mutating func cancel() -> [String] {
        isCancelled = true
        var cancelled: [String] = []
        for index in entries.indices where entries[index].phase.isOpen && entries[index].phase != .running {
            move(index, to: .cancelled)
            cancelled.append(entries[index].id)
        }
        wakes = BinaryHeap()
        return cancelled
    }

    /// Changes what an entry is, and the counts with it.
    mutating func move(_ index: Int, to phase: Phase) {
        let before = entries[index].phase
        openCount += (phase.isOpen ? 1 : 0) - (before.isOpen ? 1 : 0)
        runningCount += (phase == .running ? 1 : 0) - (before == .running ? 1 : 0)
        entries[index].phase = phase
    }

    /// Counts a new entry as open.
    mutating func countAdded() { openCount += 1 }
}
