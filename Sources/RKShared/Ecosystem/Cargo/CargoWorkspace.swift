/// The members of a workspace, found as cargo finds them: what `members` names, the root, and every path dependency below it.
struct CargoWorkspace {
    /// The root's manifest, which may itself be a package's.
    let root: CargoManifest
    /// The members by their folder.
    private(set) var members: [String: CargoManifest] = [:]
    /// The members in the order of their folders.
    var sorted: [CargoManifest] { members.values.sorted { $0.folder.precedes($1.folder) } }
    /// What is wrong.
    private(set) var findings: [Diagnostic] = []
    /// The folders that a pattern names and that have no manifest.
    private(set) var bareFolders: [Discovery.BareFolder] = []
    /// The files.
    private let tree: SourceTree
    /// The prefixes of `exclude`, in folders of the repository.
    private let excluded: [String]
    /// The prefixes that `members` names literally: they count over `exclude`.
    private let explicit: [String]
    /// The manifests that cannot be used, so that each is reported once.
    private var refused: Set<String> = []

    /// Finds the members.
    /// - Throws: a `Fault` when nothing of the workspace can be trusted.
    init(root: CargoManifest, in tree: SourceTree) throws(Fault) {
        self.root = root
        self.tree = tree
        if let node = root["workspace"], node.table == nil {
            throw Fault(
                .workspaceInvalid, "`workspace` is \(node.kindName), not a table", hint: "write [workspace] above `members`",
                at: root.place(node.span))
        }
        let patterns = try root.strings("workspace", "members") ?? []
        excluded = (try root.strings("workspace", "exclude") ?? []).compactMap { Self.prefix($0.text, below: root.folder) }
        explicit = patterns.compactMap { Self.prefix($0.text, below: root.folder) }
        guard root.isWorkspaceRoot || root.package != nil else {
            throw Fault(
                .manifestInvalid, "`\(root.path)` has neither [package] nor [workspace]",
                hint: "a package has `name` and `version` in [package]",
                at: Place(root.path))
        }
        guard root.isWorkspaceRoot else {
            if let problem = CargoName.problem(in: root) { findings.append(problem) } else { members[root.folder] = root }
            return
        }
        var open: [Candidate] = []
        for (pattern, span) in patterns { open += try candidates(pattern, at: root.place(span)) }
        if root.package != nil { open.append(Candidate(folder: root.folder, place: Place(root.path), origin: .root)) }
        for candidate in open { take(candidate) }
        try checkDefaultMembers(named: patterns.map(\.text))
        findings += duplicates()
        refuseOptionalDependencies()
    }

