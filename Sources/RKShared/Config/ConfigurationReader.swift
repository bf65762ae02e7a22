/// Reads a TOML table key by key; every mistake is a fault with file, line and column.
struct ConfigurationReader {
    /// The top level.
    let root: ConfigurationTable

    /// Parses the text of a file.
    init(_ bytes: [UInt8], path: String) throws(Fault) {
        do {
            let document = try TOMLDocument(bytes)
            root = ConfigurationTable(
                name: "", table: document.root, place: Place(path, line: 1, column: 1), document: document, path: path)
        } catch {
            throw Fault(.configSyntax, error, in: path)
        }
    }
}

/// A table whose keys are asked for one by one; the ones left over are unknown.
struct ConfigurationTable {
    /// The last part of the table's name.
    let name: String
    /// The table.
    let table: TOMLTable
    /// Where it begins.
    let place: Place
    /// The document that it stands in.
    let document: TOMLDocument
    /// The file's path.
    let path: String
    /// The keys that were asked for.
    private var known: [String] = []

    /// A table of which nothing was asked yet.
    init(name: String, table: TOMLTable, place: Place, document: TOMLDocument, path: String) {
        self.name = name
        self.table = table
        self.place = place
        self.document = document
        self.path = path
    }

    /// Where some bytes are.
    private func place(_ span: Span) -> Place {
        let position = document.position(span)
        return Place(path, line: position.line, column: position.column)
    }

    /// Where the key of an entry is.
    func place(of entry: TOMLTable.Entry) -> Place { place(entry.keySpan) }

    /// The value of a key, which counts as known from now on.
    private mutating func node(_ key: String) -> TOMLNode? {
        if !known.contains(key) { known.append(key) }
        return table[key]
    }

    /// The fault of a value of the wrong type.
    private func wrong(_ key: String, _ node: TOMLNode, expected: String, example: String) -> Fault {
        Fault(
            .configValue, "`\(key)` is \(node.kindName), not \(expected)", hint: "write it as `\(key) = \(example)`", at: place(node.span))
    }

    /// A boolean.
    mutating func bool(_ key: String) throws(Fault) -> Bool? {
        guard let node = node(key) else { return nil }
        guard let value = node.boolean else { throw wrong(key, node, expected: "a boolean", example: "true") }
        return value
    }

    /// A string with its place.
    mutating func stringWithPlace(_ key: String) throws(Fault) -> (String, Place)? {
        guard let node = node(key) else { return nil }
        guard let value = node.string else { throw wrong(key, node, expected: "a string", example: "\"…\"") }
        guard !value.isEmpty else {
            throw Fault(.configValue, "`\(key)` is empty", hint: "give a value, or leave the key out", at: place(node.span))
        }
        return (value, place(node.span))
    }

    /// A string.
    mutating func string(_ key: String) throws(Fault) -> String? { try stringWithPlace(key)?.0 }

    /// A string that may be empty; an empty one where there is none.
    mutating func text(_ key: String) throws(Fault) -> String {
        guard let node = node(key) else { return "" }
        guard let value = node.string else { throw wrong(key, node, expected: "a string", example: "\"…\"") }
        return value
    }

    /// The template of tags under a key, with its place.
    mutating func tagFormat(_ key: String = "tag_format") throws(Fault) -> (format: String, place: Place)? {
        guard let (format, place) = try stringWithPlace(key) else { return nil }
        do {
            _ = try TagFormat(format)
        } catch {
            throw Fault(.configValue, "\(key): \(error.message)", hint: error.hint, at: place)
        }
        return (format, place)
    }

    /// An array of strings.
    mutating func strings(_ key: String) throws(Fault) -> [String]? { try stringsWithPlaces(key)?.map(\.0) }

