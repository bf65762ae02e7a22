/// The connected components of a graph, whatever the direction of its arcs.
struct Trees {
    /// The nodes of each component, ascending; the components by their first node.
    let members: [[Int]]

    /// The components over some arcs.
    init(count: Int, arcs: [Network.Arc]) {
        var parent = Array(0..<count)
        for arc in arcs {
            let left = Self.root(of: arc.from, in: &parent)
            let right = Self.root(of: arc.to, in: &parent)
            parent[max(left, right)] = min(left, right)
        }
        var position = [Int](repeating: -1, count: count)
        var members: [[Int]] = []
        for node in 0..<count {
            let root = Self.root(of: node, in: &parent)
            if position[root] < 0 {
                position[root] = members.count
                members.append([])
            }
            members[position[root]].append(node)
        }
        self.members = members
    }

    /// The smallest node of the component as known so far; halves the way to it for the next time.
    private static func root(of node: Int, in parent: inout [Int]) -> Int {
        var node = node
        while parent[node] != node {
            parent[node] = parent[parent[node]]
            node = parent[node]
        }
        return node
    }
}
