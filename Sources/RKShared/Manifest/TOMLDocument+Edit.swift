extension TOMLDocument {
    /// The edit that gives a string of this document another text. It keeps the kind of quotes if the text can stand
    /// in them, and else becomes a basic string; all bytes outside the string's own span stay.
    public func replacingString(_ node: TOMLNode, with text: String) -> Edit {
        Edit(span: node.span, replacement: Self.literal(of: text, like: literalBytes(node.span)))
    }

    /// The text as a basic string on one line, quotes included.
    public static func quoted(_ text: String) -> String {
        "\"" + escaped(text, isMultiline: false) + "\""
    }

    /// The bytes of a span; none if it lies outside the text.
    private func literalBytes(_ span: Span) -> ArraySlice<UInt8> {
        span.start >= 0 && span.start <= span.end && span.end <= bytes.count ? bytes[span.start..<span.end] : []
    }

    /// The text in the kind of quotes that `old` has, where they can hold it.
    private static func literal(of text: String, like old: ArraySlice<UInt8>) -> String {
        let isLiteral = old.first == UInt8(ascii: "'")
        let mark = isLiteral ? "'" : "\""
        guard old.count >= 6, old.starts(with: (mark + mark + mark).utf8) else {
            return isLiteral && canBeLiteral(text, isMultiline: false) ? mark + text + mark : quoted(text)
        }
        guard !isLiteral || canBeLiteral(text, isMultiline: true) else { return quoted(text) }
        let body = isLiteral ? text : escaped(text, isMultiline: true)
        let quotes = mark + mark + mark
        return quotes + lineEnd(atStartOf: old.dropFirst(3), before: body) + body + quotes
    }

    /// The line end that stands behind opening quotes and is no part of the text: the old one, or one that a text needs
    /// which itself begins with a line end.
    private static func lineEnd(atStartOf old: ArraySlice<UInt8>, before body: String) -> String {
        if old.starts(with: "\r\n".utf8) { return "\r\n" }
        return old.first == UInt8(ascii: "\n") || body.utf8.starts(with: "\n".utf8) || body.utf8.starts(with: "\r\n".utf8) ? "\n" : ""
    }

    /// Whether single quotes can hold a text, in which nothing can be escaped.
    private static func canBeLiteral(_ text: String, isMultiline: Bool) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.indices.allSatisfy { index in
            switch bytes[index] {
            case UInt8(ascii: "'"):
                return isMultiline && !bytes[index...].starts(with: "'''".utf8)
            case UInt8(ascii: "\n"):
                return isMultiline
            case UInt8(ascii: "\r"):
                return isMultiline && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
            default:
                return !TOMLParser.isForbiddenControl(bytes[index])
            }
        }
    }

    /// The text with everything escaped that a basic string cannot hold as it is.
    private static func escaped(_ text: String, isMultiline: Bool) -> String {
        var result = ""
        var quotes = 0
        var scalars = text.unicodeScalars.makeIterator()
        var upcoming = scalars.next()
        while let scalar = upcoming {
            upcoming = scalars.next()
            quotes = scalar == "\"" ? quotes + 1 : 0
            switch scalar {
            case "\"" where isMultiline && quotes < 3: result += "\""
            case "\n" where isMultiline: result += "\n"
            case "\r" where isMultiline && upcoming == "\n": result += "\r"
            case "\"":
                result += "\\\""
                quotes = 0
            default: result += escaped(scalar)
            }
        }
        return result
    }

    /// A scalar as a basic string holds it.
    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\\": return "\\\\"
        case "\u{8}": return "\\b"
        case "\t": return "\\t"
        case "\n": return "\\n"
        case "\u{C}": return "\\f"
        case "\r": return "\\r"
        case "\u{0}"..."\u{1F}", "\u{7F}":
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: return String(scalar)
        }
    }
}
