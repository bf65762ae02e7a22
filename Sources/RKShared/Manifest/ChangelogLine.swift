/// What a line of a changelog is.
enum ChangelogLine {
    /// A line, or a part of one.
    typealias Line = ArraySlice<UInt8>

    /// Words that may stand in front of a version.
    private static let words = ["version", "release", "ver.", "ver"]

    /// How deep a heading with `#` is; nil for another line.
    static func level(_ line: Line) -> Int? {
        let marks = line.prefix { $0 == UInt8(ascii: "#") }.count
        guard (1...6).contains(marks), let next = line.dropFirst(marks).first, isSpace(next) else { return nil }
        return marks
    }

    /// How deep a heading is by the line below it; nil where this is none. As in reStructuredText, it may be of any one sign.
    static func underlined(_ line: Line, by below: Line) -> Int? {
        guard isText(line), isFlush(line), let sign = below.first, below.count > 2 else { return nil }
        guard below.allSatisfy({ $0 == sign }), !isItem(line) else { return nil }
        if sign == UInt8(ascii: "=") { return 1 }
        if sign == UInt8(ascii: "-") { return 2 }
        return "~^+*#\"'".utf8.contains(sign) && below.count >= line.count && !line.allSatisfy { $0 == sign } ? 3 : nil
    }

    /// The signs that open a block of code; nil for another line.
    static func fence(_ line: Line) -> Line? {
        let content = line.drop(while: isSpace)
        guard let sign = content.first, sign == UInt8(ascii: "`") || sign == UInt8(ascii: "~") else { return nil }
        let mark = content.prefix { $0 == sign }
        guard mark.count >= 3, sign == UInt8(ascii: "~") || !content.dropFirst(mark.count).contains(sign) else { return nil }
        return mark
    }

    /// Whether a line ends a block of code.
    static func closes(_ line: Line, _ fence: Line) -> Bool {
        let content = line.drop(while: isSpace)
        return content.starts(with: fence) && content.drop { $0 == fence.first }.allSatisfy(isSpace)
    }

    /// Whether a line is more than spaces and rules.
    static func isText(_ line: Line) -> Bool {
        let content = line.drop(while: isSpace)
        guard let first = content.first else { return false }
        return content.count < 3 || !"=-~^+*#\"'".utf8.contains(first) || !content.allSatisfy { $0 == first }
    }

    /// Whether a line has spaces at most.
    static func isBlank(_ line: Line) -> Bool { line.allSatisfy(isSpace) }

    /// Whether a line says where a link leads, as in `[1.0.0]: https://…` (CommonMark 0.31, section 4.7).
    static func isLinkDefinition(_ line: Line) -> Bool {
        guard begins(line, "["), let end = line.firstIndex(of: UInt8(ascii: "]")) else { return false }
        return line[(end + 1)...].first == UInt8(ascii: ":")
    }

    /// Whether a line begins without a space.
    static func isFlush(_ line: Line) -> Bool { line.first.map { !isSpace($0) } ?? false }

    /// Whether a paragraph cannot go on behind a line.
    static func endsParagraph(_ line: Line) -> Bool { !isText(line) || level(line) != nil || isAnchor(line) }

    /// Whether a line is the anchor of what follows it, as in `<a name="1.2.0"></a>` and `.. _v1-2-0:`.
    static func isAnchor(_ line: Line) -> Bool {
        begins(line, "<a name=") || begins(line, "<a id=") || begins(line, ".. _") && line.last == UInt8(ascii: ":")
    }

    /// Whether a heading is that of what is not released.
    static func isUnreleased(_ title: Line) -> Bool {
        String(decoding: title.drop(while: isDecoration).prefix(10), as: UTF8.self).lowercased() == "unreleased"
    }

    /// The version that a title names: `[1.2.0] - 2026-11-21`, `v1.2.0 (2026-11-21)`, `Version 1.2.0`, `name@1.2.0`, `2026-11-21, Version 1.2.0`.
    static func version(in title: Line) -> String? {
        var rest = title.drop(while: isDecoration)
        let day = rest.prefix { isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
        let behind = rest.dropFirst(day.count).drop { isDecoration($0) || $0 == UInt8(ascii: ",") }
        if day.count > 7, word(behind) != nil { rest = behind }
        if let word = word(rest) { rest = rest.dropFirst(word.utf8.count).drop { isDecoration($0) || $0 == UInt8(ascii: ":") } }
        let token = rest.prefix { !isSpace($0) && !"](),:`*".utf8.contains($0) }
        rest = token.lastIndex(of: UInt8(ascii: "@")).map { token[($0 + 1)...] } ?? token
        if rest.first == UInt8(ascii: "v") || rest.first == UInt8(ascii: "V") { rest = rest.dropFirst() }
        let number = rest.prefix(while: isDigit)
        let next = rest.dropFirst(number.count)
        guard !number.isEmpty, next.first == UInt8(ascii: "."), let digit = next.dropFirst().first, isDigit(digit) else { return nil }
        return String(decoding: rest, as: UTF8.self)
    }

    /// Whether a line begins with a text, behind spaces.
    static func begins(_ line: Line, _ text: String) -> Bool { line.drop(while: isSpace).starts(with: text.utf8) }

    /// Whether a line has a text in it.
    static func contains(_ line: Line, _ text: String) -> Bool {
        line.indices.contains { line[$0...].starts(with: text.utf8) }
    }

    /// The word for a release that a title begins with, and that ends there.
    private static func word(_ title: Line) -> String? {
        let start = String(decoding: title.prefix(8), as: UTF8.self).lowercased()
        return words.first { word in
            start.hasPrefix(word) && (title.dropFirst(word.utf8.count).first.map { isDecoration($0) || $0 == UInt8(ascii: ":") } ?? false)
        }
    }

    /// Whether a line is an item of a list, or quoted.
    private static func isItem(_ line: Line) -> Bool {
        guard let first = line.first, "-*+>|".utf8.contains(first) else { return false }
        return line.dropFirst().first.map(isSpace) ?? true
    }

    /// Whether a byte may stand in front of a title's words.
    private static func isDecoration(_ byte: UInt8) -> Bool { isSpace(byte) || "[(`*_".utf8.contains(byte) }

    /// Whether a byte is a space or a tab.
    private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    /// Whether a byte is a digit.
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
