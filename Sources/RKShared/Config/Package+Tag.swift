extension Package {
    /// The name in tags: that which the ecosystem chose where the package's own cannot stand there, as Maven's `group:artifact`.
    public var tagName: String { rest["tag_name"]?.string ?? name }

    /// The tag of a version of this package. It may still be a name that git refuses: see `RefName`.
    public func tag(of version: String, in format: TagFormat) -> String {
        format.tag(name: tagName, label: workspace, path: path, version: version)
    }
}
