extension PEP440 {
    /// The version that a text spells, by the regular expression of PEP 440's appendix B; spaces around it do not count.
    public init?(_ text: String) {
        var scanner = PEP440Scanner(text)
        scanner.skip("v")
        guard var first = scanner.number() else { return nil }
        var epoch = Natural.zero
        if scanner.skip("!") {
            guard let number = scanner.number() else { return nil }
            (epoch, first) = (first, number)
        }
        var numbers = [first]
        while let number = scanner.number(after: ".") { numbers.append(number) }
        self.init(epoch: epoch, numbers: numbers)
        if let phase = scanner.word(Self.phases.map(\.spelling)) {
            pre = Pre(phase: Self.phases[phase].phase, number: scanner.count())
        }
        if let number = scanner.number(after: "-") {
            post = number
        } else if scanner.word(["post", "rev", "r"]) != nil {
            post = scanner.count()
        }
        if scanner.word(["dev"]) != nil { dev = scanner.count() }
        if scanner.skip("+") {
            guard let parts = scanner.localParts() else { return nil }
            local = parts
        }
        guard scanner.isAtEnd else { return nil }
    }
}

/// A cursor over the lower-case ASCII bytes of a version.
private struct PEP440Scanner {
    /// What is left to read.
    private var rest: ArraySlice<UInt8>

    /// Starts behind the white space before a text, and ends before that behind it.
    init(_ text: String) {
        rest = text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }[...]
        rest = rest.drop(while: Self.isSpace)
        while let last = rest.last, Self.isSpace(last) { rest.removeLast() }
    }

    /// Whether everything was read.
    var isAtEnd: Bool { rest.isEmpty }

    /// Reads one ASCII character if it is next.
    @discardableResult
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    /// Reads digits, leading zeros allowed.
    mutating func number() -> Natural? {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard let number = Natural(digits: digits) else { return nil }
        rest = rest[digits.endIndex...]
        return number
    }

    /// Reads a separator and digits, or nothing.
    mutating func number(after separator: Unicode.Scalar) -> Natural? {
        let start = rest
        if skip(separator), let number = number() { return number }
        rest = start
        return nil
    }

    /// Reads an optional separator and the first of these words that follows, or nothing; gives the word's index.
    mutating func word(_ words: [String]) -> Int? {
        let start = Self.isSeparator(rest.first) ? rest.dropFirst() : rest
        guard let index = words.firstIndex(where: { start.starts(with: $0.utf8) }) else { return nil }
        rest = start.dropFirst(words[index].utf8.count)
        return index
    }

    /// Reads what may follow a word: an optional separator and an optional number, 0 where there is none.
    mutating func count() -> Natural {
        if Self.isSeparator(rest.first) { rest.removeFirst() }
        return number() ?? .zero
    }

    /// Reads the rest as a local version label.
    mutating func localParts() -> [PEP440.LocalPart]? {
        var parts: [PEP440.LocalPart] = []
        for part in rest.split(omittingEmptySubsequences: false, whereSeparator: Self.isSeparator) {
            guard !part.isEmpty, part.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }) else { return nil }
            parts.append(Natural(digits: part).map { .number($0) } ?? .text(String(decoding: part, as: UTF8.self)))
        }
        rest = []
        return parts
    }

    /// Whether a byte is one of the separators that may be left out.
    private static func isSeparator(_ byte: UInt8?) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    /// Whether a byte is ASCII white space.
    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }
}
