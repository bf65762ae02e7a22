import RKShared

/// Which packages of a document are kept: chosen, extended, narrowed, and some left out, in this order.
struct Selection {
    /// Patterns of which a package must fit one, or be of one of the groups; with neither all are chosen.
    var packages: [NameGlob] = []
    /// Groups of which a package must be one, or fit one of the patterns.
    var groups: [String] = []
    /// Whether what the chosen ones need is added.
    var withDependencies = false
    /// Whether what needs the chosen ones is added.
    var withDependents = false
    /// Packages of which only what they need is kept.
    var dependenciesOf: [String] = []
    /// Packages of which only what needs them is kept.
    var dependentsOf: [String] = []
    /// Patterns of packages that are left out in the end.
    var excluded: [NameGlob] = []

    /// Whether nothing was asked for.
    private var isEverything: Bool {
        packages.isEmpty && groups.isEmpty && dependenciesOf.isEmpty && dependentsOf.isEmpty && excluded.isEmpty
    }

    /// The packages that are kept, in the order given.
    /// - Throws: a `Fault` with the code `.packageUnknown`, `.groupUnknown` or `.packageDuplicate`.
    func applied(to all: [Package]) throws(Fault) -> [Package] {
        guard !isEverything else { return all }
        let index = try PackageIndex(all)
        let needs = Network(count: index.count, arcs: EdgeList(index).lively)
        var kept = try chosen(from: index)
        let seed = kept.indices.filter { kept[$0] }
        if withDependencies { kept = Self.union(kept, needs.reachable(from: seed)) }
        if withDependents { kept = Self.union(kept, needs.reversed.reachable(from: seed)) }
        if !dependenciesOf.isEmpty { kept = Self.intersection(kept, try reached(from: dependenciesOf, in: needs, index)) }
        if !dependentsOf.isEmpty { kept = Self.intersection(kept, try reached(from: dependentsOf, in: needs.reversed, index)) }
        for pattern in excluded {
            let found = index.packages.indices.filter { pattern.matches(index.packages[$0]) }
            if found.isEmpty && !pattern.hasWildcard { throw Self.unknownPackage(pattern.pattern, index) }
            for number in found { kept[number] = false }
        }
        return all.filter { package in index[package.id].map { kept[$0] } ?? false }
    }

    /// The packages that fit one of the patterns or groups; each of these must fit something.
    private func chosen(from index: PackageIndex) throws(Fault) -> [Bool] {
        guard !packages.isEmpty || !groups.isEmpty else { return [Bool](repeating: true, count: index.count) }
        var result = [Bool](repeating: false, count: index.count)
        for pattern in packages {
            let found = index.packages.indices.filter { pattern.matches(index.packages[$0]) }
            guard !found.isEmpty else { throw Self.unknownPackage(pattern.pattern, index) }
            for number in found { result[number] = true }
        }
        for group in groups {
            let found = index.packages.indices.filter { index.packages[$0].group == group }
            guard !found.isEmpty else { throw Self.unknownGroup(group, index) }
            for number in found { result[number] = true }
        }
        return result
    }

    /// What some packages lead to, without themselves, unless one of them leads to another.
    private func reached(from words: [String], in network: Network, _ index: PackageIndex) throws(Fault) -> [Bool] {
        var result = [Bool](repeating: false, count: index.count)
        for word in words {
            let root = try Self.number(of: word, in: index)
            var reached = network.reachable(from: [root])
            reached[root] = false
            result = Self.union(result, reached)
        }
        return result
    }

    /// The package of an id, or of a name that only one package has.
    private static func number(of word: String, in index: PackageIndex) throws(Fault) -> Int {
        if let number = index[word] { return number }
        let named = index.packages.indices.filter { index.packages[$0].name == word }
        guard let first = named.first else { throw unknownPackage(word, index) }
        guard named.count == 1 else {
            throw Fault(
                .usage, "\(named.count) packages have the name `\(word)`",
                hint: "give an id: \(index.ids(named.prefix(5)).joined(separator: ", "))")
        }
        return first
    }

    /// The fault of a pattern that fits no package.
    private static func unknownPackage(_ word: String, _ index: PackageIndex) -> Fault {
        let nearest = Suggestion.nearest(to: word, among: index.packages.flatMap { [$0.name, $0.id] })
        return Fault(
            .packageUnknown, "no package fits `\(word)`",
            hint: nearest.map { "did you mean `\($0)`?" } ?? "rk-graph --format levels prints the ids of all packages")
    }

    /// The fault of a group that no package is of.
    private static func unknownGroup(_ word: String, _ index: PackageIndex) -> Fault {
        let groups = Set(index.packages.compactMap(\.group)).sorted { $0.precedes($1) }
        let known =
            groups.isEmpty
            ? "no package has a group; `group` in a package's releasekit.toml sets it"
            : "groups: \(groups.prefix(20).joined(separator: ", "))"
        return Fault(
            .groupUnknown, "no package is of the group `\(word)`",
            hint: Suggestion.nearest(to: word, among: groups).map { "did you mean `\($0)`?" } ?? known)
    }

    /// What is in one of two sets.
    private static func union(_ left: [Bool], _ right: [Bool]) -> [Bool] { zip(left, right).map { $0 || $1 } }

    /// What is in both of two sets.
    private static func intersection(_ left: [Bool], _ right: [Bool]) -> [Bool] { zip(left, right).map { $0 && $1 } }
}
