extension Go: SingleManifestReview {
    /// What a go.mod says: what users do not get is a `replace` by what is no module of the repository.
    public func profile(of package: Package, in workspace: Workspace, tree: SourceTree) throws(Fault) -> PackageProfile {
        let module = try GoModule(reading: package.manifest, in: tree)
        var profile = PackageProfile()
        profile.showsReadme = false
        for replacement in module.file.replacements {
            let place = module.place(replacement.path.span)
            let isMember = package.dependencies.contains { $0.member != nil && $0.name == replacement.path.text }
            if isMember || replacement.targetVersion == nil && module.folder(of: replacement) != nil { continue }
            profile.report(
                .warning, .dependencyUnpublishable,
                "`\(replacement.path.text)` is replaced by `\(replacement.target.text)`, which holds in this module alone",
                hint: "users of the module get what `require` says: make that enough, or say so in its documentation", at: place)
        }
        return profile
    }
}
