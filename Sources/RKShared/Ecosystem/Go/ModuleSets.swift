/// A `versions.yaml` of OpenTelemetry's multimod, by which repositories of many modules say which of them are released together.
struct ModuleSets: Sendable {
    /// The modules of some set.
    private var released: Set<String> = []
    /// The modules that are released by nobody.
    private var excluded: Set<String> = []
    /// The file's path.
    private let path: String

    /// Reads the file in a folder; nil where there is none, or one of another kind. One that cannot be read is a finding.
    init?(at folder: String, in tree: SourceTree, findings: inout [Diagnostic]) {
        guard let path = ["versions.yaml", "versions.yml"].compactMap({ RelativePath.join(folder, $0) }).first(where: tree.holds) else {
            return nil
        }
        self.path = path
        do throws(Fault) {
            try read(try tree.read(path))
        } catch {
            findings.append(Diagnostic(.error, error))
            return nil
        }
        guard !released.isEmpty else { return nil }
    }

    /// Why a module is not meant to be released; nil when it is.
    func privateReason(of module: String) -> String? {
        if excluded.contains(module) { return "excluded-modules of \(path)" }
        return released.contains(module) ? nil : "in no module set of \(path)"
    }

    /// Takes the modules of `module-sets` and `excluded-modules`; a text without the first is of another kind.
    /// - Throws: a `Fault` with the place of what multimod refuses.
    private mutating func read(_ bytes: [UInt8]) throws(Fault) {
        let mark = Array("module-sets:".utf8)
        guard bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).contains(where: { $0.starts(with: mark) }) else { return }
        let document: YAMLDocument
        do {
            document = try YAMLDocument(bytes)
        } catch {
            throw Fault(.manifestSyntax, error, in: path)
        }
        guard let root = document.root, let sets = root["module-sets"], !sets.isNull else { return }
        guard let entries = sets.mapping?.entries else {
            throw fault(
                "`module-sets` is \(sets.kindName), not a mapping", hint: "a set is `name:` with `version` and `modules` below", sets,
                document)
        }
        for entry in entries {
            let name = entry.key.text ?? ""
            guard entry.value.mapping != nil else {
                throw fault(
                    "the set `\(name)` is \(entry.value.kindName), not a mapping", hint: "write `version` and `modules` below it",
                    entry.value,
                    document)
            }
            for module in try modules(entry.value["modules"], "modules", document) {
                guard released.insert(module.text ?? "").inserted else {
                    throw fault(
                        "`\(module.text ?? "")` stands in two places of the sets", hint: "a module is in one set, once", module, document)
                }
            }
        }
        for module in try modules(root["excluded-modules"], "excluded-modules", document) {
            guard let text = module.text, !released.contains(text) else {
                throw fault("`\(module.text ?? "")` is in a set and excluded", hint: "remove one of the two", module, document)
            }
            excluded.insert(text)
        }
    }

    /// The paths of a list; none where it is absent.
    private func modules(_ node: YAMLNode?, _ label: String, _ document: YAMLDocument) throws(Fault) -> [YAMLNode] {
        guard let node, !node.isNull else { return [] }
        let hint = "write each module's path as `- example.com/module`"
        guard let elements = node.sequence else {
            throw fault("`\(label)` is \(node.kindName), not a list of modules", hint: hint, node, document)
        }
        for element in elements where element.string?.isEmpty != false {
            throw fault("`\(label)` holds \(element.kindName), not only modules", hint: hint, element, document)
        }
        return elements
    }

    /// A fault at a node.
    private func fault(_ message: String, hint: String, _ node: YAMLNode, _ document: YAMLDocument) -> Fault {
        let position = document.position(node.span)
        return Fault(.manifestInvalid, message, hint: hint, at: Place(path, line: position.line, column: position.column))
    }
}
