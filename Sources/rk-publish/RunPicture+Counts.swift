import RKShared

extension RunPicture {
    /// What a package is counted as, in words.
    struct Count: Sendable, Hashable {
        /// A status, a stage, or `retrying`.
        var word: String
        /// How many there are.
        var number: Int
    }

    /// How many packages ended so.
    func number(of status: Outcome.Status) -> Int {
        ended.reduce(0) { rows[$1].status == status ? $0 + 1 : $0 }
    }

    /// How many of these rows are what: first what ended, then what goes on, the most advanced first, then what waits; nothing that is 0.
    func counts(of indices: some Sequence<Int>) -> [Count] {
        var statuses: [Outcome.Status: Int] = [:]
        var stages: [Stage: Int] = [:]
        var retrying = 0
        for index in indices {
            if let status = rows[index].status {
                statuses[status, default: 0] += 1
            } else if rows[index].retryTime != nil {
                retrying += 1
            } else {
                stages[rows[index].stage, default: 0] += 1
            }
        }
        var result = Self.statusOrder.map { Count(word: $0.rawValue, number: statuses[$0] ?? 0) }
        result.append(Count(word: "retrying", number: retrying))
        result += Stage.allCases.reversed().map { Count(word: $0.rawValue, number: stages[$0] ?? 0) }
        return result.filter { $0.number > 0 }
    }

    /// The rows that ended in a way, in the order in which they did.
    func rows(_ status: Outcome.Status) -> [Row] { ended.map { rows[$0] }.filter { $0.status == status } }

    /// The statuses, what matters most first.
    static let statusOrder: [Outcome.Status] = [.published, .failed, .blocked, .cancelled, .alreadyPublished, .skipped]
}
