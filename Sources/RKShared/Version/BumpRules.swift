/// Which kind of commit makes which size of release.
public struct BumpRules: Sendable, Hashable {
    /// The bump of each commit type, in lower case; `revert` also stands for git's `Revert "…"`.
    public var types: [String: Bump]
    /// The bump of every breaking change, whatever its type.
    public var breaking: Bump
    /// The bump of all other commits, conventional or not.
    public var other: Bump

    /// Conventional Commits: additions are minor, repairs, speed-ups and reverts are patches, breaking changes are major.
    public static let standard = BumpRules(types: ["feat": .minor, "fix": .patch, "perf": .patch, "revert": .patch])

    /// Rules of one's own.
    public init(types: [String: Bump], breaking: Bump = .major, other: Bump = .none) {
        self.types = types
        self.breaking = breaking
        self.other = other
    }
}
