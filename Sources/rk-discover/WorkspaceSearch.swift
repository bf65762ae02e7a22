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
            guard
                let found = candidates.lazy.compactMap({
                    site(of: $0, in: workspace.root, id: workspace.id, named: workspace.ecosystem != nil)
                }).first
            else {
                throw Fault(
                    .workspaceNone, "[ecosystems.\(workspace.id)]: there is no manifest in `\(workspace.root)`",
                    hint: "looked for \(candidates.flatMap(\.manifestNames).joined(separator: ", ")); correct workspace_root",
                    at: workspace.place)
            }
            result.append(found)
        }
        return result
    }

    /// The workspace of an ecosystem whose manifest stands in a folder; one of another ecosystem of the family only where `named` says so.
    private func site(of ecosystem: any Ecosystem, in folder: String, id: String, named: Bool = false) -> (any Ecosystem, WorkspaceSite)? {
        for name in ecosystem.manifestNames {
            if let manifest = RelativePath.join(folder, name), Files.exists(tree.absolute(manifest)) {
                return named || ecosystem.claims(manifest, in: tree)
                    ? (ecosystem, WorkspaceSite(id: id, root: folder, manifest: manifest)) : nil
            }
        }
        return nil
    }

    /// The workspaces that are there: what begins one at any depth, but nothing below one of the same family; and a lone manifest at the root.
    private func found() -> [(any Ecosystem, WorkspaceSite)] {
        var result: [(any Ecosystem, WorkspaceSite)] = []
        var families: [[any Ecosystem]] = []
        for ecosystem in Catalog.ecosystems {
            if let index = families.firstIndex(where: { $0[0].family == ecosystem.family }) {
                families[index].append(ecosystem)
            } else {
                families.append([ecosystem])
            }
        }
        for family in families {
            if let root = family.lazy.compactMap({ site(of: $0, in: ".", id: $0.name) }).first {
                result.append(root)
                continue
            }
            var taken: [String] = []
            var sites: [(any Ecosystem, WorkspaceSite)] = []
            for folder in folders(with: family.flatMap(\.manifestNames)) where !taken.contains(where: { folder.hasPrefix($0 + "/") }) {
                let candidates = family.lazy.compactMap { site(of: $0, in: folder, id: "\($0.name):\(folder)") }
                guard let site = candidates.first(where: { $0.0.beginsWorkspace($0.1.manifest, in: tree) }) else { continue }
                taken.append(folder)
                sites.append(site)
            }
            for index in sites.indices where sites.count(where: { $0.0.name == sites[index].0.name }) == 1 {
                sites[index].1.id = sites[index].0.name
            }
            result += sites
        }
        return result
    }

    /// The folders of tracked files with one of these names, shallow ones first.
    private func folders(with names: [String]) -> [String] {
        let found = (tree.tracked ?? []).filter { path in names.contains(RelativePath.name(of: path)) }.map(RelativePath.folder)
        return Set(found).sorted { left, right in
            let (leftDepth, rightDepth) = (left.count { $0 == "/" }, right.count { $0 == "/" })
            return leftDepth == rightDepth ? left.precedes(right) : leftDepth < rightDepth
        }
    }
}
