/// A build script of Gradle as tokens, each with its place; nothing of it is executed, and the text is kept byte for byte.
public struct GradleScript: Sendable {
    /// The language of a script.
    public enum Dialect: Sendable, Hashable {
        /// `.gradle`
        case groovy
        /// `.gradle.kts`
        case kotlin
    }

    /// The text as it was read.
    public let bytes: [UInt8]
    /// The language.
    public let dialect: Dialect
    /// The tokens in the order of the text, brackets paired.
    let tokens: [GradleToken]
    /// Where its offsets are.
    private let positions: TextPositions

    /// Reads UTF-8 bytes; throws at the first place where strings, comments or brackets are broken.
    public init(_ bytes: [UInt8], dialect: Dialect) throws(SyntaxFault) {
        var tokenizer = GradleTokenizer(bytes, dialect)
        try tokenizer.run()
        self.bytes = bytes
        self.dialect = dialect
        tokens = tokenizer.tokens
        positions = TextPositions(bytes)
    }

    /// Reads a file's bytes in the language that its name tells.
    public init(_ bytes: [UInt8], path: String) throws(SyntaxFault) {
        try self.init(bytes, dialect: path.hasSuffix(".kts") ? .kotlin : .groovy)
    }

    /// Where a span begins, as an editor shows it.
    public func position(_ span: Span) -> TextPosition { positions[span.start] }
}

/// One word, number, string, sign or end of line of a build script.
struct GradleToken: Sendable {
    /// What a token is.
    enum Kind: Sendable, Hashable {
        /// A name or keyword.
        case word
        /// Digits with what belongs to them.
        case number
        /// A text in quotes of any kind.
        case string
        /// One byte of punctuation.
        case symbol
        /// One or more ends of lines.
        case newline
    }

    /// A stretch of a string.
    enum Piece: Sendable, Hashable {
        /// Text, its escapes resolved.
        case text(String)
        /// What `$name` or `${…}` holds, as it is written.
        case expression(String)
    }

    /// What it is.
    let kind: Kind
    /// Its bytes, quotes included.
    let span: Span
    /// A word without backticks, a number, or a sign.
    var text = ""
    /// Of a string, its stretches; two texts are never neighbours.
    var pieces: [Piece] = []
    /// Of a string, the bytes between its quotes.
    var inner = Span(start: 0, end: 0)
    /// Of a bracket, the index of the token that closes or opens it.
    var partner = -1

    /// The text of a string that holds no expression.
    var literal: String? {
        guard kind == .string else { return nil }
        switch pieces.count {
        case 0: return ""
        case 1: if case .text(let text) = pieces[0] { return text } else { return nil }
        default: return nil
        }
    }

    /// Whether it is this sign.
    func isSymbol(_ sign: String) -> Bool { kind == .symbol && text == sign }

    /// Whether it is this word.
    func isWord(_ word: String) -> Bool { kind == .word && text == word }
}
