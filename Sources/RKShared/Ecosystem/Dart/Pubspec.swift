/// A pubspec.yaml with its place in the repository.
struct Pubspec: ManifestFile {
    /// The path, relative to the repository's root.
    let path: String
    /// The text.
    let document: YAMLDocument

    /// The value of a key.
    subscript(_ key: String) -> YAMLNode? { document.root?[key].flatMap { $0.isNull ? nil : $0 } }

    /// The name, where it is a string.
    var name: String? { self["name"]?.string }

    /// Whether it begins a workspace of pub, or of melos.
    var beginsWorkspace: Bool { self["workspace"] != nil || self["melos"]?["packages"] != nil }

    /// The strings of a list.
    /// - Throws: a `Fault` with the code `.workspaceInvalid` for what is none.
    func strings(_ node: YAMLNode?, _ label: String) throws(Fault) -> [YAMLNode] {
        guard let node, !node.isNull else { return [] }
        guard let elements = node.sequence else {
            throw Fault(
                .workspaceInvalid, "`\(label)` is \(node.kindName), not a list of folders", hint: "write a list: `\(label): [a, b]`",
                at: place(node.span))
        }
        for element in elements where element.string == nil {
            throw Fault(
                .workspaceInvalid, "`\(label)` holds \(element.kindName), not only folders", hint: "put a folder's name in quotes",
                at: place(element.span))
        }
        return elements
    }
}
