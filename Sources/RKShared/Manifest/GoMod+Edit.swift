extension GoMod {
    /// The edit that writes another version into a requirement; quotes stay.
    public func replacingVersion(of requirement: Requirement, with version: String) -> Edit {
        let isQuoted = bytes[requirement.versionWord.span.start] == UInt8(ascii: "\"")
        return Edit(span: requirement.versionWord.span, replacement: isQuoted ? "\"\(version)\"" : version)
    }

    /// The edit that adds a line `retract` at the end, with its reason as a comment of one line.
    public func retracting(_ version: String, because reason: String) -> Edit {
        let end = bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? "" : "\n"
        let words = reason.split(whereSeparator: \.isNewline).joined(separator: " ")
        let span = Span(start: bytes.count, end: bytes.count)
        return Edit(span: span, replacement: "\(end)\nretract \(version)\(words.isEmpty ? "" : " // \(words)")\n")
    }

    /// The edits that take lines of `replace` away: each with its line end and the comment behind it, a block of which nothing
    /// would be left as a whole, and with it one of the empty lines around it. Comments above stay.
    public func removing(_ replacements: [Replacement]) -> [Edit] {
        let doomed = Set(replacements.map(\.line))
        var perBlock: [Int: Int] = [:]
        for number in doomed { syntax.lines[number].block.map { perBlock[$0, default: 0] += 1 } }
        var edits: [Edit] = []
        for number in doomed {
            let line = syntax.lines[number]
            if let block = line.block, perBlock[block] == syntax.blocks[block].count { continue }
            let whole = wholeLines(of: line.span)
            edits.append(Edit(span: line.block == nil ? withEmptyLine(whole) : whole, replacement: ""))
        }
        for (block, count) in perBlock where count == syntax.blocks[block].count {
            edits.append(Edit(span: withEmptyLine(wholeLines(of: syntax.blocks[block].span)), replacement: ""))
        }
        return Self.merged(edits.map(\.span)).map { Edit(span: $0, replacement: "") }
    }

    /// Spans with those that touch or overlap as one.
    private static func merged(_ spans: [Span]) -> [Span] {
        var result: [Span] = []
        for span in spans.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            if let last = result.last, span.start <= last.end {
                result[result.count - 1].end = max(last.end, span.end)
            } else {
                result.append(span)
            }
        }
        return result
    }

    /// A span from the beginning of its first line to the end of its last, line end included.
    private func wholeLines(of span: Span) -> Span {
        let newline = UInt8(ascii: "\n")
        let start = bytes[..<span.start].lastIndex(of: newline).map { $0 + 1 } ?? 0
        let end = bytes[span.end...].firstIndex(of: newline).map { $0 + 1 } ?? bytes.count
        return Span(start: start, end: end)
    }

    /// Whole lines with one of the empty lines around them, if otherwise two would follow each other or one would end the text.
    private func withEmptyLine(_ span: Span) -> Span {
        let before = emptyLine(endingAt: span.start)
        if let next = emptyLine(beginningAt: span.end), span.start == 0 || before != nil { return Span(start: span.start, end: next) }
        if let before, span.end == bytes.count { return Span(start: before, end: span.end) }
        return span
    }

    /// The end of the empty line that begins at an offset; nil when another one begins there.
    private func emptyLine(beginningAt offset: Int) -> Int? {
        guard offset < bytes.count, let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        return Self.isBlank(bytes[offset..<end]) ? end + 1 : nil
    }

    /// The beginning of the empty line that ends at an offset, line end included; nil when another one ends there.
    private func emptyLine(endingAt offset: Int) -> Int? {
        guard offset > 0, bytes[offset - 1] == UInt8(ascii: "\n") else { return nil }
        let start = bytes[..<(offset - 1)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return Self.isBlank(bytes[start..<(offset - 1)]) ? start : nil
    }

    /// Whether a line holds blanks only.
    private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
}
