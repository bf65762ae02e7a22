/// The members that `[patch]` of the root puts in the place of crates from elsewhere.
struct CargoPatches {
    /// The folders by source, then by crate.
    private let folders: [String: [String: String]]

    /// The source of crates for which no other is named.
    private static let standard = "crates-io"

    /// The patches with a `path`.
    init(_ root: CargoManifest) {
        var folders: [String: [String: String]] = [:]
        for source in root["patch"]?.table?.entries ?? [] {
            for entry in source.node.table?.entries ?? [] {
                guard let table = entry.node.table, let path = table["path"]?.string else { continue }
                guard let folder = RelativePath.join(root.folder, path) else { continue }
                folders[Self.canonical(source.key), default: [:]][table["package"]?.string ?? entry.key] = folder
            }
        }
        self.folders = folders
    }

    /// The folder that takes the place of a dependency, with the source that is patched; nil for one that no patch is for.
    func folder(for declared: CargoDeclaration) -> (folder: String, source: String)? {
        guard declared.path == nil else { return nil }
        let source = declared.git ?? declared.registry ?? Self.standard
        return folders[Self.canonical(source)]?[declared.name].map { ($0, source) }
    }

    /// A source as cargo compares it: addresses without `.git` and `/` at the end, crates.io by its name.
    private static func canonical(_ source: String) -> String {
        var text = source
        while text.hasSuffix("/") { text.removeLast() }
        if text.hasSuffix(".git") { text.removeLast(4) }
        let isStandard = text == "https://github.com/rust-lang/crates.io-index" || text == "sparse+https://index.crates.io"
        return isStandard ? standard : text
    }
}
