/// A directed graph over the numbers `0..<count`, packed so that walking it touches little memory.
struct Network {
    /// An arrow between two numbers.
    struct Arc: Hashable {
        /// Where it starts: the one that depends.
        var from: Int
        /// Where it leads: the one that is depended on.
        var to: Int
    }

    /// How many nodes there are.
    let count: Int
    /// Where each node's targets begin; one more element than nodes.
    private let starts: [Int]
    /// The targets of all nodes, one node after the other.
    private let targets: [Int]

    /// A graph of these arcs; each node's targets stay in the order of the arcs.
    init(count: Int, arcs: [Arc]) {
        var starts = [Int](repeating: 0, count: count + 1)
        for arc in arcs { starts[arc.from + 1] += 1 }
        for node in 0..<count { starts[node + 1] += starts[node] }
        var free = starts
        var targets = [Int](repeating: 0, count: arcs.count)
        for arc in arcs {
            targets[free[arc.from]] = arc.to
            free[arc.from] += 1
        }
        self.count = count
        self.starts = starts
        self.targets = targets
    }

    /// The targets of a node.
    subscript(node: Int) -> ArraySlice<Int> { targets[starts[node]..<starts[node + 1]] }

    /// All arcs, by the node they start at.
    var arcs: [Arc] {
        (0..<count).flatMap { node in self[node].map { Arc(from: node, to: $0) } }
    }

    /// The same graph with every arc turned round.
    var reversed: Network {
        Network(count: count, arcs: arcs.map { Arc(from: $0.to, to: $0.from) })
    }

    /// Everything that can be reached from some nodes, these included.
    func reachable(from roots: some Sequence<Int>) -> [Bool] {
        var reached = [Bool](repeating: false, count: count)
        var pending: [Int] = []
        for root in roots where !reached[root] {
            reached[root] = true
            pending.append(root)
        }
        while let node = pending.popLast() {
            for target in self[node] where !reached[target] {
                reached[target] = true
                pending.append(target)
            }
        }
        return reached
    }
}
