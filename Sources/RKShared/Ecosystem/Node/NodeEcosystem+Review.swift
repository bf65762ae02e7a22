extension Pnpm: SingleManifestReview {}
extension Npm: SingleManifestReview {}
extension Yarn: SingleManifestReview {}

extension NodeEcosystem {
    /// What a package.json says.
    public func profile(of package: Package, in workspace: Workspace, tree: SourceTree) throws(Fault) -> PackageProfile {
        let manifest = try PackageJSON(reading: package.manifest, in: tree)
        let top = manifest.place(manifest.document.root.span)
        let name = manifest.document.root.members?.last { $0.key == "name" }
        var profile = PackageProfile()
        let license = manifest["license"]
        let older = manifest["licenses"] ?? license.flatMap { $0.string == nil ? $0 : nil }
        profile.license = PackageProfile.Statement(
            "license", license?.string.flatMap { $0.isEmpty ? nil : Self.stated($0) } ?? older.map { _ in "LicenseRef-Stated" },
            at: license.map { manifest.place($0.span) } ?? top
        ) { text in
            if let license { return license.string.map { _ in manifest.document.replacing(license, with: text) } }
            return name.map { manifest.document.insertion(of: "license", JSONText.quoted(text), behind: $0) }
        }
        let description = manifest["description"]
        profile.description = PackageProfile.Statement(
            "description", description?.string.flatMap { $0.isEmpty ? nil : $0 }, at: description.map { manifest.place($0.span) } ?? top)
        let repository = manifest["repository"]
        profile.repository = PackageProfile.Statement(
            "repository", repository?.string ?? repository?["url"]?.string ?? manifest["homepage"]?.string,
            at: repository.map { manifest.place($0.span) } ?? top
        ) { address in
            guard repository == nil, let name else { return nil }
            let folder = package.path == "." ? "" : ", \"directory\": \(JSONText.quoted(package.path))"
            let value = "{ \"type\": \"git\", \"url\": \(JSONText.quoted("git+\(address).git"))\(folder) }"
            return manifest.document.insertion(of: "repository", value, behind: name)
        }
        checkPrivacy(of: manifest, package, in: workspace, &profile)
        addNeeds(of: manifest, package, &profile)
        return profile
    }

    /// A licence by the rules of npm, which knows words of its own besides SPDX expressions.
    private static func stated(_ text: String) -> String {
        text == "UNLICENSED" || text.lowercased().hasPrefix("see licen") ? "LicenseRef-Stated" : text
    }

    /// The root of a workspace that npm would publish.
    private func checkPrivacy(of manifest: PackageJSON, _ package: Package, in workspace: Workspace, _ profile: inout PackageProfile) {
        guard package.path == workspace.root, manifest["workspaces"] != nil, manifest["version"] == nil, !manifest.isPrivate else { return }
        let anchor = manifest.document.root.members?.last { $0.key == "name" } ?? manifest.document.root.members?.first
        profile.report(
            .warning, .privateMissing, "the workspace's own `\(manifest.path)` is not private", hint: "add \"private\": true",
            at: manifest.place(manifest.document.root.span),
            edit: manifest["private"] == nil ? anchor.map { manifest.document.insertion(of: "private", "true", behind: $0) } : nil)
    }

    /// The requirements, and peers that would become one version.
    private func addNeeds(of manifest: PackageJSON, _ package: Package, _ profile: inout PackageProfile) {
        var findings: [Diagnostic] = []
        for requirement in manifest.requirements(findings: &findings) {
            let place = manifest.place(requirement.node.span)
            let isMember = package.dependencies.contains { $0.package != nil && $0.name == requirement.name }
            var source = PackageProfile.Need.Source.registry
            switch NodeSpecifier(requirement.text) {
            case .path where !isMember: source = .folder
            case .other("file"): source = .folder
            case .other: source = .address
            case .workspace(nil, let range) where requirement.section == .peerDependencies && ["", "*"].contains(range):
                profile.report(
                    .warning, .peerExact, "the peer `\(requirement.name)` is `\(requirement.text)`, which becomes one exact version",
                    hint: "write `workspace:^`", at: place, edit: manifest.document.replacing(requirement.node, with: "workspace:^"))
            default: break
            }
            let isSelf = requirement.name == package.name
            let list = manifest[requirement.section.rawValue]
            profile.needs.append(
                PackageProfile.Need(
                    requirement.name, requirement.section.kind, requirement.text, from: source, at: place,
                    removal: isSelf ? list.flatMap { manifest.document.removal(of: requirement.name, from: $0) } : nil))
        }
    }
}
