/// A JSON text (RFC 8259) with the values it holds and where each of them stands; the text itself is kept byte for byte.
///
/// Read as npm reads package.json: a byte order mark may stand in front, of a key that stands twice the last one counts.
public struct JSONText: Sendable {
    /// The text as it was read, a byte order mark included.
    public let bytes: [UInt8]
    /// The value that the text is.
    public let root: JSONNode
    /// Where its offsets are.
    private let positions: TextPositions

    /// Parses a text by RFC 8259.
    public init(_ bytes: [UInt8]) throws(SyntaxFault) { try self.init(bytes, allowsComments: false) }

    /// Reads UTF-8 bytes; throws at the first place that the format forbids. Some programs take comments and commas in front of an end too.
    public init(_ bytes: [UInt8], allowsComments: Bool) throws(SyntaxFault) {
        var parser = JSONTextParser(bytes, allowsComments: allowsComments)
        root = try parser.document()
        self.bytes = bytes
        positions = TextPositions(bytes)
    }

    /// The value behind a path of keys from the root; arrays end a path.
    public func node(_ path: String...) -> JSONNode? { root.node(path) }

    /// Where a span begins, as an editor shows it: a byte order mark takes no column.
    public func position(_ span: Span) -> TextPosition { positions[span.start] }

    /// The edit that gives a value another one, a string; all bytes outside the value's own span stay.
    public func replacing(_ node: JSONNode, with text: String) -> Edit { Edit(span: node.span, replacement: Self.quoted(text)) }

    /// The text as a JSON string, quotes included; only what must be escaped is.
    public static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

/// What a JSON value can be.
public enum JSONNodeValue: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// A number as it is written.
    case number(String)
    /// A text, its escapes resolved.
    case string(String)
    /// An array.
    case array([JSONNode])
    /// An object's members in the order of the text, repeated ones too.
    case object([JSONMember])
}

/// A member of an object.
public struct JSONMember: Sendable {
    /// The key without its quotes.
    public let key: String
    /// The key's bytes, quotes included.
    public let keySpan: Span
    /// The key's value.
    public let node: JSONNode
}

/// A value and the bytes that spell it.
public struct JSONNode: Sendable {
    /// What the bytes mean.
    public let value: JSONNodeValue
    /// The value's bytes with its quotes or brackets.
    public let span: Span

    /// The text of a string.
    public var string: String? {
        if case .string(let text) = value { text } else { nil }
    }

    /// The truth value of a boolean.
    public var boolean: Bool? {
        if case .boolean(let flag) = value { flag } else { nil }
    }

    /// The elements of an array.
    public var array: [JSONNode]? {
        if case .array(let elements) = value { elements } else { nil }
    }

    /// The members of an object.
    public var members: [JSONMember]? {
        if case .object(let members) = value { members } else { nil }
    }

    /// The value of a key, where this is an object that has it; the last one, as JavaScript takes it.
    public subscript(_ key: String) -> JSONNode? {
        members?.last { $0.key.utf8.elementsEqual(key.utf8) }?.node
    }

    /// The value behind a path of keys; this one for an empty path.
    public func node(_ path: [String]) -> JSONNode? {
        var node = self
        for key in path {
            guard let next = node[key] else { return nil }
            node = next
        }
        return node
    }

    /// The value's kind as messages name it.
    public var kindName: String {
        switch value {
        case .null: "null"
        case .boolean: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
