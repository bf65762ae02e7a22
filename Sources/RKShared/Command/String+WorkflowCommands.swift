extension String {
    /// The same lines, none of which GitHub's runner takes for a command: to it a line is one that begins with `::`, whatever blanks and
    /// invisible signs stand in front, or that has `##[` anywhere (`ActionCommand` in actions/runner). What tools print must not be obeyed.
    public var withoutWorkflowCommands: String {
        guard contains(":") || contains("[") else { return self }
        return Self.mapParts(Substring(self), endingIn: "\n") { line in Self.mapParts(line, endingIn: "\r", Self.harmless) }
    }

    /// Text of which each part between two of these signs is changed; to the runner a carriage return ends a line too.
    private static func mapParts(_ text: Substring, endingIn end: Unicode.Scalar, _ change: (Substring) -> String) -> String {
        let parts = text.unicodeScalars.split(separator: end, omittingEmptySubsequences: false)
        return parts.map { change(Substring($0)) }.joined(separator: String(end))
    }

    /// A line that is no command.
    private static func harmless(_ line: Substring) -> String {
        let visible = line.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
        let mark = visible.first { !$0.properties.isWhitespace } == ":" ? "| " : ""
        let text = String(String.UnicodeScalarView(visible))
        return mark + (text.contains("##[") ? text.replacing("##[", with: "# #[") : String(line))
    }
}
