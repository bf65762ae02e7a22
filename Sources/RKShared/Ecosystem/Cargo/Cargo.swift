/// Rust workspaces of Cargo: `[workspace]` in a Cargo.toml, or one crate alone.
public struct Cargo: Ecosystem {
    /// The ecosystem.
    public init() {}

    /// The name in documents and configuration.
    public var name: String { "cargo" }
    /// The package-url type.
    public var idPrefix: String { "cargo" }
    /// The names of the files that can begin a workspace.
    public var manifestNames: [String] { ["Cargo.toml"] }
    /// Semantic versions.
    public var versionScheme: VersionScheme { .cargo }
    /// The calls of cargo.
    public var packageManager: any PackageManager { CargoCommands() }
    /// Registries with a sparse index.
    public var publishing: (any Publishing)? { CargoPublishing() }

    /// Whether a manifest has a table `[workspace]`; a malformed one has not.
    public func beginsWorkspace(_ manifest: String, in tree: SourceTree) -> Bool {
        (try? CargoManifest(reading: manifest, in: tree))?.isWorkspaceRoot == true
    }

    /// Whether a folder lies in `tests` of a package, where cargo looks for its tests.
    public func isTestData(_ folder: String, in tree: SourceTree) -> Bool {
        let parts = folder.split(separator: "/")
        return parts.indices.contains { index in
            let above = parts[..<index].joined(separator: "/")
            return parts[index] == "tests" && tree.holds(above.isEmpty ? "Cargo.toml" : "\(above)/Cargo.toml")
        }
    }

    /// The version of `=1.2.3`; nil for requirements that allow several.
    public func exactVersion(of requirement: String) -> String? { (try? CargoRequirement(requirement))?.exactVersion }

    /// The members as cargo itself takes them, with their dependencies.
    public func discover(_ site: WorkspaceSite, in tree: SourceTree) throws(Fault) -> Discovery {
        let root = try CargoManifest(reading: site.manifest, in: tree)
        let workspace = try CargoWorkspace(root: root, in: tree)
        let lockfile = RelativePath.join(site.root, Self.lockfile) ?? Self.lockfile
        var discovery = Discovery(
            workspace: Workspace(
                id: site.id, ecosystem: name, root: site.root, manifest: site.manifest,
                lockfile: tree.holds(lockfile) ? lockfile : nil),
            findings: workspace.findings)
        discovery.bareFolders = workspace.bareFolders
        let context = CargoContext(workspace)
        for member in workspace.sorted {
            var package = context.package(member, workspace: site.id, findings: &discovery.findings)
            Self.note(root: site.manifest, isLocked: discovery.workspace.lockfile != nil, on: &package)
            discovery.packages.append(package)
        }
        discovery.findings += nested(in: workspace, site, tree)
        return discovery
    }

    /// The file with the versions that everything resolved to.
    static let lockfile = "Cargo.lock"
    /// The field of a package with the manifest of its workspace's root, and whether version control keeps the lockfile.
    private static let field = "cargo"

    /// Notes where a package's workspace begins, and whether version control keeps its lockfile.
    static func note(root: String, isLocked: Bool, on package: inout Package) {
        package.rest[field] = .object(JSONObject(["root": .string(root), "locked": .bool(isLocked)]))
    }

    /// The manifest of the root of a package's workspace.
    static func rootManifest(of package: Package) -> String { package.rest[field]?.object?["root"]?.string ?? package.manifest }

    /// Whether version control keeps the lockfile of a package's workspace.
    static func isLocked(_ package: Package) -> Bool { package.rest[field]?.object?["locked"] == .bool(true) }

    /// The note of the workspaces below this one that are not taken.
    private func nested(in workspace: CargoWorkspace, _ site: WorkspaceSite, _ tree: SourceTree) -> [Diagnostic] {
        let prefix = site.root == "." ? "" : site.root + "/"
        let known = Set(workspace.members.values.map(\.path) + [site.manifest])
        let found = tree.files.filter { path in
            guard path.hasPrefix(prefix), RelativePath.name(of: path) == "Cargo.toml", !known.contains(path) else { return false }
            return !SourceWalk.isForeign(RelativePath.folder(of: path)) && beginsWorkspace(path, in: tree)
        }
        guard let first = found.first else { return [] }
        return [
            Diagnostic(
                .note, .workspaceNested,
                found.count == 1
                    ? "the nested workspace `\(RelativePath.folder(of: first))` is not taken"
                    : "\(found.count) nested workspaces are not taken, as `\(RelativePath.folder(of: first))`",
                hint: "declare one that is released: [ecosystems.NAME] workspace_root in \(Configuration.fileName)", at: Place(first))
        ]
    }
}
