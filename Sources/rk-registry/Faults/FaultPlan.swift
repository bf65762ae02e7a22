/// The faults that are still to be shown.
actor FaultPlan {
    /// A fault, its compiled expression and how often it will still be shown.
    private struct Entry {
        /// What happens.
        let fault: InjectedFault
        /// Which requests it happens to.
        let expression: Regex<AnyRegexOutput>
        /// How often it still happens.
        var left: Int
    }

    /// In the order of the faults file.
    private var entries: [Entry]

    /// A plan of these faults; throws for an expression that is none.
    init(_ faults: [InjectedFault]) throws {
        entries = try faults.map { Entry(fault: $0, expression: try Regex($0.match), left: $0.times) }
    }

    /// The fault that this request meets, if any: the first one that matches and is not used up.
    func take(for request: String) -> InjectedFault? {
        guard let index = entries.firstIndex(where: { $0.left != 0 && request.firstMatch(of: $0.expression) != nil }) else { return nil }
        if entries[index].left > 0 { entries[index].left -= 1 }
        return entries[index].fault
    }
}
