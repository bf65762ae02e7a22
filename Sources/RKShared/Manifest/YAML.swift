/// A YAML 1.2 stream with the values it holds and where each of them stands; the text itself is kept byte for byte.
///
/// Depth, the expansion of aliases and the length of keys are bounded. What is strict: a key stands once in a mapping, tabs do not indent.
public struct YAMLDocument: Sendable {
    /// The text as it was read, a byte order mark included.
    public let bytes: [UInt8]
    /// The root of each document of the stream, in order; nil for a document without content.
    public let documents: [YAMLNode?]
    /// Where its offsets are.
    private let positions: TextPositions

    /// Reads UTF-8 bytes; throws at the first place that the format forbids.
    public init(_ bytes: [UInt8]) throws(SyntaxFault) {
        var parser = YAMLParser(bytes)
        documents = try parser.parseStream()
        self.bytes = bytes
        positions = TextPositions(bytes)
    }

    /// The root of the first document; nil when it is empty.
    public var root: YAMLNode? { documents.first ?? nil }

    /// Where a span begins, as an editor shows it: a byte order mark takes no column.
    public func position(_ span: Span) -> TextPosition { positions[span.start] }
}

/// How a scalar is written.
public enum YAMLStyle: Sendable, Hashable {
    /// Without quotes.
    case plain
    /// In `'`.
    case singleQuoted
    /// In `"`.
    case doubleQuoted
    /// Behind `|`: line ends stay.
    case literal
    /// Behind `>`: line ends become spaces.
    case folded
}

/// What a YAML node can be; an alias is what it stands for.
public enum YAMLValue: Sendable {
    /// A text with its escapes and line folds resolved.
    case scalar(String, YAMLStyle)
    /// The elements in order.
    case sequence([YAMLNode])
    /// Keys and values.
    case mapping(YAMLMapping)
}

/// A value and the bytes that spell it.
public struct YAMLNode: Sendable {
    /// What the bytes mean.
    public let value: YAMLValue
    /// The value's bytes, without its anchor and tag; of an alias, the alias itself; of nothing, the empty place where a value could stand.
    public let span: Span
    /// The tag in front of the value, as written; nil when there is none.
    public let tag: String?
    /// Whether an alias stands here.
    public let isAlias: Bool
    /// How many nodes this one comes to when aliases are followed.
    let weight: Int

    /// A node; `weight` counts everything in it.
    init(_ value: YAMLValue, span: Span, tag: String? = nil, isAlias: Bool = false, weight: Int = 1) {
        self.value = value
        self.span = span
        self.tag = tag
        self.isAlias = isAlias
        self.weight = weight
    }

    /// The text of any scalar, also of a number or of nothing.
    public var text: String? {
        if case .scalar(let text, _) = value { text } else { nil }
    }

    /// The text of a scalar that is a string: quoted, or plain and neither null nor boolean nor number (YAML 1.2, section 10.3).
    public var string: String? {
        guard case .scalar(let text, let style) = value else { return nil }
        return style != .plain || tag == "!!str" || YAMLCore.isString(text) ? text : nil
    }

    /// Whether the scalar is plain and says nothing: empty, `~`, `null`.
    public var isNull: Bool {
        guard case .scalar(let text, .plain) = value, tag == nil else { return false }
        return YAMLCore.isNull(text)
    }

    /// The truth value of a plain `true` or `false`; `yes` and `no` are strings.
    public var boolean: Bool? {
        guard case .scalar(let text, .plain) = value else { return nil }
        return YAMLCore.boolean(text)
    }

    /// The elements of a sequence.
    public var sequence: [YAMLNode]? {
        if case .sequence(let elements) = value { elements } else { nil }
    }

    /// The mapping, where this is one.
    public var mapping: YAMLMapping? {
        if case .mapping(let mapping) = value { mapping } else { nil }
    }

    /// The value of a key, where this is a mapping that has it.
    public subscript(_ key: String) -> YAMLNode? { mapping?[key] }

    /// What kind of value this is, as messages name it.
    public var kindName: String {
        switch value {
        case .scalar(let text, let style):
            if style != .plain || YAMLCore.isString(text) {
                "a string"
            } else {
                YAMLCore.isNull(text) ? "nothing" : YAMLCore.boolean(text) == nil ? "a number" : "a boolean"
            }
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// A mapping's keys and values in file order.
public struct YAMLMapping: Sendable {
    /// A key with its value.
    public struct Entry: Sendable {
        /// The key, seldom anything but a scalar.
        public let key: YAMLNode
        /// The value.
        public let value: YAMLNode
    }

    /// All keys with their values; merge keys (`<<`) as they stand.
    public let entries: [Entry]
    /// Where each scalar key is in `entries`; empty for mappings small enough to be searched.
    private let places: [String: Int]

    /// A mapping whose keys are known to differ.
    init(entries: [Entry]) {
        self.entries = entries
        guard entries.count > 12 else {
            places = [:]
            return
        }
        var places: [String: Int] = [:]
        for (index, entry) in entries.enumerated() { if let key = entry.key.text { places[key] = index } }
        self.places = places
    }

    /// The value of a key: the mapping's own, else the first of its merge key.
    public subscript(_ key: String) -> YAMLNode? {
        if let own = own(key) { return own }
        guard key != "<<", let merged = own("<<") else { return nil }
        for source in merged.sequence ?? [merged] {
            if let value = source.mapping?.own(key) { return value }
        }
        return nil
    }

    /// The value of a key that stands in the mapping itself.
    private func own(_ key: String) -> YAMLNode? {
        if places.isEmpty { return entries.first { $0.key.text == key }?.value }
        return places[key].map { entries[$0].value }
    }
}

/// What plain scalars mean in the core schema (YAML 1.2, section 10.3).
enum YAMLCore {
    /// Whether a plain text is a string.
    static func isString(_ text: String) -> Bool { !isNull(text) && boolean(text) == nil && !isNumber(text) }

    /// Whether a plain text is null.
    static func isNull(_ text: String) -> Bool { ["", "~", "null", "Null", "NULL"].contains(text) }

    /// The boolean that a plain text is.
    static func boolean(_ text: String) -> Bool? {
        switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    /// Whether a plain text is an integer or a floating-point number.
    static func isNumber(_ text: String) -> Bool {
        if text.hasPrefix("0x") { return text.count > 2 && text.dropFirst(2).allSatisfy(\.isHexDigit) }
        if text.hasPrefix("0o") { return text.count > 2 && text.dropFirst(2).allSatisfy { ("0"..."7").contains($0) } }
        var rest = text.utf8[...]
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        if [".inf", ".Inf", ".INF"].contains(String(rest)) || [".nan", ".NaN", ".NAN"].contains(text) { return true }
        var digits = takeDigits(&rest)
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            digits += takeDigits(&rest)
        }
        guard digits > 0 else { return false }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
            guard takeDigits(&rest) > 0 else { return false }
        }
        return rest.isEmpty
    }

    /// Takes the digits in front and gives how many there were.
    private static func takeDigits(_ text: inout Substring.UTF8View) -> Int {
        let digits = text.prefix { (0x30...0x39).contains($0) }.count
        text = text.dropFirst(digits)
        return digits
    }
}
