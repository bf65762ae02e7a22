extension StringProtocol {
    /// The text without blanks, tabs and line ends at both ends.
    public var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[first...last])
    }
}

extension Character {
    /// Whether it ends a line as most tools have lines: a line feed, a carriage return, or both. Unicode's other separators are text.
    public var endsLine: Bool { self == "\n" || self == "\r\n" || self == "\r" }
}
