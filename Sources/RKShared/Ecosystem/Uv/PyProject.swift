/// A pyproject.toml with its place in the repository.
struct PyProject: ManifestFile {
    /// The path, relative to the repository's root.
    let path: String
    /// The text.
    let document: TOMLDocument

    /// The value behind a path of keys.
    subscript(_ keys: String...) -> TOMLNode? { document.root.node(keys) }

    /// The name as written in `[project]`.
    var name: String? { self["project", "name"]?.string }

    /// The strings of `[project] dynamic`.
    var dynamic: [String] { self["project", "dynamic"]?.array?.compactMap(\.string) ?? [] }

    /// The strings of an array; what is none is a finding.
    func strings(_ node: TOMLNode, _ label: String, findings: inout [Diagnostic]) -> [TOMLNode] {
        guard let elements = node.array else {
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid, "`\(label)` is \(node.kindName), not an array of strings", hint: "write [\"…\", \"…\"]",
                    at: place(node.span)))
            return []
        }
        return elements.filter { element in
            if element.string != nil { return true }
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid, "`\(label)` holds \(element.kindName), not only strings", hint: "put each element in quotes",
                    at: place(element.span)))
            return false
        }
    }
}
