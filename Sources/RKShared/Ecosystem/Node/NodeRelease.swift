/// The new texts of manifests and lockfiles for the versions of a release.
struct NodeRelease {
    /// Who reads the texts.
    enum Purpose {
        /// Users of what is packed.
        case registry
        /// Everybody who has the repository.
        case commit
    }

    /// The tool.
    private let tool: NodeTool
    /// Who reads the texts.
    private let purpose: Purpose
    /// The repository's files.
    private let tree: SourceTree
    /// The catalogs of the workspace that a folder belongs to.
    private var catalogs: [String: [String: [String: String]]] = [:]

    /// A release of packages of one tool.
    init(_ tool: NodeTool, for purpose: Purpose, in tree: SourceTree) {
        self.tool = tool
        self.purpose = purpose
        self.tree = tree
    }

    /// The edits of each package, by id; a lockfile is among those of every package whose entries it has.
    mutating func rewritings(_ packages: [Package], _ rewrites: [String: Rewrite]) throws(Fault) -> [String: Rewriting] {
        var result: [String: Rewriting] = [:]
        var members: [NodeMemberChange] = []
        for package in packages {
            guard let rewrite = rewrites[package.id] else { continue }
            let (rewriting, member) = try manifest(of: package, rewrite, beside: rewrites)
            result[package.id] = rewriting
            if let member { members.append(member) }
        }
        for (lockfile, affected) in lockfiles(of: members) {
            guard let change = try change(of: lockfile, affected) else { continue }
            for member in affected { result[member.package.id]?.changes.append(change) }
        }
        return result
    }

    /// The edits of a manifest, and what they say to lockfiles; the result is parsed again and must say so.
    private mutating func manifest(of package: Package, _ rewrite: Rewrite, beside others: [String: Rewrite]) throws(Fault) -> (
        Rewriting, NodeMemberChange?
    ) {
        let manifest = try PackageJSON(reading: package.manifest, in: tree)
        var result = Rewriting()
        var member = NodeMemberChange(package: package, version: rewrite.version ?? manifest.version)
        var edits: [Edit] = []
        if let version = rewrite.version, manifest.version != version { edits.append(try manifest.settingVersion(version)) }
        var findings: [Diagnostic] = []
        for requirement in manifest.requirements(findings: &findings) {
            let entry = try catalogEntry(of: requirement, in: package)
            let target = NodePinning.target(of: requirement, in: package)
            // What only developers need is in no plan, but the repository must still install with the versions that are committed.
            let planned = target.flatMap { rewrite.exact[$0] ?? (purpose == .commit ? others[$0]?.version : nil) }
            guard let target, let version = planned else {
                // What packs modern yarn's packages here leaves `catalog:` in them, as yarn itself does not.
                guard purpose == .registry, tool == .yarn, let entry else { continue }
                edits.append(manifest.document.replacing(requirement.node, with: entry))
                continue
            }
            let text =
                purpose == .registry
                ? NodePinning.published(requirement, entry: entry, version: version, target: target)
                : NodePinning.lasting(requirement, version: version, keepsWhatFits: !package.publish)
            guard text != requirement.text else { continue }
            edits.append(manifest.document.replacing(requirement.node, with: text))
            member.requirements.append(
                NodeMemberChange.Requirement(section: requirement.section, name: requirement.name, from: requirement.text, to: text))
            guard requirement.section != .devDependencies else { continue }
            var change = Pin.Requirement(name: requirement.name, from: requirement.text, to: text)
            change.rest["kind"] = .string(requirement.section.kind.rawValue)
            // A range that is published as it stands does not tell the version that it was written for.
            change.rest["version"] = .string(version)
            result.requirements.append(change)
        }
        guard !edits.isEmpty else { return (result, nil) }
        let before = manifest.document.bytes
        let after = edits.applied(to: before)
        let reread = try PackageJSON(after, path: package.manifest)
        guard rewrite.version == nil || reread.version == rewrite.version else {
            throw Fault(
                .defect, "the edit of `\(package.manifest)` went wrong: the version would be `\(reread.version ?? "")`",
                hint: "please report this with the file", at: Place(package.manifest))
        }
        result.changes = [Rewriting.FileChange(path: package.manifest, before: before, after: after)]
        return (result, member)
    }

