import RKShared

/// A way on which a release of a package may become one of a package that needs it: one kind of dependency between the two.
struct Passage {
    /// The package that needs the other.
    let dependent: Int
    /// What it needs it for.
    let kind: Dependency.Kind
    /// The dependent's rule for this kind.
    let rule: PropagationRule
    /// The declarations of this kind; none where the graph has an edge that no package declares.
    let declarations: [Dependency]

    /// A requirement that could not be read.
    struct Requirement: Hashable {
        /// The package that states it.
        let dependent: Int
        /// The id of the package that it is about.
        let dependency: String
        /// The text.
        let text: String
    }

    /// How the requirements stand to a version.
    enum Answer: Hashable {
        /// All of them take it; the first one's text.
        case taken(String)
        /// One does not; its text, empty where nothing is stated.
        case refused(String)
        /// One cannot be read; its text.
        case unreadable(String)
    }

    /// The ways between packages, by the place of the package that is needed. Those that pass nothing on are left out.
    static func all(_ candidates: [Candidate], edges: [Graph.Edge]) -> [[Passage]] {
        let index = Dictionary(candidates.enumerated().map { ($1.package.id, $0) }) { first, _ in first }
        var result = [[Passage]](repeating: [], count: candidates.count)
        for edge in edges {
            guard let from = index[edge.from], let to = index[edge.to] else { continue }
            for kind in edge.kinds {
                let rule = candidates[from].propagation.rule(for: kind)
                guard rule.when != .never else { continue }
                let declarations = candidates[from].package.dependencies.filter { $0.kind == kind && $0.package == edge.to }
                result[to].append(Passage(dependent: from, kind: kind, rule: rule, declarations: declarations))
            }
        }
        return result
    }

    /// Whether the requirements take a version in the place of the one before.
    func answer(to version: String, after former: String?, in ecosystem: (any Ecosystem)?) -> Answer {
        guard !declarations.isEmpty else { return .refused("") }
        var unreadable: String?
        for declaration in declarations {
            // What releasekit.toml declares states no versions: it is built in, so that every one is another.
            if declaration.isDeclared { return .refused("") }
            switch ecosystem?.takes(version, after: former, by: declaration) {
            case true?: continue
            case false?: return .refused(declaration.requirement)
            case nil: unreadable = unreadable ?? declaration.requirement
            }
        }
        return unreadable.map { .unreadable($0) } ?? .taken(declarations[0].requirement)
    }

    /// The rule as it stands in `because`: the key of releasekit.toml and its value.
    var entry: String { "propagation.\(kind.rawValue)=\(rule.description)" }
}
