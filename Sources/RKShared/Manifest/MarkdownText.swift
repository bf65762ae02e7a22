/// Texts of others as Markdown shows them (CommonMark 0.31), without what could be obeyed.
public enum MarkdownText {
    /// A text as one line in which code and emphasis stay, but nothing is HTML, nobody is called by `@name`, and nothing that cannot be seen
    /// commands a terminal or turns the order of letters around.
    public static func inline(_ text: String) -> String {
        var result = ""
        var rest = oneLine(text).visible[...]
        while let character = rest.first {
            let mark = rest.prefix { $0 == "`" }
            if let end = mark.isEmpty ? nil : rest.dropFirst(mark.count).firstRange(of: mark) {
                result += rest[..<end.upperBound]
                rest = rest[end.upperBound...]
                continue
            }
            rest.removeFirst()
            switch character {
            case "<": result += "&lt;"
            case "@" where result.last.map({ $0.isLetter || $0.isNumber }) != true: result += "@\u{200B}"
            default: result.append(character)
            }
        }
        return result
    }

    /// A text with blanks in place of its line ends and tabs.
    private static func oneLine(_ text: String) -> String { String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }) }
}
