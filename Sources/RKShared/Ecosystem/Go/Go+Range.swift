extension Go {
    /// Never: of all versions that modules require of one the highest is taken, and no newer one (minimal version selection).
    public func takes(_ version: String, after former: String?, by dependency: Dependency) -> Bool? { false }
}
