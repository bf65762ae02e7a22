/// A text of Java's `.properties` format with its keys, values and their places; the text itself is kept byte for byte.
///
/// The rules are those of `java.util.Properties.load`; text that is not UTF-8 counts as ISO 8859-1, as Java had it before version 9.
public struct PropertiesDocument: Sendable {
    /// One key with its value.
    public struct Entry: Sendable, Hashable {
        /// The key, its escapes resolved.
        public let key: String
        /// The value, its escapes and continued lines resolved.
        public let value: String
        /// The key's bytes.
        public let keySpan: Span
        /// The value's bytes, from its first to its last one on all its lines.
        public let valueSpan: Span
    }

    /// The text as it was read.
    public let bytes: [UInt8]
    /// All keys in the order of the text; of a key that stands twice, Java takes the last.
    public let entries: [Entry]
    /// Where its offsets are.
    private let positions: TextPositions

    /// Reads a text; throws for an escape `\u` without four hexadecimal digits, which Java refuses too, for control characters, UTF-16, and
    /// the marks of a merge, which Java takes for keys.
    public init(_ bytes: [UInt8]) throws(SyntaxFault) {
        self.bytes = bytes
        positions = TextPositions(bytes)
        var reader = PropertiesReader(bytes: bytes)
        entries = try reader.entries()
    }

    /// The entry that counts for a key.
    public subscript(_ key: String) -> Entry? { entries.last { $0.key == key } }

    /// Where a span begins, as an editor shows it.
    public func position(_ span: Span) -> TextPosition { positions[span.start] }

    /// The edit that gives an entry another value; what the format would read otherwise is escaped.
    public func replacingValue(_ entry: Entry, with text: String) -> Edit {
        Edit(span: entry.valueSpan, replacement: Self.escaped(text))
    }

    /// A value as the format writes it.
    public static func escaped(_ text: String) -> String {
        var result = ""
        for (index, scalar) in text.unicodeScalars.enumerated() {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{C}": result += "\\f"
            case " ", "=", ":": result += index == 0 ? "\\\(scalar)" : "\(scalar)"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// Reads the lines of a `.properties` text.
private struct PropertiesReader {
    /// The text.
    let bytes: [UInt8]
    /// The next byte.
    var position = 0

    /// All entries.
    mutating func entries() throws(SyntaxFault) -> [PropertiesDocument.Entry] {
        var entries: [PropertiesDocument.Entry] = []
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw SyntaxFault("the file is UTF-16", hint: "save it as UTF-8", at: 0, in: bytes)
        }
        if bytes.starts(with: TextEncoding.byteOrderMark) { position = 3 }
        while position < bytes.count {
            skipBlank(andLines: true)
            guard position < bytes.count else { break }
            if bytes[position] == UInt8(ascii: "#") || bytes[position] == UInt8(ascii: "!") {
                while position < bytes.count, !isLineEnd { position += 1 }
                continue
            }
            entries.append(try entry())
        }
        return entries
    }

    /// The entry that begins here.
    private mutating func entry() throws(SyntaxFault) -> PropertiesDocument.Entry {
        let start = position
        guard !["<<<<<<< ", "||||||| ", "=======", ">>>>>>> "].contains(where: { bytes[start...].starts(with: $0.utf8) }) else {
            throw SyntaxFault(
                "a merge conflict is not resolved here", hint: "choose one side and remove the marks", at: start, in: bytes)
        }
        let key = try text { byte in byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") || Self.isBlank(byte) }
        let keySpan = Span(start: start, end: position)
        skipBlank(andLines: false)
        if position < bytes.count, bytes[position] == UInt8(ascii: "=") || bytes[position] == UInt8(ascii: ":") {
            position += 1
            skipBlank(andLines: false)
        }
        let first = position
        let value = try text { _ in false }
        return PropertiesDocument.Entry(key: key, value: value, keySpan: keySpan, valueSpan: Span(start: first, end: position))
    }

    /// The text up to the end of the line or a byte that ends it, escapes resolved.
    private mutating func text(until isEnd: (UInt8) -> Bool) throws(SyntaxFault) -> String {
        var text: [UInt8] = []
        while position < bytes.count, !isLineEnd, !isEnd(bytes[position]) {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\\") {
                try escape(into: &text)
            } else if byte < 0x20, byte != 0x09, byte != 0x0C {
                throw SyntaxFault(
                    "a properties file cannot hold the control character \(byte)", hint: "is this a text file?", at: position, in: bytes)
            } else {
                text.append(byte)
                position += 1
            }
        }
        return String(validating: text, as: UTF8.self) ?? String(String.UnicodeScalarView(text.map { Unicode.Scalar($0) }))
    }

    /// Takes an escape; a backslash at the end of a line joins it with the next one.
    private mutating func escape(into text: inout [UInt8]) throws(SyntaxFault) {
        let start = position
        position += 1
        guard position < bytes.count else { return }
        let byte = bytes[position]
        if isLineEnd {
            if byte == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A { position += 1 }
            position += 1
            skipBlank(andLines: false)
            return
        }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "u"):
            let digits = bytes[position...].prefix(4)
            let isNumber = digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }
            guard digits.count == 4, isNumber, let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else {
                throw SyntaxFault("`\\u` needs four hexadecimal digits", hint: "write `\\\\` for a backslash", at: start, in: bytes)
            }
            text += String(Unicode.Scalar(number).map(Character.init) ?? "\u{FFFD}").utf8
            position += 4
        default: text.append(byte)
        }
    }

    /// Goes behind spaces, and ends of lines if asked.
    private mutating func skipBlank(andLines: Bool) {
        while position < bytes.count, Self.isBlank(bytes[position]) || andLines && isLineEnd { position += 1 }
    }

    /// Whether a line ends here.
    private var isLineEnd: Bool { bytes[position] == 0x0A || bytes[position] == 0x0D }

    /// Whether a byte is white space of the format.
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0C }
}
