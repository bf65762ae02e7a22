/// What every format has to say about the bytes of a text.
enum TextEncoding {
    /// The three bytes that some editors write at the beginning of a file.
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Where an offset is, as an editor shows it; a byte order mark takes no column.
    static func position(of offset: Int, in bytes: [UInt8]) -> TextPosition {
        var position = TextPosition(of: offset, in: bytes)
        if position.line == 1 && offset >= byteOrderMark.count && bytes.starts(with: byteOrderMark) { position.column -= 1 }
        return position
    }

    /// Whether a byte is a control character; tabs and line ends are none.
    static func isControl(_ byte: UInt8) -> Bool {
        (byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D) || byte == 0x7F
    }

    /// Throws when the text is UTF-16, or at the first byte that is not well-formed UTF-8.
    static func check(_ bytes: [UInt8]) throws(SyntaxFault) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw SyntaxFault("the file is UTF-16", hint: "save it as UTF-8", at: 0, in: bytes)
        }
        guard let offset = firstInvalid(in: bytes) else { return }
        let digits = String(bytes[offset], radix: 16, uppercase: true)
        throw SyntaxFault("byte \(offset) (0x\(digits)) is not valid UTF-8", hint: "save the file as UTF-8", at: offset, in: bytes)
    }

    /// The offset of the first byte that is not well-formed UTF-8 (Unicode 16, table 3-7).
    static func firstInvalid(in bytes: [UInt8]) -> Int? {
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
            default: return offset
            }
            switch first {
            case 0xE0: second = 0xA0...0xBF
            case 0xED: second = 0x80...0x9F
            case 0xF0: second = 0x90...0xBF
            case 0xF4: second = 0x80...0x8F
            default: break
            }
            guard offset + length <= count, second.contains(bytes[offset + 1]),
                bytes[(offset + 2)..<(offset + length)].allSatisfy({ (0x80...0xBF).contains($0) })
            else { return offset }
            offset += length
        }
        return nil
    }
}
