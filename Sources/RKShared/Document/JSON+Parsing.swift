extension JSON {
    /// The value of a JSON text (RFC 8259); faults carry the place. Nesting is limited to 512 levels, a key may stand only once.
    public init(parsing bytes: [UInt8]) throws(SyntaxFault) {
        var parser = JSONParser(bytes: bytes)
        self = try parser.document()
    }
}

/// A recursive-descent reader of JSON text with a limit of depth.
private struct JSONParser {
    /// The text.
    let bytes: [UInt8]
    /// The offset of the next byte.
    var index = 0
    /// How many arrays and objects are open.
    var depth = 0
    /// The deepest nesting that is read.
    static let maximumDepth = 512

    /// A reader at the start of a text.
    init(bytes: [UInt8]) { self.bytes = bytes }

    /// A fault at the present place.
    private func fault(_ message: String, at offset: Int? = nil) -> SyntaxFault {
        SyntaxFault(message, at: offset ?? index, in: bytes)
    }

    /// The next byte, or nil at the end.
    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Passes over blanks.
    private mutating func skipBlanks() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }

    /// The one value of the whole text.
    mutating func document() throws(SyntaxFault) -> JSON {
        let value = try value()
        skipBlanks()
        guard index == bytes.count else { throw fault("there is more text behind the JSON value") }
        return value
    }

    /// The value that starts here.
    private mutating func value() throws(SyntaxFault) -> JSON {
        skipBlanks()
        guard let byte = next else { throw fault("the JSON text ends too early") }
        switch byte {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw fault("a JSON value cannot start here")
        }
    }

    /// One of the three words.
    private mutating func word(_ text: String, _ value: JSON) throws(SyntaxFault) -> JSON {
        guard bytes[index...].starts(with: text.utf8) else {
            throw fault(text.utf8.starts(with: bytes[index...]) ? "the JSON text ends too early" : "expected `\(text)`")
        }
        index += text.utf8.count
        return value
    }

    /// Opens an array or an object.
    private mutating func open() throws(SyntaxFault) {
        depth += 1
        guard depth <= Self.maximumDepth else { throw fault("nested deeper than \(Self.maximumDepth) levels") }
        index += 1
        skipBlanks()
    }

    /// Whether the list goes on behind an element; closes it when not.
    private mutating func goesOn(until close: UInt8) throws(SyntaxFault) -> Bool {
        skipBlanks()
        guard let byte = next else { throw fault("the JSON text ends too early") }
        index += 1
        if byte == close {
            depth -= 1
            return false
        }
        guard byte == UInt8(ascii: ",") else {
            throw fault("expected `,` or `\(Character(Unicode.Scalar(close)))`", at: index - 1)
        }
        return true
    }

    /// The array that starts here.
    private mutating func array() throws(SyntaxFault) -> [JSON] {
        try open()
        var elements: [JSON] = []
        if next == UInt8(ascii: "]") {
            _ = try goesOn(until: UInt8(ascii: "]"))
            return elements
        }
        repeat { elements.append(try value()) } while try goesOn(until: UInt8(ascii: "]"))
        return elements
    }

    /// The object that starts here.
    private mutating func object() throws(SyntaxFault) -> JSONObject {
        let start = index
        try open()
        var members: [JSONObject.Member] = []
        if next == UInt8(ascii: "}") {
            _ = try goesOn(until: UInt8(ascii: "}"))
            return JSONObject()
        }
        repeat {
            skipBlanks()
            guard let byte = next else { throw fault("the JSON text ends too early") }
            guard byte == UInt8(ascii: "\"") else { throw fault("expected a key in double quotes") }
            let key = try string()
            skipBlanks()
            guard let colon = next else { throw fault("the JSON text ends too early") }
            guard colon == UInt8(ascii: ":") else { throw fault("expected `:`") }
            index += 1
            members.append(JSONObject.Member(key: key, value: try value()))
        } while try goesOn(until: UInt8(ascii: "}"))
        var duplicate: String?
        let object = JSONObject(unordered: members, duplicate: &duplicate)
        if let duplicate { throw fault("the key `\(duplicate)` stands twice in this object", at: start) }
        return object
    }

    /// The number that starts here, as its text.
    private mutating func number() throws(SyntaxFault) -> String {
        let start = index
        if next == UInt8(ascii: "-") { index += 1 }
        if next == UInt8(ascii: "0") {
            index += 1
        } else {
            try digits()
        }
        if next == UInt8(ascii: ".") {
            index += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            index += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
            try digits()
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// One digit or more.
    private mutating func digits() throws(SyntaxFault) {
        let start = index
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
        guard index > start else { throw fault(next == nil ? "the JSON text ends too early" : "expected a digit") }
    }

    /// The string that starts here.
    private mutating func string() throws(SyntaxFault) -> String {
        index += 1
        let start = index
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                let text = try text(bytes[start..<index])
                index += 1
                return text
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0..<0x20: throw fault("a control character must be escaped")
            default: index += 1
            }
        }
        throw fault("the JSON text ends too early")
    }

    /// The string from `start` on whose first escape stands here.
    private mutating func escapedString(from start: Int) throws(SyntaxFault) -> String {
        var content = Array(bytes[start..<index])
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return try text(content[...])
            case UInt8(ascii: "\\"): content += String(try escape()).utf8
            case 0..<0x20: throw fault("a control character must be escaped", at: index - 1)
            default: content.append(byte)
            }
        }
        throw fault("the JSON text ends too early")
    }

    /// The character of the escape whose backslash was just read.
    private mutating func escape() throws(SyntaxFault) -> Character {
        guard let byte = next else { throw fault("the JSON text ends too early") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(byte))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try hexadecimals()
            guard (0xD800..<0xDC00).contains(unit) else {
                guard let scalar = Unicode.Scalar(unit) else { throw fault("half of a surrogate pair", at: index - 6) }
                return Character(scalar)
            }
            guard bytes[index...].starts(with: #"\u"#.utf8) else { throw fault("half of a surrogate pair", at: index - 6) }
            index += 2
            let low = try hexadecimals()
            guard (0xDC00..<0xE000).contains(low), let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)) else {
                throw fault("half of a surrogate pair", at: index - 6)
            }
            return Character(scalar)
        default: throw fault("no such escape", at: index - 2)
        }
    }

    /// Four hexadecimal digits.
    private mutating func hexadecimals() throws(SyntaxFault) -> UInt32 {
        guard index + 4 <= bytes.count else { throw fault("the JSON text ends too early") }
        var value: UInt32 = 0
        for byte in bytes[index..<index + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw fault("expected four hexadecimal digits") }
            value = (value << 4) + UInt32(digit)
        }
        index += 4
        return value
    }

    /// Bytes as text, which they must be.
    private func text(_ content: ArraySlice<UInt8>) throws(SyntaxFault) -> String {
        guard let text = String(validating: content, as: UTF8.self) else { throw fault("this string is not UTF-8") }
        return text
    }
}
