import RKShared

/// The language of D2: soft edges dashed, dev edges dashed and named, cycles red.
enum D2Format: GraphFormat {
    static let name = "d2"

    static func render(_ view: GraphView) -> String {
        var text = "direction: left\n"
        for (number, node) in view.nodes.enumerated() {
            let label = [node.id, node.package.version].compactMap { $0?.visible }.joined(separator: " ")
            text += "n\(number): \(quoted(label))"
            text += node.onCycle ? " {style.stroke: red}\n" : "\n"
        }
        for edge in view.edges {
            text += "n\(edge.from) -> n\(edge.to)"
            switch edge.strength {
            case .hard: text += edge.onCycle ? ": {style.stroke: red}\n" : "\n"
            case .soft: text += ": {style.stroke-dash: 4}\n"
            case .inert: text += ": dev {style.stroke-dash: 2}\n"
            }
        }
        return text
    }

    /// A text in single quotes, where only the quote itself is special and nothing is substituted.
    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}
