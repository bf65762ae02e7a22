/// Which version and which exact requirements each released package gets: what rk-pin writes and rk-publish builds.
public struct PinPlan: Sendable, Hashable {
    /// The released packages, in the document's order.
    public let packages: [Package]
    /// What changes in each, by the package's id.
    public let rewrites: [String: Rewrite]
    /// The private packages, in the document's order: nothing of them is released, but in a commit they must fit what is.
    public let privates: [Package]

    /// Computes the plan from `packages` and, where present, `versions`.
    ///
    /// With `versions`, the packages whose bump is not none are released, else all that are meant for a registry. A requirement on a package
    /// that is gone from the document is an external one, and stays.
    /// - Throws: a `Fault` with the code `.pinImpossible` for a requirement on a package without a version, or `.sectionMissing`.
    public init(_ document: Document) throws(Fault) {
        let all = try document.requiredPackages(for: "rk-pin")
        let present = all.byID
        let plans = document.versions.map { Dictionary($0.map { ($0.package, $0) }) { first, _ in first } }
        var rewrites: [String: Rewrite] = [:]
        packages = all.filter { $0.publish && (plans == nil || plans?[$0.id]?.isReleased == true) }
        privates = all.filter { !$0.publish }
        for package in packages {
            var rewrite = Rewrite(version: plans?[package.id]?.next)
            for dependency in package.dependencies where !dependency.kind.isInert && !dependency.isDeclared {
                guard let id = dependency.member, id != package.id, let target = present[id] else { continue }
                guard let version = plans?[id]?.next ?? target.version else {
                    guard dependency.package != nil else { continue }
                    let ecosystem = Catalog.ecosystem(package.ecosystem) as? any VersionInTags
                    if !target.publish, ecosystem?.mayStay(dependency.requirement) ?? false { continue }
                    throw Fault(
                        .pinImpossible,
                        "\(package.id) requires \(id), "
                            + (target.publish
                                ? "whose version is not known" : "which is private (\(target.privateReason ?? "not published"))"),
                        hint: target.publish
                            ? "put rk-version before rk-pin: it takes versions from tags too"
                            : "give it a version and publish it, or drop the dependency", at: Place(package.manifest),
                        package: package.id)
                }
                rewrite.exact[id] = version
            }
            rewrites[package.id] = rewrite
        }
        self.rewrites = rewrites
        try validate()
    }

    /// Takes the plan from the document's `pins`, where it has them, else computes it.
    /// - Throws: a `Fault`: `.documentInvalid` for pins that do not fit the packages, or what computing throws.
    public init(following document: Document) throws(Fault) {
        let computed = try PinPlan(document)
        guard let pins = document.pins else {
            self = computed
            return
        }
        let present = try document.requiredPackages(for: "rk-pin").byID
        let chosen = pins.compactMap { present[$0.package] }
        var rewrites: [String: Rewrite] = [:]
        for pin in pins {
            guard let package = present[pin.package] else { continue }
            var rewrite = Rewrite(version: pin.version?.to ?? computed.rewrites[package.id]?.version)
            for requirement in pin.set {
                let target = package.dependencies.first { $0.name == requirement.name && $0.member != nil && !$0.isDeclared }?.member
                guard let target, let version = requirement.version(in: package.ecosystem) else {
                    throw Fault(
                        .documentInvalid,
                        "the pins of \(package.id) set `\(requirement.name)` to `\(requirement.to)`, which is no exact version of a dependency",
                        hint: "put rk-pin in front again; it replaces its section", package: package.id)
                }
                rewrite.exact[target] = version
            }
            rewrites[package.id] = rewrite
        }
        packages = chosen
        privates = computed.privates
        self.rewrites = rewrites
        try validate()
    }

    /// A plan of these changes.
    init(packages: [Package], rewrites: [String: Rewrite]) throws(Fault) {
        self.packages = packages
        self.rewrites = rewrites
        privates = []
        try validate()
    }

