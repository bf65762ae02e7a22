/// A version of one scheme. `==` and `<` are the scheme's precedence, `description` its normal form.
///
/// A further scheme is a further conforming type and one line in `VersionScheme`.
public protocol VersionNumber: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// The version that a text spells, in any spelling that the scheme accepts.
    init?(_ text: String)

    /// The version with these parts and no others; nil when the scheme cannot say it.
    init?(release: [Natural], prerelease: Prerelease?)

    /// The numbers of the release part, most significant first; never empty.
    var release: [Natural] { get }

    /// What makes this a prerelease, where that can be said with one label and one number.
    var prerelease: Prerelease? { get }

    /// Whether installers avoid this version unless asked: prereleases and development releases.
    var isPrerelease: Bool { get }

    /// Whether it stands for work on the way to a version and is never released as it is, as Maven's `-SNAPSHOT`.
    var isSnapshot: Bool { get }

    /// Whether `release` and `prerelease` say all there is; build metadata does not count, as it changes no order.
    var isPlain: Bool { get }

    /// The final version that a prerelease leads to; any other version itself.
    var finalVersion: Self { get }

    /// The final version with other numbers and the same epoch.
    func replacing(release: [Natural]) -> Self

    /// The prerelease of this version's release part; nil when the scheme has no such label.
    func asPrerelease(label: String, number: Natural) -> Self?

    /// The next version of a size. Never less than this one; `.none` is this one.
    func bumped(_ bump: Bump) -> Self
}

/// A prerelease's kind and count: `rc` and 1 in `1.2.0-rc.1` and `1.2.0rc1`.
public struct Prerelease: Sendable, Hashable {
    /// The kind as its scheme's normal form spells it.
    public var label: String
    /// The count; nil where the version gives none.
    public var number: Natural?

    /// A prerelease of a kind.
    public init(label: String, number: Natural?) {
        self.label = label
        self.number = number
    }
}

extension VersionNumber {
    /// Most schemes have no such versions.
    public var isSnapshot: Bool { false }

    /// Counts one release number up and sets those behind it to 0, from the release part alone: `0.6.0rc1` and patch is `0.6.1`.
    ///
    /// The numbers become three where there are fewer (`1.0` and patch is `1.0.1`), and stay as many as they are where there are
    /// more (`1.2.3.4` and patch is `1.2.4.0`). A prerelease bump counts the prerelease up, or opens `rc` 1 of the next patch.
    public func bumped(_ bump: Bump) -> Self {
        let place: Int
        switch bump {
        case .none: return self
        case .prerelease: return nextPrerelease
        case .major: place = 0
        case .minor: place = 1
        case .patch: place = 2
        }
        var numbers = release
        while numbers.count < 3 { numbers.append(.zero) }
        numbers[place] = numbers[place].successor
        for index in numbers.indices where index > place { numbers[index] = .zero }
        return replacing(release: numbers)
    }

    /// What a prerelease bump gives.
    private var nextPrerelease: Self {
        if let prerelease, let next = asPrerelease(label: prerelease.label, number: (prerelease.number ?? .zero).successor), next > self {
            return next
        }
        let patch = bumped(.patch)
        return patch.asPrerelease(label: "rc", number: Natural(1)) ?? patch
    }
}
