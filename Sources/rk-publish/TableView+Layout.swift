import RKShared

extension TableView {
    /// How a piece of a line looks; the parameters of the escape sequence that does it.
    enum Style: String, Sendable {
        /// As the terminal has it.
        case plain = ""
        /// Headings.
        case bold = "1"
        /// What matters little.
        case dim = "2"
        /// What failed.
        case red = "31"
        /// What is done.
        case green = "32"
        /// What waits for a reason, or never begins.
        case yellow = "33"
        /// What goes on.
        case cyan = "36"
        /// The word of a banner about an end.
        case redBanner = "1;31"
        /// The word of a banner about a stop.
        case yellowBanner = "1;33"
    }

    /// A piece of a line.
    struct Segment: Sendable {
        /// What it says.
        var content: TerminalText
        /// How it looks.
        var style: Style

        /// A piece of text in a style.
        init(_ text: String, _ style: Style = .plain) { self.init(TerminalText(text), style) }

        /// A piece of safe text in a style.
        init(_ content: TerminalText, _ style: Style = .plain) {
            self.content = content
            self.style = style
        }
    }

    /// The pieces of a line, from left to right.
    typealias StyledLine = [Segment]

    /// How wide the columns are; 0 for one that is not shown.
    struct Columns {
        /// The level in the graph.
        var level: Int
        /// Name and version; always shown.
        var package: Int
        /// The stage, or how it ended; always shown.
        var stage: Int
        /// How far it came.
        var bar: Int
        /// How long it takes.
        var time: Int
        /// Whether names go without the ecosystem, which is the same for all.
        var hasShortNames = false

        /// The headings.
        var header: StyledLine {
            var cells = [TerminalText("Package").padded(to: package), TerminalText("Stage").padded(to: stage)]
            if level > 0 { cells.insert(TerminalText("Level").indented(to: level), at: 0) }
            if bar > 0 { cells.append(TerminalText("Progress").padded(to: bar)) }
            if time > 0 { cells.append(TerminalText("Time").indented(to: time)) }
            return [Segment(cells.map(\.text).joined(separator: "  "), .bold)]
        }
    }

    /// The columns for this many cells: what matters least goes first where there is little room.
    func columns(_ limit: Int) -> Columns {
        var columns = Columns(level: 5, package: 0, stage: 19, bar: Stage.steps, time: 6)
        if limit < 72 { columns.bar = 0 }
        if limit < 64 { columns.level = 0 }
        if limit < 40 { (columns.time, columns.stage) = (0, min(max(limit * 2 / 5, 1), columns.stage)) }
        let others = [columns.level, columns.stage, columns.bar, columns.time].filter { $0 > 0 }
        let room = max(limit - others.reduce(0) { $0 + $1 + 2 }, 8)
        var longest = longestTitle(\.name)
        if longest > room, let prefix = picture.rows.first?.prefix, picture.rows.allSatisfy({ $0.prefix == prefix }) {
            columns.hasShortNames = true
            longest = longestTitle(\.shortName)
        }
        columns.package = min(longest, room)
        return columns
    }

    /// How many cells the longest name with its version takes; no fewer than the heading.
    private func longestTitle(_ name: KeyPath<RunPicture.Row, TerminalText>) -> Int {
        picture.rows.reduce(7) { max($0, $1[keyPath: name].width + ($1.version.map { $0.width + 1 } ?? 0)) }
    }

    /// The line of a package.
    func line(of row: RunPicture.Row, _ columns: Columns, _ now: Double) -> StyledLine {
        let style = style(of: row)
        let gap = Segment("  ")
        var line: StyledLine = []
        if columns.level > 0 {
            line += [Segment(TerminalText(row.level.map { String($0) } ?? "").indented(to: columns.level), .dim), gap]
        }
        line += [Segment(name(of: row, columns).padded(to: columns.package)), gap]
        let stage = TerminalText("\(mark(of: row)) \(word(of: row, now))").truncated(to: columns.stage, mark: ellipsis)
        line.append(Segment(stage.padded(to: columns.stage), style))
        if columns.bar > 0 { line += [gap, Segment(bar(of: row), style)] }
        if columns.time > 0 {
            let elapsed = row.elapsed(at: now)
            line += [gap, Segment(TerminalText(elapsed?.duration ?? "-").indented(to: columns.time), elapsed == nil ? .dim : .plain)]
        }
        return line
    }

    /// Name and version in the column's cells: without room for both, the version stays while it takes less than a third.
    private func name(of row: RunPicture.Row, _ columns: Columns) -> TerminalText {
        let name = columns.hasShortNames ? row.shortName : row.name
        let limit = columns.package
        guard let version = row.version, name.width + 1 + version.width <= limit || version.width * 3 < limit else {
            return name.condensed(to: limit, mark: ellipsis)
        }
        return TerminalText("\(name.condensed(to: limit - version.width - 1, mark: ellipsis).text) \(version.text)")
    }

    /// What a package does, in words.
    private func word(of row: RunPicture.Row, _ now: Double) -> String {
        if let status = row.status { return status.rawValue }
        if let time = row.retryTime { return "retry \(row.attempt) in \(max(time - now, 0).duration)" }
        return row.stage.rawValue
    }

    /// What a package does, as a sign.
    private func mark(of row: RunPicture.Row) -> Unicode.Scalar {
        switch row.status {
        case .published, .alreadyPublished: isUnicode ? "✓" : "+"
        case .failed: isUnicode ? "✗" : "x"
        case .blocked, .cancelled: isUnicode ? "⊘" : "!"
        case .skipped: isUnicode ? "–" : "-"
        case nil: row.isActive ? (isUnicode ? "▸" : ">") : (isUnicode ? "·" : ".")
        }
    }

    /// The colour of what a package does.
    private func style(of row: RunPicture.Row) -> Style {
        switch row.status {
        case .published, .alreadyPublished: .green
        case .failed: .red
        case .blocked, .cancelled: .yellow
        case .skipped: .dim
        case nil: row.retryTime != nil ? .yellow : row.isActive ? .cyan : .dim
        }
    }

    /// How far a package is.
    private func bar(of row: RunPicture.Row) -> String {
        let full = isUnicode ? "█" : "#"
        let empty = isUnicode ? "░" : "."
        let steps =
            switch row.status {
            case .published, .alreadyPublished: Stage.steps
            case .skipped, .blocked, .cancelled: 0
            case .failed, nil: row.progress
            }
        return String(repeating: full, count: steps) + String(repeating: empty, count: Stage.steps - steps)
    }

    /// Stands for what was cut.
    var ellipsis: Unicode.Scalar { isUnicode ? "…" : "~" }

    /// A line as it is written, in at most `limit` cells.
    func render(_ line: StyledLine, _ limit: Int) -> Frame.Line {
        var text = ""
        var width = 0
        for segment in line where width < limit {
            let content = segment.content.truncated(to: limit - width, mark: ellipsis)
            text += isColoured && segment.style != .plain ? "\u{1B}[\(segment.style.rawValue)m\(content.text)\u{1B}[0m" : content.text
            width += content.width
        }
        return Frame.Line(text: text, width: width)
    }
}
