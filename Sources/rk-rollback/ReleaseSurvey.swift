import RKShared

/// A package of a release, with what there is of it outside.
struct ReleasedVersion {
    /// The package.
    let package: Package
    /// Its version.
    let version: String
    /// Its tag; nil for none.
    let tag: String?
    /// The registry that it goes to; nil for a package that goes to none.
    let registry: RegistryAddress?
    /// Whether somebody can have it from there: for good, then.
    var isPublished: Bool
}

/// A release with what there is of it: its tags here and on the remote, its versions in registries.
struct ReleaseSurvey {
    /// The packages, in the document's order.
    let versions: [ReleasedVersion]
    /// The commit that brought the release into the branch; nil where no record tells.
    let commit: String?
    /// The tag of the release as a whole; nil without one.
    let umbrella: String?
    /// The commits of its tags in this clone, and on the remote.
    private let tagged: (here: [String: String], there: [String: String])
    /// The remote's name; nil where there is none.
    let remote: String?
    /// The repository.
    let versionControl: any VersionControl

    /// Looks at the tags and asks the registries.
    /// - Parameter registries: the registries that the user names.
    init(
        of document: Document, in checkout: Checkout, remote: String?, registries names: [String], environment: [String: String]
    ) async throws(Fault) {
        let packages = try document.requiredPackages(for: RkRollback.stage).byID
        let configuration = try Configuration.load(from: checkout.tree)
        let sources = RegistrySources(
            declared: configuration.registries, environment: environment, tree: checkout.tree, npm: configuration.npm)
        let released = try Self.released(in: document)
        let uploaded = released.compactMap { packages[$0.id] }.filter { package in
            package.publish && Catalog.plugin(package.ecosystem) == nil
        }
        let addresses = try RegistryChoice(names, configured: configuration.registry)
            .registries(of: uploaded, in: document.workspaces ?? [], from: sources)
        umbrella = document.release?.umbrella?.tag
        let tags = released.compactMap(\.tag) + [umbrella].compactMap { $0 }
        self.remote = remote
        commit = document.release?.commit
        versionControl = checkout.versionControl
        let here = try await versionControl.taggedCommits()
        let there = if let remote { try await versionControl.taggedCommits(at: remote, tags) } else { [String: String]() }
        tagged = (here.filter { tags.contains($0.key) }, there)
        let known = Set(
            (document.results ?? []).filter { [.published, .alreadyPublished].contains($0.status) }.map {
                "\($0.package) \($0.version ?? "")"
            })
        var versions: [ReleasedVersion] = []
        for entry in released {
            guard let package = packages[entry.id] else { continue }
            let version = Catalog.ecosystem(package.ecosystem)?.versionScheme.normalized(entry.version) ?? entry.version
            var item = ReleasedVersion(
                package: package, version: version, tag: entry.tag, registry: addresses[package.id],
                isPublished: known.contains("\(package.id) \(version)"))
            // Where a tag is the publication, the remote is the registry; a proxy that is asked would remember that there was nothing.
            if Catalog.ecosystem(package.ecosystem)?.publishing?.publishesCommits == true {
                item.isPublished = item.isPublished || entry.tag.map { there[$0] != nil } ?? false
            }
            versions.append(item)
        }
        self.versions = try await Self.asked(versions, versionControl.world)
    }

    /// The packages of the release: of its record or of rk-version, else what rk-publish published.
    private static func released(in document: Document) throws(Fault) -> [(id: String, version: String, tag: String?)] {
        if let versions = document.versions {
            return versions.filter(\.isReleased).compactMap { version in version.next.map { (version.package, $0, version.tag) } }
        }
        guard let results = document.results else {
            throw Document.missing("versions", for: RkRollback.stage, from: "rk-propose --merged")
        }
        return results.filter { $0.status == .published }.compactMap { result in result.version.map { (result.package, $0, nil) } }
    }

    /// The versions with what their registries say.
    private static func asked(_ versions: [ReleasedVersion], _ world: World) async throws(Fault) -> [ReleasedVersion] {
        var result = versions
        let open = versions.indices.filter { index in
            let version = versions[index]
            return !version.isPublished && version.registry != nil
                && Catalog.ecosystem(version.package.ecosystem)?.publishing?.publishesCommits == false
        }
        let answers = await open.answers { (index) throws(Fault) in try await isPublished(versions[index], world) }
        for (index, answer) in zip(open, answers) { result[index].isPublished = try answer.get() }
        return result
    }

    /// Whether the registry has a version.
    private static func isPublished(_ version: ReleasedVersion, _ world: World) async throws(Fault) -> Bool {
        guard let registry = version.registry,
            let query = PublishedVersion(package: version.package, version: version.version, registry: registry).presence
        else { return false }
        return try await world.ask(query) != nil
    }

    /// Where a tag is, as commits: here, on the remote, or both.
    func commits(of tag: String) -> [String] { [tagged.here[tag], tagged.there[tag]].compactMap { $0 } }

    /// How far the release came, for people.
    var words: String {
        let published = versions.count(where: \.isPublished)
        let tags = Set(versions.compactMap(\.tag).filter { !commits(of: $0).isEmpty })
        let name = commit.map { "the release \($0.prefix(12))" } ?? "the release"
        switch (published, tags.count) {
        case (0, 0): return "\(name) is merged, not tagged, and in no registry"
        case (0, _): return "\(name) is tagged, and in no registry"
        case (versions.count, _): return "\(name) is published"
        default: return "\(name) is published in part: \(published) of \(versions.count) packages"
        }
    }
}
