/// Reads the entries of one catalog, and notes what Gradle refuses of them.
struct GradleCatalogReading {
    /// The catalog's path.
    let path: String
    /// The catalog.
    let document: TOMLDocument
    /// What is wrong.
    private(set) var findings: [Diagnostic] = []

    /// How a library is written.
    private static let libraryForm = "write \"group:artifact:version\", or { module = \"group:artifact\", version.ref = \"name\" }"
    /// How a plugin is written.
    private static let pluginForm = "write \"id:version\", or { id = \"id\", version.ref = \"name\" }"
    /// How a version is written.
    private static let versionForm = "write \"1.0\", or a table with strictly, require, prefer or reject"

    /// Nothing read yet.
    init(path: String, document: TOMLDocument) {
        self.path = path
        self.document = document
    }

    /// Notes what is wrong at a place.
    mutating func refuse(_ message: String, hint: String, _ span: Span) {
        let position = document.position(span)
        findings.append(
            Diagnostic(.error, .manifestInvalid, message, hint: hint, at: Place(path, line: position.line, column: position.column)))
    }

    /// The entries of a table; none where there is no such table.
    mutating func entries(_ table: String) -> [TOMLTable.Entry] {
        guard let node = document.node(table) else { return [] }
        if let table = node.table { return table.entries }
        refuse("`\(table)` is \(node.kindName), not a table", hint: "write its entries below [\(table)]", node.span)
        return []
    }

    /// The string of a version; nil for one that says only what it must not be, and for what is none.
    mutating func version(of entry: TOMLTable.Entry) -> TOMLNode? {
        guard entry.node.string == nil else { return entry.node }
        guard let table = entry.node.table else {
            refuse("the version `\(entry.key)` is \(entry.node.kindName), not a string", hint: Self.versionForm, entry.node.span)
            return nil
        }
        for name in ["strictly", "require", "prefer"] {
            guard let node = table[name] else { continue }
            if node.string != nil { return node }
            refuse("`\(name)` of the version `\(entry.key)` is \(node.kindName), not a string", hint: Self.versionForm, node.span)
            return nil
        }
        return nil
    }

    /// The id of a plugin.
    mutating func plugin(_ entry: TOMLTable.Entry, _ known: [String: String]) -> String? {
        if let text = entry.node.string {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            if parts.count != 2 { refuse("the plugin `\(entry.key)` is no id with a version", hint: Self.pluginForm, entry.node.span) }
            return parts.first.map(String.init)
        }
        guard let table = entry.node.table else {
            refuse("the plugin `\(entry.key)` is \(entry.node.kindName)", hint: Self.pluginForm, entry.node.span)
            return nil
        }
        guard let id = table["id"]?.string else {
            refuse("the plugin `\(entry.key)` has no id", hint: Self.pluginForm, entry.keySpan)
            return nil
        }
        _ = version(in: table, of: "plugin `\(entry.key)`", known)
        return id
    }

    /// Group and artifact of a library, and its version: one string, `module`, or `group` and `name`.
    mutating func library(_ entry: TOMLTable.Entry, _ known: [String: String]) -> (module: String, version: String)? {
        if let text = entry.node.string {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 3 else {
                refuse("the library `\(entry.key)` has not three parts with `:` between them", hint: Self.libraryForm, entry.node.span)
                return nil
            }
            return ("\(parts[0]):\(parts[1])", String(parts[2]))
        }
        guard let table = entry.node.table else {
            refuse("the library `\(entry.key)` is \(entry.node.kindName)", hint: Self.libraryForm, entry.node.span)
            return nil
        }
        let parts = [table["group"]?.string, table["name"]?.string].compactMap { $0 }
        guard let module = table["module"]?.string ?? (parts.count == 2 ? parts.joined(separator: ":") : nil) else {
            refuse("the library `\(entry.key)` has neither `module` nor `group` and `name`", hint: Self.libraryForm, entry.keySpan)
            return nil
        }
        guard module.split(separator: ":", omittingEmptySubsequences: false).count == 2 else {
            refuse("`\(module)` is no group and artifact", hint: Self.libraryForm, table["module"]?.span ?? entry.keySpan)
            return nil
        }
        return (module, version(in: table, of: "library `\(entry.key)`", known))
    }

    /// The version of a library or plugin, followed where it names one of [versions]; empty without one.
    private mutating func version(in table: TOMLTable, of what: String, _ known: [String: String]) -> String {
        guard let entry = table.entries.first(where: { $0.key == "version" }) else { return "" }
        guard let reference = entry.node.table?["ref"] else { return version(of: entry)?.string ?? "" }
        guard let name = reference.string, isDeclared(name) else {
            refuse(
                "the \(what) has the version of `\(reference.string ?? "")`, which [versions] has not", hint: "add it there", reference.span
            )
            return ""
        }
        return known[GradleCatalog.accessor(name)] ?? ""
    }

    /// Whether [versions] has an alias, in either spelling.
    private func isDeclared(_ alias: String) -> Bool {
        let accessor = GradleCatalog.accessor(alias)
        return document.node("versions")?.table?.entries.contains { GradleCatalog.accessor($0.key) == accessor } ?? false
    }
}
