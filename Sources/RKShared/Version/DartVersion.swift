/// A version of a Dart package: a semantic version in which build metadata counts, as pub_semver orders versions.
///
/// `1.0.0` comes before `1.0.0+1`, and that before `1.0.0+2`: packages below 1.0.0 and those of Flutter count builds up for small changes.
public struct DartVersion: VersionNumber {
    /// Everything but the order of builds.
    private let number: SemVer
    /// The parts behind the plus sign; numbers compare by value.
    private let build: [SemVer.Identifier]

    /// A version from its parts.
    private init(_ number: SemVer) {
        self.number = number
        build = (number.build ?? "").split(separator: ".").map { part in
            Natural(digits: part.utf8).map { .number($0) } ?? .text(String(part))
        }
    }

    /// The version that a text spells; nil for anything else.
    public init?(_ text: String) {
        guard let number = SemVer(text) else { return nil }
        self.init(number)
    }

    /// Pads with zeros to three numbers, as semantic versions do.
    public init?(release: [Natural], prerelease: Prerelease?) {
        guard let number = SemVer(release: release, prerelease: prerelease) else { return nil }
        self.init(number)
    }

    /// The canonical spelling, with build metadata.
    public var description: String { number.description }

    /// Always three numbers.
    public var release: [Natural] { number.release }

    /// As semantic versions say it.
    public var prerelease: Prerelease? { number.prerelease }

    /// Whether there is anything behind a hyphen.
    public var isPrerelease: Bool { number.isPrerelease }

    /// Whether there is no build metadata, which no other scheme orders.
    public var isPlain: Bool { build.isEmpty }

    /// The version without prerelease and build metadata; a final version itself.
    public var finalVersion: DartVersion { isPrerelease ? replacing(release: release) : self }

    /// The version of these numbers.
    public func replacing(release: [Natural]) -> DartVersion { DartVersion(number.replacing(release: release)) }

    /// As semantic versions do.
    public func asPrerelease(label: String, number count: Natural) -> DartVersion? {
        number.asPrerelease(label: label, number: count).map { DartVersion($0) }
    }

    /// Equal precedence, builds included.
    public static func == (left: DartVersion, right: DartVersion) -> Bool { left.number == right.number && left.build == right.build }

    /// Precedence of semantic versions; among equal ones no build comes first, then builds part by part (pub_semver, `Version.compareTo`).
    public static func < (left: DartVersion, right: DartVersion) -> Bool {
        left.number == right.number ? left.build.lexicographicallyPrecedes(right.build) : left.number < right.number
    }

    /// Only what `==` looks at.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(number)
        hasher.combine(build)
    }
}
