/// A TOML 1.0 text with the values it holds and where each of them stands; the text itself is kept byte for byte.
public struct TOMLDocument: Sendable {
    /// The text as it was read, a byte order mark included.
    public let bytes: [UInt8]
    /// The table that holds everything.
    public let root: TOMLTable
    /// Where its offsets are.
    private let positions: TextPositions

    /// Reads UTF-8 bytes; throws at the first place that TOML 1.0 forbids.
    public init(_ bytes: [UInt8]) throws(SyntaxFault) {
        var parser = TOMLParser(bytes)
        root = try parser.parseDocument()
        self.bytes = bytes
        positions = TextPositions(bytes)
    }

    /// The value behind a path of keys from the root; arrays end a path.
    public func node(_ path: String...) -> TOMLNode? {
        root.node(path)
    }

    /// Where a span begins, as an editor shows it: a byte order mark takes no column.
    public func position(_ span: Span) -> TextPosition { positions[span.start] }
}

/// A table's keys and values in the order in which the text first names them.
public struct TOMLTable: Sendable {
    /// One key of a table and what it holds.
    public struct Entry: Sendable {
        /// The key without its quotes.
        public let key: String
        /// The key's bytes, quotes included: the one part of a dotted key that this table holds.
        public let keySpan: Span
        /// The key's value.
        public let node: TOMLNode
    }

    /// All keys with their values.
    public let entries: [Entry]
    /// Where each key is in `entries`; empty for tables small enough to be searched.
    private let places: [TOMLKey: Int]

    /// A table of entries that the reader has already checked for duplicates.
    init(entries: [Entry], places: [TOMLKey: Int]) {
        self.entries = entries
        self.places = places
    }

    /// The keys in file order.
    public var keys: [String] {
        entries.map(\.key)
    }

    /// The value of a key, which is compared byte by byte as TOML demands.
    public subscript(_ key: String) -> TOMLNode? {
        let key = TOMLKey(text: key)
        if places.isEmpty {
            return entries.first { TOMLKey(text: $0.key) == key }?.node
        }
        return places[key].map { entries[$0].node }
    }

    /// The value behind a path of keys; nil for an empty path and where a step is not a table.
    public func node(_ path: [String]) -> TOMLNode? {
        guard let first = path.first, var node = self[first] else { return nil }
        for key in path.dropFirst() {
            guard let next = node.table?[key] else { return nil }
            node = next
        }
        return node
    }
}

/// A value and the bytes that spell it.
public struct TOMLNode: Sendable {
    /// What the bytes mean.
    public let value: TOMLValue
    /// The value's bytes with its quotes or brackets; of a table with a header, the first header that opened it;
    /// of a table that only dotted keys or longer headers name, the key that named it first.
    public let span: Span

    /// The text of a string.
    public var string: String? {
        if case .string(let text) = value { text } else { nil }
    }

    /// The number of an integer.
    public var integer: Int64? {
        if case .integer(let number) = value { number } else { nil }
    }

    /// The truth value of a boolean.
    public var boolean: Bool? {
        if case .boolean(let flag) = value { flag } else { nil }
    }

    /// The elements of an array, also of an array of tables.
    public var array: [TOMLNode]? {
        if case .array(let elements) = value { elements } else { nil }
    }

    /// The table of a table, inline or not.
    public var table: TOMLTable? {
        if case .table(let table) = value { table } else { nil }
    }

    /// The value's kind as messages name it: string, integer, float, boolean, datetime, array, table.
    public var kindName: String {
        switch value {
        case .string: "string"
        case .integer: "integer"
        case .float: "float"
        case .boolean: "boolean"
        case .datetime: "datetime"
        case .array: "array"
        case .table: "table"
        }
    }
}

/// What a TOML value can be.
public enum TOMLValue: Sendable {
    /// A text, its escapes resolved; line ends of multi-line strings stay as the file has them.
    case string(String)
    /// A whole number of 64 bits.
    case integer(Int64)
    /// A number with a fraction or an exponent, `inf`, or `nan`.
    case float(Double)
    /// `true` or `false`.
    case boolean(Bool)
    /// Any of the four kinds of dates and times, as written.
    case datetime(String)
    /// An array of values, or the tables of `[[headers]]`.
    case array([TOMLNode])
    /// A table, inline or not.
    case table(TOMLTable)
}
