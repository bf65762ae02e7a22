extension Go: WorkspaceRewriting {
    /// As for a release of this package alone.
    public func rewrite(_ package: Package, _ rewrite: Rewrite, in tree: SourceTree) throws(Fault) -> Rewriting {
        try self.rewrite([package], [package.id: rewrite], in: tree)[package.id] ?? Rewriting()
    }

    /// Writes the versions of modules of the repository into `require`, takes away the lines of `replace` that lead to them, and adds
    /// their digests to go.sum, computed from the files as they will be tagged. All other bytes stay.
    ///
    /// The version itself is in no file. A `replace` stays where its digest cannot be had: among modules that need each other in a circle,
    /// whose digests would hold each other, and for a module that is not released now and that go.sum does not list. To users
    /// it means nothing: only the main module's counts.
    public func rewrite(_ packages: [Package], _ rewrites: [String: Rewrite], in tree: SourceTree) throws(Fault) -> [String: Rewriting] {
        var release = try GoRelease(packages, rewrites, in: tree)
        return try release.rewritings()
    }

    /// The module's path in an id, without prefix and folder.
    static func name(ofId id: String) -> String {
        let name = id.hasPrefix("golang:") ? id.dropFirst(7) : id[...]
        return String(name.prefix { $0 != "@" })
    }
}
