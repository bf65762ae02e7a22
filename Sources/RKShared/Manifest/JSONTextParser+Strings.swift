extension JSONTextParser {
    /// The string that starts at the next byte, its escapes resolved.
    mutating func string() throws(SyntaxFault) -> String {
        let start = index
        index += 1
        var pieces: [UInt8] = []
        var plain = index
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                pieces += bytes[plain..<index]
                index += 1
                return String(decoding: pieces, as: UTF8.self)
            case UInt8(ascii: "\\"):
                pieces += bytes[plain..<index]
                pieces += String(try escape()).utf8
                plain = index
            case 0x0A, 0x0D: throw fault("the string is not closed on its line", hint: "close it with `\"`", at: start)
            case 0..<0x20:
                throw fault(
                    "a control character must be escaped",
                    hint: byte == 0x09 ? "write `\\t`" : "write `\\n` for the end of a line, or remove it")
            default: index += 1
            }
        }
        throw fault("the string is never closed", hint: "close it with `\"`", at: start)
    }

    /// The character of the escape that starts here (RFC 8259, section 7).
    private mutating func escape() throws(SyntaxFault) -> Unicode.Scalar {
        let start = index
        index += 2
        guard index <= bytes.count else { throw fault("the string is never closed", hint: "close it with `\"`", at: start) }
        switch bytes[start + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(bytes[start + 1])
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let high = try hexadecimals()
            if let scalar = Unicode.Scalar(high) { return scalar }
            guard high < 0xDC00, bytes[index...].starts(with: "\\u".utf8) else { return "\u{FFFD}" }
            let behind = index
            index += 2
            let low = try hexadecimals()
            if (0xDC00..<0xE000).contains(low), let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)) {
                return scalar
            }
            // JavaScript keeps half of a pair; here it cannot be kept, and nothing that matters holds one.
            index = behind
            return "\u{FFFD}"
        default: throw fault("no such escape", hint: "write `\\\\` for a backslash", at: start)
        }
    }

    /// Four hexadecimal digits.
    private mutating func hexadecimals() throws(SyntaxFault) -> UInt32 {
        let digits = bytes[index..<min(index + 4, bytes.count)]
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("expected four hexadecimal digits", hint: "write them behind `\\u`, or `\\\\` for a backslash") }
        index += 4
        return value
    }

    /// A fault at the next byte or at an offset.
    func fault(_ message: String, hint: String, at offset: Int? = nil) -> SyntaxFault {
        var fault = SyntaxFault(message, hint: hint, at: offset ?? index, in: bytes)
        fault.column = TextEncoding.position(of: offset ?? index, in: bytes).column
        return fault
    }

    /// The fault of an array or an object without an end.
    func unclosed(_ close: UInt8, from start: Int) -> SyntaxFault {
        let open = Character(Unicode.Scalar(bytes[start]))
        return fault("`\(open)` is never closed", hint: "close it with `\(Character(Unicode.Scalar(close)))`", at: start)
    }

    /// The fault of something else than what must come next, with what people most often mean by it.
    func unexpected(_ expected: String) -> SyntaxFault {
        guard index < bytes.count else {
            return fault("expected \(expected), found the end of the file", hint: "the file is cut off: restore its end")
        }
        let rest = bytes[index...]
        let hint =
            if rest.starts(with: "//".utf8) || rest.starts(with: "/*".utf8) || rest.first == UInt8(ascii: "#") {
                "JSON has no comments: remove it"
            } else if rest.first == UInt8(ascii: "'") {
                "strings stand in double quotes"
            } else if rest.starts(with: "<<<<<<<".utf8) || rest.starts(with: "=======".utf8) || rest.starts(with: ">>>>>>>".utf8) {
                "a merge conflict is not resolved here: choose one side and remove the marks"
            } else if expected.hasPrefix("`,`") {
                "is a comma missing in front?"
            } else if expected.hasPrefix("a key") {
                "put each key in double quotes"
            } else if expected == "the end of the file" {
                "a file holds one value: remove what follows it"
            } else if expected.hasPrefix("`:`") {
                "write the key, `:` and a value"
            } else if expected == "a digit" {
                "write the number with digits on both sides, or put it in double quotes"
            } else if rest.first == UInt8(ascii: ",") || rest.first == UInt8(ascii: "}") || rest.first == UInt8(ascii: "]") {
                "is something missing in front?"
            } else {
                "a value is a text in double quotes, a number, true, false, null, `[ … ]` or `{ … }`"
            }
        let scalar = String(decoding: rest.prefix(4), as: UTF8.self).unicodeScalars.first ?? " "
        let shown = scalar.value < 0x20 || (0x7F...0xA0).contains(scalar.value) ? "a control character" : "`\(scalar)`"
        return fault("expected \(expected), found \(shown)", hint: hint)
    }
}
