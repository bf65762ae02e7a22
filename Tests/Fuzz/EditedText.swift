import RKShared

/// Texts that are read, edited and read again.
enum EditedText {
    /// What is written into the texts: versions, requirements, and what every format must escape.
    static let replacements = [
        "9.8.7", "^9.8.7-rc.1", ">=1.0, <2", "*", "workspace:*", "a: b # c", "\"q'\\\n\u{1F600}\u{E9}\t", "<&]]>", "-", "null", " x ",
        "$a${b}",
    ]

    /// What is written into an input.
    static func replacement(for bytes: [UInt8]) -> String { replacements[choice(bytes + [1], of: replacements.count)] }

    /// A place that a message names must be one of the text.
    static func place(of fault: SyntaxFault, in bytes: [UInt8]) throws {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        try Violation.unless(!fault.message.isEmpty && fault.line >= 1 && fault.column >= 1, "an empty message or a place before the text")
        // What ends lines besides a line feed depends on the format.
        let returns = bytes.count { $0 == 0x0D }
        try Violation.unless(fault.line <= lines.count + returns, "line \(fault.line) of \(lines.count): \(fault.message)")
        guard returns == 0 else { return }
        let column = lines[fault.line - 1].count + 1
        try Violation.unless(fault.column <= column, "column \(fault.column) of \(column): \(fault.message)")
    }

    /// Both texts are the same but for two spans that begin at the same place.
    static func sameAround(_ old: Span, _ new: Span, _ before: [UInt8], _ after: [UInt8]) throws {
        try Violation.unless(before[..<old.start] == after[..<new.start], "bytes in front of the value changed")
        try Violation.unless(before[old.end...] == after[new.end...], "bytes behind the value changed")
    }

    /// Spans lie in the text, one behind the other.
    static func ordered(_ spans: [Span], in bytes: [UInt8]) throws {
        var end = 0
        for span in spans {
            try Violation.unless(span.start >= end && span.end >= span.start, "spans overlap at \(span.start)")
            end = span.end
        }
        try Violation.unless(end <= bytes.count, "a span ends behind the text")
    }

    /// TOML: a string becomes another one.
    static func toml(_ bytes: [UInt8]) throws {
        let document: TOMLDocument
        do throws(SyntaxFault) { document = try TOMLDocument(bytes) } catch { return try place(of: error, in: bytes) }
        let before = strings(document.root)
        try ordered(before.map(\.span), in: bytes)
        guard !before.isEmpty else { return }
        let index = choice(bytes, of: before.count)
        let text = replacement(for: bytes)
        let after = [document.replacingString(before[index], with: text)].applied(to: bytes)
        let values = try read("TOML") { () throws(SyntaxFault) in strings(try TOMLDocument(after).root) }
        try same(before.map(\.string), values.map(\.string), index, text)
        try sameAround(before[index].span, values[index].span, bytes, after)
    }

    /// All strings of a table, in the order of the text.
    private static func strings(_ table: TOMLTable) -> [TOMLNode] {
        var open = table.entries.map(\.node)
        var found: [TOMLNode] = []
        while let node = open.popLast() {
            if node.string != nil { found.append(node) }
            open += node.array ?? node.table?.entries.map(\.node) ?? []
        }
        return found.sorted { $0.span.start < $1.span.start }
    }