    /// Refuses `optional` in `[workspace.dependencies]`: only who takes one can say that.
    private mutating func refuseOptionalDependencies() {
        for entry in root["workspace", "dependencies"]?.table?.entries ?? [] {
            guard let node = entry.node.table?["optional"], node.boolean != false else { continue }
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid, "`\(entry.key)` in [workspace.dependencies] is optional",
                    hint: "take `optional` out here, and write it where the dependency is taken: { workspace = true, optional = true }",
                    at: root.place(node.span)))
        }
    }

    /// A folder that may be a member.
    private struct Candidate {
        /// Why it may be one.
        enum Origin: Equatable {
            /// The root's own package.
            case root
            /// A literal entry of `members`.
            case named
            /// A pattern of `members`.
            case pattern(String)
            /// A path dependency of a member.
            case dependency(String)
        }

        /// The folder, relative to the repository's root.
        var folder: String
        /// Where it is named.
        var place: Place
        /// Why it may be one.
        var origin: Origin
    }

    /// The folders that an entry of `members` names.
    private mutating func candidates(_ pattern: String, at place: Place) throws(Fault) -> [Candidate] {
        if let problem = Glob.problem(inPath: pattern) {
            throw Fault(
                .workspaceInvalid, "`\(pattern)` in `workspace.members` is no pattern: \(problem)",
                hint: "cargo refuses it too: `cargo metadata` says so",
                at: place)
        }
        guard let found = PathPattern(pattern, below: root.folder).matches(in: tree) else {
            findings.append(
                Diagnostic(
                    .error, .pathOutside, "the member `\(pattern)` leads outside the repository",
                    hint: "members must lie below the repository's root", at: place))
            return []
        }
        if found.isEmpty {
            findings.append(
                Diagnostic(
                    .error, .manifestUnreadable, "the member `\(pattern)` does not exist",
                    hint: "take it out of workspace.members; cargo refuses the workspace", at: place))
        }
        let isLiteral = !Glob.isPattern(pattern)
        return found.filter { Files.isFolder(tree.absolute($0)) }.map { folder in
            Candidate(folder: folder, place: place, origin: isLiteral ? .named : .pattern(pattern))
        }
    }

    /// Takes a folder as a member, and then the path dependencies of it and of each that is taken.
    private mutating func take(_ first: Candidate) {
        var open = [first]
        while let candidate = open.popLast() {
            guard members[candidate.folder] == nil, !refused.contains(candidate.folder) else { continue }
            let isDependency = if case .dependency = candidate.origin { true } else { false }
            if isDependency, !isBelowRoot(candidate.folder), !belongsHere(candidate.folder) { continue }
            guard !isExcluded(candidate.folder) else { continue }
            guard let manifest = candidate.origin == .root ? root : read(candidate) else { continue }
            guard check(manifest, candidate) else {
                refused.insert(candidate.folder)
                continue
            }
            members[manifest.folder] = manifest
            for (key, folder, span) in CargoDependencies(manifest, root: root).paths.reversed() {
                open.append(Candidate(folder: folder, place: manifest.place(span), origin: .dependency(key)))
            }
        }
    }

    /// The manifest of a folder; nil, with a finding, where it cannot be read.
    private mutating func read(_ candidate: Candidate) -> CargoManifest? {
        guard let path = RelativePath.join(candidate.folder, "Cargo.toml") else { return nil }
        guard !Files.exists(tree.absolute(path)) else {
            do throws(Fault) {
                return try CargoManifest(reading: path, in: tree)
            } catch {
                refused.insert(candidate.folder)
                findings.append(Diagnostic(.error, error))
                return nil
            }
        }
        refused.insert(candidate.folder)
        switch candidate.origin {
        case .pattern(let pattern):
            let finding = Diagnostic(
                .error, .manifestUnreadable, "the workspace member `\(candidate.folder)` has no Cargo.toml (it fits `\(pattern)`)",
                hint: "add a Cargo.toml, remove the folder, or add it to workspace.exclude", at: candidate.place)
            bareFolders.append(Discovery.BareFolder(path: candidate.folder, finding: finding))
        case .named, .root:
            findings.append(
                Diagnostic(
                    .error, .manifestUnreadable, "the workspace member `\(candidate.folder)` has no Cargo.toml",
                    hint: "add one, or take it out of workspace.members", at: candidate.place))
        case .dependency(let key):
            findings.append(
                Diagnostic(
                    .error, .manifestUnreadable, "the dependency `\(key)` leads to `\(candidate.folder)`, which has no Cargo.toml",
                    hint: "correct its `path`", at: candidate.place))
        }
        return nil
    }

    /// Whether a manifest can be a member; what is wrong is a finding.
    private mutating func check(_ manifest: CargoManifest, _ candidate: Candidate) -> Bool {
        let isRoot = manifest.path == root.path
        var problem: Diagnostic?
        if !isRoot, manifest.isWorkspaceRoot {
            problem = Diagnostic(
                .error, .workspaceNested, "the workspace member `\(manifest.folder)` is a workspace itself",
                hint: "cargo knows no nested workspaces: add it to workspace.exclude", at: Place(manifest.path))
        } else if !isRoot, let other = manifest.package?.table?["workspace"], manifest.namedWorkspace != root.folder {
            problem = Diagnostic(
                .error, .workspaceInvalid,
                "the package says that it belongs to the workspace `\(other.string ?? other.kindName)`, not to `\(root.folder)`",
                hint: "take `workspace` out of [package]: cargo looks in the folders above", at: manifest.place(other.span))
        } else if !isRoot, manifest.namedWorkspace == nil, !isBelowRoot(manifest.folder) {
            problem = Diagnostic(
                .error, .workspaceInvalid, "the workspace member `\(manifest.folder)` lies outside of the workspace's folder",
                hint: "cargo finds the workspace only with `workspace` in its [package]", at: candidate.place)
        } else if isRoot, root.isWorkspaceRoot, let other = root.package?.table?["workspace"] {
            problem = Diagnostic(
                .error, .workspaceInvalid, "the manifest has [workspace], and says that it belongs to another one",
                hint: "take `workspace` out of [package]", at: root.place(other.span))
        } else {
            problem = CargoName.problem(in: manifest)
        }
        if let problem { findings.append(problem) }
        return problem == nil
    }

    /// Whether a folder lies below the root's, or is it.
    private func isBelowRoot(_ folder: String) -> Bool { Self.isPrefix(root.folder, of: folder) }

    /// Whether a package outside the root's folder names this workspace as its own.
    private func belongsHere(_ folder: String) -> Bool {
        guard let path = RelativePath.join(folder, "Cargo.toml"), let manifest = try? CargoManifest(reading: path, in: tree) else {
            return false
        }
        return manifest.namedWorkspace == root.folder
    }

    /// Whether `exclude` names a folder or one above it, and `members` does not.
    private func isExcluded(_ folder: String) -> Bool {
        excluded.contains { Self.isPrefix($0, of: folder) } && !explicit.contains { Self.isPrefix($0, of: folder) }
    }

    /// Whether a folder is another or lies below it.
    private static func isPrefix(_ prefix: String, of folder: String) -> Bool {
        prefix == "." || folder == prefix || folder.hasPrefix(prefix + "/")
    }

    /// The folder that an entry names as cargo compares it: part by part, where `..` equals nothing; nil when it can equal none.
    private static func prefix(_ entry: String, below folder: String) -> String? {
        let parts = entry.split(separator: "/")
        guard !entry.hasPrefix("/"), !parts.contains("..") else { return nil }
        return RelativePath.join(folder, entry)
    }

    /// Refuses `default-members` that are no members.
    private mutating func checkDefaultMembers(named patterns: [String]) throws(Fault) {
        for (pattern, span) in try root.strings("workspace", "default-members") ?? [] {
            let found = PathPattern(pattern, below: root.folder).matches(in: tree) ?? []
            let missing = found.filter { members[$0] == nil && !(isExcluded($0) && patterns.contains(pattern)) && !refused.contains($0) }
            guard found.isEmpty || !missing.isEmpty else { continue }
            findings.append(
                Diagnostic(
                    .error, .workspaceInvalid, "`\(missing.first ?? pattern)` is listed in `default-members`, but is no member",
                    hint: "add it to `members` too", at: root.place(span)))
        }
    }

    /// The findings of names that several members have; all but the first are left out.
    private mutating func duplicates() -> [Diagnostic] {
        var result: [Diagnostic] = []
        let groups = Dictionary(grouping: members.values) { $0.name ?? "" }.filter { $0.value.count > 1 }
        for (name, manifests) in groups.sorted(by: { $0.key.precedes($1.key) }) {
            let sorted = manifests.sorted { $0.path.precedes($1.path) }
            for manifest in sorted.dropFirst() {
                members[manifest.folder] = nil
                let span = manifest.package?.table?["name"]?.span
                result.append(
                    Diagnostic(
                        .error, .packageDuplicate,
                        "two members of the workspace have the name `\(name)`: `\(sorted[0].path)` and `\(manifest.path)`",
                        hint: "rename one, or add it to workspace.exclude", at: span.map(manifest.place) ?? Place(manifest.path)))
            }
        }
        return result
    }
}
