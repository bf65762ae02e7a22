/// What the fields of `[package]` take from `[workspace.package]`, besides those that a release reads: cargo loads no manifest without.
enum CargoInheritance {
    /// The fields that can be taken from the workspace and that nothing here reads.
    private static let fields = [
        "authors", "categories", "description", "documentation", "edition", "exclude", "homepage", "include", "keywords", "license",
        "license-file", "readme", "repository", "rust-version",
    ]

    /// The fields that the workspace does not have, and an edition that cannot be one.
    static func problems(in member: CargoManifest, root: CargoManifest) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        for entry in member.package?.table?.entries ?? [] where fields.contains(entry.key) && member.inherits(entry.key) {
            guard member.inherited(entry.key, from: root) == nil else { continue }
            problems.append(
                Diagnostic(
                    .error, .manifestInvalid, "`\(entry.key)` is taken from the workspace, but [workspace.package] has none",
                    hint: "add `\(entry.key)` to [workspace.package] in `\(root.path)`", at: member.place(entry.keySpan)))
        }
        if let (node, manifest) = member.inherited("edition", from: root), !isEdition(node) {
            let problem = Diagnostic(
                .error, .manifestInvalid, "`edition` is \(node.string.map { "`\($0)`" } ?? node.kindName), which is no edition of Rust",
                hint: "write 2015, 2018, 2021 or 2024 in quotes", at: manifest.place(node.span))
            problems.append(problem)
        }
        return problems
    }

    /// Whether a value is an edition: one of those that are there, or a year that may become one.
    private static func isEdition(_ node: TOMLNode) -> Bool {
        guard let text = node.string else { return false }
        return ["2015", "2018", "2021", "2024"].contains(text) || text.utf8.count == 4 && (Int(text) ?? 0) > 2024
    }
}
