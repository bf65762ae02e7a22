/// A Cargo.toml with its place in the repository.
struct CargoManifest: ManifestFile {
    /// The path, relative to the repository's root.
    let path: String
    /// The text.
    let document: TOMLDocument

    /// The value behind a path of keys.
    subscript(_ keys: String...) -> TOMLNode? { document.root.node(keys) }

    /// `[package]`, or `[project]`, its name before 2015.
    var package: TOMLNode? { self["package"] ?? self["project"] }

    /// The name as written.
    var name: String? { package?.table?["name"]?.string }

    /// Whether it begins a workspace.
    var isWorkspaceRoot: Bool { self["workspace"] != nil }

    /// The folder of the workspace that the package says it belongs to, relative to the repository's root; nil where it says nothing, or
    /// names one outside the repository.
    var namedWorkspace: String? { package?.table?["workspace"]?.string.flatMap { RelativePath.join(folder, $0) } }

    /// The value of a key of `[package]`, taken from `[workspace.package]` of the root where it says `workspace = true`.
    func inherited(_ key: String, from root: CargoManifest?) -> (node: TOMLNode, manifest: CargoManifest)? {
        guard let node = package?.table?[key] else { return nil }
        guard node.table?["workspace"]?.boolean == true else { return (node, self) }
        return root.flatMap { root in root["workspace", "package"]?.table?[key].map { ($0, root) } }
    }

    /// Whether a key of `[package]` is taken from the workspace.
    func inherits(_ key: String) -> Bool { package?.table?[key]?.table?["workspace"]?.boolean == true }

    /// The strings of an array; nil where there is none.
    /// - Throws: a `Fault` with the code `.workspaceInvalid` for anything else.
    func strings(_ keys: String...) throws(Fault) -> [(text: String, span: Span)]? {
        guard let node = document.root.node(keys) else { return nil }
        let label = keys.joined(separator: ".")
        guard let elements = node.array else {
            throw Fault(
                .workspaceInvalid, "`\(label)` is \(node.kindName), not an array of strings",
                hint: "write it as `\(keys.last ?? "") = [\"…\"]`",
                at: place(node.span))
        }
        var result: [(text: String, span: Span)] = []
        for element in elements {
            guard let text = element.string else {
                throw Fault(
                    .workspaceInvalid, "`\(label)` holds \(element.kindName), not only strings",
                    hint: "every element is a folder in quotes",
                    at: place(element.span))
            }
            result.append((text, element.span))
        }
        return result
    }
}
