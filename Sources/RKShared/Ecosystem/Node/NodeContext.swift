/// What classifying a member's dependencies needs: the whole workspace.
struct NodeContext {
    /// The workspace.
    let workspace: NodeWorkspace
    /// The members' ids, in their order.
    let ids: [String]
    /// The members of each name, as numbers.
    private let byName: [String: [Int]]
    /// The member of each folder.
    private let byFolder: [String: Int]

    /// The field of a dependency with what a catalog says of it.
    static let catalogField = "catalog"
    /// What a member without a name is called.
    static let unnamed = "(unnamed)"

    /// Gives every member an id; a name that repeats gets the folder behind it, and is an error when two of them are meant for a registry.
    init(_ workspace: NodeWorkspace, findings: inout [Diagnostic]) {
        self.workspace = workspace
        let members = workspace.members
        let byName = Dictionary(grouping: members.indices.filter { members[$0].name != nil }) { members[$0].name ?? "" }
        ids = members.map { member in
            let isUnique = member.name.map { byName[$0]?.count == 1 } ?? false
            return "npm:\(member.name ?? Self.unnamed)" + (isUnique ? "" : "@\(member.folder)")
        }
        self.byName = byName
        byFolder = Dictionary(members.indices.map { (members[$0].folder, $0) }) { first, _ in first }
        for (name, places) in byName.sorted(by: { $0.key.precedes($1.key) }) {
            let shared = places.filter { !members[$0].isPrivate }
            guard shared.count > 1 else { continue }
            let manifests = shared.map { "`\(members[$0].path)`" }.joined(separator: " and ")
            findings.append(
                Diagnostic(
                    .error, .packageDuplicate, "\(shared.count) members of the workspace have the name `\(name)`: \(manifests)",
                    hint: "rename one, or make all but one private", at: Place(members[shared[1]].path)))
        }
    }

    /// A member as a package of the document.
    func package(_ index: Int, findings: inout [Diagnostic]) -> Package {
        let member = workspace.members[index]
        var package = Package(
            id: ids[index], name: member.name ?? Self.unnamed, ecosystem: workspace.tool.rawValue, workspace: workspace.site.id,
            path: member.folder, manifest: member.path, version: member.version)
        package.privateReason = member.isPrivate ? "private: true" : member.name == nil ? "no name" : nil
        package.publish = package.privateReason == nil
        if let name = member["publishConfig", "name"]?.string, name != member.name { package.rest["published_as"] = .string(name) }
        checkIdentity(of: member, isPublic: package.publish, id: package.id, findings: &findings)
        var dependencies: Set<Dependency> = []
        for requirement in effective(member.requirements(findings: &findings)) {
            dependencies.insert(classify(requirement, of: index, findings: &findings))
        }
        package.dependencies = dependencies.inOrder()
        return package
    }

