import RKShared

/// What is read of a repository before anything is decided: the state of the work tree, its files, its configuration.
struct Survey {
    /// The repository's section of the document.
    let repository: Repository
    /// The files.
    let tree: SourceTree
    /// Version control; nil where there is none.
    private let versionControl: (any VersionControl)?
    /// `releasekit.toml`.
    let configuration: Configuration
    /// Runs the programs of the user's own ecosystems.
    private let host: PluginHost

    /// Reads a folder that the user named.
    init(of root: String, _ invocation: Invocation) async throws {
        guard let real = Files.resolved(root), Files.isFolder(real) else {
            throw Fault(.repositoryMissing, "there is no folder `\(root)`", hint: "name the repository's folder: rk-discover FOLDER")
        }
        versionControl = try await VersionControlKind.holding(real, world: invocation.world)
        if let versionControl {
            async let facts = versionControl.facts()
            async let tracked = versionControl.trackedFiles()
            let (state, files) = try await (facts, tracked)
            repository = Repository(
                root: root, vcs: versionControl.name, head: state.head, branch: state.branch, clean: state.clean, shallow: state.shallow,
                remote: state.remote)
            tree = SourceTree(root: real, tracked: files)
        } else {
            repository = Repository(root: root, vcs: "none", head: nil, branch: nil, clean: true, shallow: false, remote: nil)
            tree = SourceTree(root: real, tracked: nil, files: SourceWalk(root: real).files())
        }
        configuration = try Configuration.load(from: tree)
        host = PluginHost(
            for: tree, world: invocation.world, environment: invocation.environment, note: invocation.console.info)
    }

    /// The document of what is found.
    /// - Throws: a `Fault` when nothing can be trusted.
    func document() async throws(Fault) -> Document {
        var document = Document()
        document.begin(stage: RkDiscover.stage)
        document.repository = repository
        var findings: [Diagnostic] = []
        var discoveries: [Discovery] = []
        let search = PluginSearch(tree: tree, configuration: configuration, host: host)
        let plugins = try await self.plugins(search)
        var alone = LoneManifests()
        let sites = try builtIn(search, alone: &alone, findings: &findings)
        let others = try search.sites(of: plugins, findings: &findings)
        guard !sites.isEmpty || !others.isEmpty else {
            let names = Catalog.manifestNames + plugins.flatMap(\.manifestNames)
            if let declarations = alone.declarations {
                throw Fault(
                    .workspaceNone, "no package was found at the root of `\(repository.root)`, and no workspace below it",
                    hint: "a manifest alone must be declared; write into \(Configuration.fileName) what is released:\n\(declarations)",
                    at: alone.entries.first.map { Place($0.manifest) })
            }
            throw Fault(
                .workspaceNone, "no package was found in `\(repository.root)`",
                hint: "a workspace begins with \(names.joined(separator: ", ")); "
                    + "declare one elsewhere with [ecosystems.NAME] workspace_root in \(Configuration.fileName)")
        }
        findings += alone.notes
        for (ecosystem, site) in sites {
            do throws(Fault) {
                let discovery = try ecosystem.discover(site, in: tree)
                findings += discovery.findings
                discoveries.append(discovery)
            } catch {
                guard sites.count + others.count > 1, configuration.workspaces.isEmpty else { throw error }
                findings.append(Self.finding(of: error, at: site))
            }
        }
        for (plugin, sites) in others {
            let found = try await host.discoveries(of: plugin, at: sites)
            findings += found.flatMap(\.findings)
            discoveries += found
        }
        findings += try await self.findings(of: discoveries.flatMap(\.bareFolders))
        SharedMembers.drop(from: &discoveries, findings: &findings)
        let roots = Set(sites.map(\.1.root))
        findings.removeAll { finding in
            guard let folder = finding.place.map({ RelativePath.folder(of: $0.path) }) else { return false }
            return !roots.contains(folder) && configuration.excludes(folder: folder)
        }
        var packages = discoveries.flatMap(\.packages).filter { !isExcluded($0) }
        if let versionControl {
            try await UpcomingEdges.add(discoveries, to: &packages, isShallow: repository.shallow, versionControl)
        }
        var declared: [Int: PackageSettings] = [:]
        for index in packages.indices { declared[index] = try configure(&packages[index]) }
        PackageIdentity.assign(to: &packages, findings: &findings)
        shareVersions(&packages)
        DeclaredEdges.addEmbedded(to: &packages, in: tree)
        DeclaredEdges.add(declared.mapValues(\.dependsOn), to: &packages, findings: &findings)
        findings += emptyGroups(packages)
        document.workspaces = discoveries.map(\.workspace).sorted { $0.id.precedes($1.id) }
        document.packages = packages.sorted { $0.id.precedes($1.id) }
        document.report(findings, from: RkDiscover.stage)
        return document
    }

