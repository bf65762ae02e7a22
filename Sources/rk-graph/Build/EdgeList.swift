import RKShared

/// The dependencies between packages: one edge for each pair, however often and for whatever it is declared.
struct EdgeList {
    /// An edge between two numbers of a `PackageIndex`.
    struct Element {
        /// The package that depends.
        let from: Int
        /// The package that is depended on.
        let to: Int
        /// The kinds, in the order of `Dependency.Kind`.
        let kinds: [Dependency.Kind]
    }

    /// The edges by `from`, then `to`.
    private(set) var elements: [Element] = []
    /// The packages that declare a dependency on themselves, ascending.
    private(set) var selfDependent: [Int] = []

    /// The edges that packages declare. A dependency on a package that the document does not hold (any more) is an external one.
    init(_ index: PackageIndex) {
        let kinds = Dependency.Kind.allCases
        for (from, package) in index.packages.enumerated() {
            var declared: [(to: Int, kind: Int)] = []
            for dependency in package.dependencies {
                guard let id = dependency.package, let to = index[id], let kind = kinds.firstIndex(of: dependency.kind) else { continue }
                declared.append((to, kind))
            }
            declared.sort { ($0.to, $0.kind) < ($1.to, $1.kind) }
            for group in Self.grouped(declared) {
                if group.to == from {
                    selfDependent.append(from)
                } else {
                    elements.append(Element(from: from, to: group.to, kinds: group.kinds.map { kinds[$0] }))
                }
            }
        }
    }

    /// Sorted declarations, those of one target together, each kind once.
    private static func grouped(_ declared: [(to: Int, kind: Int)]) -> [(to: Int, kinds: [Int])] {
        var groups: [(to: Int, kinds: [Int])] = []
        for (to, kind) in declared {
            if groups.last?.to != to {
                groups.append((to, [kind]))
            } else if groups.last?.kinds.last != kind {
                groups[groups.count - 1].kinds.append(kind)
            }
        }
        return groups
    }

    /// The arcs of the edges that one of the kinds makes hard.
    var hard: [Network.Arc] { arcs { kinds in kinds.contains { $0.isHard } } }

    /// The arcs of the edges that are neither hard nor inert.
    var soft: [Network.Arc] { arcs { kinds in !kinds.contains { $0.isHard } && !kinds.allSatisfy { $0.isInert } } }

    /// The arcs of the edges that are not inert.
    var lively: [Network.Arc] { arcs { kinds in !kinds.allSatisfy { $0.isInert } } }

    /// The arcs of some edges, by start, then end.
    private func arcs(where fits: ([Dependency.Kind]) -> Bool) -> [Network.Arc] {
        elements.filter { fits($0.kinds) }.map { Network.Arc(from: $0.from, to: $0.to) }
    }
}
