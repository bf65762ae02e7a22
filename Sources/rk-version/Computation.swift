import RKShared

/// From the document and the history to the section `versions`.
struct Computation {
    /// The document's packages.
    let packages: [Package]
    /// The document's graph.
    let graph: Graph
    /// The work tree at the commit that the document is about.
    let checkout: Checkout
    /// `releasekit.toml`.
    let configuration: Configuration
    /// What the user asks.
    var options: DecisionOptions
    /// The history.
    let history: any HistoryReader

    /// The section and the findings.
    /// - Throws: a `Fault` when the history cannot be trusted: a failure never counts as "unchanged".
    func run() async throws -> (versions: [VersionPlan], findings: [Diagnostic]) {
        async let tagList = history.tags()
        async let commitGraph = history.graph(from: checkout.head)
        async let cutList = history.cuts()
        let (references, commits, cuts) = try await (tagList, commitGraph, cutList)
        let settings = packages.map(PackageSettings.init(of:))
        let formats = try packages.map { package throws(Fault) in try TagFormat(of: package, in: configuration) }
        let schemes = try packages.map { package throws(Fault) in try scheme(of: package) }
        let pending = try await PendingRelease(in: checkout, packages: packages, beside: references)
        let known = (references + pending.tags).sorted { $0.name.precedes($1.name) }
        let tags = ReleaseTags(known, packages: packages, formats: formats, schemes: schemes, graph: commits)
        var baselines = try Baselines(
            tags, schemes: schemes, bootstraps: settings.map { $0.bootstrapSha ?? configuration.bootstrapSha }, graph: commits)
        try ShallowCheck(cuts: cuts, graph: commits, packages: packages).check(baselines)
        let log = try await log(for: baselines, commits)
        baselines.setAdded(PackageHistory.added(log, packages: packages, baselines: baselines, graph: commits))
        let touched = PackageHistory(log, packages: packages, leftOut: graph.leftOut, baselines: baselines, graph: commits)
        let candidates = packages.indices.map { index in
            // Tags that fit a private package are another's: it has no releases.
            let hasTags = packages[index].publish || packages[index].version == nil
            let known = [packages[index].version, hasTags ? baselines.all[index].newest?.version : nil].compactMap(\.self)
            return Candidate(
                package: packages[index], scheme: schemes[index], majorOnZero: settings[index].majorOnZero ?? configuration.majorOnZero,
                propagation: settings[index].propagation.completed(by: configuration.propagation),
                current: schemes[index].newest(of: known), baseline: baselines.all[index], touches: touched.touches[index],
                sinceNewest: touched.sinceNewest[index])
        }
        let decisions = Decisions(candidates, edges: graph.edges, options: options)
        let section = try VersionSection(decisions: decisions, formats: formats, tags: tags, options: options).build()
        let isReleasing = section.versions.contains(where: \.isReleased)
        return (section.versions, section.findings + [pending.finding(isReleasing: isReleasing)].compactMap(\.self))
    }

    /// The commits since the oldest baseline; all of them when a package has none.
    /// - Throws: a `Fault` when it gives fewer than the graph has, whatever its exit status said.
    private func log(for baselines: Baselines, _ commits: CommitGraph) async throws(Fault) -> [LogEntry] {
        let known = baselines.all.compactMap(\.commit)
        let reach = commits.reach(of: known.count == baselines.all.count ? Set(known).sorted() : [])
        let count = commits.ids.indices.count { !reach.isReachedByAll($0) }
        guard count > 0 else { return [] }
        let young = Set(packages.indices.filter { baselines.all[$0].commit == nil }.map { packages[$0].manifest })
        let entries = try await history.log(
            from: checkout.head, without: commits.frontier(of: reach).map { commits.ids[$0] }, adding: young)
        guard entries.count == count else {
            throw Fault(
                .historyFailed, "`\(history.program) log` gave \(entries.count) of \(count) commits",
                hint: "run `\(history.inspection)`; then run this again")
        }
        return entries
    }

    /// How a package's versions are written.
    private func scheme(of package: Package) throws(Fault) -> VersionScheme {
        guard let scheme = Catalog.ecosystem(package.ecosystem)?.versionScheme else {
            throw Fault(
                .documentInvalid, "\(package.id) has the ecosystem `\(package.ecosystem)`, which this program does not know",
                package: package.id)
        }
        if let version = package.version, !scheme.isValid(version) {
            throw Fault(
                .versionInvalid, "\(package.id) has the version `\(version)`, which is none of the scheme \(scheme.rawValue)",
                hint: "correct it in the manifest", at: Place(package.manifest), package: package.id)
        }
        return scheme
    }
}
