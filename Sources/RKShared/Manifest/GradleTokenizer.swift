/// Splits a build script into tokens; keeps its own stack, so that no depth of nesting can exhaust the process's.
struct GradleTokenizer {
    /// The text.
    let bytes: [UInt8]
    /// The language.
    let dialect: GradleScript.Dialect
    /// The next byte.
    var position = 0
    /// What was found.
    var tokens: [GradleToken] = []
    /// The indices of the brackets that are open.
    private var open: [Int] = []

    /// A tokenizer at the beginning of a text.
    init(_ bytes: [UInt8], _ dialect: GradleScript.Dialect) {
        self.bytes = bytes
        self.dialect = dialect
    }

    /// Reads the whole text.
    mutating func run() throws(SyntaxFault) {
        try TextEncoding.check(bytes)
        if bytes.starts(with: TextEncoding.byteOrderMark) { position = TextEncoding.byteOrderMark.count }
        if isAhead("#!") { skipLine() }
        while position < bytes.count { try next() }
        guard let last = open.last else { return }
        let opener = tokens[last].text
        let closer = ["(": ")", "[": "]"][opener] ?? "}"
        throw fault("the `\(opener)` here is never closed", hint: "close it with `\(closer)`", at: tokens[last].span.start)
    }

    /// Reads one token, or skips what is none.
    private mutating func next() throws(SyntaxFault) {
        let byte = bytes[position]
        switch byte {
        case 0x20, 0x09, 0x0C: position += 1
        case 0x0A, 0x0D: newline()
        case UInt8(ascii: "\\") where isLineEnd(position + 1): skipLine()
        case UInt8(ascii: "/"): try slash()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): try string()
        case UInt8(ascii: "$") where dialect == .groovy && isAhead("$/"): try dollarSlashy()
        case UInt8(ascii: "`"): try backticks()
        case 0x30...0x39: number()
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
            open.append(tokens.count)
            symbol()
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): try close()
        case UInt8(ascii: "<") where isAhead("<<<<<<< ") && (position == 0 || bytes[position - 1] == 0x0A):
            throw fault("a merge conflict is left here", hint: "resolve it, and remove the markers", at: position)
        case let byte where isWordByte(byte): word()
        case let byte where TextEncoding.isControl(byte):
            throw fault("a build script cannot hold the control character \(byte)", hint: "is this a text file?", at: position)
        default: symbol()
        }
    }

    /// Whether these bytes come next.
    func isAhead(_ text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    /// Whether a line ends at an offset.
    private func isLineEnd(_ offset: Int) -> Bool { offset < bytes.count && (bytes[offset] == 0x0A || bytes[offset] == 0x0D) }

    /// Whether a byte may stand in a name; digits too.
    func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), 0x80...: true
        case UInt8(ascii: "$"): dialect == .groovy
        default: false
        }
    }

    /// A fault at an offset.
    func fault(_ message: String, hint: String, at offset: Int) -> SyntaxFault {
        var fault = SyntaxFault(message, hint: hint, at: offset, in: bytes)
        fault.column = TextEncoding.position(of: offset, in: bytes).column
        return fault
    }

    /// Goes behind the end of this line.
    private mutating func skipLine() {
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
        if position < bytes.count { position += 1 }
    }

    /// Notes the end of a line once, however many follow.
    private mutating func newline() {
        if tokens.last?.kind != .newline { tokens.append(GradleToken(kind: .newline, span: Span(start: position, end: position + 1))) }
        position += 1
    }

    /// Takes one byte as a sign.
    mutating func symbol() {
        let text = String(Unicode.Scalar(bytes[position]))
        tokens.append(GradleToken(kind: .symbol, span: Span(start: position, end: position + 1), text: text))
        position += 1
    }

    /// Takes a closing bracket, which must fit the one that is open.
    private mutating func close() throws(SyntaxFault) {
        let sign = bytes[position]
        let wanted: [UInt8: String] = [UInt8(ascii: ")"): "(", UInt8(ascii: "]"): "[", UInt8(ascii: "}"): "{"]
        let text = String(Unicode.Scalar(sign))
        guard let opener = open.popLast() else { throw fault("this `\(text)` closes nothing", hint: "remove it", at: position) }
        guard tokens[opener].text == wanted[sign] else {
            let line = TextPosition(of: tokens[opener].span.start, in: bytes).line
            throw fault(
                "this `\(text)` cannot close the `\(tokens[opener].text)` of line \(line)",
                hint: "close what is open first, or remove this one", at: position)
        }
        tokens[opener].partner = tokens.count
        symbol()
        tokens[tokens.count - 1].partner = opener
    }

    /// Takes a name or keyword.
    private mutating func word() {
        let start = position
        while position < bytes.count, isWordByte(bytes[position]) { position += 1 }
        append(.word, from: start, String(decoding: bytes[start..<position], as: UTF8.self))
    }

    /// Takes a name in backticks, as Kotlin writes `maven-publish`.
    private mutating func backticks() throws(SyntaxFault) {
        let start = position
        let end = bytes[(start + 1)...].firstIndex { $0 == UInt8(ascii: "`") || $0 == 0x0A }
        guard let end, bytes[end] == UInt8(ascii: "`") else {
            throw fault("the name in backticks is never closed", hint: "close it with a backtick on the same line", at: start)
        }
        position = end + 1
        append(.word, from: start, String(decoding: bytes[(start + 1)..<end], as: UTF8.self))
    }

    /// Takes digits, with fraction, letters and underscores.
    private mutating func number() {
        let start = position
        while position < bytes.count {
            let isFraction =
                bytes[position] == UInt8(ascii: ".") && position + 1 < bytes.count && (0x30...0x39).contains(bytes[position + 1])
            guard isFraction || isWordByte(bytes[position]) else { break }
            position += 1
        }
        append(.number, from: start, String(decoding: bytes[start..<position], as: UTF8.self))
    }

    /// Adds a token that ends here.
    private mutating func append(_ kind: GradleToken.Kind, from start: Int, _ text: String) {
        tokens.append(GradleToken(kind: kind, span: Span(start: start, end: position), text: text))
    }

    /// Takes what begins with a slash: a comment, a slashy string of Groovy, or a division.
    private mutating func slash() throws(SyntaxFault) {
        if isAhead("//") {
            while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
        } else if isAhead("/*") {
            try comment()
        } else if dialect == .groovy, mayBeginSlashy {
            slashy()
        } else {
            symbol()
        }
    }

    /// Goes behind a comment; Kotlin's nest.
    private mutating func comment() throws(SyntaxFault) {
        let start = position
        var depth = 0
        while position < bytes.count {
            if isAhead("*/") {
                position += 2
                depth -= 1
                if depth == 0 { return }
            } else if isAhead("/*"), depth == 0 || dialect == .kotlin {
                position += 2
                depth += 1
            } else {
                position += 1
            }
        }
        throw fault("the comment is never closed", hint: "close it with `*/`", at: start)
    }

    /// Whether a slash here is no division: no value stands before it, or a word with a space, and text follows at once.
    private var mayBeginSlashy: Bool {
        guard let last = tokens.last, last.kind != .newline else { return true }
        switch last.kind {
        case .symbol: return !")]}".contains(last.text)
        case .word:
            let isApart = last.span.end < position
            return isApart && position + 1 < bytes.count && bytes[position + 1] != 0x20
        case .number, .string, .newline: return false
        }
    }
}
