/// A changelog for people, in the form of Keep a Changelog 1.1.0 or a form like it: a preamble, what is unreleased, then the releases, newest
/// first.
public struct ChangelogFile: Sendable, Hashable {
    /// What a file begins with that is made anew.
    public static let preamble = "# Changelog\n\n"

    /// The text, valid UTF-8.
    private let text: [UInt8]
    /// Its line end: what most of its lines have.
    private let lineEnd: [UInt8]
    /// Its headings.
    private let outline: ChangelogOutline

    /// The file with these bytes; nil for a new one. What is not UTF-8 is none.
    public init?(_ bytes: [UInt8]?) {
        guard bytes.map({ String(validating: $0, as: UTF8.self) != nil }) ?? true else { return nil }
        let text = bytes ?? Array(Self.preamble.utf8)
        var (returns, feeds) = (0, 0)
        for (index, byte) in text.enumerated() where byte == UInt8(ascii: "\n") {
            feeds += 1
            if index > 0, text[index - 1] == UInt8(ascii: "\r") { returns += 1 }
        }
        self.text = text
        lineEnd = Array((2 * returns > feeds ? "\r\n" : "\n").utf8)
        outline = ChangelogOutline(of: text)
    }

    /// The text with a release added: under the preamble and what is unreleased, above all other releases. The same text where the release
    /// has a heading already. All other bytes stay.
    /// - Parameter section: the release with its heading, lines ended by line feeds.
    public func adding(_ section: String, of version: String) -> [UInt8] {
        guard outline.index(of: version) == nil else { return text }
        let place = outline.place
        var result = Array(text[..<place])
        if let last = result.last, last != UInt8(ascii: "\n") { result += lineEnd }
        if !result.isEmpty, !Self.endsInBlankLine(result) { result += lineEnd }
        for byte in section.utf8 { if byte == UInt8(ascii: "\n") { result += lineEnd } else { result.append(byte) } }
        if place < text.count { result += lineEnd }
        return result + text[place...]
    }

    /// The release of a version, from its heading to that of the next release, or to another one of its level; nil where there is none. Lines
    /// end with line feeds.
    public func section(of version: String) -> String? {
        guard let index = outline.index(of: version) else { return nil }
        let range = outline.headings[index].start..<outline.end(of: index)
        var lines = String(decoding: text[range], as: UTF8.self).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        while lines.last?.allSatisfy(\.isWhitespace) ?? false { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Whether a text ends in a line without anything in it.
    private static func endsInBlankLine(_ text: [UInt8]) -> Bool {
        var feeds = 0
        for byte in text.reversed() {
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") else {
                break
            }
            if byte == UInt8(ascii: "\n") { feeds += 1 }
            if feeds > 1 { return true }
        }
        return false
    }
}
