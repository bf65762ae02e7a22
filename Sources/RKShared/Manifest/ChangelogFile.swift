/// A changelog for people, in the form of Keep a Changelog 1.1.0: a preamble, what is unreleased, then the releases, newest first.
public struct ChangelogFile: Sendable, Hashable {
    /// What a file begins with that is made anew.
    public static let preamble = "# Changelog\n\n"

    /// The text.
    private let text: String
    /// Its line end: what most of its lines have.
    private let lineEnd: String

    /// The file with these bytes; nil for a new one. What is not UTF-8 is none.
    public init?(_ bytes: [UInt8]?) {
        guard let bytes else {
            text = Self.preamble
            lineEnd = "\n"
            return
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        self.text = text
        let ends = text.count { $0 == "\r\n" }
        lineEnd = 2 * ends > text.count { $0.isNewline } ? "\r\n" : "\n"
    }

    /// The text with a release added: under the preamble and what is unreleased, above all other releases. The same text where the release
    /// has a heading already. All other bytes stay.
    /// - Parameter section: the release with its heading, lines ended by line feeds.
    public func adding(_ section: String, of version: String) -> [UInt8] {
        let headings = self.headings
        guard !headings.contains(where: { $0.version?.sameBytes(version) ?? false }) else { return Array(text.utf8) }
        let place = place(among: headings)
        let before = text[..<place]
        let after = text[place...]
        var result = String(before)
        if !before.isEmpty, before.last?.isNewline != true { result += lineEnd }
        if !before.isEmpty, !endsInBlankLine(before) { result += lineEnd }
        result += String(section.map { $0 == "\n" ? Character(lineEnd) : $0 })
        if !after.isEmpty { result += lineEnd }
        return Array((result + after).utf8)
    }

    /// The release of a version, from its heading to the next one of its level; nil where there is none. Lines end with line feeds.
    public func section(of version: String) -> String? {
        let headings = self.headings
        guard let index = headings.firstIndex(where: { $0.version?.sameBytes(version) ?? false }) else { return nil }
        let end = headings[(index + 1)...].first { $0.level <= headings[index].level }?.start ?? text.endIndex
        var lines = text[headings[index].start..<end].split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        while lines.last?.allSatisfy(\.isWhitespace) ?? false { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A heading of the file.
    private struct Heading {
        /// Where its line begins.
        let start: String.Index
        /// How deep it is, from 1.
        let level: Int
        /// The version that it begins with; nil for another heading.
        let version: String?
        /// Whether what is not released stands below it.
        let isUnreleased: Bool
    }

    /// The headings outside code blocks.
    private var headings: [Heading] {
        var result: [Heading] = []
        var fence: Substring?
        var start = text.startIndex
        while start < text.endIndex {
            let end = text[start...].firstIndex(where: \.isNewline) ?? text.endIndex
            let line = text[start..<end]
            let content = line.drop { $0 == " " }
            let mark = content.prefix { $0 == "`" }.count >= 3 ? content.prefix { $0 == "`" } : content.prefix { $0 == "~" }
            if mark.count >= 3 {
                if let open = fence { if mark.hasPrefix(open) { fence = nil } } else { fence = mark }
            } else if fence == nil, let heading = Self.heading(line, at: start) {
                result.append(heading)
            }
            start = end < text.endIndex ? text.index(after: end) : end
        }
        return result
    }

    /// Reads a line of the form `## [1.2.0] - 2026-11-21`, `# v1.2.0 (2026-11-21)` or `## Unreleased`.
    private static func heading(_ line: Substring, at start: String.Index) -> Heading? {
        let level = line.prefix { $0 == "#" }.count
        guard (1...6).contains(level), line.dropFirst(level).first.map({ $0 == " " || $0 == "\t" }) ?? false else { return nil }
        let words = line.dropFirst(level).drop { $0 == " " || $0 == "\t" || $0 == "[" }
        let isUnreleased = words.lowercased().hasPrefix("unreleased")
        var version = words.prefix { !" \t](),:".contains($0) }
        if version.first == "v" || version.first == "V" { version = version.dropFirst() }
        let numbers = version.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isVersion =
            numbers.count == 2 && !numbers[0].isEmpty && numbers[0].allSatisfy(\.isWholeNumber) && numbers[1].first?.isWholeNumber == true
        return Heading(start: start, level: level, version: isVersion ? String(version) : nil, isUnreleased: isUnreleased)
    }

    /// Where a new release goes: in front of the first one, else behind what is unreleased, else at the end.
    private func place(among headings: [Heading]) -> String.Index {
        if let first = headings.first(where: { $0.version != nil }) { return first.start }
        guard let index = headings.firstIndex(where: \.isUnreleased) else { return text.endIndex }
        return headings[(index + 1)...].first { $0.level <= headings[index].level }?.start ?? text.endIndex
    }

    /// Whether a text ends in a line without anything in it.
    private func endsInBlankLine(_ text: Substring) -> Bool {
        let rest = text.reversed().prefix { $0.isWhitespace }
        return rest.count { $0.isNewline } > 1
    }
}
