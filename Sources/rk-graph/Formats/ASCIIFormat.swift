import RKShared

/// A box for each level, the first released on top, in 80 columns.
enum ASCIIFormat: GraphFormat {
    static let name = "ascii"

    /// The width of the picture.
    private static let width = 80
    /// The columns between the borders and their blanks.
    private static let inner = width - 4

    static func render(_ view: GraphView) -> String {
        var boxes: [(count: Int, lines: [String])] = []
        for (number, node) in view.nodes.enumerated() {
            if number == 0 || node.level != view.nodes[number - 1].level { boxes.append((0, [])) }
            boxes[boxes.count - 1].count += 1
            boxes[boxes.count - 1].lines += lines(of: node, in: view)
        }
        var text = ""
        for (level, (count, lines)) in boxes.enumerated() {
            let title = "─ level \(level) ─ \(count) \(count == 1 ? "package" : "packages") "
            if level > 0 { text += String(repeating: " ", count: width / 2 - 1) + "▼\n" }
            text += "┌" + title + String(repeating: "─", count: width - 2 - title.columns) + "┐\n"
            for line in lines { text += "│ " + line.padded(to: inner) + " │\n" }
            text += "└" + bottom(isLast: level == boxes.count - 1) + "┘\n"
        }
        return text
    }

    /// The lower border; a way out of it where a level follows.
    private static func bottom(isLast: Bool) -> String {
        guard !isLast else { return String(repeating: "─", count: width - 2) }
        return String(repeating: "─", count: width / 2 - 2) + "┬" + String(repeating: "─", count: width - width / 2 - 1)
    }

    /// A package, what it needs behind an arrow, on as many lines as that takes.
    private static func lines(of node: GraphView.Node, in view: GraphView) -> [String] {
        var words = [(node.onCycle ? "↻ " : "") + node.id, node.package.version ?? ""].filter { !$0.isEmpty }
        for (position, edge) in node.needs.map({ view.edges[$0] }).enumerated() {
            if position == 0 { words.append("──►") }
            let kinds = edge.strength == .soft ? " (\(edge.kinds.filter { !$0.isInert }.map(\.rawValue).joined(separator: ", ")))" : ""
            words.append(view.nodes[edge.to].id + kinds + (position == node.needs.count - 1 ? "" : ","))
        }
        var lines: [String] = []
        for word in words {
            let indent = lines.isEmpty ? "" : "    "
            let word = word.visible.shortened(to: inner - indent.count)
            if let last = lines.last, last.columns + 1 + word.columns <= inner {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(indent + word)
            }
        }
        return lines
    }
}
