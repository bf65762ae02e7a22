/// Reads one TOML 1.0 text from its first byte to its last; keeps no recursion, so depth costs no stack.
struct TOMLParser {
    /// How many containers may be nested in each other, so that users of the tree can recurse safely.
    static let nestingLimit = 256

    /// The whole text.
    let bytes: [UInt8]
    /// The offset of the next byte to read.
    var position = 0
    /// The tables read so far.
    var tree = TOMLTree()
    /// The number of the table to which the lines below the last header belong.
    var section = 0

    /// A reader at the beginning of `bytes`.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        section = tree.makeTable(.header, span: Span(start: 0, end: 0), depth: 0)
    }

    /// The next byte; nil at the end.
    var next: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    /// The byte `distance` behind the next one.
    func peek(_ distance: Int) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    /// Whether the same byte comes three times, as around a multi-line string.
    func isTriple(_ byte: UInt8) -> Bool {
        next == byte && peek(1) == byte && peek(2) == byte
    }

    /// The document's root table.
    mutating func parseDocument() throws(SyntaxFault) -> TOMLTable {
        try checkEncoding()
        if bytes.starts(with: TextEncoding.byteOrderMark) { position = TextEncoding.byteOrderMark.count }
        while true {
            skipBlanks()
            guard let byte = next else { break }
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "#"):
                break
            case UInt8(ascii: "["):
                try parseHeader()
                try expectLineEnd(after: "the header", hint: "write keys on the lines below the header")
            default:
                try parseKeyValue(into: section)
                try expectLineEnd(
                    after: "the value",
                    hint: "put a text with blanks in quotes, a comment behind `#`, and the next key on a line of its own")
            }
            try skipComment()
            try skipLineEnd()
        }
        return tree.close(0)
    }

    /// Skips spaces and tabs.
    mutating func skipBlanks() {
        while position < bytes.count, bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "\t") {
            position += 1
        }
    }

    /// Skips a comment, if there is one, up to the end of its line.
    mutating func skipComment() throws(SyntaxFault) {
        guard next == UInt8(ascii: "#") else { return }
        while let byte = next, byte != UInt8(ascii: "\n") {
            if byte == UInt8(ascii: "\r") && peek(1) == UInt8(ascii: "\n") { return }
            guard !Self.isForbiddenControl(byte) else {
                throw fault("a comment must not contain \(describe(position))", hint: "remove it")
            }
            position += 1
        }
    }

    /// Skips one line end, if there is one; a carriage return alone is none.
    mutating func skipLineEnd() throws(SyntaxFault) {
        if next == UInt8(ascii: "\n") {
            position += 1
        } else if next == UInt8(ascii: "\r") {
            guard peek(1) == UInt8(ascii: "\n") else {
                throw fault("a carriage return must be followed by a line feed", hint: "save the file with LF or CRLF line ends")
            }
            position += 2
        }
    }

    /// Skips everything that may stand between the elements of an array: blanks, comments, and line ends.
    mutating func skipBlanksAndLines() throws(SyntaxFault) {
        while true {
            let start = position
            skipBlanks()
            try skipComment()
            try skipLineEnd()
            if position == start { return }
        }
    }

    /// Throws unless only blanks and a comment are left of the line.
    private mutating func expectLineEnd(after what: String, hint: String) throws(SyntaxFault) {
        skipBlanks()
        switch next {
        case nil, UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "#"):
            return
        default:
            throw fault("expected the end of the line after \(what), found \(describe(position))", hint: hint)
        }
    }
}
