/// The table `[tool.uv.sources]` of a manifest: where uv takes dependencies from.
struct UvSources: Sendable {
    /// One source of a name; several may apply under different conditions.
    struct Source: Sendable {
        /// Whether it is `workspace = true`.
        let isWorkspace: Bool
        /// What it is otherwise: path, git, url or index.
        let kind: String
        /// The extra or group that it is limited to.
        let scope: String?
    }

    /// The sources by normalised name.
    let sources: [String: [Source]]

    /// The sources of a manifest.
    init(_ manifest: PyProject) {
        var sources: [String: [Source]] = [:]
        for entry in manifest["tool", "uv", "sources"]?.table?.entries ?? [] {
            let tables = entry.node.array?.compactMap(\.table) ?? entry.node.table.map { [$0] } ?? []
            sources[PythonName.normalize(entry.key)] = tables.map { table in
                Source(
                    isWorkspace: table["workspace"]?.boolean == true,
                    kind: ["path", "git", "url", "index"].first { table[$0] != nil } ?? "nothing",
                    scope: table["extra"]?.string ?? table["group"]?.string)
            }
        }
        self.sources = sources
    }
}
