import RKShared

/// What follows from the dependencies between numbered packages: levels, an order, trees and cycles. Time and memory are linear but
/// for sorting; nothing recurses.
struct Topology {
    /// Kahn levels over hard dependencies, each ascending; the members of a cycle share one.
    let levels: [[Int]]
    /// Every number, dependencies first, ties ascending; the members of a cycle are neighbours.
    let order: [Int]
    /// Connected components over hard and soft dependencies.
    let trees: [[Int]]
    /// The cycles over hard dependencies.
    let cycles: Cycles

    /// The topology of the numbers `0..<count`.
    /// - Parameters:
    ///   - hard: What must be released first; each arc once, by start, then end.
    ///   - soft: What had better be released first.
    init(count: Int, hard: [Network.Arc], soft: [Network.Arc]) {
        let network = Network(count: count, arcs: hard)
        let components = Components(of: network)
        let condensed = components.condensed(network)
        levels = Self.levels(components, condensed)
        order = Self.order(components, condensed, soft)
        trees = Trees(count: count, arcs: hard + soft).members
        cycles = Cycles(of: network, components)
    }

    /// Each component one level above the highest of those it needs.
    private static func levels(_ components: Components, _ condensed: Network) -> [[Int]] {
        var height = [Int](repeating: 0, count: condensed.count)
        for component in 0..<condensed.count {
            for need in condensed[component] { height[component] = max(height[component], height[need] + 1) }
        }
        var levels = [[Int]](repeating: [], count: (height.max() ?? -1) + 1)
        for node in components.number.indices { levels[height[components.number[node]]].append(node) }
        return levels
    }

    /// The smallest component whose needs and wishes are fulfilled goes first (Kahn 1962).
    private static func order(_ components: Components, _ condensed: Network, _ soft: [Network.Arc]) -> [Int] {
        let rank = components.members.map { $0.first ?? 0 }
        let wishes = Preferences(components.arcs(between: soft), firm: condensed, rank: rank).kept
        let needs = Network(count: condensed.count, arcs: condensed.arcs + wishes)
        let dependents = needs.reversed
        var open = (0..<needs.count).map { needs[$0].count }
        var queue = BinaryHeap<Int>()
        for component in 0..<needs.count where open[component] == 0 { queue.insert(rank[component]) }
        var order: [Int] = []
        order.reserveCapacity(components.number.count)
        while let first = queue.popLeast() {
            let component = components.number[first]
            order += components.members[component]
            for dependent in dependents[component] {
                open[dependent] -= 1
                if open[dependent] == 0 { queue.insert(rank[dependent]) }
            }
        }
        return order
    }
}
