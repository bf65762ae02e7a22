/// One pass over the lines of a commit message.
struct CommitReader {
    /// What is left to read.
    private var rest: ArraySlice<UInt8>
    /// Whether the line before was blank, so that a paragraph may begin.
    private var isAfterBlank = true
    /// The commit of the message itself.
    private var outer = ConventionalCommit()
    /// The squashed commit whose lines are being read; nil while they are the message's own.
    private var inner: ConventionalCommit?
    /// The footer whose value may go on.
    private var open: (token: String, lines: [ArraySlice<UInt8>])?

    /// Starts at the beginning of a message.
    init(_ message: ArraySlice<UInt8>) {
        rest = message
    }

    /// Reads the whole message.
    mutating func readCommit() -> ConventionalCommit {
        while let line = nextLine() {
            let text = line.trimmed
            guard !text.isEmpty else { continue }
            outer = Self.commit(header: text)
            // hg says it in the header, git behind that.
            for id in Self.revertedCommits(text, behind: "Backed out changeset") { append(reverted: id) }
            break
        }
        isAfterBlank = false
        while let line = nextLine() {
            read(line)
            isAfterBlank = line.isEmpty
        }
        closeInner()
        return outer
    }

    /// Reads one line behind the header.
    private mutating func read(_ line: ArraySlice<UInt8>) {
        if Self.isRule(line) {
            closeInner()
        } else if let header = Self.squashed(line) {
            closeInner()
            inner = header
        } else if let footer = Self.footer(line), footer.isBreaking || isAfterBlank || open != nil {
            closeFooter()
            open = (footer.token, [footer.value])
        } else {
            open?.lines.append(line)
        }
        for id in Self.revertedCommits(line, behind: "This reverts commit") { append(reverted: id) }
    }

    /// The next line without its end and the white space before that; nil behind the last one.
    private mutating func nextLine() -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
        var line = rest[..<end]
        while let last = line.last, ArraySlice.isBlank(last) { line.removeLast() }
        rest = rest[end...].dropFirst()
        return line
    }

    /// Gives the open footer to the commit that it belongs to; one without a value is no footer.
    private mutating func closeFooter() {
        guard let (token, lines) = open else { return }
        open = nil
        let paragraph = lines.drop { $0.isEmpty }
        let significant = paragraph.dropLast(paragraph.reversed().prefix { $0.isEmpty }.count)
        guard !significant.isEmpty else { return }
        let value = String(decoding: Array(significant.joined(separator: CollectionOfOne(UInt8(ascii: "\n")))), as: UTF8.self)
        let owner = inner ?? outer
        if owner.type == "revert" || owner.revertedSubject != nil, token.lowercased() == "refs" {
            for id in Self.ids(in: significant.prefix { !$0.isEmpty }) { append(reverted: id) }
        }
        let isBreaking = token == Self.breaking
        let footer = ConventionalCommit.Footer(token: token, value: value)
        if inner != nil {
            inner?.footers.append(footer)
            if isBreaking { inner?.isBreaking = true }
        } else {
            outer.footers.append(footer)
            if isBreaking { outer.isBreaking = true }
        }
    }

    /// Ends the squashed commit, if there is one.
    private mutating func closeInner() {
        closeFooter()
        guard let inner else { return }
        outer.nested.append(inner)
        self.inner = nil
    }

    /// Notes an id, once.
    private mutating func append(reverted id: String) {
        if inner == nil {
            if !outer.reverts.contains(id) { outer.reverts.append(id) }
        } else if inner?.reverts.contains(id) == false {
            inner?.reverts.append(id)
        }
    }
}

extension CommitReader {
    /// The one token that may hold a space, rule 12 and 15 of the specification.
    private static let breaking = "BREAKING CHANGE"

    /// A commit of which only the header is known.
    private static func commit(header line: ArraySlice<UInt8>) -> ConventionalCommit {
        let header = CommitHeader(line)
        var commit = ConventionalCommit()
        commit.header = String(decoding: line, as: UTF8.self)
        commit.type = header.prefix?.type
        commit.scope = header.prefix?.scope
        commit.isBreaking = header.prefix?.isBreaking ?? false
        commit.subject = header.subject
        commit.pullRequest = header.pullRequest
        commit.revertedSubject = header.revertedSubject
        return commit
    }

    /// The commit of a list item such as `* feat: x`, as forges write the body of a squashed branch.
    private static func squashed(_ line: ArraySlice<UInt8>) -> ConventionalCommit? {
        guard line.starts(with: "* ".utf8) || line.starts(with: "- ".utf8) else { return nil }
        let commit = commit(header: line.dropFirst(2).trimmed)
        return commit.type != nil || commit.revertedSubject != nil ? commit : nil
    }

    /// Whether a line is the rule that GitHub puts between the squashed commits and the trailers of the whole.
    private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
        line.count >= 3 && line.allSatisfy { $0 == UInt8(ascii: "-") }
    }

    /// Token and the value's first line, where a line begins a footer: `token: value` or `token #value`.
    private static func footer(_ line: ArraySlice<UInt8>) -> (token: String, value: ArraySlice<UInt8>, isBreaking: Bool)? {
        var token = ArraySlice<UInt8>()
        for spelling in [breaking, "BREAKING-CHANGE"] where line.starts(with: spelling.utf8) {
            token = line.prefix(spelling.utf8.count)
        }
        let isBreaking = !token.isEmpty
        if !isBreaking {
            token = line.prefix { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
            guard let first = token.first, first != UInt8(ascii: "-") else { return nil }
        }
        let rest = line[token.endIndex...]
        guard let separator = rest.first else { return nil }
        let word = isBreaking ? breaking : String(decoding: token, as: UTF8.self)
        if separator == UInt8(ascii: ":") {
            let value = rest.dropFirst()
            guard value.first.map(ArraySlice.isBlank) ?? true else { return nil }
            return (word, value.trimmed, isBreaking)
        }
        guard rest.starts(with: " #".utf8), rest.count > 2 else { return nil }
        return (word, rest.dropFirst(), isBreaking)
    }

    /// The ids in a line that begins with some words, which have an `s` behind them for several.
    private static func revertedCommits(_ line: ArraySlice<UInt8>, behind opening: String) -> [String] {
        guard line.starts(with: opening.utf8) else { return [] }
        var words = line.dropFirst(opening.utf8.count)
        if words.first == UInt8(ascii: "s") { words = words.dropFirst() }
        guard words.first == UInt8(ascii: " ") else { return [] }
        var found: [String] = []
        for word in words.split(whereSeparator: { $0 == 0x20 || $0 == UInt8(ascii: ",") }) {
            if word.elementsEqual("and".utf8) { continue }
            guard let id = id(word, atLeast: 4) else { break }
            found.append(id)
        }
        return found
    }

    /// All words that can be nothing but commit ids.
    private static func ids(in lines: ArraySlice<ArraySlice<UInt8>>) -> [String] {
        lines.joined(separator: CollectionOfOne(0x20)).split { $0 == 0x20 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }
            .compactMap { id(ArraySlice($0), atLeast: 7) }
    }

    /// A word that is a commit id, without a full stop behind it; SHA-256 ids have 64 digits.
    private static func id(_ word: ArraySlice<UInt8>, atLeast count: Int) -> String? {
        let digits = word.last == UInt8(ascii: ".") ? word.dropLast() : word
        guard (count...64).contains(digits.count) else { return nil }
        guard digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }) else { return nil }
        return String(decoding: digits, as: UTF8.self).lowercased()
    }
}
