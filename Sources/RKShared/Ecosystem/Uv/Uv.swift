/// Python workspaces of uv: `[tool.uv.workspace]` in a pyproject.toml, or one project alone.
public struct Uv: Ecosystem {
    /// The ecosystem.
    public init() {}

    /// The name in documents and configuration.
    public var name: String { "uv" }
    /// The package-url type.
    public var idPrefix: String { "pypi" }
    /// The names of the files that can begin a workspace.
    public var manifestNames: [String] { ["pyproject.toml"] }
    /// Python's versions.
    public var versionScheme: VersionScheme { .pep440 }
    /// uv's packages go to indexes of PyPI's protocols.
    public var publishing: (any Publishing)? { UvPublishing() }
    /// The calls of uv.
    public var packageManager: any PackageManager { UvCommands() }

    /// Whether a manifest has a table `[tool.uv.workspace]`; a malformed one has not.
    public func beginsWorkspace(_ manifest: String, in tree: SourceTree) -> Bool {
        guard let bytes = try? tree.read(manifest), let document = try? TOMLDocument(bytes) else { return false }
        return document.node("tool", "uv", "workspace") != nil
    }

    /// Whether a manifest is of a package or a workspace; settings of tools stand in files of this name, too. One that cannot be read is.
    public func claims(_ manifest: String, in tree: SourceTree) -> Bool {
        guard let bytes = try? tree.read(manifest), let document = try? TOMLDocument(bytes) else { return true }
        return document.root["project"] != nil || document.root["build-system"] != nil || document.node("tool", "uv", "workspace") != nil
    }

    /// The members as uv itself takes them, with their dependencies.
    public func discover(_ site: WorkspaceSite, in tree: SourceTree) throws(Fault) -> Discovery {
        let root = try PyProject(reading: site.manifest, in: tree)
        let lockfile = RelativePath.join(site.root, "uv.lock") ?? "uv.lock"
        var discovery = Discovery(
            workspace: Workspace(
                id: site.id, ecosystem: name, root: site.root, manifest: site.manifest,
                lockfile: Files.exists(tree.absolute(lockfile)) ? lockfile : nil))
        let members = try self.members(of: root, at: site, in: tree, &discovery)
        if root["project"] == nil {
            discovery.findings += UvSources.problems(of: root)
            if root["tool", "uv", "workspace"] == nil {
                discovery.findings.append(
                    Diagnostic(
                        .warning, .manifestInvalid, "`\(site.manifest)` has no [project] table, so its package is not found",
                        hint: "write its name and version there; setup.py and setup.cfg are not read", at: Place(site.manifest)))
            }
        }
        let context = UvContext(rootSources: UvSources(root), members: members, tree: tree)
        for member in members.values.sorted(by: { $0.folder.precedes($1.folder) }) {
            discovery.packages.append(context.package(member, workspace: site.id, findings: &discovery.findings))
        }
        return discovery
    }
}
