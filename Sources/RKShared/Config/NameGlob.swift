/// A pattern of the command line that picks packages by id or by name.
public struct NameGlob: Sendable, Hashable {
    /// The pattern.
    private let glob: Glob

    /// Compiles a pattern: `*`, `?`, `[a-z]`, `[!a-z]`; `*` also matches `/`.
    public init(_ pattern: String) { glob = Glob(pattern) }

    /// The pattern as the user wrote it.
    public var pattern: String { glob.pattern }

    /// Whether it has a wildcard, so that matching nothing is no typing error.
    public var hasWildcard: Bool { Glob.isPattern(pattern) }

    /// Whether the package's whole id or whole name fits.
    public func matches(_ package: Package) -> Bool { glob.matches(package.id) || glob.matches(package.name) }
}
