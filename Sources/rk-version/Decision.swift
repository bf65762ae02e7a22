import RKShared

/// What is known of a package before a version is chosen.
struct Candidate {
    /// The package.
    var package: Package
    /// How its versions are written.
    var scheme: VersionScheme
    /// Whether a breaking change of 0.x gives 1.0.0.
    var majorOnZero: Bool
    /// The higher of the manifest's version and the newest release; nil when there is neither.
    var current: String?
    /// Where its history begins.
    var baseline: Baselines.Baseline
    /// The commits since then.
    var touches: [PackageHistory.Touch]
    /// How many of them came after the newest release of any kind.
    var sinceNewest: Int
}

/// What was decided for a package, before the version itself.
struct Decision: Equatable {
    /// The size of the step.
    var bump: Bump
    /// What decided.
    var reason: VersionPlan.Reason
    /// Commit ids or package ids.
    var because: [String]

    /// Nothing to release.
    static let unchanged = Decision(bump: .none, reason: .none, because: [])
}

/// What the user asks of the decisions.
struct DecisionOptions {
    /// The label of prereleases; nil for final releases.
    var prerelease: String?
    /// Whether unchanged packages get a patch.
    var forceUnchanged = false
    /// Versions by package id.
    var manual: [String: String] = [:]
    /// Whether all packages share one version.
    var synchronize = false
    /// The release groups whose members share one version.
    var fixedGroups: Set<String> = []
    /// The release groups that are released; nil for all packages.
    var onlyGroups: Set<String>?
}

/// Decides the size of every package's step: from commits, then along the edges of the graph, in groups and all together.
struct Decisions {
    /// What is known, in package order.
    let candidates: [Candidate]
    /// What the user asks.
    let options: DecisionOptions
    /// The decisions, in package order.
    private(set) var all: [Decision]
    /// For each package the packages that depend on it, over edges that are not dev.
    private let dependents: [[Int]]
    /// The packages whose version is written in one place, by that place.
    private let versionGroups: [String: [Int]]
    /// The packages that share one version, each package once.
    private var components: [[Int]] = []
    /// The place in `components` of each package.
    private(set) var componentOf: [Int] = []

    /// Decides.
    init(_ candidates: [Candidate], edges: [Graph.Edge], options: DecisionOptions) {
        self.candidates = candidates
        self.options = options
        let index = Dictionary(uniqueKeysWithValues: candidates.enumerated().map { ($1.package.id, $0) })
        var dependents = [[Int]](repeating: [], count: candidates.count)
        for edge in edges where !edge.isInert {
            if let from = index[edge.from], let to = index[edge.to] { dependents[to].append(from) }
        }
        self.dependents = dependents
        versionGroups = Dictionary(grouping: candidates.indices.filter { candidates[$0].package.versionGroup != nil }) {
            candidates[$0].package.versionGroup ?? ""
        }
        all = candidates.map { Self.direct($0, options) }
        repeat { propagate() } while shareInGroups()
        if options.synchronize { shareAmongAll() }
        findComponents()
    }

    /// Whether a package takes part at all: private ones do not, unless a version is set by hand.
    private static func takesPart(_ candidate: Candidate, _ options: DecisionOptions) -> Bool {
        guard candidate.package.publish else { return false }
        guard let groups = options.onlyGroups else { return true }
        return candidate.package.group.map(groups.contains) ?? false
    }

    /// The decision from the package alone.
    private static func direct(_ candidate: Candidate, _ options: DecisionOptions) -> Decision {
        if let version = options.manual[candidate.package.id] {
            let size = candidate.current.map { candidate.scheme.bump(from: $0, to: version) } ?? .patch
            return Decision(bump: max(size, .prerelease), reason: .manual, because: [])
        }
        guard takesPart(candidate, options) else { return .unchanged }
        var bump = candidate.touches.map(\.bump).max() ?? .none
        let newest = candidate.baseline.newest
        let isPrerelease = newest.map { candidate.scheme.isPrerelease($0.version) == true && $0 != candidate.baseline.final } ?? false
        if options.prerelease != nil, isPrerelease, candidate.sinceNewest == 0 { bump = .none }
        if bump > .none {
            let deciding = candidate.touches.filter { $0.bump == bump }.map(\.entry.id)
            if bump == .major, !candidate.majorOnZero, candidate.current.map(candidate.scheme.isBeforeOne) ?? true { bump = .minor }
            return Decision(bump: bump, reason: .commit, because: deciding)
        }
        if options.prerelease == nil, isPrerelease, let newest {
            return Decision(bump: .patch, reason: .commit, because: [newest.tag.commit])
        }
        return options.forceUnchanged ? Decision(bump: .patch, reason: .forced, because: []) : .unchanged
    }

