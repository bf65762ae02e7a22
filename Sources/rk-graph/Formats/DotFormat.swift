import RKShared

/// The language of Graphviz: a rank for each level, soft edges dashed, dev edges dotted, cycles red.
enum DotFormat: GraphFormat {
    static let name = "dot"

    static func render(_ view: GraphView) -> String {
        var text = """
            digraph "release" {
                rankdir=RL;
                node [shape=box, fontname="sans-serif"];

            """
        var level: Int?
        for node in view.nodes {
            if node.level != level {
                if level != nil { text += "    }\n" }
                text += "    {\n        rank=same;\n"
                level = node.level
            }
            let colour = node.onCycle ? ", color=red" : ""
            text += "        \(name(node)) [label=\(label(node))\(colour)];\n"
        }
        if level != nil { text += "    }\n" }
        for edge in view.edges {
            text += "    \(name(view.nodes[edge.from])) -> \(name(view.nodes[edge.to]))\(attributes(edge));\n"
        }
        return text + "}\n"
    }

    /// How an edge is drawn.
    private static func attributes(_ edge: GraphView.Edge) -> String {
        switch edge.strength {
        case .hard: edge.onCycle ? " [color=red]" : ""
        case .soft: " [style=dashed, constraint=false]"
        case .inert: " [style=dotted, color=gray, constraint=false]"
        }
    }

    /// The name of a node: no two ids share one.
    private static func name(_ node: GraphView.Node) -> String { "\"" + escaped(LineWord.encoded(node.id)) + "\"" }

    /// Id and version, one below the other; labels also know HTML entities.
    private static func label(_ node: GraphView.Node) -> String {
        let lines = [node.id, node.package.version].compactMap { $0?.visible }
        let texts = lines.map { escaped($0.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&amp;")) }
        return "\"" + texts.joined(separator: "\\n") + "\""
    }

    /// Quotes and backslashes behind a backslash.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
