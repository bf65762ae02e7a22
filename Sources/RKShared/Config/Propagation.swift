/// When a release of a package is also one of a package that needs it, and how large that is.
public struct PropagationRule: Sendable, Hashable {
    /// When it is.
    public enum Trigger: String, Sendable, Hashable, CaseIterable {
        /// With every release.
        case any
        /// With a version that the requirement does not take.
        case outOfRange = "out-of-range"
        /// Never.
        case never
    }

    /// How large the dependent's step is at least.
    public enum Size: String, Sendable, Hashable, CaseIterable {
        /// A patch.
        case patch
        /// A minor one.
        case minor
        /// A major one.
        case major
        /// As large as the dependency's.
        case same
    }

    /// When.
    public var when: Trigger
    /// How large.
    public var bump: Size

    /// A rule.
    public init(_ when: Trigger, bump: Size = .patch) {
        self.when = when
        self.bump = bump
    }

    /// The rule as documents name it: `any`, `out-of-range`, `any,major`.
    public var description: String { bump == .patch ? when.rawValue : "\(when.rawValue),\(bump.rawValue)" }
}

/// The rules of `[propagation]`, by the kind of dependency.
public struct Propagation: Sendable, Hashable {
    /// The kinds that are stated, with their rules.
    public var rules: [Dependency.Kind: PropagationRule]

    /// Some rules.
    public init(_ rules: [Dependency.Kind: PropagationRule] = [:]) { self.rules = rules }

    /// The rule of a kind: what is stated, else `any` for all kinds but dev, which passes nothing on.
    public func rule(for kind: Dependency.Kind) -> PropagationRule { rules[kind] ?? PropagationRule(kind.isInert ? .never : .any) }

    /// These rules, and another's for the kinds that are not stated here.
    public func completed(by other: Propagation) -> Propagation { Propagation(rules.merging(other.rules) { own, _ in own }) }

    /// The rules as the document carries them; nil without any. What is none is left out.
    public init?(_ json: JSON?) {
        guard let object = json?.object else { return nil }
        rules = [:]
        for kind in Dependency.Kind.allCases {
            guard let value = object[kind.rawValue]?.object,
                let when = value["when"]?.string.flatMap({ PropagationRule.Trigger(rawValue: $0) })
            else {
                continue
            }
            rules[kind] = PropagationRule(when, bump: value["bump"]?.string.flatMap { PropagationRule.Size(rawValue: $0) } ?? .patch)
        }
    }

    /// The rules as the document carries them; nil without any.
    public var json: JSON? {
        guard !rules.isEmpty else { return nil }
        var object = JSONObject()
        for (kind, rule) in rules {
            object[kind.rawValue] = .object(JSONObject(["when": .string(rule.when.rawValue), "bump": .string(rule.bump.rawValue)]))
        }
        return .object(object)
    }
}