    /// Says what is wrong with a name and a version.
    private func checkIdentity(of member: PackageJSON, isPublic: Bool, id: String, findings: inout [Diagnostic]) {
        if let node = member["name"], node.string == nil || isPublic && !NodeName.isValid(node.string ?? "") {
            let problem = node.string.map { "`\($0)` is no name of a package" } ?? "`name` is \(node.kindName), not a string"
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid, problem,
                    hint:
                        "up to 214 letters, digits, `-`, `_` and `.`, with or without `@scope/` in front; it begins with neither `.` nor `_`",
                    at: member.place(node.span)))
        }
        guard let node = member["version"] else {
            guard isPublic else { return }
            findings.append(
                Diagnostic(
                    .note, .versionDynamic, "the manifest states no version; the first release writes one",
                    hint: "make the package private if it is not meant for a registry", package: id, at: Place(member.path)))
            return
        }
        guard node.string.map({ VersionScheme.semver.isValid($0) }) != true else { return }
        let problem =
            node.string.map { "`version` is `\($0)`, which is no version (Semantic Versioning)" }
            ?? "`version` is \(node.kindName), not a string"
        findings.append(
            Diagnostic(
                isPublic ? .error : .note, .versionInvalid, problem, hint: "write three numbers, as in \"1.2.0\"",
                at: member.place(node.span)))
    }

    /// Of a name in several lists the one that counts for those who install the package: optional before ordinary before development; peers
    /// besides. (npm itself installs a workspace by the last of them, which a published package does not follow.)
    private func effective(_ requirements: [NodeRequirement]) -> [NodeRequirement] {
        var strongest: [String: Int] = [:]
        let ranks: [NodeSection: Int] = [.optionalDependencies: 0, .dependencies: 1, .devDependencies: 2]
        for requirement in requirements {
            guard let rank = ranks[requirement.section] else { continue }
            strongest[requirement.name] = min(rank, strongest[requirement.name] ?? rank)
        }
        return requirements.filter { requirement in ranks[requirement.section].map { strongest[requirement.name] == $0 } ?? true }
    }

    /// A requirement with the decision whether it is an edge of the release graph.
    private func classify(_ requirement: NodeRequirement, of index: Int, findings: inout [Diagnostic]) -> Dependency {
        let member = workspace.members[index]
        let shown = requirement.text.contains("://") ? RemoteAddress.withoutCredentials(requirement.text) : requirement.text
        var dependency = Dependency(name: requirement.name, kind: requirement.section.kind, requirement: shown)
        if requirement.section == .peerDependencies, member["peerDependenciesMeta", requirement.name, "optional"]?.boolean == true {
            dependency.rest["optional"] = .bool(true)
        }
        guard byName[requirement.name] != nil || NodeSpecifier.mayLeadElsewhere(requirement.text) else { return dependency }
        var link: NodeLink
        if let linked = linkOfRoot(requirement, of: index) {
            link = linked
        } else if workspace.tool != .yarn, requirement.section != .peerDependencies,
            let override = workspace.settings.overrides[requirement.name],
            !override.hasPrefix("$"),
            byName[requirement.name] != nil
        {
            link = self.link(NodeSpecifier(override), named: requirement.name, from: workspace.site.root).explained("overrides: ")
        } else if requirement.section == .peerDependencies, NodePeerRange.holdsProtocol(requirement.text) {
            link = linkByProtocol(requirement.name, "*", as: requirement.text)
        } else {
            link = self.link(NodeSpecifier(requirement.text), named: requirement.name, from: member.folder)
            // What yarn tells of its workspaces does not depend on resolutions, but one can lead to a member that the range does not.
            if workspace.tool == .yarn, link.member == nil, let resolution = workspace.settings.overrides[requirement.name],
                byName[requirement.name] != nil, requirement.section != .peerDependencies
            {
                let resolved = self.link(NodeSpecifier(resolution), named: requirement.name, from: workspace.site.root)
                if resolved.member != nil { link = resolved.explained("resolutions: ") }
            }
        }
        dependency.package = link.member.map { ids[$0] }
        if dependency.package != nil, case .catalog(let catalog) = NodeSpecifier(requirement.text) {
            dependency.rest[Self.catalogField] = workspace.settings.catalogs[catalog]?[requirement.name].map { .string($0) }
        }
        dependency.why = link.member == index ? "the package itself: \(link.why ?? "")" : link.why
        if link.isBroken {
            findings.append(
                Diagnostic(
                    .warning, .requirementSyntax, "`\(requirement.name)`: \(link.why ?? "")",
                    hint: "the install of \(workspace.tool.rawValue) fails on it; name a member, or a version of the registry",
                    package: ids[index],
                    at: member.place(requirement.node.span)))
        }
        return dependency
    }
}

/// Which member a requirement means, and why it means one or none.
struct NodeLink {
    /// The member's number.
    var member: Int?
    /// The reason; nil for a package of the registry whose name no member has.
    var why: String?
    /// Whether the tool could not install it.
    var isBroken = false

    /// The link with words in front of its reason.
    func explained(_ words: String) -> NodeLink { NodeLink(member: member, why: why.map { words + $0 }, isBroken: isBroken) }
}

extension NodeContext {
    /// The member that npm links for a requirement of the workspace's root: the one of that name, whatever is asked for.
    private func linkOfRoot(_ requirement: NodeRequirement, of index: Int) -> NodeLink? {
        guard workspace.tool == .npm, workspace.members[index].folder == workspace.site.root,
            let member = byName[requirement.name]?.first(where: { $0 != index })
        else { return nil }
        return NodeLink(member: member, why: "npm links every member into the root")
    }

    /// The member that a specifier means; paths start at a folder.
    private func link(_ specifier: NodeSpecifier, named name: String, from folder: String) -> NodeLink {
        switch specifier {
        case .workspace(let alias?, let range) where workspace.tool == .yarn:
            return NodeLink(why: "yarn reads `\(alias)@\(range)` behind `workspace:` as a folder, which is no member's", isBroken: true)
        case .workspace(let alias, let range): return linkByProtocol(alias ?? name, range)
        case .workspacePath(let path):
            // pnpm counts from the package, yarn from the root.
            let base = workspace.tool == .yarn ? workspace.site.root : folder
            return linkByPath(path, from: base, "workspace:")
        case .path(let path, let scheme): return linkByPath(path, from: folder, "\(scheme):")
        case .catalog(let catalog):
            guard let text = workspace.settings.catalogs[catalog]?[name] else {
                return byName[name] == nil
                    ? NodeLink() : NodeLink(why: "member of the workspace, but the catalog has no such entry: external")
            }
            let inner = NodeSpecifier(text)
            if case .catalog = inner { return NodeLink(why: "a catalog cannot name a catalog", isBroken: true) }
            return link(inner, named: name, from: workspace.site.root).explained("catalog: ")
        case .alias(let target, let range):
            guard byName[target] != nil || byName[name] != nil else { return NodeLink() }
            if workspace.tool == .npm, target == name { return linkByRange(name, NpmRange(range) == nil ? .tag(range) : .range(range)) }
            guard workspace.settings.linksPlainRanges, byName[target] != nil else {
                return NodeLink(why: "member of the workspace, but `npm:` names the registry's package: external")
            }
            return linkByRange(target, NpmRange(range) == nil ? .tag(range) : .range(range))
        case .range, .tag: return byName[name] == nil ? NodeLink() : linkByRange(name, specifier)
        case .other(let scheme):
            return byName[name] == nil ? NodeLink() : NodeLink(why: "member of the workspace, but it is taken from \(scheme): external")
        }
    }

