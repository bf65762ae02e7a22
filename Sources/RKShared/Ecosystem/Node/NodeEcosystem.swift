/// What pnpm, npm and yarn have in common: package.json, the registry, the calls; they differ in members, links and lockfiles.
public protocol NodeEcosystem: WorkspaceRewriting, LastingRewriting {
    /// The tool.
    var tool: NodeTool { get }
}

extension NodeEcosystem {
    /// The name in documents and configuration.
    public var name: String { tool.rawValue }
    /// The package-url type.
    public var idPrefix: String { "npm" }
    /// Semantic versions.
    public var versionScheme: VersionScheme { .semver }
    /// The three share their manifests, so that a workspace of one is none of the others.
    public var family: String { "node" }
    /// The calls of the tool.
    public var packageManager: any PackageManager { NodeCommands(tool: tool) }
    /// The way to registries of npm's protocol.
    public var publishing: (any Publishing)? { NodePublishing() }

    /// Whether the manifest is this tool's and not another's; never one in a node_modules folder.
    public func claims(_ manifest: String, in tree: SourceTree) -> Bool {
        guard !manifest.split(separator: "/").contains("node_modules") else { return false }
        return NodeTool.of(RelativePath.folder(of: manifest), in: tree) == tool
    }

    /// Whether the manifest names members: pnpm-workspace.yaml does, a package.json with `workspaces`, one beside a lerna.json with `packages`.
    public func beginsWorkspace(_ manifest: String, in tree: SourceTree) -> Bool {
        guard claims(manifest, in: tree) else { return false }
        guard RelativePath.name(of: manifest) == PackageJSON.fileName else { return true }
        guard tool != .pnpm, let package = try? PackageJSON(reading: manifest, in: tree) else { return false }
        return package["workspaces"] != nil || (try? NodeWorkspace.lernaPatterns(in: package.folder, of: tree)) != nil
    }

    /// A version behind `^`, `~`, `>=` or nothing, with the name in front that an alias has.
    public func exactVersion(of requirement: String) -> String? {
        var rest = requirement.rest(behind: "npm:") ?? requirement
        if let at = rest.dropFirst().lastIndex(of: "@") { rest = String(rest[rest.index(after: at)...]) }
        let version = String(rest.drop { "^~>=".contains($0) })
        return SemVer(version) == nil ? nil : version
    }

    /// The members as the tool itself takes them, with their dependencies.
    public func discover(_ site: WorkspaceSite, in tree: SourceTree) throws(Fault) -> Discovery {
        var findings: [Diagnostic] = []
        let workspace = try NodeWorkspace(tool, at: site, in: tree, findings: &findings)
        let context = NodeContext(workspace, findings: &findings)
        let packages = workspace.members.indices.map { context.package($0, findings: &findings) }
        let lockfile = tool.lockfiles.lazy.compactMap { RelativePath.join(site.root, $0) }.first { Files.exists(tree.absolute($0)) }
        var section = Workspace(id: site.id, ecosystem: name, root: site.root, manifest: site.manifest, lockfile: lockfile)
        if tool == .yarn { section.rest["yarn"] = .string(workspace.settings.isBerry ? "berry" : "classic") }
        return Discovery(workspace: section, packages: packages, findings: findings)
    }
}

/// JavaScript workspaces of pnpm: pnpm-workspace.yaml, or a package.json alone that names pnpm.
public struct Pnpm: NodeEcosystem {
    /// The ecosystem.
    public init() {}

    /// pnpm.
    public var tool: NodeTool { .pnpm }
    /// The names of the files that can begin a workspace.
    public var manifestNames: [String] { [NodeTool.pnpmWorkspace, PackageJSON.fileName] }
}

/// JavaScript workspaces of npm: `workspaces` in a package.json, or one package alone.
public struct Npm: NodeEcosystem {
    /// The ecosystem.
    public init() {}

    /// npm.
    public var tool: NodeTool { .npm }
    /// The names of the files that can begin a workspace.
    public var manifestNames: [String] { [PackageJSON.fileName] }
}

/// JavaScript workspaces of yarn, classic and modern: `workspaces` in a package.json, or one package alone.
public struct Yarn: NodeEcosystem {
    /// The ecosystem.
    public init() {}

    /// yarn.
    public var tool: NodeTool { .yarn }
    /// The names of the files that can begin a workspace.
    public var manifestNames: [String] { [PackageJSON.fileName] }
}
