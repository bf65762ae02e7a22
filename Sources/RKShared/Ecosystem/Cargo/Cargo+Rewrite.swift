extension Cargo: WorkspaceRewriting {
    /// As for a release of this package alone.
    public func rewrite(_ package: Package, _ rewrite: Rewrite, in tree: SourceTree) throws(Fault) -> Rewriting {
        try self.rewrite([package], [package.id: rewrite], in: tree)[package.id] ?? Rewriting()
    }

    /// Writes versions where they are kept, raises the requirements on members of what is released, and those of all other members that
    /// would not fit any more, and gives the members their versions in Cargo.lock. All other bytes stay.
    ///
    /// cargo reads all manifests of a workspace whatever it builds, so every package gets the changes of all of them.
    public func rewrite(_ packages: [Package], _ rewrites: [String: Rewrite], in tree: SourceTree) throws(Fault) -> [String: Rewriting] {
        var result: [String: Rewriting] = [:]
        let workspaces = Dictionary(grouping: packages) { Self.rootManifest(of: $0) }
        for (manifest, members) in workspaces.sorted(by: { $0.key.precedes($1.key) }) {
            let workspace = try CargoWorkspace(root: try CargoManifest(reading: manifest, in: tree), in: tree)
            var release = CargoRelease(members, rewrites, in: workspace, of: tree)
            result.merge(try release.rewritings()) { first, _ in first }
        }
        return result
    }
}
