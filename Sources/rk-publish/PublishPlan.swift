import RKShared

/// What is published, as which version, and what waits for what.
struct PublishPlan {
    /// A package that is published.
    struct Item {
        /// The package.
        let package: Package
        /// Its version in the scheme's normal form.
        let version: String
        /// What changes in its files around the build.
        let rewrite: Rewrite
        /// The published packages that must be there first, by id.
        let dependencies: [String]
        /// The level in the graph, from 0.
        let level: Int
        /// The tag of this version.
        let tag: String?
    }

    /// The packages that are published, dependencies first.
    let items: [Item]
    /// The outcomes of the packages that are not published, with the reason.
    let skipped: [Outcome]

    /// The items by id.
    let byId: [String: Item]

    /// Reads the plan out of a document.
    /// - Parameters:
    ///   - only: globs of ids and names.
    ///   - groups: names of release groups; with neither globs nor groups all packages are meant.
    ///   - pins: whether requirements become exact where the document has no `pins`.
    /// - Throws: a `Fault` when versions differ from the manifests and nothing writes them, and for a group that is not there.
    init(_ document: Document, only: [String], groups: [String] = [], pins: Bool, configuration: Configuration) throws(Fault) {
        let packages = try document.requiredPackages(for: RkPublish.stage)
        let graph = try document.requiredGraph(for: RkPublish.stage)
        let versions = Dictionary((document.versions ?? []).map { ($0.package, $0) }) { first, _ in first }
        let patterns = only.map { NameGlob($0) }
        try Self.requireGroups(groups, among: packages)
        var skipped: [Outcome] = []
        var chosen: [Package] = []
        for package in packages {
            let version = versions[package.id]?.next ?? package.version
            if let why = Self.reasonToSkip(package, versions[package.id], hasVersions: document.versions != nil, patterns, groups) {
                skipped.append(Outcome(package: package.id, version: version, status: .skipped, why: why))
            } else {
                chosen.append(package)
            }
        }
        try Self.requireRoad(chosen)
        try Self.requirePins(document, chosen, versions)
        let rewrites = pins || document.pins != nil ? try PinPlan(following: document).rewrites : [:]
        let position = Dictionary(uniqueKeysWithValues: graph.order.enumerated().map { ($1, $0) })
        let ids = Set(chosen.map(\.id))
        let levels = Dictionary(graph.levels.enumerated().flatMap { level, ids in ids.map { ($0, level) } }) { first, _ in first }
        let edges = Dictionary(grouping: graph.edges.filter { !$0.isInert && ids.contains($0.to) }, by: \.from)
        var items: [Item] = []
        var needs: [String: [String]] = [:]
        for package in chosen {
            needs[package.id] = (edges[package.id] ?? []).filter { $0.hard || position[$0.to] ?? 0 < position[package.id] ?? 0 }.map(\.to)
        }
        Self.addTestRequirements(of: chosen, to: &needs)
        Self.addUpcomingVersions(of: chosen, versions, to: &needs)
        for package in chosen.sorted(by: { position[$0.id] ?? .max < position[$1.id] ?? .max }) {
            let dependencies = needs[package.id] ?? []
            let version = try Self.version(of: package, versions[package.id])
            items.append(
                Item(
                    package: package, version: version, rewrite: rewrites[package.id] ?? Rewrite(), dependencies: dependencies,
                    level: levels[package.id] ?? 0, tag: try Self.tag(of: package, version, versions[package.id], configuration)))
        }
        self.items = items
        byId = Dictionary(uniqueKeysWithValues: items.map { ($0.package.id, $0) })
        self.skipped = skipped
    }

    /// Lets packages wait for what their tests need in stated versions where the tool packs nothing before that is in the registry; not
    /// where one would wait for itself.
    private static func addTestRequirements(of chosen: [Package], to needs: inout [String: [String]]) {
        for package in chosen where Catalog.ecosystem(package.ecosystem)?.publishing?.packsTestRequirements == true {
            for dependency in package.dependencies where dependency.kind.isInert && !dependency.requirement.isEmpty {
                guard let target = dependency.package, needs[target] != nil, needs[package.id]?.contains(target) == false else { continue }
                guard !Reachability.leads(from: target, to: package.id, by: { needs[$0] ?? [] }) else { continue }
                needs[package.id]?.append(target)
            }
        }
    }

