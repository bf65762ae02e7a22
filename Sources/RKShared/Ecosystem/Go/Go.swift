/// Go modules: those that a go.work names, else every module of the repository.
public struct Go: Ecosystem {
    /// The ecosystem.
    public init() {}

    /// The name in documents and configuration.
    public var name: String { "go" }
    /// The package-url type.
    public var idPrefix: String { "golang" }
    /// The names of the files that can begin a workspace.
    public var manifestNames: [String] { [Self.workFile, Self.moduleFile] }
    /// Go's versions.
    public var versionScheme: VersionScheme { .go }
    /// The calls of go and git.
    public var packageManager: any PackageManager { GoCommands() }
    /// The way of tags to proxies.
    public var publishing: (any Publishing)? { GoPublishing() }

    /// The file of a workspace.
    static let workFile = "go.work"
    /// The file of a module.
    static let moduleFile = "go.mod"

    /// Whether a manifest is a go.work that version control tracks; one that it does not is a developer's own.
    public func beginsWorkspace(_ manifest: String, in tree: SourceTree) -> Bool {
        RelativePath.name(of: manifest) == Self.workFile && !Self.isVendored(manifest) && !Self.isFixture(manifest) && tree.holds(manifest)
    }

    /// Every go.mod that is not vendored.
    public func takesLoneManifest(_ manifest: String) -> Bool {
        RelativePath.name(of: manifest) == Self.moduleFile && !Self.isVendored(manifest)
    }

    /// The version itself: what `require` states is the least that is used.
    public func exactVersion(of requirement: String) -> String? { requirement.hasPrefix("v") ? requirement : nil }

    /// The modules with what they require.
    public func discover(_ site: WorkspaceSite, in tree: SourceTree) throws(Fault) -> Discovery {
        var work: GoWork?
        if beginsWorkspace(site.manifest, in: tree) { work = try Self.workspace(site.manifest, in: tree) }
        let sumFile = RelativePath.join(site.root, work == nil ? "go.sum" : "go.work.sum") ?? "go.sum"
        var discovery = Discovery(
            workspace: Workspace(
                id: site.id, ecosystem: name, root: site.root, manifest: site.manifest, lockfile: tree.holds(sumFile) ? sumFile : nil))
        let modules =
            if let work {
                members(of: work, at: site, in: tree, findings: &discovery.findings)
            } else {
                loneModules(below: site.root, in: tree, findings: &discovery.findings)
            }
        if let work {
            let checks = GoWorkChecks(work: work, manifest: site.manifest, modules: modules)
            discovery.findings += checks.findings
            note(unusedBy: work, at: site, in: tree, findings: &discovery.findings)
        }
        let context = GoContext(
            modules: modules, hasWork: work != nil, sets: ModuleSets(at: site.root, in: tree, findings: &discovery.findings))
        discovery.packages = modules.map { context.package($0, workspace: site.id) }
        if work == nil { discovery.findings += context.duplicates(among: discovery.packages) }
        discovery.upcoming = modules.flatMap(context.upcoming)
        return discovery
    }

    /// Whether a path lies in a folder `vendor`.
    static func isVendored(_ path: String) -> Bool { path.split(separator: "/").dropLast().contains("vendor") }

    /// Whether a path lies in a folder `testdata`, where broken files are there on purpose.
    static func isFixture(_ path: String) -> Bool { path.split(separator: "/").dropLast().contains("testdata") }

    /// The folders that a go.work uses, as far as they lie in the repository.
    static func folders(of work: GoWork, in root: String) -> Set<String> {
        Set(work.uses.compactMap { RelativePath.join(root, $0.text) })
    }
}
