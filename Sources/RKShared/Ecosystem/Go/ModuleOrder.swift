/// Groups of modules that need each other, those first that the others need: strongly connected components (Tarjan), without recursion.
enum ModuleOrder {
    /// The groups of the nodes 0..<n, whose needs are given by number; every need of a group stands in it or in front of it.
    static func groups(_ needs: [[Int]]) -> [[Int]] {
        var numbers = [Int](repeating: -1, count: needs.count)
        var lowest = [Int](repeating: 0, count: needs.count)
        var isOpen = [Bool](repeating: false, count: needs.count)
        var stack: [Int] = []
        var groups: [[Int]] = []
        var count = 0
        for root in needs.indices where numbers[root] < 0 {
            var path: [(node: Int, next: Int)] = [(root, 0)]
            while let (node, next) = path.last {
                if next == 0 {
                    numbers[node] = count
                    lowest[node] = count
                    count += 1
                    stack.append(node)
                    isOpen[node] = true
                }
                if next < needs[node].count {
                    path[path.count - 1].next += 1
                    let need = needs[node][next]
                    if numbers[need] < 0 { path.append((need, 0)) } else if isOpen[need] { lowest[node] = min(lowest[node], numbers[need]) }
                    continue
                }
                path.removeLast()
                if let parent = path.last?.node { lowest[parent] = min(lowest[parent], lowest[node]) }
                guard lowest[node] == numbers[node], let start = stack.lastIndex(of: node) else { continue }
                groups.append(stack[start...].sorted())
                for member in stack[start...] { isOpen[member] = false }
                stack.removeSubrange(start...)
            }
        }
        return groups
    }
}
