import RKShared

/// The soft dependencies that an order can keep.
///
/// A wish `from → to` asks that `to` comes first. It is dropped where `to` needs `from` by hard dependencies. Wishes that then still
/// contradict each other in a ring lose as few as a greedy choice finds: the node with the fewest open wishes goes first. All others
/// are kept.
struct Preferences {
    /// The wishes that are kept; together with the hard dependencies they hold no cycle.
    let kept: [Network.Arc]

    /// Chooses among wishes.
    /// - Parameters:
    ///   - wishes: Each once, none from a node to itself.
    ///   - firm: The hard dependencies: no cycle, and what a node needs has a smaller number.
    ///   - rank: Every node's place among equals, each number once.
    init(_ wishes: [Network.Arc], firm: Network, rank: [Int]) {
        let firmArcs = firm.arcs
        let possible = Self.filtered(wishes, firm: firm, firmArcs) { knot, wishes in
            Self.withoutImpossible(wishes, knot: knot, firm: firm)
        }
        kept = Self.filtered(possible, firm: firm, firmArcs) { knot, wishes in
            Self.withoutContradicting(wishes, knot: knot, firm: firm, rank: rank)
        }
    }

    /// A set of nodes that reach each other by hard dependencies and wishes.
    private struct Knot {
        /// The nodes, ascending: hard dependencies first.
        let members: [Int]
        /// The place of each node in `members`; nil for nodes outside.
        let place: (Int) -> Int?
    }

    /// Applies a choice to the wishes inside each knot; wishes between knots can always be kept.
    private static func filtered(
        _ wishes: [Network.Arc], firm: Network, _ firmArcs: [Network.Arc], by choose: (Knot, [Network.Arc]) -> [Network.Arc]
    ) -> [Network.Arc] {
        guard !wishes.isEmpty else { return [] }
        let knots = Components(of: Network(count: firm.count, arcs: firmArcs + wishes))
        var places = [Int](repeating: 0, count: firm.count)
        for members in knots.members {
            for (place, member) in members.enumerated() { places[member] = place }
        }
        var inside: [Int: [Network.Arc]] = [:]
        var result: [Network.Arc] = []
        for wish in wishes {
            let knot = knots.number[wish.from]
            if knots.number[wish.to] == knot { inside[knot, default: []].append(wish) } else { result.append(wish) }
        }
        for (number, wishes) in inside.sorted(by: { $0.key < $1.key }) {
            let knot = Knot(members: knots.members[number]) { knots.number[$0] == number ? places[$0] : nil }
            result += choose(knot, wishes)
        }
        return result
    }

    /// The wishes whose target does not need their source: 64 sources at a time, one bit each, carried along the hard dependencies.
    private static func withoutImpossible(_ wishes: [Network.Arc], knot: Knot, firm: Network) -> [Network.Arc] {
        let sources = Array(Set(wishes.map(\.from))).sorted()
        let needs = knot.members.map { member in firm[member].compactMap(knot.place) }
        var wanted = [[Int]](repeating: [], count: knot.members.count)
        for wish in wishes {
            if let from = knot.place(wish.from), let to = knot.place(wish.to) { wanted[from].append(to) }
        }
        var result: [Network.Arc] = []
        for first in stride(from: 0, to: sources.count, by: UInt64.bitWidth) {
            let batch = sources[first..<min(first + UInt64.bitWidth, sources.count)].compactMap(knot.place)
            var reached = [UInt64](repeating: 0, count: knot.members.count)
            for (bit, source) in batch.enumerated() { reached[source] |= 1 << UInt64(bit) }
            for member in knot.members.indices {
                for need in needs[member] { reached[member] |= reached[need] }
            }
            for (bit, source) in batch.enumerated() {
                for target in wanted[source] where reached[target] & (1 << UInt64(bit)) == 0 {
                    result.append(Network.Arc(from: knot.members[source], to: knot.members[target]))
                }
            }
        }
        return result
    }

    /// The wishes that agree with one order of the knot: hard dependencies first, then the fewest open wishes, then the rank.
    private static func withoutContradicting(_ wishes: [Network.Arc], knot: Knot, firm: Network, rank: [Int]) -> [Network.Arc] {
        let count = knot.members.count
        var openNeeds = [Int](repeating: 0, count: count)
        var openWishes = openNeeds
        var needed = [[Int]](repeating: [], count: count)
        var wished = needed
        for (place, member) in knot.members.enumerated() {
            for need in firm[member].compactMap(knot.place) {
                openNeeds[place] += 1
                needed[need].append(place)
            }
        }
        for wish in wishes {
            guard let from = knot.place(wish.from), let to = knot.place(wish.to) else { continue }
            openWishes[from] += 1
            wished[to].append(from)
        }
        var position = [Int?](repeating: nil, count: count)
        var queue = BinaryHeap<Int>()
        let ranked = knot.members.indices.sorted { rank[knot.members[$0]] < rank[knot.members[$1]] }
        var turn = [Int](repeating: 0, count: count)
        for (number, place) in ranked.enumerated() { turn[place] = number }
        for place in 0..<count where openNeeds[place] == 0 { queue.insert(openWishes[place] * count + turn[place]) }
        var next = 0
        while let key = queue.popLeast() {
            let place = ranked[key % count]
            guard position[place] == nil, key / count == openWishes[place] else { continue }
            position[place] = next
            next += 1
            for dependent in needed[place] {
                openNeeds[dependent] -= 1
                if openNeeds[dependent] == 0 { queue.insert(openWishes[dependent] * count + turn[dependent]) }
            }
            for dependent in wished[place] where position[dependent] == nil {
                openWishes[dependent] -= 1
                if openNeeds[dependent] == 0 { queue.insert(openWishes[dependent] * count + turn[dependent]) }
            }
        }
        return wishes.filter { wish in
            guard let from = knot.place(wish.from), let to = knot.place(wish.to) else { return false }
            return position[to] ?? 0 < position[from] ?? 0
        }
    }
}
