extension TOMLParser {
    /// Where an offset is; a byte order mark takes no column.
    static func position(of offset: Int, in bytes: [UInt8]) -> TextPosition { TextEncoding.position(of: offset, in: bytes) }

    /// A fault at an offset, by default at the next byte.
    func fault(_ message: String, hint: String, at offset: Int? = nil) -> SyntaxFault {
        var fault = SyntaxFault(message, hint: hint, at: offset ?? position, in: bytes)
        fault.column = Self.position(of: offset ?? position, in: bytes).column
        return fault
    }

    /// The number of the line that holds an offset.
    func line(of offset: Int) -> Int {
        TextPosition(of: offset, in: bytes).line
    }

    /// The text of a range of bytes.
    func text(_ start: Int, _ end: Int) -> String {
        String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// The text of a range as a message can show it: on one line and not longer than 40 characters.
    func excerpt(_ start: Int, _ end: Int) -> String {
        let text = text(start, end)
        return text.count > 40 ? text.prefix(39) + "…" : text
    }

    /// The scalar that begins at an offset; nil at the end.
    func scalar(at offset: Int) -> Unicode.Scalar? {
        guard offset < bytes.count else { return nil }
        return String(decoding: bytes[offset..<min(offset + 4, bytes.count)], as: UTF8.self).unicodeScalars.first
    }

    /// What stands at an offset, in words.
    func describe(_ offset: Int) -> String {
        guard let scalar = scalar(at: offset) else { return "the end of the file" }
        if scalar == "\n" || (scalar == "\r" && offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "\n")) {
            return "the end of the line"
        }
        if scalar.value < 0x20 || (0x7F...0xA0).contains(scalar.value) {
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "the control character U+" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        return "'\(scalar)'"
    }

    /// Whether a typographic quotation mark stands at an offset.
    func isSmartQuote(_ offset: Int) -> Bool {
        guard let scalar = scalar(at: offset) else { return false }
        return "“”„‟‘’‚‛«»".unicodeScalars.contains(scalar)
    }

    /// Whether a byte is a control character that strings and comments must not hold; tabs may.
    static func isForbiddenControl(_ byte: UInt8) -> Bool {
        (byte < 0x20 && byte != UInt8(ascii: "\t")) || byte == 0x7F
    }

    /// Throws at the first byte that is not well-formed UTF-8 (Unicode 16, table 3-7).
    func checkEncoding() throws(SyntaxFault) {
        guard let offset = TextEncoding.firstInvalid(in: bytes) else { return }
        let digits = String(bytes[offset], radix: 16, uppercase: true)
        throw fault("byte \(offset) (0x\(digits)) is not valid UTF-8", hint: "save the file as UTF-8", at: offset)
    }
}
