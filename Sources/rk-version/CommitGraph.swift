import RKShared

/// The commits that HEAD can reach, as numbers, children before parents; answers which of them lie behind a baseline.
struct CommitGraph {
    /// The full ids; the number of a commit is its index here.
    let ids: [String]
    /// The parents of each commit that are in the graph.
    private let parents: [[Int32]]
    /// The number of each id.
    private let numbers: [String: Int32]
    /// All commits, children before parents.
    private let order: [Int32]

    /// Reads lines of a commit and its parents, as `git rev-list --parents HEAD` prints them.
    init(revList output: [UInt8]) {
        var ids: [String] = []
        var named: [ArraySlice<UInt8>] = []
        for line in output.split(separator: UInt8(ascii: "\n")) {
            let end = line.firstIndex(of: UInt8(ascii: " ")) ?? line.endIndex
            ids.append(String(decoding: line[..<end], as: UTF8.self))
            named.append(line[end...])
        }
        let numbers = Dictionary(zip(ids, Int32(0)...)) { first, _ in first }
        self.ids = ids
        self.numbers = numbers
        parents = named.map { list in
            list.split(separator: UInt8(ascii: " ")).compactMap { numbers[String(decoding: $0, as: UTF8.self)] }
        }
        order = Self.order(parents)
    }

    /// Kahn's order, children before parents: git's own order follows dates, which can lie.
    private static func order(_ parents: [[Int32]]) -> [Int32] {
        var children = [Int32](repeating: 0, count: parents.count)
        for list in parents { for parent in list { children[Int(parent)] += 1 } }
        var order = children.indices.filter { children[$0] == 0 }.map { Int32($0) }
        var next = 0
        while next < order.count {
            for parent in parents[Int(order[next])] {
                children[Int(parent)] -= 1
                if children[Int(parent)] == 0 { order.append(parent) }
            }
            next += 1
        }
        return order
    }

    /// The number of a commit, or nil when HEAD cannot reach it.
    func number(of id: String) -> Int? { numbers[id].map(Int.init) }

    /// The numbers of the commits whose id begins with an abbreviation.
    func numbers(abbreviated id: String) -> [Int] {
        let id = id.lowercased()
        return number(of: id).map { [$0] } ?? ids.indices.filter { ids[$0].hasPrefix(id) }
    }

    /// For each of some baselines, which commits it can reach, itself included.
    func reach(of baselines: [Int]) -> Reach {
        let words = max(1, (baselines.count + 63) / 64)
        var bits = [UInt64](repeating: 0, count: ids.count * words)
        for (index, commit) in baselines.enumerated() { bits[commit * words + index / 64] |= 1 << UInt64(index % 64) }
        for commit in order {
            let from = Int(commit) * words
            for parent in parents[Int(commit)] {
                let to = Int(parent) * words
                for word in 0..<words { bits[to + word] |= bits[from + word] }
            }
        }
        return Reach(words: words, count: baselines.count, bits: bits)
    }

    /// The commits that every baseline reaches and that have a child which not every one reaches: what a `git log` leaves out names them.
    func frontier(of reach: Reach) -> [Int] {
        var result: [Int] = []
        var seen: Set<Int32> = []
        for commit in ids.indices where !reach.isReachedByAll(commit) {
            for parent in parents[commit] where reach.isReachedByAll(Int(parent)) && seen.insert(parent).inserted {
                result.append(Int(parent))
            }
        }
        return result.sorted()
    }

    /// Which commits each baseline reaches: a row of bits per commit.
    struct Reach {
        /// The row's length in words.
        fileprivate let words: Int
        /// How many baselines there are.
        fileprivate let count: Int
        /// The rows.
        fileprivate let bits: [UInt64]

        /// Whether a baseline reaches a commit.
        func contains(_ commit: Int, baseline: Int) -> Bool { bits[commit * words + baseline / 64] & (1 << UInt64(baseline % 64)) != 0 }

        /// Whether every baseline reaches a commit; never without baselines.
        func isReachedByAll(_ commit: Int) -> Bool {
            guard count > 0 else { return false }
            for word in 0..<words {
                let used = min(64, count - word * 64)
                let mask = used == 64 ? UInt64.max : (1 << UInt64(used)) - 1
                if bits[commit * words + word] & mask != mask { return false }
            }
            return true
        }
    }
}
