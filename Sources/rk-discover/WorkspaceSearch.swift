import RKShared

/// Finds where workspaces begin: as declared, else at the root and at any depth of the tracked files.
struct WorkspaceSearch {
    /// The files.
    let tree: SourceTree
    /// `releasekit.toml`.
    let configuration: Configuration

    /// The sites with their ecosystems, shallow ones first; and the manifests that would be packages if they were declared.
    func sites(alone: inout LoneManifests, findings: inout [Diagnostic]) throws(Fault) -> [(any Ecosystem, WorkspaceSite)] {
        try configuration.workspaces.isEmpty ? found(alone: &alone, findings: &findings) : declared()
    }

    /// The workspaces of `[ecosystems]`.
    private func declared() throws(Fault) -> [(any Ecosystem, WorkspaceSite)] {
        var result: [(any Ecosystem, WorkspaceSite)] = []
        for workspace in configuration.workspaces {
            let candidates = Catalog.ecosystems.filter { workspace.ecosystem == nil || workspace.ecosystem == $0.name }
            let isNamed = workspace.ecosystem != nil
            guard let found = candidates.lazy.compactMap({ site(of: $0, in: workspace.root, id: workspace.id, isNamed) }).first else {
                let names = candidates.flatMap(\.manifestNames).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
                throw Fault(
                    .workspaceNone, "[ecosystems.\(workspace.id)]: there is no manifest in `\(workspace.root)`",
                    hint: "looked for \(names.joined(separator: ", ")); correct workspace_root",
                    at: workspace.place)
            }
            result.append(found)
        }
        return result
    }

    /// The workspace of an ecosystem whose manifest stands in a folder; what another of its family claims only where the user named it.
    private func site(of ecosystem: any Ecosystem, in folder: String, id: String, _ isNamed: Bool = false) -> (
        any Ecosystem, WorkspaceSite
    )? {
        for name in ecosystem.manifestNames {
            guard let manifest = RelativePath.join(folder, name), Files.exists(tree.absolute(manifest)) else { continue }
            guard isNamed || ecosystem.claims(manifest, in: tree) else { return nil }
            return (ecosystem, WorkspaceSite(id: id, root: folder, manifest: manifest))
        }
        return nil
    }

    /// The workspaces that are there, family by family.
    private func found(alone: inout LoneManifests, findings: inout [Diagnostic]) -> [(any Ecosystem, WorkspaceSite)] {
        let folders = manifestFolders()
        var result: [(any Ecosystem, WorkspaceSite)] = []
        for family in Catalog.families {
            result += sites(of: family, in: folders, besides: result, alone: &alone.entries, findings: &findings)
        }
        return result
    }

    /// The workspaces of a family: what begins one at any depth, but nothing below another; a lone manifest at the root; and one workspace
    /// of all manifests that lie outside others, of an ecosystem that takes them.
    private func sites(
        of family: [any Ecosystem], in folders: [String: [String]], besides others: [(any Ecosystem, WorkspaceSite)],
        alone: inout [LoneManifests.Entry], findings: inout [Diagnostic]
    ) -> [(any Ecosystem, WorkspaceSite)] {
        var result: [(any Ecosystem, WorkspaceSite)] = []
        var lone: (any Ecosystem, WorkspaceSite)?
        var fixtures: [String] = []
        var passed: [(any Ecosystem, WorkspaceSite)] = []
        for folder in sorted(family.flatMap { $0.manifestNames.flatMap { folders[$0] ?? [] } }) {
            guard !isBelow(folder, result.map(\.1.root)) else { continue }
            let candidates = family.compactMap { site(of: $0, in: folder, id: "\($0.name):\(folder)") }.filter { candidate in
                !others.contains { $0.0.idPrefix == candidate.0.idPrefix && $0.1.root == folder }
            }
            if let first = candidates.first(where: { $0.0.beginsWorkspace($0.1.manifest, in: tree) }) {
                if Self.isFixture(folder) || first.0.isTestData(folder, in: tree) { fixtures.append(folder) } else { result.append(first) }
            } else if folder == "." {
                lone = candidates.first
            } else if let taken = candidates.first(where: { $0.0.takesLoneManifest($0.1.manifest) }) {
                lone = lone ?? taken
            } else if let first = candidates.first, !Self.isFixture(folder) {
                passed.append(first)
            }
        }
        for index in result.indices {
            let (ecosystem, site) = result[index]
            let isOnly = result.count { $0.0.name == ecosystem.name } == 1
            if isOnly || site.root == "." { result[index].1.id = ecosystem.name }
        }
        if let (ecosystem, first) = lone {
            let isOnly = !result.contains { $0.1.id == ecosystem.name }
            let id = isOnly ? ecosystem.name : "\(ecosystem.name):."
            result.append((ecosystem, WorkspaceSite(id: id, root: ".", manifest: first.manifest, inner: result.map(\.1.root))))
        }
        Self.note(fixtures, of: family[0], in: &findings)
        let taken = result.filter { $0.1.root != "." }.map(\.1.root)
        alone += passed.filter { !isBelow($0.1.root, taken) }.map {
            LoneManifests.Entry(ecosystem: $0.0.name, folder: $0.1.root, manifest: $0.1.manifest)
        }
        return result
    }

    /// Says which workspaces were passed over because they look like data of tests.
    static func note(_ fixtures: [String], of ecosystem: any Ecosystem, in findings: inout [Diagnostic]) {
        guard let first = fixtures.first else { return }
        findings.append(
            Diagnostic(
                .note, .workspaceNested,
                "\(fixtures.count) \(ecosystem.name) workspaces in folders of test data are not taken, as in `\(first)`",
                hint: "declare those that are released: [ecosystems.NAME] workspace_root in \(Configuration.fileName)"))
    }

    /// Whether a folder is called as data of tests is, also by the layout of Maven and Gradle, `src/integTest/resources`.
    static func isFixture(_ folder: String) -> Bool {
        let parts = folder.split(separator: "/")
        if parts.contains(where: { ["fixtures", "__fixtures__", "testdata", "test-data", "__testfixtures__"].contains($0) }) {
            return true
        }
        return parts.indices.dropFirst(2).contains { index in
            parts[index] == "resources" && parts[index - 2] == "src"
                && (parts[index - 1].hasPrefix("test") || parts[index - 1].hasSuffix("Test"))
        }
    }

    /// Whether a folder is one of some, or lies below one.
    private func isBelow(_ folder: String, _ others: [String]) -> Bool {
        others.contains { $0 == "." || folder == $0 || folder.hasPrefix($0 + "/") }
    }

    /// Folders, each once, shallow ones first.
    private func sorted(_ folders: [String]) -> [String] {
        Set(folders).sorted { left, right in
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
            guard !configuration.excludesAll(of: RelativePath.folder(of: path)) else { continue }
            folders[name, default: []].append(RelativePath.folder(of: path))
        }
        // An untracked manifest at the root counts too: a repository's first release may begin before its first commit.
        for name in names where Files.exists(tree.absolute(name)) { folders[name, default: []].append(".") }
        return folders
    }
}