    /// What `workspace:` means: the member of the name, of several the one that fits.
    private func linkByProtocol(_ name: String, _ range: String, as text: String? = nil) -> NodeLink {
        guard let candidates = byName[name] else {
            return NodeLink(why: "`workspace:` names `\(name)`, which is no member", isBroken: true)
        }
        guard !(workspace.tool == .yarn ? ["*", "^", "~"] : ["", "*", "^", "~"]).contains(range) else {
            return NodeLink(member: candidates[0], why: text ?? "workspace:\(range)")
        }
        let fitting = candidates.first { allows(range, $0) }
        guard let fitting else {
            return NodeLink(
                member: candidates[0], why: "workspace:\(range), which \(version(candidates[0])) does not fit", isBroken: true)
        }
        return NodeLink(member: fitting, why: "workspace:\(range)")
    }

    /// What a path means: the member in that folder, if one is there.
    private func linkByPath(_ path: String, from folder: String, _ scheme: String) -> NodeLink {
        guard let target = RelativePath.join(folder, path), let member = byFolder[target] else {
            return scheme == "workspace:"
                ? NodeLink(why: "`workspace:` names the folder `\(path)`, which is no member's", isBroken: true) : NodeLink()
        }
        return NodeLink(member: member, why: "\(scheme) the folder of a member")
    }

    /// What a plain range or tag of a member's name means to the tool.
    private func linkByRange(_ name: String, _ specifier: NodeSpecifier) -> NodeLink {
        let candidates = byName[name] ?? []
        var text: String?
        if case .range(let range) = specifier { text = range }
        let outcome: (words: String, member: Int?)
        switch workspace.tool {
        case .pnpm:
            guard workspace.settings.linksPlainRanges else {
                return NodeLink(why: "member of the workspace, but linkWorkspacePackages is not set: external")
            }
            outcome = ("linkWorkspacePackages", candidates.first { member in text.map { allows($0, member) } ?? true })
        case .npm:
            outcome = (
                "npm links the member that fits",
                candidates.first { member in
                    guard let range = text?.trimmed, !["", "*"].contains(range) else { return text != nil }
                    return workspace.members[member].version != nil && allows(range, member)
                }
            )
        case .yarn:
            guard workspace.settings.isTransparent || !workspace.settings.isBerry else {
                return NodeLink(why: "member of the workspace, but enableTransparentWorkspaces is false: external")
            }
            outcome = (
                "yarn links the member that fits",
                candidates.first { member in
                    workspace.members[member].version != nil && text.map { allows($0, member) } ?? false
                }
            )
        }
        if let member = outcome.member { return NodeLink(member: member, why: outcome.words) }
        let version = candidates.first.map { self.version($0) } ?? "it"
        return NodeLink(why: "member of the workspace, but \(version) does not fit: external")
    }

    /// Whether a member's version lies in a range; one without a version counts as 0.0.0. A prerelease must be named by the range, but for
    /// pnpm where the range takes every version.
    private func allows(_ range: String, _ member: Int) -> Bool {
        let takesAll = workspace.tool == .pnpm && ["", "*", "x", "X"].contains(range.trimmed)
        return NpmRange(range, includesPrereleases: takesAll)?.allows(workspace.members[member].version ?? "0.0.0") ?? false
    }

    /// A member's version in words.
    private func version(_ member: Int) -> String { workspace.members[member].version.map { "its version \($0)" } ?? "its missing version" }
}

/// The names of packages on the npm registry.
enum NodeName {
    /// Whether the registry can have a package of this name; capital letters, which only old names have, are let through.
    static func isValid(_ name: String) -> Bool {
        guard name.utf8.count <= 214 else { return false }
        guard let scoped = name.rest(behind: "@") else { return isWord(name[...]) }
        let parts = scoped.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { isWord($0) }
    }

    /// Whether a part of a name is one.
    private static func isWord(_ word: Substring) -> Bool {
        guard let first = word.utf8.first, !"._-".utf8.contains(first) else { return false }
        return word.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "-._~".utf8.contains(byte)
        }
    }
}
