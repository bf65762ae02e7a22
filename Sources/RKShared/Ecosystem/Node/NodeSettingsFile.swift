/// A file of YAML with a workspace's configuration: `pnpm-workspace.yaml`, `.yarnrc.yml`. What the tool would refuse is a finding.
struct NodeSettingsFile {
    /// The path.
    private let path: String
    /// The text.
    private let document: YAMLDocument
    /// Its mapping.
    private let root: YAMLNode
    /// What is wrong.
    private(set) var findings: [Diagnostic] = []

    /// Reads a file; nil when there is none, or it is empty.
    /// - Throws: a `Fault` with the place, where it is no YAML or no mapping.
    init?(_ path: String?, in tree: SourceTree) throws(Fault) {
        guard let path, let bytes = try tree.readIfPresent(path) else { return nil }
        do {
            document = try YAMLDocument(bytes)
        } catch {
            throw Fault(.manifestSyntax, error, in: path)
        }
        guard let root = document.root else { return nil }
        self.root = root
        self.path = path
        guard root.mapping != nil else {
            let example = RelativePath.name(of: path) == NodeTool.pnpmWorkspace ? "packages:" : "nodeLinker: node-modules"
            throw Fault(
                .workspaceInvalid, "`\(path)` holds \(root.kindName), not a mapping", hint: "write settings as in `\(example)`",
                at: place(root))
        }
    }

    /// Where a node begins.
    private func place(_ node: YAMLNode) -> Place {
        let position = document.position(node.span)
        return Place(path, line: position.line, column: position.column)
    }

    /// Notes what is wrong at a node.
    private mutating func refuse(_ code: Code, _ message: String, hint: String, _ node: YAMLNode) {
        findings.append(Diagnostic(.error, code, message, hint: hint, at: place(node)))
    }

    /// The patterns of `packages`; nil where it is absent or empty.
    /// - Throws: a `Fault` with the place of what is no pattern.
    func patterns() throws(Fault) -> [(pattern: String, place: Place)]? {
        guard let packages = root["packages"], !packages.isNull else { return nil }
        guard let elements = packages.sequence else {
            throw Fault(
                .workspaceInvalid, "`packages` is \(packages.kindName), not a list of patterns",
                hint: "write each on a line of its own: `  - 'packages/*'`", at: place(packages))
        }
        var result: [(pattern: String, place: Place)] = []
        for element in elements {
            guard let pattern = element.string else {
                throw Fault(
                    .workspaceInvalid, "`packages` holds \(element.kindName), not only patterns", hint: "put the pattern in quotes",
                    at: place(element))
            }
            result.append((pattern, place(element)))
        }
        return result
    }

    /// The value of a setting that has few; nil where it is absent, or none of them.
    mutating func choice(_ key: String, among values: [String]) -> String? {
        guard let node = root[key], !node.isNull else { return nil }
        if let text = node.text, values.contains(text) { return text }
        refuse(
            .manifestInvalid, "`\(key)` is \(node.text.map { "`\(XMLReader.excerpt($0))`" } ?? node.kindName)",
            hint: "it is one of \(values.joined(separator: ", "))", node)
        return nil
    }

    /// `catalogs`, and `catalog` as the one of the name `default`.
    mutating func catalogs(allowsNumbers: Bool) -> [String: [String: String]] {
        var result: [String: [String: String]] = [:]
        if let node = root["catalogs"], !node.isNull {
            for entry in entries(of: node, "catalogs") {
                if let name = entry.key.text { result[name] = table(entry.value, "catalogs.\(name)", allowsNumbers) }
            }
        }
        result["default", default: [:]].merge(table("catalog", allowsNumbers: allowsNumbers)) { _, new in new }
        return result
    }

    /// The texts of a mapping of the top level by their keys; none where it is absent.
    mutating func table(_ key: String, allowsNumbers: Bool) -> [String: String] {
        guard let node = root[key], !node.isNull else { return [:] }
        return table(node, key, allowsNumbers)
    }

    /// The texts of a mapping by their keys.
    private mutating func table(_ node: YAMLNode, _ label: String, _ allowsNumbers: Bool) -> [String: String] {
        var result: [String: String] = [:]
        for entry in entries(of: node, label) {
            guard let key = entry.key.text else { continue }
            if let text = allowsNumbers ? entry.value.text : entry.value.string {
                result[key] = text
            } else {
                refuse(
                    .requirementSyntax, "`\(key)` of `\(label)` is \(entry.value.kindName), not a range of versions",
                    hint: "put it in quotes",
                    entry.value)
            }
        }
        return result
    }

    /// The entries of a mapping.
    private mutating func entries(of node: YAMLNode, _ label: String) -> [YAMLMapping.Entry] {
        if let mapping = node.mapping { return mapping.entries }
        refuse(.manifestInvalid, "`\(label)` is \(node.kindName), not a mapping", hint: "write each entry as `  name: ^1.0.0`", node)
        return []
    }
}
