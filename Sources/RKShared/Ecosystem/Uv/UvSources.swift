/// The table `[tool.uv.sources]` of a manifest: where uv takes dependencies from.
struct UvSources: Sendable {
    /// One source of a name; several may apply under different conditions.
    struct Source: Sendable {
        /// Whether it is `workspace = true`.
        let isWorkspace: Bool
        /// What it is otherwise: path, git, url or index.
        let kind: String
        /// The extra that it is limited to, normalised.
        let extra: String?
        /// The dependency group that it is limited to, normalised.
        let group: String?

        /// Whether it is a source of what a list of requirements names; uv's old list of dev dependencies is the group `dev`.
        func applies(to declared: DeclaredRequirement) -> Bool {
            let list = PythonName.normalize(declared.group ?? "dev")
            if let extra { return declared.kind == .optional && extra == list }
            if let group { return declared.kind == .dev && group == list }
            return true
        }
    }

    /// The sources by normalised name.
    let sources: [String: [Source]]

    /// The keys that say where a package comes from, of which a source has one.
    private static let kinds = ["workspace", "path", "git", "url", "index"]

    /// The sources of a manifest.
    init(_ manifest: PyProject) {
        var sources: [String: [Source]] = [:]
        for entry in manifest["tool", "uv", "sources"]?.table?.entries ?? [] {
            let tables = entry.node.array?.compactMap(\.table) ?? entry.node.table.map { [$0] } ?? []
            sources[PythonName.normalize(entry.key)] = tables.map { table in
                Source(
                    isWorkspace: table["workspace"]?.boolean == true,
                    kind: Self.kinds.dropFirst().first { table[$0] != nil } ?? "nothing",
                    extra: table["extra"]?.string.map(PythonName.normalize), group: table["group"]?.string.map(PythonName.normalize))
            }
        }
        self.sources = sources
    }

    /// What of the table uv cannot read: a source that is none would silently take an edge from the graph.
    static func problems(of manifest: PyProject) -> [Diagnostic] {
        guard let node = manifest["tool", "uv", "sources"] else { return [] }
        /// An error at a value.
        func error(_ message: String, _ node: TOMLNode, hint: String = "write `NAME = { workspace = true }` for a member") -> Diagnostic {
            Diagnostic(.error, .manifestInvalid, message, hint: hint, at: manifest.place(node.span))
        }
        guard let table = node.table else { return [error("`tool.uv.sources` is \(node.kindName), not a table", node)] }
        var result: [Diagnostic] = []
        var names: Set<String> = []
        for entry in table.entries {
            let label = "tool.uv.sources.\(entry.key)"
            if !names.insert(PythonName.normalize(entry.key)).inserted {
                result.append(error("`\(label)` names a package that has sources already", entry.node, hint: "make one list of both"))
            }
            let elements = entry.node.array ?? [entry.node]
            if elements.isEmpty { result.append(error("`\(label)` holds no source", entry.node)) }
            for element in elements {
                guard let source = element.table else {
                    result.append(error("`\(label)` is \(element.kindName), not a table", element))
                    continue
                }
                let found = kinds.filter { source[$0] != nil }
                if found.count != 1 {
                    let problem = found.isEmpty ? "does not say where the package comes from" : "says \(found.joined(separator: " and "))"
                    result.append(error("`\(label)` \(problem)", element, hint: "write one of \(kinds.joined(separator: ", "))"))
                } else if let workspace = source["workspace"], workspace.boolean == nil {
                    result.append(error("`\(label).workspace` is \(workspace.kindName), not a boolean", workspace))
                }
            }
        }
        return result
    }
}
