import RKShared

/// What the formats draw: the packages and edges of a document by number, in the order of levels, then ids.
struct GraphView {
    /// A package with its place in the graph.
    struct Node {
        /// The package.
        let package: Package
        /// Its level, as `graph.levels` counts: from 0.
        let level: Int
        /// Whether it lies on a cycle of hard dependencies.
        var onCycle = false
        /// Its edges that are not inert, by number in `edges`.
        var needs: [Int] = []
        /// How many edges that are not inert lead to it.
        var dependents = 0
        /// The nodes that must be done before it begins. In a cycle the members follow one another in id order, and who needs one of
        /// them waits for the last: never a cycle.
        var waits: [Int] = []

        /// The id.
        var id: String { package.id }
    }

    /// A dependency between two nodes.
    struct Edge {
        /// What a dependency means for the order.
        enum Strength {
            /// The release waits for it.
            case hard
            /// The order prefers it.
            case soft
            /// It is of no meaning for the release.
            case inert
        }

        /// The node that depends.
        let from: Int
        /// The node that is depended on.
        let to: Int
        /// Its kinds.
        let kinds: [Dependency.Kind]
        /// What it means for the order.
        let strength: Strength
        /// Whether both ends belong to one cycle that it holds together.
        let onCycle: Bool
    }

    /// The packages by level, then id.
    private(set) var nodes: [Node]
    /// The edges by `from`, then `to`.
    private(set) var edges: [Edge] = []

    /// The view of a graph of packages.
    /// - Throws: a `Fault` with the code `.documentInvalid` for an id that no picture can hold: an empty one, or one with control
    ///   characters.
    init(_ packages: [Package], _ graph: Graph) throws(Fault) {
        let byID = try PackageIndex(packages)
        nodes = []
        var numbers: [String: Int] = [:]
        for (level, ids) in graph.levels.enumerated() {
            for id in ids {
                guard let number = byID[id], numbers.updateValue(nodes.count, forKey: id) == nil else { continue }
                try Self.check(byID.packages[number])
                nodes.append(Node(package: byID.packages[number], level: level))
            }
        }
        for edge in graph.edges {
            guard let from = numbers[edge.from], let to = numbers[edge.to] else { continue }
            let strength: Edge.Strength = edge.hard ? .hard : edge.isInert ? .inert : .soft
            let onCycle = edge.hard && nodes[from].level == nodes[to].level
            edges.append(Edge(from: from, to: to, kinds: edge.kinds, strength: strength, onCycle: onCycle))
        }
        edges.sort { ($0.from, $0.to) < ($1.from, $1.to) }
        connect()
        orderWaits()
    }

    /// Refuses ids that would break lines or vanish.
    private static func check(_ package: Package) throws(Fault) {
        guard package.id.isEmpty || package.id.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return }
        throw Fault(
            .documentInvalid, "the id of a package is empty or holds a control character, so only --format json can show it",
            hint: "its manifest is \(package.manifest)", at: Place(package.manifest))
    }

    /// Enters the edges into their nodes.
    private mutating func connect() {
        for (number, edge) in edges.enumerated() where edge.strength != .inert {
            nodes[edge.from].needs.append(number)
            nodes[edge.to].dependents += 1
            guard edge.onCycle else { continue }
            nodes[edge.from].onCycle = true
            nodes[edge.to].onCycle = true
        }
    }

    /// Decides which nodes each one waits for.
    private mutating func orderWaits() {
        let inside = edges.filter(\.onCycle).map { Network.Arc(from: $0.from, to: $0.to) }
        let knots = Trees(count: nodes.count, arcs: inside).members
        var last = [Int](repeating: 0, count: nodes.count)
        for members in knots {
            for member in members { last[member] = members.last ?? member }
        }
        for members in knots {
            var waits: Set<Int> = []
            for member in members {
                for edge in nodes[member].needs.map({ edges[$0] }) where edge.strength == .hard && !edge.onCycle {
                    waits.insert(last[edge.to])
                }
            }
            if let first = members.first { nodes[first].waits = waits.sorted() }
            for (member, previous) in zip(members.dropFirst(), members) { nodes[member].waits = [previous] }
        }
    }
}
