import RKShared

/// Requirements on versions that are no tag yet: a commit that prepares a release states them before there is any tag.
enum UpcomingEdges {
    /// Makes edges of the requirements that state the version next to the newest tag of the package that is meant, or a first one where it
    /// has no tag. A shallow clone without any tag may only lack them, and gets no edges.
    static func add(_ discoveries: [Discovery], to packages: inout [Package], isShallow: Bool, _ versionControl: any VersionControl)
        async throws(Fault)
    {
        let candidates = discoveries.flatMap { discovery in discovery.upcoming.map { (discovery.workspace.id, $0) } }
        guard !candidates.isEmpty else { return }
        let tags = Dictionary(grouping: try await versionControl.taggedCommits().keys) { tag in
            tag.lastIndex(of: "/").map { String(tag[...$0]) } ?? ""
        }
        let places = Dictionary(packages.indices.map { ([packages[$0].workspace, packages[$0].id], $0) }) { first, _ in first }
        let released = packages.map { versions(of: $0, in: tags) }
        guard !isShallow || released.contains(where: { !$0.isEmpty }) else { return }
        for (workspace, edge) in candidates {
            guard let source = places[[workspace, edge.package]], let target = places[[workspace, edge.target]],
                let ecosystem = Catalog.ecosystem(packages[target].ecosystem) as? any VersionInTags
            else { continue }
            for position in packages[source].dependencies.indices where packages[source].dependencies[position].name == edge.name {
                let version = packages[source].dependencies[position].requirement
                guard ecosystem.accepts(version, for: packages[target]), isNext(version, after: released[target], of: packages[target])
                else { continue }
                if packages[source].dependencies[position].rest["indirect"] == .bool(true) {
                    packages[source].dependencies[position].rest["member"] = .string(edge.target)
                    packages[source].dependencies[position].why = "\(version) is no tag yet, but // indirect: no edge"
                } else {
                    packages[source].dependencies[position].package = edge.target
                    packages[source].dependencies[position].why = "\(version) is no tag yet"
                }
            }
        }
    }

    /// Whether a version is one step above the newest of some, or a first one where there is none. A greater step is left to whoever makes it:
    /// it may be one whose tags are not here.
    private static func isNext(_ version: String, after versions: [String], of package: Package) -> Bool {
        guard let ecosystem = Catalog.ecosystem(package.ecosystem) as? any VersionInTags else { return false }
        let scheme = ecosystem.versionScheme
        let newest = scheme.newest(of: versions) ?? ecosystem.floor(of: package) ?? "0.0.0"
        guard scheme.compare(newest, version) == -1, let former = scheme.parse(newest), let next = scheme.parse(version) else {
            return false
        }
        let numbers = former.release
        if former.isPrerelease, next.release == numbers { return true }
        return numbers.indices.contains { index in
            let zeros = Array(repeating: Natural.zero, count: numbers.count - index - 1)
            return next.release == numbers[..<index] + [numbers[index].successor] + zeros
        }
    }

    /// The versions of a package that are tags; these by what they have up to their last slash.
    private static func versions(of package: Package, in tags: [String: [String]]) -> [String] {
        guard let ecosystem = Catalog.ecosystem(package.ecosystem) as? any VersionInTags else { return [] }
        let prefix = ecosystem.tagPrefix(of: package)
        return (tags[prefix] ?? []).map { String($0.dropFirst(prefix.count)) }.filter { ecosystem.accepts($0, for: package) }
    }
}
