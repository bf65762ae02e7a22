/// Pairs for `tsort`: what must come first, a blank, what waits for it. A package without either stands there twice.
enum TsortFormat: GraphFormat {
    static let name = "tsort"

    static func render(_ view: GraphView) -> String {
        let words = view.nodes.map { LineWord.encoded($0.id) }
        var isPaired = [Bool](repeating: false, count: words.count)
        for (number, node) in view.nodes.enumerated() {
            for wait in node.waits {
                isPaired[number] = true
                isPaired[wait] = true
            }
        }
        var text = ""
        for (number, node) in view.nodes.enumerated() {
            if !isPaired[number] { text += "\(words[number]) \(words[number])\n" }
            for wait in node.waits { text += "\(words[wait]) \(words[number])\n" }
        }
        return text
    }
}
