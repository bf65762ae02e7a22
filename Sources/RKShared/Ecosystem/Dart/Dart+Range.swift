extension Dart {
    /// By pub_semver; where no condition is stated, the release writes a caret and the version.
    public func takes(_ version: String, after former: String?, by dependency: Dependency) -> Bool? {
        let requirement = dependency.requirement.isEmpty ? former.map { "^\($0)" } : dependency.requirement
        guard let requirement else { return false }
        return DartRange(requirement)?.allows(version)
    }
}