    /// Lets packages wait for the exact versions of others that only this release makes, although nothing says that these are the
    /// repository's: as a go.mod does whose `replace` lines are gone since the commit that prepared the release.
    private static func addUpcomingVersions(of chosen: [Package], _ versions: [String: VersionPlan], to needs: inout [String: [String]]) {
        let targets = Dictionary(chosen.map { ([$0.ecosystem, $0.name], $0) }) { first, _ in first }
        for package in chosen {
            guard let ecosystem = Catalog.ecosystem(package.ecosystem) else { continue }
            for dependency in package.dependencies where dependency.package == nil && !dependency.kind.isInert {
                guard let target = targets[[package.ecosystem, dependency.name]], needs[package.id]?.contains(target.id) == false,
                    let version = ecosystem.exactVersion(of: dependency.requirement),
                    let upcoming = versions[target.id]?.next ?? target.version,
                    ecosystem.versionScheme.compare(version, upcoming) == 0,
                    !Reachability.leads(from: target.id, to: package.id, by: { needs[$0] ?? [] })
                else { continue }
                needs[package.id]?.append(target.id)
            }
        }
    }

    /// Why a package is not published; nil when it is.
    private static func reasonToSkip(
        _ package: Package, _ plan: VersionPlan?, hasVersions: Bool, _ patterns: [NameGlob], _ groups: [String]
    ) -> String? {
        if !package.publish { return package.privateReason ?? "private" }
        if hasVersions, plan == nil { return "the document has no version for it" }
        if let plan, !plan.isReleased { return "unchanged" }
        if patterns.isEmpty, groups.isEmpty { return nil }
        if patterns.contains(where: { $0.matches(package) }) || package.group.map(groups.contains) ?? false { return nil }
        return Outcome.leftOut(by: groups.isEmpty ? "--only" : "--group")
    }

    /// Refuses groups that no package of the document has.
    private static func requireGroups(_ groups: [String], among packages: [Package]) throws(Fault) {
        let known = Set(packages.compactMap(\.group))
        guard let name = groups.first(where: { !known.contains($0) }) else { return }
        throw Fault(
            .groupUnknown, "no package has the group `\(name)`",
            hint: Suggestion.nearest(to: name, among: known).map { "did you mean `\($0)`?" }
                ?? "a package joins with `group = \"\(name)\"` in its releasekit.toml")
    }

    /// Refuses packages of which nothing here knows how they reach a registry: nothing of the release is begun then.
    private static func requireRoad(_ chosen: [Package]) throws(Fault) {
        for package in chosen where Catalog.ecosystem(package.ecosystem)?.publishing == nil {
            throw Fault(
                .registryUnknown, "\(package.id) is to be released, but rk-publish does not publish packages of `\(package.ecosystem)` yet",
                hint: "release those with their own tool in `rk-pin run -- COMMAND`, and the others with --only",
                at: Place(package.manifest),
                package: package.id)
        }
    }

    /// Refuses versions that differ from the manifests when no pins say how they get there.
    private static func requirePins(_ document: Document, _ chosen: [Package], _ versions: [String: VersionPlan]) throws(Fault) {
        guard document.pins == nil else { return }
        for package in chosen {
            guard let next = versions[package.id]?.next, package.version != next else { continue }
            throw Fault(
                .pinsMissing,
                "\(package.id) is to be released as \(next), but its manifest says \(package.version ?? "nothing"): put rk-pin before rk-publish",
                hint: "… | rk-version | rk-pin | rk-publish", at: Place(package.manifest), package: package.id)
        }
    }

    /// The version to publish.
    private static func version(of package: Package, _ plan: VersionPlan?) throws(Fault) -> String {
        guard let version = plan?.next ?? package.version, let scheme = Catalog.ecosystem(package.ecosystem)?.versionScheme else {
            throw Fault(
                .sectionMissing, "\(package.id) has no version in its manifest; put rk-version and rk-pin before rk-publish",
                hint: "its version is kept in tags", at: Place(package.manifest), package: package.id)
        }
        guard let normal = scheme.normalized(version) else {
            throw Fault(
                .versionInvalid, "\(package.id) has the version `\(version)`, which is none", at: Place(package.manifest),
                package: package.id)
        }
        return normal
    }

    /// The tag of a version: rk-version's, else from the tag format.
    private static func tag(of package: Package, _ version: String, _ plan: VersionPlan?, _ configuration: Configuration) throws(Fault)
        -> String?
    {
        if let tag = plan?.tag { return tag }
        guard let format = try? TagFormat(of: package, in: configuration) else { return nil }
        return package.tag(of: version, in: format)
    }
}

extension PublishPlan.Item {
    /// A digest of everything that a build of this item depends on: the commit, the version, the pins.
    func inputs(at head: String) -> String {
        let pins = rewrite.exact.sorted { $0.key.precedes($1.key) }.map { "\($0.key)==\($0.value)" }
        return Digest.sha256(Array(([head, package.id, version, rewrite.version ?? ""] + pins).joined(separator: "\n").utf8))
    }
}