    /// An array of strings with their places.
    mutating func stringsWithPlaces(_ key: String) throws(Fault) -> [(String, Place)]? {
        guard let node = node(key) else { return nil }
        guard let elements = node.array else { throw wrong(key, node, expected: "an array of strings", example: "[\"…\"]") }
        var result: [(String, Place)] = []
        for element in elements {
            guard let text = element.string else { throw wrong(key, element, expected: "a string in an array", example: "[\"…\"]") }
            result.append((text, place(element.span)))
        }
        return result
    }

    /// One of the words of an enumeration.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(_ key: String) throws(Fault) -> Choice? where Choice.RawValue == String {
        guard let (text, place) = try stringWithPlace(key) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let words = Choice.allCases.map(\.rawValue)
        let near = Suggestion.nearest(to: text, among: words).map { "did you mean `\($0)`?" }
        throw Fault(
            .configValue, "`\(key)` is `\(text)`, not one of \(words.map { "`\($0)`" }.joined(separator: ", "))", hint: near, at: place)
    }

    /// A commit id, whole or abbreviated to at least seven digits.
    mutating func commit(_ key: String) throws(Fault) -> String? {
        guard let (text, place) = try stringWithPlace(key) else { return nil }
        guard (7...64).contains(text.utf8.count), text.allSatisfy(\.isHexDigit) else {
            throw Fault(.configValue, "`\(key)` is `\(text)`, which is no commit id", hint: "give 7 to 64 hexadecimal digits", at: place)
        }
        return text
    }

    /// A web address that must be there, without credentials.
    mutating func address(_ key: String) throws(Fault) -> String {
        guard let (text, place) = try stringWithPlace(key) else {
            throw Fault(.configValue, "[registries.\(name)] lacks `\(key)`", hint: "write `\(key) = \"https://…\"`", at: place)
        }
        guard text.hasPrefix("https://") || text.hasPrefix("http://"), RemoteAddress.withoutCredentials(text) == text else {
            throw Fault(
                .configValue, "`\(key)` is no plain http or https address", hint: "credentials belong in the environment, not in a file",
                at: place)
        }
        return text
    }

    /// A table inside a table; nil where there is none, or a string that the caller reads.
    mutating func subtable(_ key: String, unlessString: Bool = false) throws(Fault) -> ConfigurationTable? {
        guard let node = node(key) else { return nil }
        if unlessString, node.string != nil { return nil }
        guard let inner = node.table else {
            throw unlessString
                ? wrong(key, node, expected: "a string or a table", example: "\"…\"")
                : wrong(key, node, expected: "a table", example: "{ … }")
        }
        let start = table.entries.first { $0.key.sameBytes(key) }?.keySpan ?? node.span
        return ConfigurationTable(name: key, table: inner, place: place(start), document: document, path: path)
    }

    /// The tables inside a table, by name.
    mutating func tables(_ key: String) throws(Fault) -> [ConfigurationTable] {
        guard let node = node(key) else { return [] }
        guard let outer = node.table else { throw wrong(key, node, expected: "a table", example: "{ … }") }
        var result: [ConfigurationTable] = []
        for entry in outer.entries {
            guard let inner = entry.node.table else {
                throw Fault(
                    .configValue, "`\(key).\(entry.key)` is \(entry.node.kindName), not a table",
                    hint: "write [\(key).NAME] with keys below it",
                    at: place(entry.keySpan))
            }
            result.append(
                ConfigurationTable(name: entry.key, table: inner, place: place(entry.keySpan), document: document, path: path))
        }
        return result.sorted { $0.name.precedes($1.name) }
    }

    /// Refuses the keys that nobody asked for.
    func finish() throws(Fault) {
        for entry in table.entries where !known.contains(entry.key) {
            let near = Suggestion.nearest(to: entry.key, among: known)
            throw Fault(
                .configKeyUnknown, "unknown key `\(entry.key)`",
                hint: near.map { "did you mean `\($0)`?" } ?? "known here: \(known.sorted().joined(separator: ", "))",
                at: place(entry.keySpan))
        }
    }
}
