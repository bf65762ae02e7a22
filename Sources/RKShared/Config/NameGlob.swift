import RKShared

/// A pattern of the command line that picks packages by id or by name.
struct NameGlob {
    /// The pattern.
    private let glob: Glob

    /// Compiles a pattern: `*`, `?`, `[a-z]`, `[!a-z]`; `*` also matches `/`.
    init(_ pattern: String) { glob = Glob(pattern) }

    /// The pattern as the user wrote it.
    var pattern: String { glob.pattern }

    /// Whether it has a wildcard, so that matching nothing is no typing error.
    var hasWildcard: Bool { Glob.isPattern(pattern) }

    /// Whether the package's whole id or whole name fits.
    func matches(_ package: Package) -> Bool { glob.matches(package.id) || glob.matches(package.name) }
}
