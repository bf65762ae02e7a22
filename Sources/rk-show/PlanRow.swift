import RKShared

/// A package as every format shows it.
struct PlanRow {
    /// Whether a package is released; `docs/rk-show.md` has the rule of each.
    enum Status: String, CaseIterable {
        /// It is released.
        case included
        /// It is released only since something that it needs is.
        case dependencyOnly = "dependency_only"
        /// Nothing of it changed.
        case skipped
        /// It is private, or was left out.
        case excluded
        /// The registry had its version before.
        case alreadyPublished = "already_published"
    }

    /// What decided that a package is released.
    enum Cause: Hashable {
        /// A commit with its subject, where the document has that.
        case commit(id: String, subject: String?)
        /// Another package, by id.
        case package(String)
        /// A rule that is not the default, as `propagation.peer=out-of-range,major`.
        case rule(String)
    }

    /// The place in the order of the release, from 1.
    let order: Int
    /// The level in the graph, from 0; nil where the graph does not have the package.
    let level: Int?
    /// The package.
    let package: Package
    /// The version now.
    let current: String?
    /// The version to release; nil where none is.
    let next: String?
    /// How large the step is, in the words of the document; nil without versions.
    let bump: String?
    /// Whether it is released.
    let status: Status
    /// What decided, in a word of the document, or `manifest` where the manifests hold the versions.
    let reason: String
    /// The commits, packages and rules that decided.
    let causes: [Cause]
    /// More of the reason, as one sentence.
    let why: String?
    /// What rk-publish says of it.
    let result: Outcome?
}

extension PlanRow {
    /// The reason in words: the causes, or else the sentence.
    /// - Parameter limit: how many causes are named; the others are a number.
    func sentence(naming limit: Int = .max) -> String {
        guard !causes.isEmpty else { return reason == VersionPlan.Reason.none.rawValue ? why ?? "unchanged" : reason }
        let rules = causes.filter(\.isRule)
        let others = causes.filter { !$0.isRule }
        let more = others.count > limit ? " (+\(others.count - limit))" : ""
        return "\(reason) \(others.prefix(limit).map(\.words).joined(separator: "; "))\(more)\(rules.map { " \($0.words)" }.joined())"
    }

    /// What rk-publish says, in words; empty where it says nothing.
    var outcome: String {
        guard let result else { return "" }
        let blockers = result.blockedBy.isEmpty ? nil : "by \(result.blockedBy.joined(separator: ", "))"
        return [result.status.rawValue, blockers ?? result.why.map { "(\($0))" }].compactMap { $0 }.joined(separator: " ")
    }
}

extension PlanRow.Cause {
    /// Whether it is a rule.
    var isRule: Bool { if case .rule = self { true } else { false } }

    /// The cause in words: a commit's short id and subject, a package's id, a rule.
    var words: String {
        switch self {
        case .commit(let id, let subject): [String(id.prefix(7)), subject].compactMap { $0 }.joined(separator: " ")
        case .package(let id): id
        case .rule(let rule): rule
        }
    }
}
