import RKShared

/// The decisions for people and for scripts.
enum VersionTable {
    /// An aligned table: package, current, next, bump, reason.
    static func render(_ versions: [VersionPlan]) -> String {
        let header = ["PACKAGE", "CURRENT", "NEXT", "BUMP", "REASON"]
        let rows =
            [header]
            + versions.map { plan in
                [plan.package, plan.current ?? "-", plan.isReleased ? plan.next ?? "-" : "-", plan.bump, reason(plan)]
            }
        return TextTable.render(rows)
    }

    /// The reason with what decided: short commit ids, or packages.
    private static func reason(_ plan: VersionPlan) -> String {
        guard let first = plan.because.first else {
            return plan.reason == .none ? plan.rest["why"]?.string ?? "unchanged" : plan.reason.rawValue
        }
        let shown = plan.reason == .commit ? String(first.prefix(7)) : first
        let subject = plan.commits.first { $0.id == first }.map { " \($0.subject)" } ?? ""
        let rules = plan.because.filter { $0.hasPrefix("propagation.") }
        let count = plan.because.count - rules.count
        let special = rules.filter { !$0.hasSuffix("=any") }.map { " \($0)" }.joined()
        return "\(plan.reason.rawValue) \(shown)\(subject)" + (count > 1 ? " (+\(count - 1))" : "") + special
    }

    /// A line `name version` per released package.
    static func next(_ versions: [VersionPlan], packages: [Package]) -> String {
        let names = Dictionary(packages.map { ($0.id, $0.name) }) { first, _ in first }
        return versions.filter(\.isReleased).map { "\(names[$0.package] ?? $0.package) \($0.next ?? "")\n" }.joined()
    }
}
