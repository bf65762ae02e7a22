extension YAMLDocument {
    /// The edit that gives a scalar of this document another text. It keeps the kind of quotes where the text can stand in them
    /// and means the same; texts of several lines become double-quoted. All bytes outside the scalar's own span stay.
    public func replacingScalar(_ node: YAMLNode, with text: String) -> Edit {
        Edit(span: node.span, replacement: Self.spelled(text, like: node))
    }

    /// The text in double quotes, on one line.
    public static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// The text in the style of a node, where that can hold it.
    private static func spelled(_ text: String, like node: YAMLNode) -> String {
        guard case .scalar(let old, let style) = node.value, !holdsControl(text) else { return quoted(text) }
        switch style {
        case .plain:
            // What was a number may stay one; what was a text must not become one.
            let means = YAMLCore.isString(text) || (!old.isEmpty && !YAMLCore.isString(old) && !YAMLCore.isNull(text))
            return means && canBePlain(text) ? text : quoted(text)
        case .singleQuoted: return "'" + text.replacing("'", with: "''") + "'"
        case .doubleQuoted, .literal, .folded: return quoted(text)
        }
    }

    /// Whether a text has characters that only double quotes can hold.
    private static func holdsControl(_ text: String) -> Bool {
        text.unicodeScalars.contains {
            $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0 == "\u{2028}" || $0 == "\u{2029}" || $0 == "\u{FEFF}"
        }
    }

    /// Whether a text can stand without quotes in any place.
    private static func canBePlain(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, first != 0x20, last != 0x20, last != UInt8(ascii: ":") else { return false }
        guard !"-?:,[]{}#&*!|>'\"%@`".utf8.contains(first) else { return false }
        return bytes.indices.allSatisfy { index in
            switch bytes[index] {
            case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): false
            case UInt8(ascii: ":"): bytes[index + 1] != 0x20
            case UInt8(ascii: "#"): bytes[index - 1] != 0x20
            default: true
            }
        }
    }
}
