/// What classifying a member's dependencies needs: the whole workspace.
struct UvContext {
    /// The sources of the workspace's root.
    let rootSources: UvSources
    /// The members by normalised name.
    let members: [String: PyProject]
    /// The repository's files.
    let tree: SourceTree

    /// A member as a package of the document.
    func package(_ member: PyProject, workspace: String, findings: inout [Diagnostic]) -> Package {
        let name = member.name ?? ""
        let version = UvVersion(of: member, in: tree, findings: &findings)
        var package = Package(
            id: "pypi:\(PythonName.normalize(name))", name: name, ecosystem: "uv", workspace: workspace, path: member.folder,
            manifest: member.path, version: version.value)
        if case .crate(let crate) = version.source { package.versionGroup = crate.group }
        package.privateReason = privateReason(of: member)
        package.publish = package.privateReason == nil
        let ownSources = UvSources(member)
        var dependencies: Set<Dependency> = []
        findings += UvSources.problems(of: member)
        let declared = UvRequirements.all(of: member, findings: &findings)
        for requirement in declared { dependencies.insert(classify(requirement, in: member, ownSources)) }
        findings += refusals(of: declared, in: member, ownSources)
        package.dependencies = dependencies.inOrder()
        return package
    }

    /// Why a member is not meant for a registry: a classifier `Private ::`, `tool.uv.package = false`, or no build system (uv builds none then).
    private func privateReason(of member: PyProject) -> String? {
        let classifiers = member["project", "classifiers"]?.array?.compactMap(\.string) ?? []
        if let classifier = classifiers.first(where: { $0.lowercased().hasPrefix("private ::") }) { return "classifier \(classifier)" }
        switch member["tool", "uv", "package"]?.boolean {
        case false?: return "tool.uv.package = false"
        case true?: return nil
        case nil: return member["build-system"] == nil ? "no [build-system], and tool.uv.package is not true" : nil
        }
    }

    /// A requirement with the decision whether it is an edge of the release graph: its name is a member's, and the source that
    /// applies, the member's own before the root's, is `workspace = true`.
    private func classify(_ declared: DeclaredRequirement, in member: PyProject, _ ownSources: UvSources) -> Dependency {
        let requirement = declared.requirement
        var dependency = Dependency(name: requirement.name, kind: declared.kind, requirement: requirement.specifier)
        dependency.rest["extras"] = requirement.extras.isEmpty ? nil : .strings(requirement.extras)
        dependency.rest["marker"] = requirement.marker.map { .string($0) }
        dependency.rest["url"] = requirement.url.map { .string(RemoteAddress.withoutCredentials($0)) }
        dependency.rest["group"] = declared.group.map { .string($0) }
        guard let target = members[requirement.normalizedName] else { return dependency }
        if target.path == member.path {
            return classifySelf(dependency, requirement)
        }
        let (own, root) = (ownSources.sources[requirement.normalizedName], rootSources.sources[requirement.normalizedName])
        let applicable = (own ?? root ?? []).filter { $0.applies(to: declared) }
        let origin = own == nil ? "tool.uv.sources" : "the member's own tool.uv.sources"
        if applicable.contains(where: \.isWorkspace) {
            dependency.package = "pypi:\(requirement.normalizedName)"
            dependency.why = "\(origin) workspace = true"
        } else if let other = applicable.first {
            dependency.why = "member of the workspace, but \(origin) names \(other.kind): external"
        } else {
            dependency.why = "member of the workspace, but not a workspace source: external"
        }
        return dependency
    }

    /// A requirement on the package itself: with extras it only gathers them; without, it is a self-dependency, which rk-graph reports.
    private func classifySelf(_ dependency: Dependency, _ requirement: Requirement) -> Dependency {
        var dependency = dependency
        if requirement.extras.isEmpty || dependency.kind.isHard {
            dependency.package = "pypi:\(requirement.normalizedName)"
            dependency.why = "the package itself"
        } else {
            dependency.why = "the package's own extras: no edge"
        }
        return dependency
    }
}
