extension Dart: SingleManifestReview {
    /// What a pubspec.yaml says. A licence is a file beside it.
    public func profile(of package: Package, in workspace: Workspace, tree: SourceTree) throws(Fault) -> PackageProfile {
        let spec = try Pubspec(reading: package.manifest, in: tree)
        let top = spec.document.root.map { spec.place($0.span) } ?? Place(spec.path)
        let isPublic = package.rest["publish_to"] == nil
        var profile = PackageProfile()
        profile.demandsLicenseFile = isPublic
        let description = spec["description"]
        profile.description = PackageProfile.Statement(
            "description", description?.text, at: description.map { spec.place($0.span) } ?? top, isDemanded: isPublic)
        let repository = spec["repository"] ?? spec["homepage"]
        profile.repository = PackageProfile.Statement("repository", repository?.text, at: repository.map { spec.place($0.span) } ?? top)
        var findings: [Diagnostic] = []
        for declared in DartDependencies.all(of: spec, findings: &findings) {
            let isMember = package.dependencies.contains { $0.package != nil && $0.name == declared.name }
            let source: PackageProfile.Need.Source
            switch declared.source {
            case .path: source = isMember ? .registry : .folder
            case .git: source = .address
            case .hosted, .sdk: source = .registry
            }
            profile.needs.append(
                PackageProfile.Need(declared.name, declared.kind, declared.requirement, from: source, at: spec.place(declared.key.span)))
        }
        return profile
    }
}
