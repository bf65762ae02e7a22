import RKShared

/// Finds where the workspaces are of ecosystems that `releasekit.toml` names and that are not built in.
struct PluginSearch {
    /// The files.
    let tree: SourceTree
    /// `releasekit.toml`.
    let configuration: Configuration
    /// Runs the programs.
    let host: PluginHost

    /// The ecosystems whose programs are needed, each once.
    /// - Throws: a `Fault` for the name of an ecosystem that nobody knows.
    func names() throws(Fault) -> [Configuration.NamedPlugin] {
        guard !configuration.workspaces.isEmpty else { return configuration.plugins }
        var result: [Configuration.NamedPlugin] = []
        for workspace in configuration.workspaces {
            guard let name = plugin(of: workspace), !result.contains(where: { $0.name == name }) else { continue }
            try requireSpelling(of: name, workspace)
            result.append(Configuration.NamedPlugin(name: name, place: workspace.place))
        }
        return result
    }

    /// The ecosystem of a declared workspace; nil for one that is built in: the one that is named, that of the table's name where `plugins`
    /// has it, or where no manifest of another ecosystem is in the folder and its program is there.
    func plugin(of workspace: Configuration.DeclaredWorkspace) -> String? {
        let name = workspace.ecosystem ?? workspace.id
        guard !Catalog.builtIn.contains(where: { $0.name == name }) else { return nil }
        if workspace.ecosystem != nil || configuration.plugins.contains(where: { $0.name == name }) { return name }
        guard Configuration.isPluginName(name), !holdsManifest(workspace.root), host.isInstalled(name) else { return nil }
        return name
    }

    /// Whether a folder has a manifest of an ecosystem that is built in.
    private func holdsManifest(_ folder: String) -> Bool {
        Catalog.builtIn.flatMap(\.manifestNames).contains { name in
            RelativePath.join(folder, name).map { Files.exists(tree.absolute($0)) } ?? false
        }
    }

    /// Refuses a name that is none, or a misspelt one of an ecosystem that is built in.
    private func requireSpelling(of name: String, _ workspace: Configuration.DeclaredWorkspace) throws(Fault) {
        let near = Suggestion.nearest(to: name, among: Catalog.builtIn.map(\.name))
        guard !Configuration.isPluginName(name) || near != nil && !host.isInstalled(name) else { return }
        throw Fault(
            .configValue, "there is no ecosystem `\(name)`",
            hint: near.map { "did you mean `\($0)`?" } ?? "known: \(Catalog.builtIn.map(\.name).joined(separator: ", "))",
            at: workspace.place)
    }

    /// The workspaces of each ecosystem, with all manifests in them.
    /// - Throws: a `Fault` for a declared workspace without a manifest.
    func sites(of plugins: [Plugin], findings: inout [Diagnostic]) throws(Fault) -> [(plugin: Plugin, sites: [PluginHost.Site])] {
        var result: [(plugin: Plugin, sites: [PluginHost.Site])] = []
        for plugin in plugins {
            let manifests = manifests(of: plugin)
            if configuration.workspaces.isEmpty {
                let (fixtures, own) = manifests.reduce(into: ([String](), [String]())) { parts, path in
                    let folder = RelativePath.folder(of: path)
                    if WorkspaceSearch.isFixture(folder) { parts.0.append(folder) } else { parts.1.append(path) }
                }
                WorkspaceSearch.note(fixtures, of: plugin, in: &findings)
                if !own.isEmpty { result.append((plugin, [PluginHost.Site(id: plugin.name, root: ".", manifests: own)])) }
            } else {
                result.append((plugin, try declared(plugin, manifests)))
            }
        }
        return result
    }

    /// The declared workspaces of an ecosystem; a manifest belongs to the innermost of them.
    private func declared(_ plugin: Plugin, _ manifests: [String]) throws(Fault) -> [PluginHost.Site] {
        let own = configuration.workspaces.filter { self.plugin(of: $0) == plugin.name }
        var byId: [String: [String]] = [:]
        for path in manifests {
            let around = own.filter { $0.root == "." || path.hasPrefix($0.root + "/") }
            if let inner = around.max(by: { Self.depth($0.root) < Self.depth($1.root) }) { byId[inner.id, default: []].append(path) }
        }
        return try own.map { workspace throws(Fault) in
            guard let found = byId[workspace.id] else {
                throw Fault(
                    .workspaceNone, "[ecosystems.\(workspace.id)]: there is no manifest below `\(workspace.root)`",
                    hint: "looked for \(plugin.manifestNames.joined(separator: ", ")); correct workspace_root", at: workspace.place)
            }
            return PluginHost.Site(id: workspace.id, root: workspace.root, manifests: found)
        }
    }

    /// How far a folder is from the root, among folders of which one is in the other.
    private static func depth(_ folder: String) -> Int { folder == "." ? 0 : folder.utf8.count }

    /// The manifests of an ecosystem in the whole tree, sorted; an untracked one at the root counts too.
    private func manifests(of plugin: Plugin) -> [String] {
        let names = Set(plugin.manifestNames)
        var paths = Set(
            tree.files.filter { names.contains(RelativePath.name(of: $0)) && !SourceWalk.isForeign(RelativePath.folder(of: $0)) })
        for name in names where Files.exists(tree.absolute(name)) { paths.insert(name) }
        return paths.sorted { $0.precedes($1) }
    }
}
