extension Package {
    /// The tag of a version of this package. It may still be a name that git refuses: see `RefName`.
    public func tag(of version: String, in format: TagFormat) -> String {
        format.tag(name: name, label: workspace, path: path, version: version)
    }
}
