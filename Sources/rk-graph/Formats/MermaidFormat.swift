import RKShared

/// A Mermaid flowchart, as code hosts draw it in Markdown: soft edges dotted, dev edges dotted and named, cycles red.
enum MermaidFormat: GraphFormat {
    static let name = "mermaid"

    static func render(_ view: GraphView) -> String {
        var text = "flowchart RL\n"
        for (number, node) in view.nodes.enumerated() {
            let label = [node.id, node.package.version].compactMap { $0.map { escaped($0.visible) } }.joined(separator: " ")
            text += "    n\(number)[\"\(label)\"]\n"
        }
        for edge in view.edges {
            let arrow =
                switch edge.strength {
                case .hard: "-->"
                case .soft: "-.->"
                case .inert: "-.->|dev|"
                }
            text += "    n\(edge.from) \(arrow) n\(edge.to)\n"
        }
        let red = view.edges.indices.filter { view.edges[$0].onCycle }
        guard !red.isEmpty else { return text }
        let members = view.nodes.indices.filter { view.nodes[$0].onCycle }
        text += "    classDef cycle stroke:#d00\n"
        text += "    class \(members.map { "n\($0)" }.joined(separator: ",")) cycle\n"
        text += "    linkStyle \(red.map(String.init).joined(separator: ",")) stroke:#d00\n"
        return text
    }

    /// A label's text: every character that could mean something becomes an entity code, `#` and its number.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "/", "@", ":", "+", ",", " ": result.unicodeScalars.append(scalar)
            case _ where scalar.isASCII: result += "#\(scalar.value);"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
