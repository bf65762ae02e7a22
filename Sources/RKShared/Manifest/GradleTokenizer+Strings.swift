extension GradleTokenizer {
    /// Code or a string around it, while the end of an expression in a string is looked for.
    private enum Nesting {
        /// Code with so many open braces.
        case code(Int)
        /// A string with these quotes.
        case string(UInt8, isTriple: Bool)
    }

    /// How deep strings and expressions may stand in each other.
    private static let maximumNesting = 64

    /// Takes a string in single or double quotes, three of them or one.
    mutating func string() throws(SyntaxFault) {
        let start = position
        let quote = bytes[start]
        let mark = String(Unicode.Scalar(quote))
        let isTriple = isAhead(mark + mark + mark)
        let hasEscapes = !(dialect == .kotlin && isTriple)
        position += isTriple ? 3 : 1
        let first = position
        var pieces: [GradleToken.Piece] = []
        var text: [UInt8] = []
        while !isEnd(of: quote, isTriple: isTriple) {
            guard position < bytes.count else {
                throw fault("the string is never closed", hint: "close it with the quotes that it begins with", at: start)
            }
            let byte = bytes[position]
            if !isTriple, byte == 0x0A || byte == 0x0D {
                throw fault(
                    "the string is not closed on its line",
                    hint: "close it with \(mark), or write \(mark)\(mark)\(mark) around several lines",
                    at: start)
            }
            if byte == UInt8(ascii: "\\"), hasEscapes {
                try escape(into: &text)
            } else if byte == UInt8(ascii: "$"), quote == UInt8(ascii: "\""), let expression = try expression(of: start) {
                Self.flush(&text, into: &pieces)
                pieces.append(.expression(expression))
            } else {
                text.append(byte)
                position += 1
            }
        }
        Self.flush(&text, into: &pieces)
        var token = GradleToken(kind: .string, span: Span(start: start, end: position + (isTriple ? 3 : 1)))
        token.inner = Span(start: first, end: position)
        token.pieces = pieces
        position = token.span.end
        tokens.append(token)
    }

    /// Moves the text so far into the pieces.
    private static func flush(_ text: inout [UInt8], into pieces: inout [GradleToken.Piece]) {
        guard !text.isEmpty else { return }
        pieces.append(.text(String(decoding: text, as: UTF8.self)))
        text = []
    }

    /// Whether the closing quotes stand here; of more than three, the last three close.
    private func isEnd(of quote: UInt8, isTriple: Bool) -> Bool {
        guard position < bytes.count, bytes[position] == quote else { return false }
        guard isTriple else { return true }
        guard position + 2 < bytes.count, bytes[position + 1] == quote, bytes[position + 2] == quote else { return false }
        return position + 3 >= bytes.count || bytes[position + 3] != quote
    }

    /// Takes an escape (Groovy: "Escaping special characters"; Kotlin: "Characters").
    private mutating func escape(into text: inout [UInt8]) throws(SyntaxFault) {
        let start = position
        guard position + 1 < bytes.count else {
            throw fault("the file ends inside a string", hint: "close it with the quote that it begins with", at: start)
        }
        let byte = bytes[position + 1]
        position += 2
        let simple: [UInt8: UInt8] = [
            UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
            UInt8(ascii: "s"): 0x20, UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "'"): UInt8(ascii: "'"),
            UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "$"): UInt8(ascii: "$"),
        ]
        if let plain = simple[byte] {
            text.append(plain)
        } else if byte == 0x0A || byte == 0x0D {
            if byte == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
        } else if byte == UInt8(ascii: "u") {
            let digits = bytes[position...].prefix(4)
            guard digits.count == 4, let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else {
                throw fault("`\\u` needs four hexadecimal digits", hint: "write `\\\\` for a backslash", at: start)
            }
            text += String(Unicode.Scalar(number).map(Character.init) ?? "\u{FFFD}").utf8
            position += 4
        } else if dialect == .groovy, (0x30...0x37).contains(byte) {
            text.append(byte & 7)
        } else {
            let sign = byte < 0x80 ? String(Unicode.Scalar(byte)) : "…"
            throw fault("`\\\(sign)` means nothing in a string", hint: "write `\\\\` for a backslash", at: start)
        }
    }

    /// The expression that begins at a `$`, as it is written; nil where the `$` stands for itself.
    private mutating func expression(of string: Int) throws(SyntaxFault) -> String? {
        guard position + 1 < bytes.count else { return nil }
        let first = bytes[position + 1]
        if first == UInt8(ascii: "{") {
            position += 2
            let start = position
            try skipExpression(of: string)
            return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
        }
        guard isNameStart(first) else { return nil }
        let start = position + 1
        position += 1
        while position < bytes.count {
            let isDot = dialect == .groovy && bytes[position] == UInt8(ascii: ".")
            let goesOn = isDot ? position + 1 < bytes.count && isNameStart(bytes[position + 1]) : isNamePart(bytes[position])
            guard goesOn else { break }
            position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Whether a name may begin with a byte.
    private func isNameStart(_ byte: UInt8) -> Bool { isNamePart(byte) && !(0x30...0x39).contains(byte) }

    /// Whether a byte may stand in a name.
    private func isNamePart(_ byte: UInt8) -> Bool { isWordByte(byte) && byte != UInt8(ascii: "$") }

    /// Goes behind the brace that closes an expression; strings inside it may hold expressions again.
    private mutating func skipExpression(of string: Int) throws(SyntaxFault) {
        var nesting: [Nesting] = [.code(1)]
        while let inner = nesting.last {
            guard position < bytes.count else {
                throw fault(
                    "the string is never closed", hint: "close it with the quotes that it begins with, and `${` with `}`", at: string)
            }
            guard nesting.count <= Self.maximumNesting else {
                throw fault("strings stand too deep inside each other", hint: "give the inner ones names", at: string)
            }
            let byte = bytes[position]
            switch inner {
            case .code(let depth):
                nesting[nesting.count - 1] = .code(depth + (byte == UInt8(ascii: "{") ? 1 : byte == UInt8(ascii: "}") ? -1 : 0))
                if byte == UInt8(ascii: "}"), depth == 1 { nesting.removeLast() }
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    let mark = String(Unicode.Scalar(byte))
                    let isTriple = isAhead(mark + mark + mark)
                    nesting.append(.string(byte, isTriple: isTriple))
                    position += isTriple ? 3 : 1
                } else {
                    position += 1
                }
            case .string(let quote, let isTriple):
                if isEnd(of: quote, isTriple: isTriple) {
                    position += isTriple ? 3 : 1
                    nesting.removeLast()
                } else if byte == UInt8(ascii: "\\"), !(dialect == .kotlin && isTriple) {
                    position = min(position + 2, bytes.count)
                } else if quote == UInt8(ascii: "\""), isAhead("${") {
                    position += 2
                    nesting.append(.code(1))
                } else if byte == 0x0A, !isTriple {
                    throw fault("the string is not closed on its line", hint: "close it with `\"`", at: string)
                } else {
                    position += 1
                }
            }
        }
    }

    /// Takes a slashy string of Groovy when it is closed on its line, else a division.
    mutating func slashy() {
        let start = position
        var end = start + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "/"), bytes[end] != 0x0A {
            end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "/"), end > start + 1 else {
            symbol()
            return
        }
        append(start: start, first: start + 1, last: end, end: end + 1)
    }

    /// Takes a dollar-slashy string of Groovy, `$/…/$`.
    mutating func dollarSlashy() throws(SyntaxFault) {
        let start = position
        position += 2
        while position < bytes.count, !isAhead("/$") { position += 1 }
        guard position < bytes.count else { throw fault("the string is never closed", hint: "close it with `/$`", at: start) }
        append(start: start, first: start + 2, last: position, end: position + 2)
    }

    /// Adds a string without escapes; one with a `$` counts as an expression, which is never a literal.
    private mutating func append(start: Int, first: Int, last: Int, end: Int) {
        var token = GradleToken(kind: .string, span: Span(start: start, end: end))
        token.inner = Span(start: first, end: last)
        let text = String(decoding: bytes[first..<last], as: UTF8.self)
        token.pieces = text.contains("$") ? [.expression(text)] : [.text(text)]
        tokens.append(token)
        position = end
    }
}
