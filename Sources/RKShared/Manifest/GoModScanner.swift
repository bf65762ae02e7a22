/// Cuts a text in go.mod's syntax into tokens, as the go command does: blanks and carriage returns separate, `//` begins a comment.
struct GoModScanner {
    /// What a token is.
    enum Kind: Sendable, Hashable {
        /// A word, quoted or not.
        case word
        /// One of `( ) [ ] { } ,`.
        case mark(UInt8)
        /// A line end.
        case newline
        /// A comment that has its line to itself, with the line end.
        case comment
        /// A comment behind something else, with the line end.
        case suffix
        /// The end of the text.
        case end

        /// Whether a directive ends here.
        var endsLine: Bool { self == .newline || self == .suffix || self == .end }
    }

    /// A token.
    struct Token: Sendable, Hashable {
        /// What it is.
        let kind: Kind
        /// Its bytes.
        let span: Span
    }

    /// The text.
    let bytes: [UInt8]
    /// The offset of the next byte.
    private var position = 0
    /// Whether something other than blanks stands in front on the same line.
    private var lineHasContent = false
    /// The token that comes next.
    private(set) var upcoming = Token(kind: .end, span: Span(start: 0, end: 0))

    /// A scanner at the first token.
    init(_ bytes: [UInt8]) throws(SyntaxFault) {
        self.bytes = bytes
        upcoming = try read()
    }

    /// Takes the next token.
    mutating func next() throws(SyntaxFault) -> Token {
        let token = upcoming
        upcoming = try read()
        return token
    }

    /// A fault at an offset.
    func fault(_ message: String, hint: String, at offset: Int) -> SyntaxFault {
        SyntaxFault(message, hint: hint, at: offset, in: bytes)
    }

    /// A token's text.
    func text(_ span: Span) -> String { String(decoding: bytes[span.start..<span.end], as: UTF8.self) }

    /// Reads one token.
    private mutating func read() throws(SyntaxFault) -> Token {
        while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
        let start = position
        guard position < bytes.count else { return Token(kind: .end, span: Span(start: start, end: start)) }
        if isComment(at: position) { return comment() }
        try refuseBlockComment()
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "\n"):
            position += 1
            lineHasContent = false
            return Token(kind: .newline, span: Span(start: start, end: position))
        case _ where Self.isMark(byte):
            position += 1
            lineHasContent = true
            return Token(kind: .mark(byte), span: Span(start: start, end: position))
        case UInt8(ascii: "\""), UInt8(ascii: "`"): try skipQuoted()
        default: try skipWord()
        }
        lineHasContent = true
        return Token(kind: .word, span: Span(start: start, end: position))
    }

    /// Reads a comment up to its line end, that included.
    private mutating func comment() -> Token {
        let start = position
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        position = min(end + 1, bytes.count)
        let kind: Kind = lineHasContent ? .suffix : .comment
        lineHasContent = false
        return Token(kind: kind, span: Span(start: start, end: end))
    }

    /// Skips a quoted word; a line end in it is a fault.
    private mutating func skipQuoted() throws(SyntaxFault) {
        let (start, quote) = (position, bytes[position])
        position += 1
        while position < bytes.count, bytes[position] != quote {
            guard bytes[position] != UInt8(ascii: "\n") else {
                throw fault("the string is not closed on its line", hint: "close it with a quotation mark", at: start)
            }
            let isEscape = bytes[position] == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"")
            position += isEscape ? 2 : 1
        }
        guard position < bytes.count else {
            throw fault("the string is not closed", hint: "close it with a quotation mark", at: start)
        }
        position += 1
    }

    /// Skips a word without quotes in front: everything that prints up to a blank, a mark or a comment.
    private mutating func skipWord() throws(SyntaxFault) {
        let start = position
        while position < bytes.count, !isComment(at: position) {
            try refuseBlockComment()
            let byte = bytes[position]
            if byte < 0x80 {
                guard byte > 0x20, byte != 0x7F, !Self.isMark(byte) else { break }
                position += 1
            } else {
                let (scalar, length) = scalar(at: position)
                guard scalar.isGoPrintable else { break }
                position += length
            }
        }
        guard position > start else { throw unexpected() }
    }

    /// The fault of a character that begins no token.
    private func unexpected() -> SyntaxFault {
        let (scalar, _) = scalar(at: position)
        let code = String(scalar.value, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
        switch scalar.value {
        case 0xFEFF:
            return fault(
                "the file has a byte order mark (U+FEFF), which go refuses", hint: "save it as UTF-8 without a byte order mark",
                at: position)
        case 0: return fault("the file holds a NUL byte", hint: "is it UTF-16? save it as UTF-8", at: position)
        default: return fault("the character \(name) cannot stand here", hint: "remove it", at: position)
        }
    }

    /// Refuses `/*`, which go.mod does not know.
    private func refuseBlockComment() throws(SyntaxFault) {
        guard bytes[position] == UInt8(ascii: "/"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "*") else { return }
        throw fault("comments are written with //, not with /* */", hint: "write // in front of every line of the comment", at: position)
    }

    /// Whether a comment begins at an offset.
    private func isComment(at offset: Int) -> Bool {
        bytes[offset] == UInt8(ascii: "/") && offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "/")
    }

    /// The scalar at an offset and how many bytes it has; U+FFFD and 1 for what is not UTF-8.
    private func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
        var decoder = UTF8()
        var iterator = bytes[offset..<min(offset + 4, bytes.count)].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return ("\u{FFFD}", 1) }
        return (scalar, UTF8.width(scalar))
    }

    /// Whether a byte only separates.
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    /// Whether a byte is a token by itself.
    private static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
            UInt8(ascii: ","):
            true
        default: false
        }
    }
}

extension Unicode.Scalar {
    /// Whether Go's `unicode.IsPrint` holds and it is no space: letters, marks, numbers, punctuation and symbols.
    fileprivate var isGoPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator: false
        default: true
        }
    }
}
