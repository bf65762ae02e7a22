import RKShared

/// Finds where workspaces begin: as declared, else at the root and at any depth of the tracked files.
struct WorkspaceSearch {
    /// The files.
    let tree: SourceTree
    /// `releasekit.toml`.
    let configuration: Configuration

    /// The sites with their ecosystems, shallow ones first.
    func sites(findings: inout [Diagnostic]) throws(Fault) -> [(any Ecosystem, WorkspaceSite)] {
        try configuration.workspaces.isEmpty ? found(findings: &findings) : declared()
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

    /// The workspaces that are there: what begins one at any depth, but nothing below one of the same family; a lone manifest at the root;
    /// and one workspace of all manifests that lie outside others, of the ecosystems that want that.
    private func found(findings: inout [Diagnostic]) -> [(any Ecosystem, WorkspaceSite)] {
        let manifests = manifestFolders()
        var result: [(any Ecosystem, WorkspaceSite)] = []
        var taken: [String: [String]] = [:]
        var prefixes: Set<String> = []
        for ecosystem in Catalog.ecosystems {
            var sites: [WorkspaceSite] = []
            var lone: WorkspaceSite?
            var fixtures: [String] = []
            for folder in folders(of: ecosystem, among: manifests) where !isBelow(folder, taken[ecosystem.family] ?? []) {
                guard let site = site(of: ecosystem, in: folder, id: "\(ecosystem.name):\(folder)")?.1 else { continue }
                guard !prefixes.contains("\(ecosystem.idPrefix) \(folder)") else { continue }
                if ecosystem.beginsWorkspace(site.manifest, in: tree) {
                    if Self.isFixture(folder) { fixtures.append(folder); continue }
                    taken[ecosystem.family, default: []].append(folder)
                    sites.append(site)
                } else if folder == "." || ecosystem.takesLoneManifests {
                    lone = lone ?? site
                }
            }
            if var site = lone {
                if ecosystem.takesLoneManifests { site.root = "." }
                site.inner = sites.map(\.root)
                site.id = ecosystem.name
                sites.insert(site, at: 0)
            } else if sites.count == 1 || sites.first?.root == "." {
                sites[0].id = ecosystem.name
            }
            note(fixtures, of: ecosystem, in: &findings)
            for site in sites { prefixes.insert("\(ecosystem.idPrefix) \(site.root)") }
            result += sites.map { (ecosystem, $0) }
        }
        return result
    }

    /// Says which workspaces were passed over because they look like data of tests.
    private func note(_ fixtures: [String], of ecosystem: any Ecosystem, in findings: inout [Diagnostic]) {
        guard let first = fixtures.first else { return }
        findings.append(
            Diagnostic(
                .note, .workspaceNested,
                "\(fixtures.count) \(ecosystem.name) workspaces in folders of test data are not taken, as in `\(first)`",
                hint: "declare those that are released: [ecosystems.NAME] workspace_root in \(Configuration.fileName)"))
    }

    /// Whether a folder is called as data of tests is.
    private static func isFixture(_ folder: String) -> Bool {
        folder.split(separator: "/").contains { ["fixtures", "__fixtures__", "testdata", "test-data", "__testfixtures__"].contains($0) }
    }

    /// Whether a folder is one of some, or lies below one.
    private func isBelow(_ folder: String, _ others: [String]) -> Bool {
        others.contains { $0 == "." || folder == $0 || folder.hasPrefix($0 + "/") }
    }

    /// The folders with a manifest of an ecosystem, shallow ones first.
    private func folders(of ecosystem: any Ecosystem, among manifests: [String: [String]]) -> [String] {
        Set(ecosystem.manifestNames.flatMap { manifests[$0] ?? [] }).sorted { left, right in
            let (leftDepth, rightDepth) = (depth(left), depth(right))
            return leftDepth == rightDepth ? left.precedes(right) : leftDepth < rightDepth
        }
    }

    /// How many folders deep a folder lies.
    private func depth(_ folder: String) -> Int { folder == "." ? 0 : 1 + folder.utf8.count { $0 == UInt8(ascii: "/") } }

    /// The folders of every kind of manifest, from one pass over the files.
    private func manifestFolders() -> [String: [String]] {
        let names = Set(Catalog.ecosystems.flatMap(\.manifestNames))
        var folders: [String: [String]] = [:]
        for path in tree.files {
            let name = RelativePath.name(of: path)
            guard names.contains(name), !SourceWalk.isForeign(RelativePath.folder(of: path)) else { continue }
            folders[name, default: []].append(RelativePath.folder(of: path))
        }
        // An untracked manifest at the root counts too: a repository's first release may begin before its first commit.
        for name in names where Files.exists(tree.absolute(name)) { folders[name, default: []].append(".") }
        return folders
    }
}
