extension TOMLParser {
    /// One part of a dotted key.
    struct KeyPart {
        /// The part without its quotes.
        let text: String
        /// The part's bytes, quotes included.
        let span: Span
    }

    /// Whether a byte may stand in a key without quotes.
    static func isBareKey(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default:
            false
        }
    }

    /// A key of one or more parts between dots, and the blanks behind it.
    mutating func parseKey() throws(SyntaxFault) -> [KeyPart] {
        var parts: [KeyPart] = []
        while true {
            skipBlanks()
            parts.append(try parseKeyPart())
            skipBlanks()
            guard next == UInt8(ascii: ".") else { return parts }
            position += 1
        }
    }

    /// A bare key or a quoted one.
    private mutating func parseKeyPart() throws(SyntaxFault) -> KeyPart {
        let start = position
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            guard let quote = next, !isTriple(quote) else {
                throw fault("a key cannot be a multi-line string", hint: "use one pair of quotes")
            }
            let text = try parseString()
            return KeyPart(text: text, span: Span(start: start, end: position))
        default:
            while position < bytes.count, Self.isBareKey(bytes[position]) { position += 1 }
            guard position > start else { throw missingKey() }
            return KeyPart(text: text(start, position), span: Span(start: start, end: position))
        }
    }

    /// The fault for whatever stands where a key should.
    private func missingKey() -> SyntaxFault {
        if isSmartQuote(position) {
            return fault("\(describe(position)) is a typographic quotation mark", hint: "use straight quotes: \" or '")
        }
        if next == UInt8(ascii: "=") {
            return fault("there is no key before '='", hint: "an empty key is written \"\"")
        }
        if let byte = next, byte >= 0x80 {
            return fault(
                "a key without quotes cannot contain \(describe(position))",
                hint: "only letters A-Z, digits, '-' and '_' go without; put the key in quotes")
        }
        let isConflict = ["<<<<<<<", "=======", ">>>>>>>"].contains { bytes[position...].starts(with: $0.utf8) }
        return fault(
            "expected a key, found \(describe(position))",
            hint: isConflict ? "a merge conflict is not resolved here" : "a line is `key = value`, `[table]` or a comment behind `#`")
    }

    /// Throws unless '=' follows the key; skips it and the blanks behind it.
    mutating func expectEquals(after key: [KeyPart]) throws(SyntaxFault) {
        guard next != UInt8(ascii: "=") else {
            position += 1
            skipBlanks()
            return
        }
        let name = excerpt(key[0].span.start, key[key.count - 1].span.end)
        switch next {
        case UInt8(ascii: ":"):
            throw fault("expected '=' after the key '\(name)', found ':'", hint: "TOML writes \(name) = value")
        case nil, UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "#"):
            throw fault("the key '\(name)' has no value", hint: "write \(name) = value")
        default:
            let isKey = next.map { Self.isBareKey($0) || $0 >= 0x80 } ?? false
            throw fault(
                "expected '=' after the key '\(name)', found \(describe(position))",
                hint: isKey ? "put a key with other characters than A-Z, digits, '-' and '_' in quotes" : "write \(name) = value")
        }
    }
}
