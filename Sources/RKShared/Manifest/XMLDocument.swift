/// An XML 1.0 text with its elements and where each of them stands; the text itself is kept byte for byte.
public struct XMLDocument: Sendable {
    /// How the bytes stand for characters.
    public enum Encoding: Sendable, Hashable {
        /// UTF-8, ASCII included.
        case utf8
        /// ISO 8859-1: a byte is a character.
        case latin1
    }

    /// The text as it was read, a byte order mark included.
    public let bytes: [UInt8]
    /// How the bytes stand for characters, by the XML declaration.
    public let encoding: Encoding
    /// The element that holds everything.
    public let root: XMLElement
    /// Where its offsets are.
    private let positions: TextPositions

    /// Reads a text; throws at the first place that XML 1.0 forbids, and at what is not read: entities of the text's own, other encodings.
    /// - Parameter knowsHTMLNames: whether `&copy;` and the like mean their characters without a declaration, as Maven has them.
    public init(_ bytes: [UInt8], knowsHTMLNames: Bool = false) throws(SyntaxFault) {
        var reader = XMLReader(bytes, knowsHTMLNames: knowsHTMLNames)
        root = try reader.readDocument()
        encoding = reader.encoding
        self.bytes = bytes
        positions = TextPositions(bytes)
    }

    /// Where an offset is, as an editor shows it: a byte order mark takes no column.
    public func position(_ span: Span) -> TextPosition { positions[span.start] }
}

/// An element with what stands in it; comments and processing instructions are passed over, but keep their bytes.
public struct XMLElement: Sendable {
    /// An attribute of a start tag.
    public struct Attribute: Sendable, Hashable {
        /// The name, with its prefix.
        public let name: String
        /// The value without quotes, references resolved.
        public let value: String
        /// The value's bytes between the quotes.
        public let span: Span
    }

    /// Text that stands directly in an element, up to the next tag, comment or section.
    public struct Piece: Sendable, Hashable {
        /// The text, references resolved and line ends as line feeds.
        public let text: String
        /// The bytes; of a CDATA section those between its brackets.
        public let span: Span
        /// Whether it is a CDATA section.
        public let isSection: Bool
    }

    /// The name, with its prefix.
    public let name: String
    /// The attributes in their order.
    public let attributes: [Attribute]
    /// The elements directly in it.
    public internal(set) var children: [XMLElement] = []
    /// The text directly in it that is not blank.
    public internal(set) var pieces: [Piece] = []
    /// The bytes from the first of the start tag to the last of the end tag.
    public internal(set) var span: Span
    /// The bytes between the tags; empty, and in front of `/>`, where there is only one tag.
    public internal(set) var content: Span
    /// Whether it is one tag that ends with `/>`.
    public let isEmptyTag: Bool

    /// All text directly in it, without blanks at both ends.
    public var text: String {
        pieces.count == 1 ? pieces[0].text.trimmed : pieces.map(\.text).joined().trimmed
    }

    /// The first element of a name directly in it.
    public subscript(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// The elements of a name directly in it.
    public func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The elements of a name in the first element of another name, as in `modules` and `module`.
    public func list(_ outer: String, _ inner: String) -> [XMLElement] { self[outer]?.all(inner) ?? [] }
}
