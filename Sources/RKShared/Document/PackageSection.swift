/// The notes of one package as a section of a larger text.
struct PackageSection {
    /// The heading with the package's name, and what stands before the first part.
    private var head: [String] = []
    /// The parts, each with its heading.
    private var parts: [[String]] = []
    /// The changelog file.
    private let path: String

    /// The section of notes: their own Markdown, cut before each heading of the third level that is not in a block of code.
    init(_ notes: PackageNotes, name: String) {
        path = notes.path
        var lines = Self.lines(of: notes.markdown)[...]
        let name = MarkdownCell.text(name)
        if let first = lines.first, first.hasPrefix("## ") {
            head = ["## \(name) \(first.dropFirst(3))"]
            lines.removeFirst()
        } else {
            head = ["## \(name) \(MarkdownCell.text(notes.version))", ""]
            lines = lines.drop { $0 == "" }
        }
        var fence: String?
        for line in lines {
            let mark = line.drop { $0 == " " }.prefix { $0 == "`" || $0 == "~" }
            if let open = fence {
                if mark.hasPrefix(open), line.trimmed == mark { fence = nil }
            } else if mark.count >= 3 {
                fence = String(mark)
            } else if line.hasPrefix("### ") {
                parts.append([])
            }
            if parts.isEmpty { head.append(line) } else { parts[parts.count - 1].append(line) }
        }
    }

    /// The lines of a text without what could be obeyed; the mark that `MarkdownText` puts behind `@` stays.
    private static func lines(of text: String) -> [String] {
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let text = String(line.last == "\r" ? line.dropLast() : line)
            guard text.visible != text else { return text.withoutWorkflowCommands }
            let scalars = text.unicodeScalars.map { $0 == "\t" || $0 == "\u{200B}" ? String($0) : String($0).visible }
            return scalars.joined().withoutWorkflowCommands
        }
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    /// All of it, with a blank line in front.
    var whole: String { text(parts.count) }

    /// The section with a blank line in front: whole, or with as many parts as the budget lets it have; nil where not one has room.
    func render(budget: Int) -> String? {
        if whole.utf8.count <= budget { return whole }
        for kept in stride(from: parts.count - 1, to: 0, by: -1) {
            let text = text(kept)
            if text.utf8.count <= budget { return text }
        }
        return nil
    }

    /// The section with its first parts, and a line about the others.
    private func text(_ kept: Int) -> String {
        var lines = head + parts[..<kept].joined()
        while lines.last == "" { lines.removeLast() }
        let left = parts.count - kept
        if left > 0 { lines += ["", "\(left) more \(left == 1 ? "section is" : "sections are") in \(MarkdownCell.code(path))."] }
        return "\n" + lines.joined(separator: "\n") + "\n"
    }
}
