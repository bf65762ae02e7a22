/// The headings of a changelog: those of Markdown with `#` or underlined, and those of reStructuredText.
struct ChangelogOutline: Sendable, Hashable {
    /// A heading.
    struct Heading: Sendable, Hashable {
        /// Where it begins: its line, or that of an anchor in front of it.
        var start: Int
        /// How deep it is, from 1.
        var level: Int
        /// The version that it names; nil for another heading.
        var version: String?
        /// Whether what is not released stands below it.
        var isUnreleased: Bool
        /// Whether it may name the file: no number is in it.
        var isPlain: Bool
    }

    /// The headings, in order.
    private(set) var headings: [Heading] = []
    /// Where paragraphs begin that begin with a version: the releases of a file without headings.
    private var versionLines: [Int] = []
    /// Where the text ends, but for the definitions of links behind all of it.
    private let end: Int

    /// Finds the headings outside code blocks, comments and front matter.
    init(of text: [UInt8]) {
        let lines = Self.lines(of: text)
        let tail = lines.reversed().prefix { ChangelogLine.isBlank(text[$0]) || ChangelogLine.isLinkDefinition(text[$0]) }
        end = tail.last { ChangelogLine.isLinkDefinition(text[$0]) }?.lowerBound ?? text.count
        var fence: ArraySlice<UInt8>?
        var isComment = false
        var underline = -1
        var index = Self.endOfFrontMatter(lines, text)
        while index < lines.count {
            let line = text[lines[index]]
            defer { index += 1 }
            if isComment {
                isComment = !ChangelogLine.contains(line, "-->")
            } else if let open = fence {
                if ChangelogLine.closes(line, open) { fence = nil }
            } else if let mark = ChangelogLine.fence(line) {
                fence = mark
            } else if ChangelogLine.begins(line, "<!--") {
                isComment = !ChangelogLine.contains(line, "-->")
            } else if let level = ChangelogLine.level(line) {
                add(line.dropFirst(level), level: level, at: index, lines, text)
            } else if index == 0 || ChangelogLine.endsParagraph(text[lines[index - 1]]) {
                let below = index + 1 < lines.count ? text[lines[index + 1]] : []
                if let level = ChangelogLine.underlined(line, by: below) {
                    let isOverlined = index > 0 && underline != index - 1 && text[lines[index - 1]].elementsEqual(below)
                    add(line, level: level, at: isOverlined ? index - 1 : index, lines, text)
                    index += 1
                    underline = index
                } else if ChangelogLine.isFlush(line), ChangelogLine.version(in: line) != nil {
                    versionLines.append(lines[index].lowerBound)
                }
            }
        }
    }

    /// The heading of a version, with or without a leading `v`.
    func index(of version: String) -> Int? {
        let bare = version.hasPrefix("v") ? String(version.dropFirst()) : version
        return headings.firstIndex { $0.version?.sameBytes(bare) ?? false }
    }

    /// Where what stands below a heading ends: at the next one of its level, and at another release, since some tools write `### 1.0.1` for
    /// patches below `## 1.0.0`.
    func end(of index: Int) -> Int {
        let next = headings[(index + 1)...].first { heading in
            heading.level <= headings[index].level || heading.version.map { $0.count { $0 == "." } > 1 } ?? false
        }
        return next?.start ?? versionLines.first { $0 > headings[index].start } ?? end
    }

    /// Where a new release goes: in front of the first one, else behind what is unreleased, else below the title and its paragraphs.
    var place: Int {
        if let first = headings.first(where: { $0.version != nil }) { return first.start }
        if let index = headings.firstIndex(where: \.isUnreleased) {
            return headings[(index + 1)...].first { $0.level <= headings[index].level }?.start ?? end
        }
        let hasTitle = headings.first.map { title in title.isPlain && headings.allSatisfy { title.level <= $0.level } } ?? false
        return headings.dropFirst(hasTitle ? 1 : 0).first?.start ?? versionLines.first ?? end
    }

    /// Adds a heading.
    private mutating func add(_ title: ArraySlice<UInt8>, level: Int, at index: Int, _ lines: [Range<Int>], _ text: [UInt8]) {
        var start = index
        while start > 0, !ChangelogLine.isText(text[lines[start - 1]]) { start -= 1 }
        let hasAnchor = start > 0 && ChangelogLine.isAnchor(text[lines[start - 1]])
        headings.append(
            Heading(
                start: lines[hasAnchor ? start - 1 : index].lowerBound, level: level, version: ChangelogLine.version(in: title),
                isUnreleased: ChangelogLine.isUnreleased(title), isPlain: !title.contains { (0x30...0x39).contains($0) }))
    }

    /// The lines, without their ends.
    private static func lines(of text: [UInt8]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
            let hasReturn = end > start && text[end - 1] == UInt8(ascii: "\r")
            result.append(start..<(hasReturn ? end - 1 : end))
            start = end + 1
        }
        return result
    }

    /// The line behind a block of metadata that a file begins with, between two lines `---`.
    private static func endOfFrontMatter(_ lines: [Range<Int>], _ text: [UInt8]) -> Int {
        guard let first = lines.first, text[first].elementsEqual("---".utf8) else { return 0 }
        return lines.dropFirst().firstIndex { text[$0].elementsEqual("---".utf8) }.map { $0 + 1 } ?? 0
    }
}