    /// Gives a patch to everything that depends on what is released, as far as the edges go.
    private mutating func propagate() {
        var open = all.indices.filter { all[$0].bump > .none }
        while let index = open.popLast() {
            for dependent in dependents[index] where all[dependent].bump == .none && Self.takesPart(candidates[dependent], options) {
                all[dependent] = Decision(bump: .patch, reason: .dependency, because: [])
                open.append(dependent)
            }
        }
        var causes = [Set<String>](repeating: [], count: all.count)
        for index in all.indices where all[index].bump > .none {
            for dependent in dependents[index] where all[dependent].reason == .dependency {
                causes[dependent].insert(candidates[index].package.id)
            }
        }
        for index in all.indices where all[index].reason == .dependency { all[index].because = causes[index].sorted { $0.precedes($1) } }
    }

    /// Gives all members of a fixed group the highest bump among them; whether anything changed.
    private mutating func shareInGroups() -> Bool {
        var changed = false
        for group in options.fixedGroups.sorted() {
            let members = all.indices.filter { candidates[$0].package.group == group && Self.takesPart(candidates[$0], options) }
            if share(among: members, reason: .group) { changed = true }
        }
        for (_, members) in versionGroups.sorted(by: { $0.key.precedes($1.key) }) {
            if share(among: members.filter { Self.takesPart(candidates[$0], options) }, reason: .group) { changed = true }
        }
        return changed
    }

    /// Gives all packages the highest bump.
    private mutating func shareAmongAll() {
        _ = share(among: all.indices.filter { Self.takesPart(candidates[$0], options) }, reason: .synchronize)
    }

    /// Gives some packages the highest bump among them; whether a package without a bump got one.
    private mutating func share(among members: [Int], reason: VersionPlan.Reason) -> Bool {
        guard let highest = members.map({ all[$0].bump }).max(), highest > .none else { return false }
        let deciding = members.filter { all[$0].bump == highest && all[$0].reason != reason }.map { candidates[$0].package.id }
        var changed = false
        for member in members where all[member].bump < highest {
            changed = changed || all[member].bump == .none
            all[member] = Decision(bump: highest, reason: reason, because: deciding)
        }
        return changed
    }

    /// The indices of the packages that share one version with a package, itself included.
    func sharing(with index: Int) -> [Int] { components[componentOf[index]] }

    /// Finds which packages share one version: all of them, those of a fixed group, those whose version is written in one place.
    private mutating func findComponents() {
        var keys: [String: [Int]] = [:]
        for index in candidates.indices where Self.takesPart(candidates[index], options) && all[index].reason != .manual {
            let package = candidates[index].package
            if options.synchronize { keys["all", default: []].append(index) }
            if let group = package.group, options.fixedGroups.contains(group) { keys["group \(group)", default: []].append(index) }
            if let place = package.versionGroup { keys["place \(place)", default: []].append(index) }
        }
        var neighbours = [[Int]](repeating: [], count: candidates.count)
        for members in keys.values {
            for (one, other) in zip(members, members.dropFirst()) {
                neighbours[one].append(other)
                neighbours[other].append(one)
            }
        }
        componentOf = [Int](repeating: -1, count: candidates.count)
        for index in candidates.indices where componentOf[index] < 0 {
            var members: [Int] = []
            var open = [index]
            componentOf[index] = components.count
            while let member = open.popLast() {
                members.append(member)
                for other in neighbours[member] where componentOf[other] < 0 {
                    componentOf[other] = components.count
                    open.append(other)
                }
            }
            components.append(members.sorted())
        }
    }
}
