/// What classifying a member's dependencies needs: the whole workspace.
struct CargoContext {
    /// The root's manifest.
    let root: CargoManifest
    /// The members by folder.
    let members: [String: CargoManifest]
    /// The members by name.
    private let named: [String: CargoManifest]
    /// What stands in for crates from elsewhere.
    private let patches: CargoPatches

    /// A workspace.
    init(_ workspace: CargoWorkspace) {
        root = workspace.root
        members = workspace.members
        named = Dictionary(members.values.map { ($0.name ?? "", $0) }) { first, _ in first }
        patches = CargoPatches(root)
    }

    /// The member with a name.
    func member(named name: String) -> CargoManifest? { named[name] }

    /// A member as a package of the document.
    func package(_ member: CargoManifest, workspace: String, findings: inout [Diagnostic]) -> Package {
        let name = member.name ?? ""
        var package = Package(
            id: Self.id(name), name: name, ecosystem: "cargo", workspace: workspace, path: member.folder, manifest: member.path,
            version: version(of: member, findings: &findings))
        let publishing = CargoPublishPolicy(of: member, root: root, findings: &findings)
        package.privateReason = publishing.refusal ?? (package.version == nil ? "no version" : nil)
        package.publish = package.privateReason == nil
        package.rest["registries"] = publishing.registries.isEmpty ? nil : .strings(publishing.registries)
        if member.inherits("version") { package.versionGroup = root.path }
        findings += CargoInheritance.problems(in: member, root: root)
        let declared = CargoDependencies(member, root: root)
        findings += declared.findings
        var dependencies: Set<Dependency> = []
        for declaration in declared.declarations { dependencies.insert(dependency(declaration, findings: &findings)) }
        package.dependencies = dependencies.inOrder()
        return package
    }

    /// The id of a crate.
    static func id(_ name: String) -> String { "cargo:\(name)" }

    /// The version that a member states or takes from the workspace; nil, with a finding, where it is none.
    func version(of member: CargoManifest, findings: inout [Diagnostic]) -> String? {
        guard let own = member.package?.table?["version"] else { return nil }
        guard let (node, manifest) = member.inherited("version", from: root) else {
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid, "the version is taken from the workspace, but [workspace.package] has none",
                    hint: "add `version` to [workspace.package] in `\(root.path)`", at: member.place(own.span)))
            return nil
        }
        let problem: String? =
            switch node.string {
            case nil: "`version` is \(node.kindName), not a string"
            case let text? where !CargoName.isVersion(text): "`version` is `\(text)`, which is no version (Semantic Versioning)"
            default: nil
            }
        if let problem {
            let finding = Diagnostic(
                .error, .versionInvalid, problem, hint: "write three numbers, as `1.2.0` or `1.2.0-rc.1`", at: manifest.place(node.span))
            // All who inherit it have the same.
            if !findings.contains(finding) { findings.append(finding) }
        }
        return node.string
    }

    /// The member that a declaration means, and why; without one, why it is external although a member has the name.
    func target(of declared: CargoDeclaration) -> (member: CargoManifest?, why: String?) {
        let namesake = named[declared.name]
        let origin = declared.isInherited ? "[workspace.dependencies] " : ""
        if let path = declared.path?.entry.node.string {
            guard let folder = declared.folder, let member = members[folder] else {
                return (nil, "\(origin)path = \"\(path)\", which is no member: external")
            }
            guard member.name == declared.name else {
                return (nil, "\(origin)path = \"\(path)\" leads to `\(member.name ?? "")`: external")
            }
            return (member, "\(origin)path = \"\(path)\"")
        }
        if let (folder, source) = patches.folder(for: declared), let member = members[folder], member.name == declared.name {
            var unheard: [Diagnostic] = []
            let version = version(of: member, findings: &unheard) ?? "0.0.0"
            guard declared.requirement.isEmpty || (try? CargoRequirement(declared.requirement))?.allows(version) == true else {
                return (nil, "[patch.\(source)] has \(version), which `\(declared.requirement)` does not allow: external")
            }
            return (member, "[patch.\(source)] path")
        }
        guard namesake != nil else { return (nil, nil) }
        let elsewhere = declared.git.map { "git \(RemoteAddress.withoutCredentials($0))" } ?? declared.registry ?? "crates.io"
        return (nil, "member of the workspace, but without `path`: from \(elsewhere), external")
    }

    /// A declaration as the document has it.
    private func dependency(_ declared: CargoDeclaration, findings: inout [Diagnostic]) -> Dependency {
        var dependency = Dependency(name: declared.name, kind: declared.kind, requirement: declared.requirement)
        let (member, why) = target(of: declared)
        dependency.package = member.map { Self.id($0.name ?? "") }
        dependency.why = why
        dependency.rest["rename"] = declared.key == declared.name ? nil : .string(declared.key)
        dependency.rest["target"] = declared.target.map { .string($0) }
        if let path = declared.path, let folder = declared.folder, let other = members[folder], other.name != declared.name {
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid,
                    "the dependency `\(declared.key)` leads to the crate `\(other.name ?? "")`, which has another name",
                    hint: "add `package = \"\(other.name ?? "")\"`, or correct the path", at: path.manifest.place(path.entry.node.span)))
        }
        return dependency
    }
}
