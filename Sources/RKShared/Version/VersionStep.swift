/// Why there is no next version.
public struct VersionFault: Error, Sendable, Hashable {
    /// One sentence, lower case, without a full stop.
    public var message: String
    /// What to do about it.
    public var hint: String?

    /// A fault and its remedy.
    public init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}

/// The way from one version of a package to the next.
///
/// The target is `base` (or `current`, if that is final and higher) counted up by `bump`. A prerelease whose final version reaches
/// the target leads to that final version instead: `0.6.0rc1` and a patch give `0.6.0`, not `0.6.1`.
public struct VersionStep: Sendable, Hashable {
    /// The scheme of all versions here.
    public var scheme: VersionScheme
    /// The last final version that was released; nil before the first one. A prerelease here counts as nil.
    public var base: String?
    /// The version now.
    public var current: String
    /// The size of the changes since `base`. `.none` and `.prerelease` promote a prerelease and leave a final version as it is.
    public var bump: Bump
    /// Whether a major bump of `0.x` gives `1.0.0`; otherwise it counts as minor.
    public var majorOnZero: Bool

    /// A step of a size.
    public init(scheme: VersionScheme, base: String? = nil, current: String, bump: Bump, majorOnZero: Bool = false) {
        self.scheme = scheme
        self.base = base
        self.current = current
        self.bump = bump
        self.majorOnZero = majorOnZero
    }

    /// The next final version, in normal form.
    public func final() throws(VersionFault) -> String {
        try finalText(scheme.number)
    }

    /// The next prerelease of the next final version: one more than the newest of this label among `existing` and `current`, else 1.
    ///
    /// Throws when the scheme has no such label, and when the result would come before a version of this target that is there already.
    public func prerelease(label: String, existing: [String] = []) throws(VersionFault) -> String {
        try prereleaseText(label: label, existing: existing, as: scheme.number)
    }
}

extension VersionStep {
    /// `final` in one type.
    private func finalText<Number: VersionNumber>(_ type: Number.Type) throws(VersionFault) -> String {
        try target(bump, as: type).description
    }

    /// `prerelease` in one type; a bump of `.prerelease` says nothing of the size, so it is a patch.
    private func prereleaseText<Number: VersionNumber>(
        label: String, existing: [String], as type: Number.Type
    ) throws(VersionFault) -> String {
        let target = try target(bump == .prerelease ? .patch : bump, as: type)
        guard !label.isEmpty, let first = target.asPrerelease(label: label, number: Natural(1)), let canonical = first.prerelease?.label
        else {
            throw VersionFault("'\(label)' is no prerelease label of \(scheme.rawValue)", hint: scheme.labelHint)
        }
        let rivals = (existing + [current]).compactMap { Number($0) }.filter { $0.finalVersion == target && !$0.isSnapshot }
        let newest = rivals.filter { $0.prerelease?.label == canonical }.max()
        let count = newest?.prerelease?.number ?? .zero
        let next = newest?.asPrerelease(label: canonical, number: count.successor) ?? first
        if let later = rivals.max(), next <= later {
            throw VersionFault(
                "\(next) would come before \(later), which exists already",
                hint: later.isPrerelease ? "use a label that sorts behind it, or release \(target)" : "release a version above \(target)")
        }
        return next.description
    }

    /// The final version that the step leads to.
    private func target<Number: VersionNumber>(_ bump: Bump, as type: Number.Type) throws(VersionFault) -> Number {
        let current: Number = try parse(current)
        let base: Number? = try base.map { text throws(VersionFault) in try parse(text) }.flatMap { $0.isPrerelease ? nil : $0 }
        let size = bump == .prerelease ? .none : bump
        guard current.isPrerelease else {
            let start = max(base ?? current, current)
            return start.bumped(effective(size, on: start))
        }
        let reached = current.finalVersion
        if let base { return max(base.bumped(effective(size, on: base)), reached) }
        return covers(reached, effective(size, on: reached)) ? reached : reached.bumped(effective(size, on: reached))
    }

    /// Whether a version that has no predecessor may be the outcome of a bump: `2.0.0` of any, `0.6.0` of minor, `0.5.1` of patch.
    private func covers(_ version: some VersionNumber, _ bump: Bump) -> Bool {
        switch bump {
        case .none, .prerelease, .patch: true
        case .minor: version.release.dropFirst(2).allSatisfy { $0 == .zero }
        case .major: version.release.dropFirst().allSatisfy { $0 == .zero }
        }
    }

    /// The bump with the rule for `0.x` applied.
    private func effective(_ bump: Bump, on version: some VersionNumber) -> Bump {
        bump == .major && !majorOnZero && version.release.first == .zero ? .minor : bump
    }

    /// A version of the scheme, or a fault that names the text.
    private func parse<Number: VersionNumber>(_ text: String) throws(VersionFault) -> Number {
        guard let number = Number(text) else {
            throw VersionFault("'\(text)' is no \(scheme.rawValue) version", hint: "write it like \(scheme.example)")
        }
        return number
    }
}

extension VersionScheme {
    /// A version of the scheme, for messages.
    var example: String {
        switch self {
        case .semver, .cargo: "1.2.0 or 1.2.0-rc.1"
        case .pep440: "1.2.0 or 1.2.0rc1"
        case .go: "v1.2.0 or v1.2.0-rc.1"
        case .dart: "1.2.0, 1.2.0+1 or 1.2.0-rc.1"
        case .maven: "1.2.0 or 1.2.0-rc.1"
        }
    }

    /// Which prerelease labels the scheme has, for messages.
    var labelHint: String {
        switch self {
        case .semver, .go, .dart, .cargo: "use letters, digits and hyphens, such as rc"
        case .pep440: "use one of a, b, rc, dev"
        case .maven: "use one of alpha, beta, milestone, rc"
        }
    }
}
