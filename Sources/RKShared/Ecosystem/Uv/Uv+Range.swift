extension Uv {
    /// By PEP 440; a requirement without conditions takes every version that is no prerelease.
    public func takes(_ version: String, after former: String?, by dependency: Dependency) -> Bool? {
        PEP440Specifiers(dependency.requirement)?.allows(version)
    }
}
