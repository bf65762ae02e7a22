/// A pyproject.toml with its place in the repository.
struct PyProject: Sendable {
    /// The path, relative to the repository's root.
    let path: String
    /// The folder that it stands in.
    let folder: String
    /// The text.
    let document: TOMLDocument

    /// Reads and parses a manifest.
    /// - Throws: a `Fault` with the place of what is wrong.
    init(reading path: String, in tree: SourceTree) throws(Fault) {
        self.path = path
        folder = RelativePath.folder(of: path)
        let bytes = try tree.read(path)
        do {
            document = try TOMLDocument(bytes)
        } catch {
            throw Fault(.manifestSyntax, error, in: path)
        }
    }

    /// Where some bytes of it are.
    func place(_ span: Span) -> Place {
        let position = document.position(span)
        return Place(path, line: position.line, column: position.column)
    }

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
