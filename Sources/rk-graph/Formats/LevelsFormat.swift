/// One line a level, ids separated by blanks: for loops of a shell.
enum LevelsFormat: GraphFormat {
    static let name = "levels"

    static func render(_ view: GraphView) -> String {
        var text = ""
        for (position, node) in view.nodes.enumerated() {
            if position > 0 { text += node.level == view.nodes[position - 1].level ? " " : "\n" }
            text += LineWord.encoded(node.id)
        }
        return text.isEmpty ? "" : text + "\n"
    }
}
