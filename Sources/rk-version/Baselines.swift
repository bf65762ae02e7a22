import RKShared

/// Where the history of each package begins.
struct Baselines {
    /// The beginning of one package's history.
    struct Baseline {
        /// The newest release that is final.
        var final: Release?
        /// The newest release of any kind.
        var newest: Release?
        /// The prereleases, in any order.
        var prereleases: [Release] = []
        /// The commit from which changes count, itself left out; nil when its history has no known beginning yet.
        var commit: Int?
    }

    /// The baselines, per package index.
    private(set) var all: [Baseline]

    /// Takes the newest reachable tags, else `bootstrap_sha`.
    /// - Throws: a `Fault` for a bootstrap commit that is not an ancestor of HEAD.
    init(_ tags: ReleaseTags, schemes: [VersionScheme], bootstraps: [String?], graph: CommitGraph) throws(Fault) {
        all = []
        for (index, releases) in tags.reachable.enumerated() {
            let scheme = schemes[index]
            var baseline = Baseline()
            let (prereleases, finals) = (
                releases.filter { scheme.isPrerelease($0.version) == true }, releases.filter { scheme.isPrerelease($0.version) == false }
            )
            baseline.final = Self.newest(finals, scheme)
            baseline.newest = Self.newest(releases, scheme)
            baseline.prereleases = prereleases
            baseline.commit = baseline.final?.commit ?? Self.newest(tags.former[index], scheme)?.commit
            if baseline.commit == nil, let id = bootstraps[index] { baseline.commit = try Self.commit(id, in: graph) }
            all.append(baseline)
        }
    }

    /// Sets the beginning of the packages that have none: the commit that added the manifest.
    mutating func setAdded(_ commits: [Int?]) {
        for index in all.indices where all[index].commit == nil { all[index].commit = commits[index] }
    }

    /// The newest release by the scheme's order.
    private static func newest(_ releases: [Release], _ scheme: VersionScheme) -> Release? {
        releases.max { scheme.compare($0.version, $1.version) == -1 }
    }

    /// The number of the bootstrap commit.
    private static func commit(_ id: String, in graph: CommitGraph) throws(Fault) -> Int {
        let found = graph.numbers(abbreviated: id)
        guard let commit = found.first, found.count == 1 else {
            throw Fault(
                .bootstrapUnknown,
                found.isEmpty
                    ? "bootstrap_sha `\(id)` is no commit that HEAD can reach" : "bootstrap_sha `\(id)` fits \(found.count) commits",
                hint: found.isEmpty
                    ? "check it with `git merge-base --is-ancestor \(id) HEAD`, or `hg log -r '\(id) and ancestors(.)'`; in a shallow clone run `git fetch --unshallow`"
                    : "give the whole id",
                at: Place(Configuration.fileName))
        }
        return commit
    }
}
