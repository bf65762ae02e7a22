import RKShared
import Support

/// A folder with JavaScript packages, and what an ecosystem makes of it.
struct NodeScene {
    /// The folder.
    let sandbox: Sandbox

    /// Writes files by path; of a package only the members behind `name` and `version` need be given, as `a@1.0.0 | "private": true`.
    init(_ files: [String: String]) async throws {
        sandbox = try await Sandbox()
        for (path, content) in files { try await sandbox.write(path, content.hasPrefix("@@") ? Self.manifest(content) : content) }
    }

    /// A manifest from `@@name@version | members`.
    private static func manifest(_ text: String) -> String {
        let parts = text.dropFirst(2).split(separator: "|", maxSplits: 1).map(\.trimmed)
        let at = parts[0].dropFirst().lastIndex(of: "@") ?? parts[0].endIndex
        let version = at == parts[0].endIndex ? "" : ",\n  \"version\": \"\(parts[0][parts[0].index(after: at)...])\""
        let rest = parts.count > 1 ? ",\n  \(parts[1])" : ""
        return "{\n  \"name\": \"\(parts[0][..<at])\"\(version)\(rest)\n}\n"
    }

    /// The files.
    var tree: SourceTree { SourceTree(root: sandbox.folder, tracked: nil) }

    /// The ecosystem that claims the root.
    var ecosystem: any Ecosystem { Catalog.ecosystems.first { $0.family == "node" && $0.claims("package.json", in: tree) } ?? Npm() }

    /// What is found.
    func discover(_ root: String = ".") throws -> Discovery {
        let ecosystem = ecosystem
        let manifest = ecosystem.manifestNames.compactMap { RelativePath.join(root, $0) }.first { Files.exists(tree.absolute($0)) }
        return try ecosystem.discover(WorkspaceSite(id: ecosystem.name, root: root, manifest: manifest ?? "package.json"), in: tree)
    }
}
