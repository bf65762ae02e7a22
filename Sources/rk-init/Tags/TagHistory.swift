import RKShared

/// What tags tell of the packages: what stands in front of the version in each one's, and which versions were released.
struct TagHistory {
    /// The prefix of a package's tags, by the package's index; none for a package without tags.
    private(set) var prefixes: [Int: String] = [:]
    /// The versions that were released, by the package's index.
    private(set) var versions: [Int: Set<String>] = [:]
    /// The tags.
    private var index: TagIndex
    /// A tag that may be a release of everything, and fits no package; nil where there is none.
    private(set) var shared: String?

    /// What stands between a name and a version.
    private static let separators = ["-v", "@", "/v", "-", "/", "@v", "_v", "_"]
    /// Prefixes that name no package.
    private static let nameless = ["v", "", "release-v", "release-", "release/v", "release/"]

    /// Reads the tags.
    init(_ tags: [String], _ packages: [Package]) {
        index = TagIndex(tags)
        let candidates = packages.map { Self.isTagged($0) ? Self.candidates(of: $0) : [] }
        let schemes = packages.map { Catalog.ecosystem($0.ecosystem)?.versionScheme ?? .semver }
        for (number, prefixes) in candidates.enumerated() { for prefix in prefixes { index.claim(prefix, schemes[number]) } }
        // A private package has no releases: tags that fit it are another's, as those of a Go module in its folder.
        for (number, candidates) in candidates.enumerated() where packages[number].publish {
            take(candidates, for: number, schemes[number])
        }
        takeNameless(packages, schemes)
    }

    /// Whether there is a tag of a package with this in front of the version.
    func hasTags(behind prefix: String, of package: Package) -> Bool {
        !index.versions(behind: prefix, Catalog.ecosystem(package.ecosystem)?.versionScheme ?? .semver).isEmpty
    }

    /// Whether a package's tags are of a form that the configuration says: Go's are not.
    static func isTagged(_ package: Package) -> Bool {
        !(Catalog.ecosystem(package.ecosystem) is any VersionInTags) && PackageSettings(of: package).tagFormat == nil
    }

    /// What may stand in front of a package's versions, the usual first.
    private static func candidates(of package: Package) -> [String] {
        var stems = ["{name}", "{path}", "{unscoped}"].compactMap { stem in
            (try? TagFormat("\(stem){version}"))?.prefixAndSuffix(
                name: package.tagName, label: package.workspace, path: package.path
            ).prefix
        }
        stems.append(RelativePath.name(of: package.path))
        let named = stems.filter { !$0.isEmpty && $0 != "." }
        let prefixes = named.flatMap { stem in separators.map { stem + $0 } }
        return (package.path == "." && package.publish ? prefixes + ["v"] : prefixes).reduce(into: []) { all, one in
            if !all.contains(one) { all.append(one) }
        }
    }

    /// Gives a package the prefix of its newest release.
    private mutating func take(_ candidates: [String], for package: Int, _ scheme: VersionScheme) {
        var best: (prefix: String, newest: String, all: Set<String>)?
        for prefix in candidates {
            let all = index.versions(behind: prefix, scheme)
            guard let newest = scheme.newest(of: Array(all)) else { continue }
            if let held = best, scheme.compare(newest, held.newest) != 1 { continue }
            best = (prefix, newest, all)
        }
        guard let best else { return }
        prefixes[package] = best.prefix
        versions[package] = best.all
    }

    /// Takes tags without a name for the packages' own where they can be nothing else: of the only package, or of all that have one version.
    private mutating func takeNameless(_ packages: [Package], _ schemes: [VersionScheme]) {
        let released = packages.indices.filter { packages[$0].publish && Self.isTagged(packages[$0]) }
        guard prefixes.isEmpty, !released.isEmpty else { return }
        for prefix in Self.nameless {
            let all = released.map { index.versions(behind: prefix, schemes[$0]) }
            guard let newest = all.first.flatMap({ schemes[released[0]].newest(of: Array($0)) }) else { continue }
            guard released.count == 1 || Self.shareVersion(packages, released) else {
                if shared == nil { shared = prefix + newest }
                continue
            }
            for (package, versions) in zip(released, all) {
                prefixes[package] = prefix
                self.versions[package] = versions
            }
            return
        }
    }

    /// Whether some of the packages state the same version, and no package keeps its version in tags.
    static func shareVersion(_ packages: [Package], _ some: [Int]) -> Bool {
        let hasOther = packages.contains { Catalog.ecosystem($0.ecosystem) is any VersionInTags }
        return !hasOther && Set(some.map { packages[$0].version }).count == 1 && packages[some[0]].version != nil
    }
}
