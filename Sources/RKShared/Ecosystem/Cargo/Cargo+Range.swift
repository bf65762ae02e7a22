extension Cargo {
    /// By Cargo's rules; where no requirement is stated, the release writes the version, which stands for all that are compatible.
    public func takes(_ version: String, after former: String?, by dependency: Dependency) -> Bool? {
        guard let requirement = dependency.requirement.isEmpty ? former : dependency.requirement else { return false }
        return (try? CargoRequirement(requirement))?.allows(version)
    }
}
