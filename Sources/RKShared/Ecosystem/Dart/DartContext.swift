/// What classifying a member's dependencies needs: the whole workspace.
struct DartContext {
    /// How members find each other.
    private let resolution: DartMembers.Resolution
    /// The members by folder.
    private let folders: [String: Pubspec]
    /// The members by name; several for a name that repeats.
    private let names: [String: [Pubspec]]
    /// The workspace's site.
    private let site: WorkspaceSite
    /// The repository's files.
    private let tree: SourceTree
    /// What is wrong or worth knowing.
    private(set) var findings: [Diagnostic] = []

    /// The members of a workspace.
    init(_ members: DartMembers, site: WorkspaceSite, tree: SourceTree) {
        resolution = members.resolution
        folders = Dictionary(members.members.map { ($0.folder, $0) }) { first, _ in first }
        names = Dictionary(grouping: members.members) { $0.name ?? "" }
        self.site = site
        self.tree = tree
        for (name, specs) in names.sorted(by: { $0.key.precedes($1.key) }) {
            let published = specs.filter { Self.privateReason(of: $0) == nil }
            guard published.count > 1 || specs.count > 1 && resolution == .workspace else { continue }
            let rivals = published.count > 1 ? published : specs
            let paths = rivals.map { "`\($0.path)`" }.joined(separator: " and ")
            findings.append(
                Diagnostic(
                    .error, .packageDuplicate, "\(rivals.count) packages have the name `\(name)`: \(paths)",
                    hint: resolution == .workspace
                        ? "rename one; names in a workspace must differ"
                        : "rename one, or make all but one private with `publish_to: none`",
                    at: Place(rivals[1].path)))
        }
    }

    /// The id of a member; with its path where the name repeats.
    private func id(_ spec: Pubspec) -> String {
        let name = spec.name ?? ""
        return names[name]?.count == 1 ? "pub:\(name)" : "pub:\(name)@\(spec.folder)"
    }

    /// A member as a package of the document.
    mutating func package(_ spec: Pubspec) -> Package {
        let version = spec["version"]
        var package = Package(
            id: id(spec), name: spec.name ?? "", ecosystem: "pub", workspace: site.id, path: spec.folder, manifest: spec.path,
            version: version?.text)
        if let version, !VersionScheme.dart.isValid(version.text ?? "") {
            findings.append(
                Diagnostic(
                    .error, .versionInvalid,
                    "`version` is \(version.text.map { "`\($0)`, which is no version of Dart" } ?? version.kindName)",
                    hint: "write three numbers, as in 1.2.0 or 1.2.0+1", package: package.id, at: spec.place(version.span)))
        }
        package.privateReason = Self.privateReason(of: spec)
        package.publish = package.privateReason == nil
        if let registry = spec["publish_to"]?.string, registry != "none" {
            package.rest["publish_to"] = .string(WebAddress.redacted(registry))
        }
        let overrides = DartDependencies.overrides(of: spec, in: tree, findings: &findings)
        let declared = DartDependencies.all(of: spec, findings: &findings)
        if declared.contains(where: { $0.name == "flutter" && $0.source == .sdk }) { package.rest["flutter"] = .bool(true) }
        var seen: Set<String> = []
        for dependency in declared where seen.insert("\(dependency.name) \(dependency.kind.rawValue)").inserted {
            package.dependencies.append(classify(dependency, of: spec, overrides))
        }
        package.dependencies.sort { $0.name == $1.name ? $0.kind.rawValue.precedes($1.kind.rawValue) : $0.name.precedes($1.name) }
        return package
    }

    /// Why a member is not meant for a registry: `publish_to: none`, or no version, without which pub publishes nothing.
    private static func privateReason(of spec: Pubspec) -> String? {
        if spec["publish_to"]?.string == "none" { return "publish_to: none" }
        return spec["version"] == nil ? "no version" : nil
    }

    /// A dependency with the decision whether it is an edge of the release graph.
    private func classify(
        _ declared: DartDependency, of spec: Pubspec, _ overrides: [String: (source: DartDependency.Source, origin: String)]
    ) -> Dependency {
        var dependency = Dependency(name: declared.name, kind: declared.kind, requirement: declared.requirement)
        let override = overrides[declared.name]
        if case .path(let path) = override?.source ?? declared.source {
            let target = RelativePath.join(spec.folder, path).flatMap { folders[$0] }
            if let target, target.name == declared.name {
                dependency.package = id(target)
                dependency.why = override.map { "a path in \($0.origin)" } ?? "a path"
            } else {
                dependency.why = target == nil ? "a path to no member: external" : "a path to a package of another name: external"
            }
            return dependency
        }
        guard let named = names[declared.name], let target = named.first else { return dependency }
        let source = override?.source ?? declared.source
        switch (resolution, source) {
        case (.workspace, .hosted), (.workspace, .git):
            dependency.package = id(target)
            dependency.why = "a member of the workspace by name"
        case (.melos, .hosted) where named.count == 1:
            dependency.package = id(target)
            dependency.why = "melos links it by name"
        case (_, .hosted):
            dependency.why = "a package of the repository has this name, but a condition on versions takes the published one: external"
        default: dependency.why = "a package of the repository has this name, but another source is named: external"
        }
        return dependency
    }
}
