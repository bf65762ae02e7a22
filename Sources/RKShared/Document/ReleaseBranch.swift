/// The branch that a release is proposed on.
public enum ReleaseBranch {
    /// Its name where the user gives no other.
    public static let name = "releasekit--release"
}

/// The labels of a release's request, in the words of release-please. They decorate: nothing depends on them.
public enum ReleaseLabel {
    /// It is not merged yet.
    public static let pending = "autorelease: pending"
    /// It was merged, and its tags are there.
    public static let tagged = "autorelease: tagged"
    /// Its packages are on their registries.
    public static let published = "autorelease: published"
    /// All of them, in their order.
    public static let all = [pending, tagged, published]
}