    /// Refuses versions that are none in the package's scheme: they go into files and command lines.
    private func validate() throws(Fault) {
        for package in packages {
            guard let scheme = Catalog.ecosystem(package.ecosystem)?.versionScheme, let rewrite = rewrites[package.id] else { continue }
            for (id, version) in rewrite.exact.sorted(by: { $0.key.precedes($1.key) }) + (rewrite.version.map { [(package.id, $0)] } ?? [])
            {
                guard scheme.normalized(version) == nil else { continue }
                throw Fault(
                    .versionInvalid, "\(id) is to have the version `\(version)`, which is none",
                    hint: "correct it in its manifest, or in the document", at: Place(package.manifest), package: package.id)
            }
        }
    }

    /// The edits for each package, none where nothing changes. All are computed from one state of the tree: call this before the first edit.
    public func rewritings(in tree: SourceTree) throws(Fault) -> [String: Rewriting] {
        try Self.rewritings(of: packages, rewrites, in: tree)
    }

    /// Whether computing edits needs the list of tracked files.
    public static func needsFiles(_ packages: [Package]) -> Bool {
        Set(packages.map(\.ecosystem)).contains { (Catalog.ecosystem($0) as? any WorkspaceRewriting)?.readsTrackedFiles ?? false }
    }

    /// The edits as they are committed, where some packages' differ from those for a registry, and those of private packages.
    public func lasting(_ rewritings: [String: Rewriting], in tree: SourceTree) throws(Fault) -> [String: Rewriting] {
        let followers = privates.filter { Catalog.ecosystem($0.ecosystem) is any LastingRewriting }
        let all = rewrites.merging(followers.map { ($0.id, Rewrite()) }) { first, _ in first }
        let lasting = try Self.rewritings(of: packages + followers, all, in: tree, isLasting: true)
        var result = rewritings
        for package in packages + followers where Catalog.ecosystem(package.ecosystem) is any LastingRewriting {
            result[package.id] = lasting[package.id]
        }
        return result
    }

    /// The edits for some packages, those of an ecosystem that needs it computed together.
    /// - Parameter isLasting: whether they are meant for a commit, where an ecosystem makes a difference.
    public static func rewritings(
        of packages: [Package], _ rewrites: [String: Rewrite], in tree: SourceTree, isLasting: Bool = false
    ) throws(Fault) -> [String: Rewriting] {
        let all = try Lenders(packages, rewrites, in: tree)
        let rewrites = all.rewrites
        var result: [String: Rewriting] = [:]
        for (name, members) in Dictionary(grouping: all.packages, by: \.ecosystem).sorted(by: { $0.key.precedes($1.key) }) {
            guard let ecosystem = Catalog.ecosystem(name) else { continue }
            if isLasting, let keeper = ecosystem as? any LastingRewriting {
                result.merge(try keeper.lastingRewrite(members, rewrites, in: tree)) { first, _ in first }
                continue
            }
            if let joint = ecosystem as? any WorkspaceRewriting {
                let rewritings = try joint.rewrite(members, rewrites, in: tree)
                result.merge(rewritings) { first, _ in first }
                continue
            }
            for package in members {
                if let rewrite = rewrites[package.id] { result[package.id] = try ecosystem.rewrite(package, rewrite, in: tree) }
            }
        }
        return all.sharing(result, among: packages)
    }

    /// The document's section `pins` for these edits: the packages of which something changes, in the plan's order.
    public func pins(for rewritings: [String: Rewriting]) -> [Pin] {
        packages.compactMap { package in
            guard let rewriting = rewritings[package.id] else { return nil }
            let next = rewrites[package.id]?.version
            let change = next.flatMap { $0 == package.version ? nil : Pin.VersionChange(from: package.version, to: $0) }
            guard change != nil || !rewriting.requirements.isEmpty else { return nil }
            return Pin(package: package.id, manifest: package.manifest, version: change, set: rewriting.requirements)
        }
    }
}
