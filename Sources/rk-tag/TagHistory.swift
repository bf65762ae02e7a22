import RKShared

/// The tags that there are, for what is the newest.
struct TagHistory {
    /// The commits of all tags, by their names.
    let tags: [String: String]
    /// The repository's configuration.
    let configuration: Configuration

    /// Whether a final version is above all that its package has tags of: one from a branch for an older line is not.
    func isNewest(_ version: VersionPlan, _ packages: [String: Package]) throws(Fault) -> Bool {
        guard let package = packages[version.package], let next = version.next, !Self.isPrerelease(version, packages) else { return false }
        guard let scheme = Catalog.ecosystem(package.ecosystem)?.versionScheme else { return true }
        let (prefix, suffix) = try TagFormat(of: package, in: configuration)
            .prefixAndSuffix(name: package.tagName, label: package.workspace, path: package.path)
        return isNewest(next, scheme, prefix, suffix)
    }

    /// The same of the version of a release as a whole.
    func isNewest(_ umbrella: ReleaseRecord.Umbrella) -> Bool {
        guard let (prefix, suffix) = configuration.umbrella?.format.prefixAndSuffix(name: "", label: "", path: ".") else { return true }
        return isNewest(umbrella.version, .semver, prefix, suffix)
    }

    /// Whether no tag with these ends has a higher version.
    private func isNewest(_ version: String, _ scheme: VersionScheme, _ prefix: String, _ suffix: String) -> Bool {
        !tags.keys.contains { tag in
            TagFormat.version(in: tag, prefix: prefix, suffix: suffix).map { scheme.compare(scheme.mark + $0, version) == 1 } ?? false
        }
    }

    /// Whether a version is a prerelease by its ecosystem's rules.
    static func isPrerelease(_ version: VersionPlan, _ packages: [String: Package]) -> Bool {
        let ecosystem = packages[version.package].flatMap { Catalog.ecosystem($0.ecosystem) }
        guard let next = version.next, let scheme = ecosystem?.versionScheme else { return false }
        return scheme.isPrerelease(next) ?? false
    }
}
