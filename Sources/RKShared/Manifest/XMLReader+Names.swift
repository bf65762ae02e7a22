extension XMLReader {
    /// Whether a byte is a blank, a tab or part of a line end.
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// Whether a byte can begin a name; beyond ASCII everything can.
    private static func beginsName(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") || byte >= 0x80
    }

    /// Whether a byte can stand in a name.
    private static func continuesName(_ byte: UInt8) -> Bool {
        beginsName(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// Reads a name (section 2.3).
    mutating func readName(_ what: String) throws(SyntaxFault) -> String {
        let start = position
        guard let first = next, Self.beginsName(first) else {
            throw fault("expected \(what), found \(describe(position))", hint: Self.markRemedy)
        }
        while let byte = next, Self.continuesName(byte) { position += 1 }
        return decoded(start, position)
    }

    /// Reads an attribute (section 3.1), at its name.
    mutating func readAttribute(into attributes: inout [XMLElement.Attribute]) throws(SyntaxFault) {
        let start = position
        let name = try readName("the name of an attribute")
        guard !attributes.contains(where: { $0.name.sameBytes(name) }) else {
            throw fault("the attribute `\(Self.excerpt(name))` stands twice in one tag", hint: "remove one of them", at: start)
        }
        skipBlanks()
        guard next == UInt8(ascii: "=") else {
            throw fault("expected `=` behind the attribute `\(Self.excerpt(name))`, found \(describe(position))", hint: Self.attributeForm)
        }
        position += 1
        skipBlanks()
        guard let quote = next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw fault("the value of `\(Self.excerpt(name))` must stand in quotes, found \(describe(position))", hint: Self.attributeForm)
        }
        position += 1
        let value = position
        while let byte = next, byte != quote {
            guard byte != UInt8(ascii: "<") else {
                throw fault("an attribute must not contain `<`", hint: "is a quote missing, or write &lt;")
            }
            position += 1
        }
        guard next != nil else {
            throw fault("the value of `\(Self.excerpt(name))` is never closed", hint: Self.attributeForm, at: value - 1)
        }
        let text = try resolved(value, position)
        attributes.append(XMLElement.Attribute(name: name, value: text, span: Span(start: value, end: position)))
        position += 1
    }

    /// Reads `<?xml version="1.0" encoding="…"?>` (section 2.8), if it is there, and what it says of the encoding.
    mutating func readDeclaration() throws(SyntaxFault) {
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0x3C, 0x00]) {
            throw fault("the file is UTF-16, which is not read", hint: "save the file as UTF-8", at: 0)
        }
        guard comes("<?xml"), position + 5 < bytes.count, Self.isBlank(bytes[position + 5]) else { return }
        let start = position
        guard let end = find("?>", from: position) else { throw fault("the XML declaration is never closed", hint: "close it with `?>`") }
        position += 5
        var attributes: [XMLElement.Attribute] = []
        while position < end {
            let hadBlanks = skipBlanks()
            if position >= end { break }
            guard hadBlanks else {
                throw fault("expected a blank in the XML declaration, found \(describe(position))", hint: Self.declaration)
            }
            try readAttribute(into: &attributes)
        }
        guard position == end else { throw fault("the XML declaration is not closed", hint: Self.declaration, at: start) }
        position = end + 2
        guard let version = attributes.first, version.name == "version", version.value.hasPrefix("1.") else {
            throw fault("the XML declaration states no version", hint: Self.declaration, at: start)
        }
        guard let name = attributes.first(where: { $0.name == "encoding" }) else { return }
        switch name.value.lowercased() {
        case "utf-8", "utf8", "us-ascii", "ascii": break
        case "iso-8859-1", "iso8859-1", "iso8859_1", "latin1", "latin-1": encoding = .latin1
        default:
            guard bytes.allSatisfy({ $0 < 0x80 }) else {
                throw fault("the encoding `\(Self.excerpt(name.value))` is not read", hint: "save the file as UTF-8", at: name.span.start)
            }
        }
    }

    /// Passes over the document type (section 2.8); the names of entities in it are kept, as what refers to them is refused.
    mutating func readDoctype() throws(SyntaxFault) {
        let start = position
        guard open.isEmpty, root == nil, !hasDoctype else {
            throw fault("the document type stands only once, in front of the root element", hint: "remove this one")
        }
        hasDoctype = true
        position += 9
        var depth = 0
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard let end = bytes[(position + 1)...].firstIndex(of: byte) else {
                    throw fault("the text in quotes is never closed", hint: "close it with the same quote")
                }
                position = end
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "<"):
                if comes("<!--") {
                    guard let end = find("-->", from: position + 4) else {
                        throw fault("the comment is never closed", hint: "close it with `-->`")
                    }
                    position = end + 2
                } else if comes("<!ENTITY") {
                    position += 8
                    skipBlanks()
                    if next == UInt8(ascii: "%") {
                        position += 1
                        skipBlanks()
                    }
                    declared.insert(try readName("the name of an entity"))
                    position -= 1
                }
            case UInt8(ascii: ">") where depth == 0:
                position += 1
                return
            default: break
            }
            position += 1
        }
        throw fault("the document type is never closed", hint: "close it with `>`", at: start)
    }
}