    /// A workspace that cannot be used, beside others that can: nobody publishes without it until it is mended or left out.
    private static func finding(of fault: Fault, at site: WorkspaceSite) -> Diagnostic {
        var finding = Diagnostic(.error, fault)
        guard site.root != "." else { return finding }
        let globs = [site.root, "\(site.root)/*"].map(JSONText.quoted).joined(separator: ", ")
        finding.hint =
            (fault.hint.map { "\($0); " } ?? "") + "where it is nobody's to release, write `exclude = [\(globs)]` into "
            + Configuration.fileName
        return finding
    }

    /// Lets a package with a version of its own share it with those of another ecosystem that take theirs from its manifest.
    private func shareVersions(_ packages: inout [Package]) {
        let holders = Set(packages.compactMap(\.versionGroup))
        for index in packages.indices where packages[index].versionGroup == nil {
            let own = Package.ownVersionGroup(of: packages[index].manifest)
            if holders.contains(own) { packages[index].versionGroup = own }
        }
    }

    /// The ecosystems of the user's own, as their programs describe them.
    private func plugins(_ search: PluginSearch) async throws(Fault) -> [Plugin] {
        var plugins: [Plugin] = []
        for named in try search.names() { plugins.append(try await host.plugin(named.name, namedAt: named.place)) }
        return plugins
    }

    /// The workspaces of the ecosystems that are built in; only declared ones where any workspace is declared.
    private func builtIn(_ search: PluginSearch, alone: inout LoneManifests, findings: inout [Diagnostic]) throws(Fault) -> [(
        any Ecosystem, WorkspaceSite
    )] {
        var own = configuration
        own.workspaces.removeAll { search.plugin(of: $0) != nil }
        guard own.workspaces.isEmpty == configuration.workspaces.isEmpty else { return [] }
        return try WorkspaceSearch(tree: tree, configuration: own).sites(alone: &alone, findings: &findings)
    }

    /// The findings of the folders without a manifest that hold files which count: all but the ignored ones, as far as there is somebody
    /// who ignores any.
    private func findings(of folders: [Discovery.BareFolder]) async throws(Fault) -> [Diagnostic] {
        guard !folders.isEmpty else { return [] }
        guard let versionControl else { return folders.filter { tree.holdsFiles(below: $0.path) }.map(\.finding) }
        let files = try await versionControl.files(below: folders.map(\.path))
        return folders.filter { folder in files.contains { $0.hasPrefix("\(folder.path)/") } }.map(\.finding)
    }

    /// The findings of release groups that are declared and that no package joined.
    private func emptyGroups(_ packages: [Package]) -> [Diagnostic] {
        let joined = Set(packages.compactMap(\.group))
        return configuration.groupPlaces.filter { !joined.contains($0.key) }.sorted { $0.key.precedes($1.key) }.map { name, place in
            Diagnostic(
                .error, .groupUnknown, "[groups.\(name)]: no package has the group `\(name)`",
                hint: Suggestion.nearest(to: name, among: joined).map { "did you mean `\($0)`?" }
                    ?? "a package joins with `group = \"\(name)\"` in its releasekit.toml", at: place)
        }
    }

    /// Whether the configuration leaves a package out.
    private func isExcluded(_ package: Package) -> Bool {
        configuration.exclude.contains { pattern in
            let glob = Glob(pattern)
            return glob.matches(package.name) || glob.matches(package.path)
        }
    }

    /// Applies the package's own `releasekit.toml`, and returns what it says.
    private func configure(_ package: inout Package) throws(Fault) -> PackageSettings? {
        guard package.path != ".", let path = RelativePath.join(package.path, Configuration.fileName) else { return nil }
        guard let bytes = try tree.readIfPresent(path) else { return nil }
        let settings = try PackageSettings(parsing: bytes, path: path)
        package.group = settings.group
        package.rest["settings"] = settings.json
        switch settings.publishable {
        case true?:
            package.publish = true
            package.privateReason = nil
        case false?:
            package.publish = false
            package.privateReason = "publishable = false in \(path)"
        case nil: break
        }
        return settings
    }
}
