/// The cycles of a graph: for each component with more than one node a shortest one through its smallest node, then further ones
/// until each node of the component lies on one.
struct Cycles {
    /// How much work may be done before the rest of a hostile graph is only counted; an arc that is looked at is 1.
    static let workLimit = 20_000_000
    /// The work that a node on a listed cycle stands for: it costs memory here and in every later stage.
    static let listingWork = 16

    /// The nodes on each cycle along the arcs, from its smallest one; the cycles in order of their nodes.
    private(set) var paths: [[Int]] = []
    /// How many nodes lie on cycles that were not listed, because listing them all would take too long.
    private(set) var unlisted = 0

    /// Finds the cycles; one for each component even where `limit` is passed.
    init(of network: Network, _ components: Components, limit: Int = workLimit) {
        let knots = components.members.filter { $0.count > 1 }
        guard !knots.isEmpty else { return }
        var search = Search(network, network.reversed, components)
        for members in knots {
            if let first = members.first { add(search.shortestCycle(through: first), to: &search) }
        }
        for members in knots {
            for member in members where !search.covered[member] {
                guard search.work < limit else {
                    unlisted += 1
                    continue
                }
                add(search.shortestCycle(through: member), to: &search)
            }
        }
        paths.sort { $0.lexicographicallyPrecedes($1) }
    }

    /// Keeps a cycle, turned so that it begins with its smallest node.
    private mutating func add(_ cycle: [Int], to search: inout Search) {
        guard let smallest = cycle.min(), let start = cycle.firstIndex(of: smallest) else { return }
        for node in cycle { search.covered[node] = true }
        paths.append(Array(cycle[start...] + cycle[..<start]))
    }
}

extension Cycles {
    /// Breadth-first searches inside components; the marks of one search are told from the next one's by its number.
    private struct Search {
        /// The graph.
        private let network: Network
        /// The graph with its arcs turned round.
        private let reversed: Network
        /// Its components.
        private let components: Components
        /// Which nodes lie on a cycle that was found.
        var covered: [Bool]
        /// How much was looked at.
        private(set) var work = 0
        /// The search that reached each node last.
        private var mark: [Int]
        /// From where it was reached.
        private var previous: [Int]
        /// The number of the current search.
        private var number = 0

        /// A search that has found nothing.
        init(_ network: Network, _ reversed: Network, _ components: Components) {
            self.network = network
            self.reversed = reversed
            self.components = components
            covered = [Bool](repeating: false, count: network.count)
            mark = [Int](repeating: 0, count: network.count)
            previous = mark
        }

        /// A shortest cycle through a node of a component with more than one node, from this node along the arcs.
        mutating func shortestCycle(through root: Int) -> [Int] {
            if let partner = mutualPartner(of: root) { return [root, partner] }
            number += 1
            var queue = [root]
            var next = 0
            while next < queue.count {
                let node = queue[next]
                next += 1
                for target in network[node] where components.number[target] == components.number[root] {
                    work += 1
                    if target == root { return way(from: root, to: node) }
                    guard mark[target] != number else { continue }
                    mark[target] = number
                    previous[target] = node
                    queue.append(target)
                }
            }
            return []
        }

        /// The smallest node that the root leads to and that leads back directly: the common case, found without a search.
        private mutating func mutualPartner(of root: Int) -> Int? {
            number += 1
            for target in network[root] { mark[target] = number }
            work += network[root].count + reversed[root].count
            return reversed[root].first { mark[$0] == number }
        }

        /// The nodes from the root to a node that the current search reached.
        private mutating func way(from root: Int, to node: Int) -> [Int] {
            var way: [Int] = []
            var node = node
            while node != root {
                way.append(node)
                node = previous[node]
            }
            way.append(root)
            work += way.count * Cycles.listingWork
            return way.reversed()
        }
    }
}
