/// One image of the live table: its lines, and how to put them where the last image is.
struct Frame: Sendable, Hashable {
    /// The lines without line ends, each with its width in cells.
    private(set) var lines: [Line]

    /// A line of an image.
    struct Line: Sendable, Hashable {
        /// What is written, with colours.
        var text: String
        /// How many cells it takes.
        var width: Int
    }

    /// An image of these lines.
    init(_ lines: [Line]) {
        self.lines = lines
    }

    /// The lines as they are, for a screen that holds nothing else.
    var text: String { lines.map { "\($0.text)\n" }.joined() }

    /// What puts this image over the last one, in one write: up to its first line, each line with what was behind it cleared, and what was
    /// below cleared. The lines of `above` are left over the image for good. The cursor stays below the image; it works in raw mode too.
    func text(over last: Frame?, width: Int, height: Int, above: [String] = []) -> String {
        var result = "\r"
        let up = min(last?.rows(width: width) ?? 0, max(height - 1, 0))
        if up > 0 { result += "\u{1B}[\(up)A" }
        for line in above { result += "\(line)\u{1B}[K\r\n" }
        for line in lines { result += "\(line.text)\u{1B}[K\r\n" }
        return result + "\u{1B}[J"
    }

    /// How many rows the image takes on a terminal, where lines that are wider than it were wrapped when it shrank.
    private func rows(width: Int) -> Int {
        lines.reduce(0) { $0 + max(($1.width + max(width, 1) - 1) / max(width, 1), 1) }
    }
}
