extension Maven: ManifestReview {
    /// What POMs say, or take from their parents in the repository.
    public func profiles(of packages: [Package], in workspace: Workspace, tree: SourceTree) -> [String: PackageProfile] {
        var findings: [Diagnostic] = []
        guard let reactor = try? MavenReactor(workspace.manifest, in: tree, findings: &findings) else { return [:] }
        let places = Dictionary(reactor.poms.enumerated().map { ($1.path, $0) }) { first, _ in first }
        var profiles: [String: PackageProfile] = [:]
        for package in packages { profiles[package.id] = places[package.manifest].map { profile(of: $0, in: reactor) } }
        return profiles
    }

    /// What a POM says; nothing where a parent lies outside the repository, which may say it all.
    private func profile(of own: Int, in reactor: MavenReactor) -> PackageProfile {
        var profile = PackageProfile()
        profile.showsReadme = false
        let lineage = reactor.lineage(of: own).map { reactor.poms[$0] }
        let place = reactor.poms[own].place(reactor.poms[own].document.root.span)
        guard lineage.last?.parent == nil else {
            profile.license = PackageProfile.Statement("licenses", "LicenseRef-Inherited", at: place)
            return profile
        }
        /// The text of the first element of a path, the package's own before its parents'.
        func statement(_ path: String...) -> PackageProfile.Statement {
            for pom in lineage {
                var element: XMLElement? = pom.document.root
                for name in path { element = element?[name] }
                if let element, !element.text.isEmpty {
                    return PackageProfile.Statement(path.joined(separator: "/"), element.text, at: pom.place(element.span))
                }
            }
            return PackageProfile.Statement(path.joined(separator: "/"), nil, at: place)
        }
        // The names of licences in POMs are free.
        var license = statement("licenses", "license", "name")
        license.text = license.text.map { _ in "LicenseRef-Stated" }
        profile.license = license
        profile.description = statement("description")
        profile.repository = statement("scm", "url")
        if profile.repository?.text == nil { profile.repository?.text = statement("url").text }
        return profile
    }
}
