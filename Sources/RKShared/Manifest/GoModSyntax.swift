/// A word of a line of go.mod and the bytes that spell it.
public struct GoModWord: Sendable, Hashable {
    /// The word; of a quoted one, what the quotes hold.
    public var text: String
    /// The word's bytes, quotes included.
    public var span: Span

    /// A word.
    init(text: String, span: Span) {
        self.text = text
        self.span = span
    }
}

/// One directive: a line of its own, or a line in the parentheses of a block.
struct GoModLine: Sendable, Hashable {
    /// What the line declares, as in `require`; for a line in a block, the word in front of the parenthesis.
    var verb: GoModWord
    /// The words behind the verb, as written: quotes stay.
    var words: [GoModWord]
    /// The block that holds the line; nil for a line of its own.
    var block: Int?
    /// The line's bytes from its first word to its last, the comment left out.
    var span: Span
    /// The comments above the line, without `//` and blanks around them.
    var before: [String]
    /// The comment behind the line.
    var suffix: String?

    /// Where the words begin, or would.
    var start: Int { words.first?.span.start ?? span.end }
}

/// A block: a verb and lines in parentheses.
struct GoModBlock: Sendable, Hashable {
    /// The bytes from the verb to the closing parenthesis.
    var span: Span
    /// The comments above the block.
    var before: [String]
    /// How many lines it holds.
    var count: Int
}

/// The lines of a text in the syntax that go.mod and go.work share.
struct GoModSyntax: Sendable {
    /// The text.
    let bytes: [UInt8]
    /// The directives in file order.
    var lines: [GoModLine] = []
    /// The blocks in file order.
    var blocks: [GoModBlock] = []

    /// The comments that belong to a line: its own, else those of its block.
    func comments(of line: GoModLine) -> [String] {
        let own = line.before + (line.suffix.map { [$0] } ?? [])
        guard own.isEmpty, let block = line.block else { return own }
        return blocks[block].before
    }
}
