/// How an ecosystem writes and orders versions.
public enum VersionScheme: String, Sendable, Hashable, CaseIterable {
    /// Semantic Versioning 2.0.0.
    case semver
    /// Python's PEP 440.
    case pep440
    /// Go's: semantic versions behind a `v`.
    case go
    /// Dart's: semantic versions in which build metadata counts.
    case dart
    /// Maven's: numbers, and words in an order of their own.
    case maven
    /// Cargo's: semantic versions, with requirements of its own.
    case cargo

    /// The type that knows the scheme's rules.
    var number: any VersionNumber.Type {
        switch self {
        case .semver: SemVer.self
        case .pep440: PEP440.self
        case .go: GoVersion.self
        case .dart: DartVersion.self
        case .maven: MavenVersion.self
        case .cargo: SemVer.self
        }
    }

    /// Whether its versions are semantic ones, so that prereleases are written the same way.
    private var isSemantic: Bool { self != .pep440 && self != .maven }

    /// What stands in front of the first digit of every version in normal form: `v` for Go's.
    public var mark: String { self == .go ? "v" : "" }

    /// The version that a text spells; nil when the scheme does not accept it.
    public func parse(_ text: String) -> (any VersionNumber)? {
        number.init(text)
    }

    /// Whether the scheme accepts a text.
    public func isValid(_ text: String) -> Bool {
        parse(text) != nil
    }

    /// The scheme's normal form of a version; nil when it is none.
    public func normalized(_ text: String) -> String? {
        parse(text)?.description
    }

    /// Whether a text is a version that installers avoid unless asked; nil when it is no version.
    public func isPrerelease(_ text: String) -> Bool? {
        parse(text)?.isPrerelease
    }

    /// -1, 0 or 1 as the first version is less than, equal to or greater than the second; nil when either is no version.
    public func compare(_ left: String, _ right: String) -> Int? {
        Self.compare(left, right, as: number)
    }

    /// The greatest of the texts that are versions, spelled as it stands there; the first of equal ones.
    public func newest(of texts: [String]) -> String? {
        Self.newest(of: texts, as: number)
    }

    /// A version of this scheme as another one writes it: `1.2.0-rc.1` is `1.2.0rc1` in PEP 440.
    ///
    /// Build metadata is dropped. Nil when the text is no version, or says what the other scheme cannot: an epoch, a post release,
    /// a local label, an unknown label. `dev` comes before `a` in PEP 440 and behind `beta` in SemVer: order is kept for the others only.
    public func spelled(_ text: String, in other: VersionScheme) -> String? {
        guard let version = parse(text) else { return nil }
        if other == self { return version.description }
        guard version.isPlain else { return nil }
        if isSemantic, other.isSemantic {
            let text = version.description.dropFirst(mark.utf8.count).prefix { $0 != "+" }
            return other.normalized(other.mark + text)
        }
        return other.number.init(release: version.release, prerelease: version.prerelease)?.description
    }

    /// `compare` in one type.
    private static func compare<Number: VersionNumber>(_ left: String, _ right: String, as type: Number.Type) -> Int? {
        guard let left = Number(left), let right = Number(right) else { return nil }
        if left == right { return 0 }
        return left < right ? -1 : 1
    }

    /// `newest` in one type.
    private static func newest<Number: VersionNumber>(of texts: [String], as type: Number.Type) -> String? {
        var best: (text: String, number: Number)?
        for text in texts {
            guard let number = Number(text) else { continue }
            if let held = best, number <= held.number { continue }
            best = (text, number)
        }
        return best?.text
    }
}
