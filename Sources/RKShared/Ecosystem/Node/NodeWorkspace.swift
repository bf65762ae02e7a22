/// A workspace of pnpm, npm or yarn with the manifests of its members.
struct NodeWorkspace {
    /// The tool.
    let tool: NodeTool
    /// Where it is.
    let site: WorkspaceSite
    /// What its configuration says of links.
    let settings: NodeSettings
    /// The members' manifests, sorted by folder; the root's among them, where it has one.
    let members: [PackageJSON]

    /// The other names of manifests that pnpm knows; it takes a package.json beside them first.
    private static let otherManifests = ["package.yaml", "package.json5"]

    /// Folders that hold manifests for tests, which need not be good ones.
    private static let testFolders: Set<Substring> = [
        "fixtures", "__fixtures__", "fixture", "__tests__", "test", "tests", "testdata", "e2e", "examples", "templates",
    ]

    /// Finds the members. One that cannot be read is a finding.
    /// - Throws: a `Fault` when the root's own files cannot be used.
    init(_ tool: NodeTool, at site: WorkspaceSite, in tree: SourceTree, findings: inout [Diagnostic]) throws(Fault) {
        self.tool = tool
        self.site = site
        let path = RelativePath.join(site.root, PackageJSON.fileName) ?? PackageJSON.fileName
        let isOptional = RelativePath.name(of: site.manifest) != PackageJSON.fileName
        let root = isOptional && !Files.exists(tree.absolute(path)) ? nil : try PackageJSON(reading: path, in: tree)
        settings = try NodeSettings(of: tool, at: site.root, manifest: root, in: tree)
        findings += settings.findings
        let patterns: [(pattern: String, place: Place)]
        if let own = settings.patterns {
            patterns = own
        } else if let own = try root?.workspaces() {
            patterns = own
        } else {
            patterns = try Self.lernaPatterns(in: site.root, of: tree) ?? []
        }
        var collector = Collector(tool: tool, isBerry: settings.isBerry, tree: tree)
        if let root { collector.take(root) }
        try collector.add(patterns, below: site.root)
        if tool == .pnpm { collector.noteOtherManifests(patterns.map(\.pattern), below: site.root) }
        members = collector.members.sorted { $0.folder.precedes($1.folder) }
        findings += collector.findings
    }

    /// The `packages` of a lerna.json; nil where there is no such file or it names none. Lerna takes comments in it.
    /// - Throws: a `Fault` with the place of what Lerna could not use.
    static func lernaPatterns(in folder: String, of tree: SourceTree) throws(Fault) -> [(pattern: String, place: Place)]? {
        guard let path = RelativePath.join(folder, "lerna.json"), let bytes = try tree.readIfPresent(path) else { return nil }
        let text: JSONText
        do {
            text = try JSONText(bytes, allowsComments: true)
        } catch {
            throw Fault(.manifestSyntax, error, in: path)
        }
        /// Where a value begins.
        func place(_ node: JSONNode) -> Place {
            let position = text.position(node.span)
            return Place(path, line: position.line, column: position.column)
        }
        let hint = "write \"packages\": [\"packages/*\"]"
        guard text.root.members != nil else {
            throw Fault(.manifestInvalid, "`\(path)` holds \(text.root.kindName), not an object", hint: hint, at: place(text.root))
        }
        guard let packages = text.node("packages") else { return nil }
        guard let elements = packages.array else {
            throw Fault(.workspaceInvalid, "`packages` is \(packages.kindName), not an array of patterns", hint: hint, at: place(packages))
        }
        var patterns: [(pattern: String, place: Place)] = []
        for element in elements {
            guard let pattern = element.string else {
                throw Fault(.workspaceInvalid, "`packages` holds \(element.kindName), not only strings", hint: hint, at: place(element))
            }
            patterns.append((pattern, place(element)))
        }
        return patterns.isEmpty ? nil : patterns
    }

    /// Gathers the manifests that patterns stand for.
    private struct Collector {
        /// The tool.
        let tool: NodeTool
        /// Whether members may have members of their own, as modern yarn's can.
        let isBerry: Bool
        /// The repository's files.
        let tree: SourceTree
        /// The tracked manifests; nil without version control.
        let tracked: [String]?
        /// The manifests so far.
        var members: [PackageJSON] = []
        /// What is wrong with others.
        var findings: [Diagnostic] = []
        /// The folders that were looked at.
        var seen: Set<String> = []

        /// A collector without members.
        init(tool: NodeTool, isBerry: Bool, tree: SourceTree) {
            self.tool = tool
            self.isBerry = isBerry
            self.tree = tree
            tracked = tree.tracked?.filter { $0 == PackageJSON.fileName || $0.hasSuffix("/" + PackageJSON.fileName) }
        }

