import RKShared

/// Finds where workspaces begin: as declared, else at the root and at any depth of the tracked files.
struct WorkspaceSearch {
    /// The files.
    let tree: SourceTree
    /// `releasekit.toml`.
    let configuration: Configuration

    /// The sites with their ecosystems, shallow ones first.
    func sites(findings: inout [Diagnostic]) throws(Fault) -> [(any Ecosystem, WorkspaceSite)] {
        try configuration.workspaces.isEmpty ? found() : declared()
    }

    /// The workspaces of `[ecosystems]`.
    private func declared() throws(Fault) -> [(any Ecosystem, WorkspaceSite)] {
        var result: [(any Ecosystem, WorkspaceSite)] = []
        for workspace in configuration.workspaces {
            if let name = workspace.ecosystem, Catalog.ecosystem(name) == nil {
                let names = Catalog.ecosystems.map(\.name)
                throw Fault(
                    .configValue, "there is no ecosystem `\(name)`",
                    hint: Suggestion.nearest(to: name, among: names).map { "did you mean `\($0)`?" }
                        ?? "known: \(names.joined(separator: ", "))",
                    at: workspace.place)
            }
            let candidates = Catalog.ecosystems.filter { workspace.ecosystem == nil || workspace.ecosystem == $0.name }
            guard let found = candidates.lazy.compactMap({ site(of: $0, in: workspace.root, id: workspace.id) }).first else {
                throw Fault(
                    .workspaceNone, "[ecosystems.\(workspace.id)]: there is no manifest in `\(workspace.root)`",
                    hint: "looked for \(candidates.flatMap(\.manifestNames).joined(separator: ", ")); correct workspace_root",
                    at: workspace.place)
            }
            result.append(found)
        }
        return result
    }

    /// The workspace of an ecosystem whose manifest stands in a folder.
    private func site(of ecosystem: any Ecosystem, in folder: String, id: String) -> (any Ecosystem, WorkspaceSite)? {
        for name in ecosystem.manifestNames {
            if let manifest = RelativePath.join(folder, name), Files.exists(tree.absolute(manifest)) {
                return (ecosystem, WorkspaceSite(id: id, root: folder, manifest: manifest))
            }
        }
        return nil
    }

    /// The workspaces that are there: what begins one at any depth, but nothing below one of the same ecosystem; a lone manifest at the root;
    /// and all other manifests together, of an ecosystem that takes them.
    private func found() -> [(any Ecosystem, WorkspaceSite)] {
        var result: [(any Ecosystem, WorkspaceSite)] = []
        for ecosystem in Catalog.ecosystems {
            var taken: [String] = []
            let takesLone = ecosystem.manifestNames.contains { ecosystem.takesLoneManifest($0) }
            if let root = site(of: ecosystem, in: ".", id: ecosystem.name),
                !takesLone || ecosystem.beginsWorkspace(root.1.manifest, in: tree)
            {
                result.append(root)
                continue
            }
            let manifests = tree.manifests(named: ecosystem.manifestNames)
            for folder in folders(of: manifests) where !taken.contains(where: { folder.hasPrefix($0 + "/") }) {
                guard let site = site(of: ecosystem, in: folder, id: "\(ecosystem.name):\(folder)") else { continue }
                guard ecosystem.beginsWorkspace(site.1.manifest, in: tree) else { continue }
                taken.append(folder)
                result.append(site)
            }
            if taken.count == 1, let index = result.lastIndex(where: { $0.0.name == ecosystem.name }) {
                result[index].1.id = ecosystem.name
            }
            let lone = manifests.filter { ecosystem.takesLoneManifest($0) }
            if let first = folders(of: lone).first(where: { folder in !taken.contains { folder == $0 || folder.hasPrefix($0 + "/") } }),
                let manifest = lone.first(where: { RelativePath.folder(of: $0) == first })
            {
                let id = taken.isEmpty ? ecosystem.name : "\(ecosystem.name):."
                result.append((ecosystem, WorkspaceSite(id: id, root: ".", manifest: manifest)))
            }
        }
        return result
    }

    /// The folders of manifests, shallow ones first.
    private func folders(of manifests: [String]) -> [String] {
        Set(manifests.map(RelativePath.folder)).sorted { left, right in
            let (leftDepth, rightDepth) = (left.count { $0 == "/" }, right.count { $0 == "/" })
            return leftDepth == rightDepth ? left.precedes(right) : leftDepth < rightDepth
        }
    }
}
