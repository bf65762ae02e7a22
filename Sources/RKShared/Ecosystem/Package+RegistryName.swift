extension Package {
    /// The name that a registry is asked for, where the ecosystem has one besides the package's own: `group:artifact` of a project of Gradle,
    /// `publishConfig.name` of pnpm.
    public var registryName: String { rest["published_as"]?.string ?? name }
}
