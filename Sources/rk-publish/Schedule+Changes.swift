extension Schedule {
    /// Adds a package while the run is on; returns whether its id is new. It may begin at once when all that it needs is done, is blocked
    /// when one of them failed, and is cancelled after a cancel. Packages that are there already never wait for it.
    @discardableResult
    mutating func add(_ node: Node) -> Bool {
        guard positions[node.id] == nil else { return false }
        let index = entries.count
        positions[node.id] = index
        entries.append(Entry(node))
        order.append(index)
        countAdded()
        link(index, to: node.dependencies)
        ranksAreStale = true
        let needed = entries[index].dependencies.map { entries[$0].phase }
        if isCancelled || needed.contains(.cancelled) {
            move(index, to: .cancelled)
        } else if needed.contains(where: { $0.isBlocker || $0 == .blocked || $0 == .stuck }) {
            move(index, to: .blocked)
        } else if entries[index].pending == 0 {
            move(index, to: .ready)
        }
        return true
    }

    /// Takes out a package that has not begun, or waits to be tried again; any other stays what it is. Its dependents need not wait for it
    /// any more, or are blocked by it; returns those that are blocked now, in graph order.
    @discardableResult
    mutating func remove(_ id: String, blockDependents: Bool) -> [String] {
        guard let index = positions[id], entries[index].phase.isOpen, entries[index].phase != .running else { return [] }
        move(index, to: .removed(blocking: blockDependents))
        dropStaleWakes()
        guard !blockDependents else { return stop(dependentsOf: index, as: .blocked) }
        release(dependentsOf: index)
        return []
    }
}
