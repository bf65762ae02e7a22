/// What can be come to step by step, in relations too small for a graph of their own.
public enum Reachability {
    /// Whether steps lead from a start to a goal; none are needed where both are the same.
    public static func leads<Node: Hashable>(from start: Node, to goal: Node, by steps: (Node) -> [Node]) -> Bool {
        var seen: Set<Node> = [start]
        var open = [start]
        while let node = open.popLast() {
            if node == goal { return true }
            for next in steps(node) where seen.insert(next).inserted { open.append(next) }
        }
        return false
    }
}