        /// Takes a manifest as a member.
        mutating func take(_ manifest: PackageJSON) {
            seen.insert(manifest.folder)
            members.append(manifest)
        }

        /// Takes the folders that patterns stand for.
        mutating func add(_ patterns: [(pattern: String, place: Place)], below root: String) throws(Fault) {
            var open = [(patterns, root)]
            while let (patterns, root) = open.popLast() {
                for (pattern, place) in patterns { report(pattern, below: root, at: place) }
                let folders = FolderPatterns(patterns.map(\.pattern), by: rules).folders(
                    below: root, holding: PackageJSON.fileName, tracked: tracked, in: tree)
                for folder in folders where seen.insert(folder).inserted {
                    guard let manifest = read(folder), takes(manifest) else { continue }
                    members.append(manifest)
                    noteNested(manifest)
                    guard isBerry, let own = try? manifest.workspaces(), !own.isEmpty else { continue }
                    open.append((own, folder))
                }
            }
        }

        /// Notes the members of pnpm whose manifests are in other formats, which are not read.
        mutating func noteOtherManifests(_ patterns: [String], below root: String) {
            let files = tree.manifests(named: NodeWorkspace.otherManifests)
            guard !files.isEmpty else { return }
            let folders = FolderPatterns(patterns, by: rules)
            for file in NodeWorkspace.otherManifests {
                let others = folders.folders(below: root, holding: file, tracked: tree.tracked.map { _ in files }, in: tree) + [root]
                for path in others.compactMap({ RelativePath.join($0, file) })
                where files.contains(path) && seen.insert(RelativePath.folder(of: path)).inserted {
                    findings.append(
                        Diagnostic(
                            .note, .manifestInvalid, "`\(path)` is not read, which pnpm takes for a manifest: it is no package here",
                            hint: "make it a package.json if it is to be released", at: Place(path)))
                }
            }
        }

        /// How the tool reads patterns.
        private var rules: FolderPatterns.Rules {
            switch tool {
            case .npm: .npm
            case .pnpm: .pnpm
            case .yarn: isBerry ? .modernYarn : .classicYarn
            }
        }

        /// Whether a manifest makes a member: classic yarn passes over those without a name or a version, which is noted.
        private mutating func takes(_ manifest: PackageJSON) -> Bool {
            guard rules == .classicYarn, let missing = ["name", "version"].first(where: { manifest[$0] == nil }) else { return true }
            findings.append(
                Diagnostic(
                    .note, .manifestInvalid,
                    "yarn passes over `\(manifest.path)`, which has no \(missing): it is no member of the workspace",
                    hint: "give it a \(missing) if it is to be one", at: Place(manifest.path)))
            return false
        }

        /// Says of a pattern that it leads outside of the repository.
        private mutating func report(_ pattern: String, below root: String, at place: Place) {
            let pattern = FolderPatterns.normalized(pattern, by: rules)
            let literal = pattern.drop { $0 == "!" }.split(separator: "/").prefix { !Glob.isPattern($0) && !$0.contains("{") }
            guard pattern.hasPrefix("/") || RelativePath.join(root, literal.joined(separator: "/")) == nil else { return }
            findings.append(
                Diagnostic(
                    .error, .pathOutside, "the member pattern `\(pattern)` leads outside the repository",
                    hint: "members must lie below the repository's root", at: place))
        }

        /// The manifest of a folder; one that cannot be read is a finding, among tests only a warning.
        private mutating func read(_ folder: String) -> PackageJSON? {
            guard let path = RelativePath.join(folder, PackageJSON.fileName) else { return nil }
            do throws(Fault) {
                return try PackageJSON(reading: path, in: tree)
            } catch {
                let isTest = folder.split(separator: "/").contains { NodeWorkspace.testFolders.contains($0) }
                var fault = error
                if isTest { fault.hint = "exclude the folder from the workspace: `!\(folder)`" }
                findings.append(Diagnostic(isTest ? .warning : .error, fault))
                return nil
            }
        }

        /// Notes a member that begins a workspace of its own, whose members are not taken.
        private mutating func noteNested(_ manifest: PackageJSON) {
            let file = RelativePath.join(manifest.folder, NodeTool.pnpmWorkspace).map { Files.exists(tree.absolute($0)) } ?? false
            guard file || !isBerry && tool != .pnpm && manifest["workspaces"] != nil else { return }
            findings.append(
                Diagnostic(
                    .note, .workspaceNested, "the member `\(manifest.folder)` is a workspace of its own; its members are not taken",
                    hint: "declare it with [ecosystems.NAME] workspace_root in releasekit.toml if they are to be released",
                    at: Place(manifest.path)))
        }
    }
}
