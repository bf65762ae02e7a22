extension Maven: WorkspaceRewriting {
    /// As for a release of this package alone.
    public func rewrite(_ package: Package, _ rewrite: Rewrite, in tree: SourceTree) throws(Fault) -> Rewriting {
        try self.rewrite([package], [package.id: rewrite], in: tree)[package.id] ?? Rewriting()
    }

    /// Writes versions where they are kept (`<version>`, or the property in it), in `<parent>` of every module below, and where
    /// dependencies, managed ones, plugins and extensions state the version of a project of the reactor. All other bytes stay.
    ///
    /// mvn reads all POMs of a reactor whatever it builds, so every package gets the changes of all of them.
    public func rewrite(_ packages: [Package], _ rewrites: [String: Rewrite], in tree: SourceTree) throws(Fault) -> [String: Rewriting] {
        var result: [String: Rewriting] = [:]
        let reactors = Dictionary(grouping: packages) { $0.rest["maven"]?.object?["reactor"]?.string ?? $0.manifest }
        for (manifest, members) in reactors.sorted(by: { $0.key.precedes($1.key) }) {
            var release = try MavenRelease(members, rewrites, reactor: manifest, in: tree)
            result.merge(try release.rewritings()) { first, _ in first }
        }
        return result
    }

    /// `group:artifact` in an id, without prefix and path.
    static func name(ofId id: String) -> String {
        let name = id.hasPrefix("maven:") ? id.dropFirst(6) : id[...]
        return String(name.prefix { $0 != "@" })
    }
}
