import RKShared

/// Versions that are meant to be one.
struct VersionCheck: Check {
    /// What it looks for.
    let codes: Set<Code> = [.versionUneven]

    /// One finding for each set of packages that share a version.
    func findings(in subject: Subject) -> [Finding] {
        let configuration = subject.configuration
        let sharing = Dictionary(grouping: subject.published) { package -> String? in
            if configuration.synchronize { return "synchronize" }
            return package.group.flatMap { configuration.fixedGroups.contains($0) ? "[groups.\($0)] synchronize" : nil }
        }
        return sharing.compactMap { key, packages in key.map { ($0, packages) } }.sorted { $0.0.precedes($1.0) }.compactMap {
            key, packages in
            // Prereleases are spelled in each ecosystem's own way.
            let stated = packages.filter { package in
                let scheme = Catalog.ecosystem(package.ecosystem)?.versionScheme
                return package.version.map { scheme?.isPrerelease($0) == false } ?? false
            }
            guard let first = stated.first, let other = stated.first(where: { $0.version != first.version }) else { return nil }
            return Finding(
                Diagnostic(
                    .warning, .versionUneven,
                    "\(first.id) is \(first.version ?? ""), and \(other.id) \(other.version ?? ""), but `\(key)` makes their versions one",
                    hint: "the next release gives both the higher one's", package: other.id, at: Place(other.manifest)))
        }
    }
}
