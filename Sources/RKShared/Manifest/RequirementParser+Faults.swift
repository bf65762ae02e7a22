extension RequirementParser {
    /// A fault at an offset, by default at the next byte.
    func fault(_ message: String, hint: String, at offset: Int? = nil) -> SyntaxFault {
        SyntaxFault(message, hint: hint, at: offset ?? position, in: bytes)
    }

    /// The text of a span.
    func text(_ span: Span) -> String {
        String(decoding: bytes[span.start..<span.end], as: UTF8.self)
    }

    /// What stands at an offset, in words.
    func describe(_ offset: Int) -> String {
        let rest = bytes[min(offset, bytes.count)..<min(offset + 4, bytes.count)]
        return String(decoding: rest, as: UTF8.self).unicodeScalars.first.map { "'\($0)'" } ?? "the end"
    }

    /// Skips spaces and tabs.
    mutating func skipBlanks() {
        while let byte = next, Self.isBlank(byte) { position += 1 }
    }

    /// The offset behind a `{{ template }}` that begins at the next byte; nil if none does.
    func endOfTemplate() -> Int? {
        guard position < templatesEnd, bytes[position...].starts(with: "{{".utf8) else { return nil }
        var offset = position + 2
        while offset + 1 < bytes.count {
            if bytes[offset] == UInt8(ascii: "}") && bytes[offset + 1] == UInt8(ascii: "}") { return offset + 2 }
            offset += 1
        }
        return nil
    }

    /// Whether a byte is a space or a tab, the only white space of a requirement.
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    /// Whether a byte is a letter A-Z of either case or a digit.
    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// Whether a byte is a decimal digit.
    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
