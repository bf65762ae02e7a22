/// A version of a Go module: `v` and a semantic version, ordered as golang.org/x/mod/semver orders them.
///
/// `v1` and `v1.2` stand for `v1.0.0` and `v1.2.0`; build metadata is dropped but for `+incompatible`, which changes no order.
/// A missing `v` is added: people leave it out on command lines.
public struct GoVersion: VersionNumber {
    /// What stands behind the `v`.
    private let number: SemVer
    /// Whether `+incompatible` stands at the end: a version from 2 on of a module that has no go.mod.
    public let isIncompatible: Bool

    /// A version from its parts.
    private init(_ number: SemVer, isIncompatible: Bool = false) {
        self.number = number
        self.isIncompatible = isIncompatible
    }

    /// The version that a text spells; nil for anything else.
    public init?(_ text: String) {
        let digits = text.utf8.first == UInt8(ascii: "v") ? text.dropFirst() : text[...]
        guard let first = digits.utf8.first, (0x30...0x39).contains(first) else { return nil }
        let isShort = digits.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        let dots = isShort ? digits.utf8.count { $0 == UInt8(ascii: ".") } : 2
        guard let number = SemVer(digits + String(repeating: ".0", count: max(0, 2 - dots))) else { return nil }
        self.init(number.withoutBuild, isIncompatible: number.build == "incompatible")
    }

    /// Pads with zeros to three numbers, as semantic versions do.
    public init?(release: [Natural], prerelease: Prerelease?) {
        guard let number = SemVer(release: release, prerelease: prerelease) else { return nil }
        self.init(number)
    }

    /// The canonical spelling.
    public var description: String { "v\(number)\(isIncompatible ? "+incompatible" : "")" }

    /// Always three numbers.
    public var release: [Natural] { number.release }

    /// Nil for a pseudo-version, which is no step on the way to a release.
    public var prerelease: Prerelease? { isPseudo ? nil : number.prerelease }

    /// Whether there is anything behind a hyphen, a pseudo-version's commit too.
    public var isPrerelease: Bool { number.isPrerelease }

    /// Whether it is not a pseudo-version.
    public var isPlain: Bool { !isPseudo }

    /// The version without prerelease.
    public var finalVersion: GoVersion { GoVersion(number.finalVersion, isIncompatible: isIncompatible) }

    /// The version of these numbers.
    public func replacing(release: [Natural]) -> GoVersion { GoVersion(number.replacing(release: release)) }

    /// As semantic versions do.
    public func asPrerelease(label: String, number count: Natural) -> GoVersion? {
        number.asPrerelease(label: label, number: count).map { GoVersion($0) }
    }

    /// Precedence of semantic versions; `+incompatible` does not count.
    public static func == (left: GoVersion, right: GoVersion) -> Bool { left.number == right.number }

    /// Precedence of semantic versions.
    public static func < (left: GoVersion, right: GoVersion) -> Bool { left.number < right.number }

    /// Only what `==` looks at.
    public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

extension GoVersion {
    /// A pseudo-version's parts: a commit that has no tag, as a version (golang.org/ref/mod, "Pseudo-versions").
    public struct Pseudo: Sendable, Hashable {
        /// The version of the tag that it comes behind; nil in the form `vX.0.0-TIME-COMMIT`, which has none.
        public var base: String?
        /// The commit's time as `yyyymmddhhmmss`, in UTC.
        public var time: String
        /// The first twelve digits of the commit's id.
        public var commit: String
    }

    /// Whether it names a commit and not a tag.
    public var isPseudo: Bool { pseudo != nil }

    /// The parts of a pseudo-version in one of its three forms: `vX.0.0-T-C`, `vX.Y.Z-pre.0.T-C`, `vX.Y.(Z+1)-0.T-C`; else nil.
    public var pseudo: Pseudo? {
        let parts = number.identifierTexts
        guard let last = parts.last, let hyphen = last.utf8.firstIndex(of: UInt8(ascii: "-")) else { return nil }
        let (time, commit) = (last[..<hyphen], last[last.index(after: hyphen)...])
        guard time.utf8.count == 14, time.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !commit.isEmpty,
            commit.utf8.allSatisfy({ $0 != UInt8(ascii: "-") })
        else { return nil }
        if parts.count == 1 {
            guard release.dropFirst().allSatisfy({ $0 == .zero }) else { return nil }
            return Pseudo(base: nil, time: String(time), commit: String(commit))
        }
        guard parts[parts.count - 2] == "0" else { return nil }
        let suffix = isIncompatible ? "+incompatible" : ""
        let numbers = release.map(\.description)
        if parts.count > 2 {
            let label = parts.dropLast(2).joined(separator: ".")
            return Pseudo(base: "v\(numbers.joined(separator: "."))-\(label)\(suffix)", time: String(time), commit: String(commit))
        }
        guard let patch = release[2].predecessor else { return nil }
        return Pseudo(base: "v\(numbers[0]).\(numbers[1]).\(patch)\(suffix)", time: String(time), commit: String(commit))
    }

    /// Whether it is a pseudo-version of no commit at all: what people write where a `replace` decides.
    public var isPlaceholder: Bool {
        guard let pseudo else { return false }
        return pseudo.base == nil && pseudo.time == "00010101000000" && pseudo.commit.utf8.allSatisfy { $0 == UInt8(ascii: "0") }
    }
}