    /// What the catalog has that a requirement names; nil for other requirements.
    private mutating func catalogEntry(of requirement: NodeRequirement, in package: Package) throws(Fault) -> String? {
        guard case .catalog(let name) = NodeSpecifier(requirement.text) else { return nil }
        return try catalogs(of: package.path)[name]?[requirement.name]
    }

    /// The catalogs of the workspace that a folder belongs to: of the nearest file that can have some, from the folder upwards.
    private mutating func catalogs(of folder: String) throws(Fault) -> [String: [String: String]] {
        if let known = catalogs[folder] { return known }
        let file = tool == .pnpm ? NodeTool.pnpmWorkspace : ".yarnrc.yml"
        let root = Self.ancestors(of: folder).first { RelativePath.join($0, file).map { Files.exists(tree.absolute($0)) } ?? false }
        var found: [String: [String: String]] = [:]
        if let root { found = try NodeSettings(of: tool, at: root, manifest: nil, in: tree).catalogs }
        catalogs[folder] = found
        return found
    }

    /// The lockfiles that may have entries of members: those in their folders and above, each with its members, the outermost first.
    private func lockfiles(of members: [NodeMemberChange]) -> [(path: String, members: [NodeMemberChange])] {
        var present: [String: Bool] = [:]
        var result: [String: [NodeMemberChange]] = [:]
        for member in members {
            for path in Self.ancestors(of: member.package.path).flatMap({ folder in
                tool.lockfiles.compactMap { RelativePath.join(folder, $0) }
            }) {
                let isThere = present[path] ?? Files.exists(tree.absolute(path))
                present[path] = isThere
                if isThere { result[path, default: []].append(member) }
            }
        }
        return result.sorted { $0.key.precedes($1.key) }.map { ($0.key, $0.value) }
    }

    /// The change of a lockfile; nil when it has no entries of the members.
    private func change(of lockfile: String, _ members: [NodeMemberChange]) throws(Fault) -> Rewriting.FileChange? {
        let bytes = try tree.read(lockfile)
        let root = RelativePath.folder(of: lockfile)
        var edits: [Edit]
        do throws(SyntaxFault) {
            edits =
                switch tool {
                case .npm: try NpmLock(bytes).edits(for: members, below: root)
                case .pnpm: try PnpmLock(bytes).edits(for: members, below: root)
                case .yarn: try YarnLock(bytes).edits(for: members, below: root)
                }
        } catch {
            throw Fault(.manifestSyntax, error, in: lockfile)
        }
        // A lockfile has a name once that a manifest may have in several lists; the list that installs it comes first.
        var seen: Set<Span> = []
        edits.removeAll { !seen.insert($0.span).inserted }
        return edits.isEmpty ? nil : Rewriting.FileChange(path: lockfile, before: bytes, after: edits.applied(to: bytes))
    }

    /// A folder and those above it, up to the repository's root.
    private static func ancestors(of folder: String) -> [String] {
        guard folder != "." else { return ["."] }
        let parts = folder.split(separator: "/")
        return parts.indices.reversed().map { parts[...$0].joined(separator: "/") } + ["."]
    }
}

/// What changes in a member's manifest, as far as lockfiles have it too.
struct NodeMemberChange {
    /// A requirement that changes.
    struct Requirement {
        /// The list.
        let section: NodeSection
        /// The name.
        let name: String
        /// What was asked for.
        let from: String
        /// What is asked for from now on.
        let to: String
    }

    /// The member.
    let package: Package
    /// Its version afterwards; nil for none.
    let version: String?
    /// The requirements that change.
    var requirements: [Requirement] = []

    /// The member's folder, relative to a folder above it, `.` for that one itself.
    func folder(below root: String) -> String {
        if package.path == root { return "." }
        return root == "." ? package.path : String(package.path.dropFirst(root.utf8.count + 1))
    }
}
