extension Package {
    /// The name that a registry is asked for: `group:artifact` of a project of Gradle, whose own name is its path; else the name.
    public var registryName: String { rest["registry_name"]?.string ?? name }
}
