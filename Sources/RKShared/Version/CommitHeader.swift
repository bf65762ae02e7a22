/// The parts of a commit message's first line.
struct CommitHeader {
    /// The type in lower case, scope, and whether `!` follows; nil when the line is not conventional.
    var prefix: (type: String, scope: String?, isBreaking: Bool)?
    /// The text without prefix and pull request.
    var subject: String
    /// The number in `(#12)` at the end.
    var pullRequest: Int?
    /// The header that is taken back.
    var revertedSubject: String?

    /// Reads a line that has no white space around it.
    init(_ line: ArraySlice<UInt8>) {
        let description = Self.prefix(of: line)
        if let description { prefix = (description.type, description.scope, description.isBreaking) }
        let (text, number) = Self.splitPullRequest(description?.rest ?? line)
        subject = String(decoding: text, as: UTF8.self)
        pullRequest = number
        if let prefix {
            if prefix.type == "revert" { revertedSubject = Self.unquoted(text) }
        } else if let quoted = Self.quoted(after: "revert \"", in: line) {
            revertedSubject = quoted
        } else if let quoted = Self.quoted(after: "reapply \"", in: line) {
            revertedSubject = "Revert \"\(quoted)\""
        }
    }

    /// A header without `(#12)` at its end.
    static func withoutPullRequest(_ header: String) -> String {
        String(decoding: splitPullRequest(Array(header.utf8)[...]).text, as: UTF8.self)
    }

    /// `type(scope)!: description`: rules 1, 4, 5 and 13 of the specification; an empty pair of parentheses is no scope.
    private static func prefix(
        of line: ArraySlice<UInt8>
    ) -> (type: String, scope: String?, isBreaking: Bool, rest: ArraySlice<UInt8>)? {
        let word = line.prefix(while: isTypeByte)
        guard let first = word.first, isLetter(first) else { return nil }
        var rest = line[word.endIndex...]
        var scope: String?
        if rest.first == UInt8(ascii: "(") {
            let inner = rest.dropFirst().prefix { $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: "(") }
            rest = rest[inner.endIndex...]
            guard rest.first == UInt8(ascii: ")") else { return nil }
            rest = rest.dropFirst()
            let text = inner.trimmed
            scope = text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
        }
        let isBreaking = rest.first == UInt8(ascii: "!")
        if isBreaking { rest = rest.dropFirst() }
        guard rest.first == UInt8(ascii: ":") else { return nil }
        rest = rest.dropFirst()
        guard let gap = rest.first, ArraySlice.isBlank(gap) else { return nil }
        let description = rest.trimmed
        guard !description.isEmpty else { return nil }
        return (String(decoding: word, as: UTF8.self).lowercased(), scope, isBreaking, description)
    }

    /// Separates ` (#12)` from the end of a text that is not only that.
    private static func splitPullRequest(_ text: ArraySlice<UInt8>) -> (text: ArraySlice<UInt8>, number: Int?) {
        guard text.last == UInt8(ascii: ")") else { return (text, nil) }
        let inner = text.dropLast()
        let digits = inner.suffix(while: { (0x30...0x39).contains($0) })
        let opening = inner[..<digits.startIndex]
        guard opening.count > 2, opening.suffix(2).elementsEqual("(#".utf8) else { return (text, nil) }
        guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return (text, nil) }
        let before = opening.dropLast(2).trimmed
        return before.isEmpty ? (text, nil) : (before, number)
    }

    /// The text between an opening, which ends in a quotation mark, and the last quotation mark of the line.
    private static func quoted(after opening: String, in line: ArraySlice<UInt8>) -> String? {
        guard line.count > opening.utf8.count else { return nil }
        let start = line.prefix(opening.utf8.count)
        guard zip(start, opening.utf8).allSatisfy({ ($0 | 0x20) == ($1 | 0x20) }) else { return nil }
        let rest = line[start.endIndex...]
        guard let end = rest.lastIndex(of: UInt8(ascii: "\"")), end > rest.startIndex else { return nil }
        return String(decoding: rest[..<end], as: UTF8.self)
    }

    /// A text without the quotation marks that some write around what `revert:` takes back.
    private static func unquoted(_ text: ArraySlice<UInt8>) -> String {
        let mark = UInt8(ascii: "\"")
        let isQuoted = text.count > 2 && text.first == mark && text.last == mark
        return String(decoding: isQuoted ? text.dropFirst().dropLast() : text, as: UTF8.self)
    }

    /// Whether a byte is an ASCII letter.
    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20)
    }

    /// Whether a byte may stand in a type.
    private static func isTypeByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}

extension ArraySlice<UInt8> {
    /// The bytes without spaces, tabs and carriage returns around them.
    var trimmed: ArraySlice<UInt8> {
        var result = drop(while: Self.isBlank)
        while let last = result.last, Self.isBlank(last) { result.removeLast() }
        return result
    }

    /// Whether a byte is a space, a tab or a carriage return.
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D
    }

    /// The longest end of which all bytes fulfil a condition.
    fileprivate func suffix(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        var start = endIndex
        while start > startIndex, condition(self[start - 1]) { start -= 1 }
        return self[start...]
    }
}
