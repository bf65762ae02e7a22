import RKShared

/// What is known of a package before a version is chosen.
struct Candidate {
    /// The package.
    var package: Package
    /// How its versions are written.
    var scheme: VersionScheme
    /// Whether a breaking change of 0.x gives 1.0.0.
    var majorOnZero: Bool
    /// How releases of what it needs are passed on to it.
    var propagation = Propagation()
    /// The higher of the manifest's version and the newest release; nil when there is neither.
    var current: String?
    /// Where its history begins.
    var baseline: Baselines.Baseline
    /// The commits since then.
    var touches: [PackageHistory.Touch]
    /// How many of them came after the newest release of any kind.
    var sinceNewest: Int

    /// A step of a size with the rule for 0.x applied: a major one counts as minor there.
    func effective(_ bump: Bump) -> Bump {
        bump == .major && !majorOnZero && current.map(scheme.isBeforeOne) ?? true ? .minor : bump
    }
}

/// What was decided for a package, before the version itself.
struct Decision: Equatable {
    /// The size of the step.
    var bump: Bump
    /// What decided.
    var reason: VersionPlan.Reason
    /// Commit ids, or package ids and the rules by which these were passed on.
    var because: [String]
    /// More of the reason, as one sentence without a full stop.
    var why: String?

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
    var all: [Decision]
    /// For each package the ones that may be released because of it.
    let passages: [[Passage]]
    /// The packages that share one version.
    let sets: SharedVersions
    /// The requirements that could not be read when their answer counted.
    var unreadable: Set<Passage.Requirement> = []
    /// What stays unreleased although something that it needs is released: the sentence why.
    var held: [Int: String] = [:]

    /// Decides.
    init(_ candidates: [Candidate], edges: [Graph.Edge], options: DecisionOptions) {
        self.candidates = candidates
        self.options = options
        passages = Passage.all(candidates, edges: edges)
        sets = SharedVersions(candidates.map { Self.takesPart($0, options) ? $0.package : nil }, options)
        all = candidates.map { Self.direct($0, options) }
        repeat { propagate() } while share()
        explain()
    }

    /// Whether a package takes part at all: private ones do not, unless a version is set by hand.
    static func takesPart(_ candidate: Candidate, _ options: DecisionOptions) -> Bool {
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
            return Decision(bump: candidate.effective(bump), reason: .commit, because: deciding)
        }
        if options.prerelease == nil, isPrerelease, let newest {
            return Decision(bump: .patch, reason: .commit, because: [newest.tag.commit])
        }
        return options.forceUnchanged ? Decision(bump: .patch, reason: .forced, because: []) : .unchanged
    }

    /// Gives all packages that share a version the highest bump among them; whether anything changed.
    private mutating func share() -> Bool {
        var changed = false
        for (reason, members) in sets.rules {
            guard let highest = members.map({ all[$0].bump }).max(), highest > .none else { continue }
            let deciding = members.filter { all[$0].bump == highest && all[$0].reason != reason }.map { candidates[$0].package.id }
            for member in members where all[member].bump < highest && all[member].reason != .manual {
                all[member] = Decision(bump: highest, reason: reason, because: deciding)
                changed = true
            }
        }
        return changed
    }

    /// The indices of the packages that share one version with a package, itself included.
    func sharing(with index: Int) -> [Int] { sets.components[sets.componentOf[index]] }
}
