/// Reads the lines of a text in go.mod's syntax, as the go command does (golang.org/ref/mod, "Lexical elements" and "Grammar").
struct GoModParser {
    /// The tokens.
    private var scanner: GoModScanner
    /// What was read.
    private var syntax: GoModSyntax
    /// The verbs that may have a block.
    private let blockVerbs: [String]

    /// Reads a whole text in which these verbs may have a block.
    static func parse(_ bytes: [UInt8], blockVerbs: [String]) throws(SyntaxFault) -> GoModSyntax {
        var parser = GoModParser(scanner: try GoModScanner(bytes), syntax: GoModSyntax(bytes: bytes), blockVerbs: blockVerbs)
        try parser.parseFile()
        return parser.syntax
    }

    /// Reads directives and comments to the end.
    private mutating func parseFile() throws(SyntaxFault) {
        var comments: [String] = []
        while true {
            let token = scanner.upcoming
            switch token.kind {
            case .end: return
            case .newline:
                _ = try scanner.next()
                comments = []
            case .comment:
                _ = try scanner.next()
                comments.append(comment(token.span))
            default:
                try parseDirective(below: comments)
                comments = []
            }
        }
    }

    /// Reads a line of its own, or a block.
    private mutating func parseDirective(below comments: [String]) throws(SyntaxFault) {
        let first = try scanner.next()
        let verb = word(first)
        var words: [GoModWord] = []
        while true {
            let token = try scanner.next()
            guard !token.kind.endsLine else {
                add(verb, words, from: first.span.start, block: nil, comments, token)
                return
            }
            guard token.kind == .mark(UInt8(ascii: "(")) else {
                words.append(word(token))
                continue
            }
            if scanner.upcoming.kind.endsLine {
                try refuseWords(words, in: verb, at: first)
                try parseBlock(verb, from: first.span.start, below: comments)
                return
            }
            words.append(word(token))
            guard scanner.upcoming.kind == .mark(UInt8(ascii: ")")) else { continue }
            let close = try scanner.next()
            guard scanner.upcoming.kind.endsLine else {
                words.append(word(close))
                continue
            }
            words.removeLast()
            try refuseWords(words, in: verb, at: first)
            _ = try scanner.next()
            let span = Span(start: first.span.start, end: close.span.end)
            syntax.blocks.append(GoModBlock(span: span, before: comments, count: 0))
            try refuseUnknown(verb)
            return
        }
    }

    /// Reads the lines of a block behind its opening parenthesis.
    private mutating func parseBlock(_ verb: GoModWord, from start: Int, below comments: [String]) throws(SyntaxFault) {
        try refuseUnknown(verb)
        let number = syntax.blocks.count
        syntax.blocks.append(GoModBlock(span: Span(start: start, end: start), before: comments, count: 0))
        var inner: [String] = []
        while true {
            let token = try scanner.next()
            switch token.kind {
            case .suffix, .newline: break
            case .comment: inner.append(comment(token.span))
            case .end:
                throw scanner.fault("the block `\(verb.text) (` is not closed", hint: "write `)` on a line of its own behind it", at: start)
            case .mark(UInt8(ascii: ")")):
                guard scanner.upcoming.kind.endsLine else {
                    throw scanner.fault(
                        "behind a closing parenthesis the line must end", hint: "begin a new line there", at: scanner.upcoming.span.start)
                }
                _ = try scanner.next()
                syntax.blocks[number].span.end = token.span.end
                return
            default:
                try parseLine(token, verb, block: number, below: inner)
                inner = []
            }
        }
    }

    /// Reads the rest of a block's line behind its first token.
    private mutating func parseLine(
        _ first: GoModScanner.Token, _ verb: GoModWord, block: Int, below comments: [String]
    ) throws(SyntaxFault) {
        var words = [word(first)]
        while true {
            let token = try scanner.next()
            guard !token.kind.endsLine else {
                add(verb, words, from: first.span.start, block: block, comments, token)
                syntax.blocks[block].count += 1
                return
            }
            words.append(word(token))
        }
    }

    /// Adds a line that ended with a token.
    private mutating func add(
        _ verb: GoModWord, _ words: [GoModWord], from start: Int, block: Int?, _ before: [String], _ end: GoModScanner.Token
    ) {
        syntax.lines.append(
            GoModLine(
                verb: verb, words: words, block: block, span: Span(start: start, end: words.last?.span.end ?? verb.span.end),
                before: before, suffix: end.kind == .suffix ? comment(end.span) : nil))
    }

    /// Refuses words between a verb and the parenthesis of its block.
    private func refuseWords(_ words: [GoModWord], in verb: GoModWord, at first: GoModScanner.Token) throws(SyntaxFault) {
        guard let word = words.first else { return }
        throw scanner.fault(
            "a block begins with one word and `(`, not with `\(verb.text) \(word.text)`", hint: "write `\(verb.text) (`",
            at: word.span.start)
    }

    /// Refuses a block of a verb that has none.
    private func refuseUnknown(_ verb: GoModWord) throws(SyntaxFault) {
        guard !blockVerbs.contains(verb.text) else { return }
        throw scanner.fault(
            "there is no block `\(verb.text) (…)`", hint: "blocks are \(blockVerbs.joined(separator: ", "))", at: verb.span.start)
    }

    /// A token as a word, quotes included.
    private func word(_ token: GoModScanner.Token) -> GoModWord { GoModWord(text: scanner.text(token.span), span: token.span) }

    /// A comment without its slashes and the blanks around it.
    private func comment(_ span: Span) -> String {
        scanner.text(Span(start: span.start + 2, end: span.end)).trimmed
    }
}
