/// The strongly connected components of a graph: sets of nodes that all reach each other. Tarjan 1972, without recursion.
struct Components {
    /// The component of each node.
    let number: [Int]
    /// The nodes of each component, ascending. What a component depends on has a smaller number.
    let members: [[Int]]

    /// The components of a graph, in linear time.
    init(of network: Network) {
        var search = Search(count: network.count)
        for root in 0..<network.count where search.index[root] == Search.unseen { search.visit(root, in: network) }
        number = search.number
        members = search.members
    }

    /// The graph between the components: each arc once, none inside a component.
    func condensed(_ network: Network) -> Network {
        Network(count: members.count, arcs: arcs(between: network.arcs))
    }

    /// Arcs between nodes as arcs between their components: each once, by start, then end; none inside a component.
    func arcs(between arcs: [Network.Arc]) -> [Network.Arc] {
        var result = arcs.map { Network.Arc(from: number[$0.from], to: number[$0.to]) }
        result.removeAll { $0.from == $0.to }
        result.sort { ($0.from, $0.to) < ($1.from, $1.to) }
        var last: Network.Arc?
        result.removeAll { arc in
            defer { last = arc }
            return arc == last
        }
        return result
    }
}

extension Components {
    /// The state of one depth-first search, with its own stack instead of the machine's.
    private struct Search {
        /// The index of a node that was not reached yet.
        static let unseen = -1

        /// When each node was reached.
        var index: [Int]
        /// The earliest reached node of the stack that each node leads back to.
        var low: [Int]
        /// The component of each node, once it is closed.
        var number: [Int]
        /// The components, as they are closed.
        var members: [[Int]] = []
        /// The nodes of components that are still open.
        private var open: [Int] = []
        /// The way from the root to the current node, with how many targets of each were followed.
        private var way: [(node: Int, followed: Int)] = []
        /// How many nodes were reached.
        private var clock = 0

        /// A search that has reached nothing.
        init(count: Int) {
            index = [Int](repeating: Self.unseen, count: count)
            low = index
            number = index
        }

        /// Reaches everything from a root and closes its components.
        mutating func visit(_ root: Int, in network: Network) {
            enter(root)
            while let (node, followed) = way.last {
                let targets = network[node]
                guard followed < targets.count else {
                    leave(node)
                    continue
                }
                way[way.count - 1].followed += 1
                let target = targets[targets.startIndex + followed]
                if index[target] == Self.unseen {
                    enter(target)
                } else if number[target] == Self.unseen {
                    low[node] = min(low[node], index[target])
                }
            }
        }

        /// Puts a node on the way.
        private mutating func enter(_ node: Int) {
            index[node] = clock
            low[node] = clock
            clock += 1
            open.append(node)
            way.append((node, 0))
        }

        /// Takes a node off the way; closes the component that it is the first node of.
        private mutating func leave(_ node: Int) {
            way.removeLast()
            if let parent = way.last?.node { low[parent] = min(low[parent], low[node]) }
            guard low[node] == index[node] else { return }
            var component: [Int] = []
            while let member = open.popLast() {
                number[member] = members.count
                component.append(member)
                if member == node { break }
            }
            members.append(component.sorted())
        }
    }
}
