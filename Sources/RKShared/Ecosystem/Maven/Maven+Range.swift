extension Maven {
    /// By Maven's rules: a version alone is the one that is used, a range in brackets takes what lies in it.
    public func takes(_ version: String, after former: String?, by dependency: Dependency) -> Bool? {
        Self.takes(version, dependency.requirement)
    }

    /// Whether a version is the one that a text names, or lies in the range that it is; nil when it is neither.
    static func takes(_ version: String, _ text: String) -> Bool? {
        if MavenVersion(text) != nil { return VersionScheme.maven.compare(text, version) == 0 }
        return MavenRange(text)?.contains(version)
    }
}
