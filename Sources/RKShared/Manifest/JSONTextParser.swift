/// Reads a JSON text from its first byte to its last, with the place of every value; stops at the first fault.
struct JSONTextParser {
    /// The deepest nesting that is read.
    static let maximumDepth = 256

    /// The text.
    let bytes: [UInt8]
    /// The offset of the next byte.
    var index = 0
    /// How many arrays and objects are open.
    var depth = 0

    /// Whether comments are blanks, and a comma may stand in front of an end.
    private let allowsComments: Bool

    /// A reader at the start of a text.
    init(_ bytes: [UInt8], allowsComments: Bool = false) {
        self.bytes = bytes
        self.allowsComments = allowsComments
    }

    /// The next byte; nil at the end.
    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// The one value of the whole text.
    mutating func document() throws(SyntaxFault) -> JSONNode {
        try TextEncoding.check(bytes)
        if bytes.starts(with: TextEncoding.byteOrderMark) { index = 3 }
        skipBlanks()
        guard index < bytes.count else { throw fault("the file is empty", hint: "an object `{ … }` is expected") }
        let value = try value()
        skipBlanks()
        guard index == bytes.count else { throw unexpected("the end of the file") }
        return value
    }

    /// The value that starts at the next byte.
    private mutating func value() throws(SyntaxFault) -> JSONNode {
        let start = index
        let value: JSONNodeValue
        switch next {
        case UInt8(ascii: "{"): value = .object(try object())
        case UInt8(ascii: "["): value = .array(try array())
        case UInt8(ascii: "\""): value = .string(try string())
        case let byte? where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte): value = .number(try number())
        default:
            if take("true") {
                value = .boolean(true)
            } else if take("false") {
                value = .boolean(false)
            } else if take("null") {
                value = .null
            } else {
                throw unexpected("a value")
            }
        }
        return JSONNode(value: value, span: Span(start: start, end: index))
    }

    /// Takes a word, where it comes next.
    private mutating func take(_ word: String) -> Bool {
        guard bytes[index...].starts(with: word.utf8) else { return false }
        index += word.utf8.count
        return true
    }

    /// The array that starts at the next byte.
    private mutating func array() throws(SyntaxFault) -> [JSONNode] {
        let start = index
        try open()
        var elements: [JSONNode] = []
        while try !closes(UInt8(ascii: "]"), from: start) {
            elements.append(try value())
            try separate(UInt8(ascii: "]"), from: start)
        }
        return elements
    }

    /// The object that starts at the next byte.
    private mutating func object() throws(SyntaxFault) -> [JSONMember] {
        let start = index
        try open()
        var members: [JSONMember] = []
        while try !closes(UInt8(ascii: "}"), from: start) {
            let keyStart = index
            guard next == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes") }
            let key = try string()
            let keySpan = Span(start: keyStart, end: index)
            skipBlanks()
            guard next == UInt8(ascii: ":") else { throw unexpected("`:` behind the key `\(key.prefix(40))`") }
            index += 1
            skipBlanks()
            members.append(JSONMember(key: key, keySpan: keySpan, node: try value()))
            try separate(UInt8(ascii: "}"), from: start)
        }
        return members
    }

    /// Opens an array or an object.
    private mutating func open() throws(SyntaxFault) {
        depth += 1
        guard depth <= Self.maximumDepth else {
            throw fault("nested deeper than \(Self.maximumDepth) levels", hint: "is this really a manifest?")
        }
        index += 1
    }

    /// Whether the array or object that began at `start` ends here; its end is taken.
    private mutating func closes(_ close: UInt8, from start: Int) throws(SyntaxFault) -> Bool {
        skipBlanks()
        guard let byte = next else { throw unclosed(close, from: start) }
        guard byte == close else { return false }
        index += 1
        depth -= 1
        return true
    }

    /// Takes the `,` behind an element, unless the end comes next; no end may follow a `,`.
    private mutating func separate(_ close: UInt8, from start: Int) throws(SyntaxFault) {
        skipBlanks()
        guard let byte = next else { throw unclosed(close, from: start) }
        guard byte != close else { return }
        guard byte == UInt8(ascii: ",") else { throw unexpected("`,` or `\(Character(Unicode.Scalar(close)))`") }
        let comma = index
        index += 1
        skipBlanks()
        guard next != close || allowsComments else {
            throw fault("a comma must not stand in front of the end", hint: "remove the comma", at: comma)
        }
    }

    /// The number that starts here, as its text.
    private mutating func number() throws(SyntaxFault) -> String {
        let start = index
        if next == UInt8(ascii: "-") { index += 1 }
        let digits = index
        try self.digits()
        guard bytes[digits] != 0x30 || index == digits + 1 else {
            throw fault("a number must not begin with 0", hint: "remove the 0, or put the number in double quotes", at: digits)
        }
        if next == UInt8(ascii: ".") {
            index += 1
            try self.digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            index += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
            try self.digits()
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// One digit or more.
    private mutating func digits() throws(SyntaxFault) {
        let start = index
        while let byte = next, (0x30...0x39).contains(byte) { index += 1 }
        guard index > start else { throw unexpected("a digit") }
    }

    /// Passes over blanks, and over comments that end.
    private mutating func skipBlanks() {
        while let byte = next {
            if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                index += 1
            } else if allowsComments, bytes[index...].starts(with: "//".utf8) {
                index = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
            } else if allowsComments, bytes[index...].starts(with: "/*".utf8), let end = bytes[(index + 2)...].firstRange(of: "*/".utf8) {
                index = end.upperBound
            } else {
                return
            }
        }
    }
}