    /// JSON: any value becomes a string. Both readers agree on what is JSON, but for repeated keys, marks of byte order and halves of pairs.
    static func json(_ bytes: [UInt8]) throws {
        var problem: String?
        do throws(SyntaxFault) { _ = try JSON(parsing: bytes) } catch {
            problem = error.message
            try place(of: error, in: bytes)
        }
        let document: JSONText
        do throws(SyntaxFault) { document = try JSONText(bytes) } catch {
            try Violation.unless(problem != nil, "only the manifests' reader refuses this: \(error.message)")
            return try place(of: error, in: bytes)
        }
        if let problem, !bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            try Violation.unless(
                problem.contains("twice") || problem.contains("surrogate"), "only the documents' reader refuses this: \(problem)")
        }
        let before = strings(document)
        try ordered(before.map(\.span), in: bytes)
        guard !before.isEmpty else { return }
        let index = choice(bytes, of: before.count)
        let text = replacement(for: bytes)
        let after = [document.replacing(before[index], with: text)].applied(to: bytes)
        let values = try read("JSON") { () throws(SyntaxFault) in strings(try JSONText(after)) }
        try same(before.map(\.string), values.map(\.string), index, text)
        try sameAround(before[index].span, values[index].span, bytes, after)
    }

    /// All strings that are values, in the order of the text.
    private static func strings(_ text: JSONText) -> [JSONNode] {
        var open = [text.root]
        var found: [JSONNode] = []
        while let node = open.popLast() {
            if node.string != nil { found.append(node) }
            open += node.array ?? node.members?.map(\.node) ?? []
        }
        return found.sorted { $0.span.start < $1.span.start }
    }

    /// YAML: a scalar on one line becomes another one.
    static func yaml(_ bytes: [UInt8]) throws {
        let document: YAMLDocument
        do throws(SyntaxFault) { document = try YAMLDocument(bytes) } catch { return try place(of: error, in: bytes) }
        let before = scalars(document)
        try ordered(before.map(\.span), in: bytes)
        // What an alias stands for changes with it.
        guard !before.isEmpty, !bytes.contains(UInt8(ascii: "*")) else { return }
        let index = choice(bytes, of: before.count)
        let text = replacement(for: bytes)
        let after = [document.replacingScalar(before[index], with: text)].applied(to: bytes)
        let values = try read("YAML") { () throws(SyntaxFault) in scalars(try YAMLDocument(after)) }
        try same(before.map(\.text), values.map(\.text), index, text)
        try sameAround(before[index].span, values[index].span, bytes, after)
    }

    /// All scalars that are values and take some bytes, in the order of the text.
    private static func scalars(_ document: YAMLDocument) -> [YAMLNode] {
        var open = document.documents.compactMap { $0 }
        var found: [YAMLNode] = []
        while let node = open.popLast() {
            if node.isAlias { continue }
            if node.text != nil, node.span.start < node.span.end { found.append(node) }
            open += node.sequence ?? node.mapping?.entries.map(\.value) ?? []
        }
        return found.sorted { $0.span.start < $1.span.start }
    }

    /// XML: an element without others gets another text.
    static func xml(_ bytes: [UInt8]) throws {
        let document: XMLDocument
        let knowsHTMLNames = choice(bytes, of: 2) == 0
        do throws(SyntaxFault) { document = try XMLDocument(bytes, knowsHTMLNames: knowsHTMLNames) } catch {
            return try place(of: error, in: bytes)
        }
        let before = leaves(document.root)
        try ordered(before.map(\.span), in: bytes)
        try ordered(before.flatMap { $0.pieces.map(\.span) }, in: bytes)
        guard !before.isEmpty else { return }
        let index = choice(bytes, of: before.count)
        let text = replacement(for: bytes)
        guard let edits = document.replacingText(of: before[index], with: text) else {
            throw Violation("an element without others is refused")
        }
        let after = edits.applied(to: bytes)
        let values = try read("XML") { () throws(SyntaxFault) in leaves(try XMLDocument(after, knowsHTMLNames: knowsHTMLNames).root) }
        let isBlankAround = text != text.trimmed
        try same(before.map { Optional($0.text) }, values.map { Optional($0.text) }, index, isBlankAround ? text.trimmed : text)
        try sameAround(before[index].span, values[index].span, bytes, after)
    }

    /// All elements without others, in the order of the text.
    private static func leaves(_ root: XMLElement) -> [XMLElement] {
        var open = [root]
        var found: [XMLElement] = []
        while let element = open.popLast() {
            if element.children.isEmpty { found.append(element) }
            open += element.children
        }
        return found.sorted { $0.span.start < $1.span.start }
    }

    /// Properties: a key gets another value.
    static func properties(_ bytes: [UInt8]) throws {
        let document: PropertiesDocument
        do throws(SyntaxFault) { document = try PropertiesDocument(bytes) } catch { return try place(of: error, in: bytes) }
        let before = document.entries
        try ordered(before.flatMap { [$0.keySpan, $0.valueSpan] }, in: bytes)
        guard !before.isEmpty else { return }
        let index = choice(bytes, of: before.count)
        let text = replacement(for: bytes)
        let after = [document.replacingValue(before[index], with: text)].applied(to: bytes)
        let values = try read("properties") { () throws(SyntaxFault) in try PropertiesDocument(after).entries }
        // A key that ends at the end of its line has no sign in front of its value.
        guard before[index].valueSpan.start > before[index].keySpan.end else { return }
        try same(before.map { Optional($0.value) }, values.map { Optional($0.value) }, index, text)
        try sameAround(before[index].valueSpan, values[index].valueSpan, bytes, after)
    }

    /// Cargo.lock: the packages of the workspace get another version.
    static func cargoLock(_ bytes: [UInt8]) throws {
        let lock: CargoLock
        do throws(SyntaxFault) { lock = try CargoLock(bytes) } catch { return try place(of: error, in: bytes) }
        let tables = (try? TOMLDocument(bytes))?.node("package")?.array ?? []
        let names = Set(tables.compactMap { $0.table?["name"]?.string })
        var versions: [String: (from: String, to: String)] = [:]
        for name in names { lock.version(ofLocal: name).map { versions[name] = ($0, "9.8.7") } }
        try Violation.unless(lock.replacing([:]) == bytes, "no edit changed bytes")
        let after = lock.replacing(versions)
        let again = try read("Cargo.lock") { () throws(SyntaxFault) in try CargoLock(after) }
        for name in versions.keys {
            try Violation.unless(again.version(ofLocal: name) == "9.8.7", "`\(name)` has \(again.version(ofLocal: name) ?? "no version")")
        }
    }

    /// Reads what an edit made.
    static func read<Value>(_ format: String, _ body: () throws(SyntaxFault) -> Value) throws -> Value {
        do throws(SyntaxFault) { return try body() } catch {
            throw Violation("the edited \(format) is refused: \(error.line):\(error.column): \(error.message)")
        }
    }

    /// Only one value is another one.
    static func same(_ before: [String?], _ after: [String?], _ index: Int, _ text: String) throws {
        try Violation.unless(before.count == after.count, "\(before.count) values became \(after.count)")
        try Violation.unless(after[index]?.sameBytes(text) == true, "wrote \(text.debugDescription), read \(after[index].debugDescription)")
        for (place, (old, new)) in zip(before, after).enumerated() where place != index {
            try Violation.unless(old == new, "another value changed: \(old.debugDescription) became \(new.debugDescription)")
        }
    }
}
