extension ConfigurationTable {
    /// The rules of `[propagation]`: for each kind of dependency a word, or a table with `when` and `bump`.
    mutating func propagation() throws(Fault) -> Propagation {
        guard var rules = try subtable("propagation") else { return Propagation() }
        var result = Propagation()
        for kind in Dependency.Kind.allCases {
            if var rule = try rules.subtable(kind.rawValue, unlessString: true) {
                let when: PropagationRule.Trigger? = try rule.choice("when")
                let bump: PropagationRule.Size? = try rule.choice("bump")
                try rule.finish()
                result.rules[kind] = PropagationRule(when ?? .any, bump: bump ?? .patch)
            } else if let when: PropagationRule.Trigger = try rules.choice(kind.rawValue) {
                result.rules[kind] = PropagationRule(when)
            }
        }
        try rules.finish()
        return result
    }
}
