/// Texts of others in a cell of a table, or in a line, of GitHub Flavored Markdown.
public enum MarkdownCell {
    /// A text in which code and emphasis stay, as people write subjects; one that could end the cell is shown as it is.
    public static func text(_ text: String) -> String {
        let text = text.split(whereSeparator: \.isNewline).joined(separator: " ").visible
        return text.utf8.contains { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "\\") } ? plain(text) : MarkdownText.inline(text)
    }

    /// A name as code; one that code could not hold is shown as it is.
    public static func code(_ text: String) -> String {
        let text = text.visible
        let isHeld = !text.utf8.contains { "|\\`".utf8.contains($0) } && text.contains { $0 != " " } && text == text.trimmed
        return isHeld ? "`\(text)`" : plain(text)
    }

    /// A text in which nothing means anything (CommonMark 0.31, section 2.4; entities where a table would not take a backslash), and nobody is
    /// called by `@name`.
    public static func plain(_ text: String) -> String {
        var result = ""
        let scalars = Array(text.visible.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case "|", "<", ">", "&", "`", "\\", "@": result += "&#\(scalar.value);"
            case "_" where isLetter(scalars, index - 1) && isLetter(scalars, index + 1): result += "_"
            case "*", "_", "[", "]", "#", "~", "!": result += "\\\(scalar)"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Whether a letter or a digit of ASCII stands at a place: between two an underscore is no emphasis.
    private static func isLetter(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        guard scalars.indices.contains(index) else { return false }
        switch scalars[index] {
        case "a"..."z", "A"..."Z", "0"..."9": return true
        default: return false
        }
    }
}
