extension TOMLParser {
    /// The three bytes that some editors write at the beginning of a file.
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Where an offset is; a byte order mark takes no column.
    static func position(of offset: Int, in bytes: [UInt8]) -> TextPosition {
        var position = TextPosition(of: offset, in: bytes)
        if position.line == 1 && offset >= byteOrderMark.count && bytes.starts(with: byteOrderMark) {
            position.column -= 1
        }
        return position
    }

    /// A fault at an offset, by default at the next byte.
    func fault(_ message: String, hint: String? = nil, at offset: Int? = nil) -> SyntaxFault {
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
        var offset = 0
        let count = bytes.count
        while offset < count {
            let first = bytes[offset]
            if first < 0x80 {
                offset += 1
                continue
            }
            let length: Int
            var second: ClosedRange<UInt8> = 0x80...0xBF
            switch first {
            case 0xC2...0xDF: length = 2
            case 0xE0...0xEF: length = 3
            case 0xF0...0xF4: length = 4
            default: length = 0
            }
            switch first {
            case 0xE0: second = 0xA0...0xBF
            case 0xED: second = 0x80...0x9F
            case 0xF0: second = 0x90...0xBF
            case 0xF4: second = 0x80...0x8F
            default: break
            }
            guard length > 0, offset + length <= count, second.contains(bytes[offset + 1]),
                bytes[(offset + 2)..<(offset + max(length, 2))].allSatisfy({ (0x80...0xBF).contains($0) })
            else {
                let digits = String(first, radix: 16, uppercase: true)
                throw fault("byte \(offset) (0x\(digits)) is not valid UTF-8", hint: "save the file as UTF-8", at: offset)
            }
            offset += length
        }
    }
}
