/// Text that is safe to print on a terminal, with the number of cells it takes.
struct TerminalText: Sendable, Hashable {
    /// The text, without anything that could move the cursor or change the order of letters.
    private(set) var text: String
    /// How many cells it takes.
    private(set) var width: Int

    /// How many marks may stand above or below one letter; more could fill a frame without taking a cell.
    private static let maximumMarks = 4
    /// How many scalars are kept at most; no terminal is that wide.
    private static let maximumLength = 4096

    /// Untrusted text in one line: what is not visible becomes U+FFFD.
    init(_ untrusted: String) {
        text = ""
        width = 0
        var marks = 0
        for scalar in untrusted.unicodeScalars.prefix(Self.maximumLength) {
            switch Self.cells(of: scalar) {
            case nil:
                append("\u{FFFD}", cells: 1)
                marks = 0
            case 0:
                marks += 1
                if marks <= Self.maximumMarks, width > 0 { append(scalar, cells: 0) }
            case let cells?:
                append(scalar, cells: cells)
                marks = 0
            }
        }
    }

    /// The first line of untrusted text.
    init(firstLineOf untrusted: String) {
        self.init(String(untrusted.prefix { !$0.isNewline }))
    }

    /// At most `limit` cells of the text; `mark` stands for what was cut at its end.
    func truncated(to limit: Int, mark: Unicode.Scalar = "…") -> TerminalText { cut(to: limit, tail: 0, mark) }

    /// At most `limit` cells of the text; `mark` stands for what was cut in its middle, since names often differ at their ends only.
    func condensed(to limit: Int, mark: Unicode.Scalar = "…") -> TerminalText { cut(to: limit, tail: (limit - 1) * 2 / 3, mark) }

    /// At most `limit` cells of the text, at most `tail` of them from its end.
    private func cut(to limit: Int, tail: Int, _ mark: Unicode.Scalar) -> TerminalText {
        guard width > limit else { return self }
        var result = TerminalText("")
        guard limit > 0 else { return result }
        var end: [Character] = []
        var endWidth = 0
        for letter in text.reversed() {
            let cells = Self.cells(of: letter)
            guard endWidth + cells <= tail else { break }
            end.append(letter)
            endWidth += cells
        }
        for letter in text {
            let cells = Self.cells(of: letter)
            guard result.width + cells + endWidth < limit else { break }
            result.text.append(letter)
            result.width += cells
        }
        result.append(mark, cells: 1)
        result.text += String(end.reversed())
        result.width += endWidth
        return result
    }

    /// The text with blanks behind it up to `limit` cells.
    func padded(to limit: Int) -> TerminalText {
        var result = self
        let missing = max(limit - width, 0)
        result.text += String(repeating: " ", count: missing)
        result.width += missing
        return result
    }

    /// The text with blanks in front of it up to `limit` cells.
    func indented(to limit: Int) -> TerminalText {
        let missing = max(limit - width, 0)
        var result = self
        result.text = String(repeating: " ", count: missing) + text
        result.width += missing
        return result
    }

    /// Adds a scalar of known width.
    private mutating func append(_ scalar: Unicode.Scalar, cells: Int) {
        text.unicodeScalars.append(scalar)
        width += cells
    }

    /// The cells of a letter with its marks.
    private static func cells(of letter: Character) -> Int {
        letter.unicodeScalars.reduce(0) { $0 + (cells(of: $1) ?? 1) }
    }

    /// The cells of a scalar, as terminals count them (East Asian Width, UAX #11); nil for what must not be printed: controls, marks of
    /// direction and other invisible signs, private and unassigned scalars.
    private static func cells(of scalar: Unicode.Scalar) -> Int? {
        if (0x20..<0x7F).contains(scalar.value) { return 1 }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return nil
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        if (0x1F1E6...0x1F1FF).contains(scalar.value) { return 1 }
        if scalar.properties.isEmojiPresentation { return 2 }
        if (0x1160...0x11FF).contains(scalar.value) { return 0 }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// The blocks of wide letters: Hangul, the Chinese and Japanese scripts, full-width forms.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
        0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
        0x1F200...0x1F2FF, 0x20000...0x3FFFD,
    ]
}
