extension Schedule {
    /// Where a package stands; nil for an unknown id. For many blocked packages `states` is cheaper.
    func state(of id: String) -> State? {
        guard let index = positions[id] else { return nil }
        return state(index, blockers: blockers(of: index))
    }

    /// How a package ended; nil while it is open, and for an unknown id.
    func outcome(of id: String) -> State? {
        guard let state = state(of: id), !state.isOpen else { return nil }
        return state
    }

    /// All packages in graph order with where they stand.
    var states: [(id: String, state: State)] {
        var lists = [[String]](repeating: [], count: entries.count)
        for index in order where entries[index].phase == .blocked { lists[index] = merge(of: index, lists) }
        for index in entries.indices where entries[index].phase == .stuck { lists[index] = blockers(of: index) }
        return entries.indices.map { (entries[$0].id, state($0, blockers: lists[$0])) }
    }

    /// What an entry is, with those that block it.
    private func state(_ index: Int, blockers: [String]) -> State {
        switch entries[index].phase {
        case .waiting: .waiting
        case .ready: .ready
        case .running: .running
        case .retrying(let time): .retrying(until: time)
        case .done: .done
        case .failed: .failed
        case .blocked, .stuck: .blocked(by: blockers)
        case .cancelled: .cancelled
        case .removed: .removed
        }
    }

    /// Who blocks an entry, sorted: found backwards through what is blocked; for a cycle, the neighbours on it.
    private func blockers(of index: Int) -> [String] {
        let start = entries[index].phase
        guard start == .blocked || start == .stuck else { return [] }
        var found: [String] = []
        var seen: Set<Int> = [index]
        var open = [index]
        while let current = open.popLast() {
            for dependency in entries[current].dependencies where seen.insert(dependency).inserted {
                let phase = entries[dependency].phase
                if phase.isBlocker || phase == .stuck { found.append(entries[dependency].id) }
                if phase == .blocked { open.append(dependency) }
            }
        }
        return found.sorted()
    }

    /// Who blocks an entry, sorted, when that is known for all that it needs; equal lists share their storage.
    private func merge(of index: Int, _ lists: [[String]]) -> [String] {
        var own: [String] = []
        var result: [String] = []
        for dependency in entries[index].dependencies {
            let phase = entries[dependency].phase
            if phase.isBlocker || phase == .stuck { own.append(entries[dependency].id) }
            if phase == .blocked { result = Self.union(result, lists[dependency]) }
        }
        return Self.union(result, own.sorted())
    }

    /// The union of two sorted lists.
    private static func union(_ left: [String], _ right: [String]) -> [String] {
        if right.isEmpty || left == right { return left }
        if left.isEmpty { return right }
        var result: [String] = []
        var (first, second) = (left.startIndex, right.startIndex)
        while first < left.endIndex, second < right.endIndex {
            if left[first] == right[second] {
                second += 1
            } else if right[second] < left[first] {
                result.append(right[second])
                second += 1
            } else {
                result.append(left[first])
                first += 1
            }
        }
        return result + left[first...] + right[second...]
    }
}
