/// The size of a change, smallest first.
public enum Bump: String, Sendable, Hashable, Comparable, CaseIterable {
    /// Nothing to release.
    case none
    /// One more prerelease of a version that is already on its way.
    case prerelease
    /// A repair: the third number.
    case patch
    /// An addition: the second number.
    case minor
    /// An incompatible change: the first number.
    case major

    /// The order in which the cases stand above.
    public static func < (left: Bump, right: Bump) -> Bool {
        left.rank < right.rank
    }

    /// The case's place in the order.
    private var rank: Int {
        switch self {
        case .none: 0
        case .prerelease: 1
        case .patch: 2
        case .minor: 3
        case .major: 4
        }
    }
}
