extension TagFormat {
    /// The format of a package's tags: its own setting, else the ecosystem's where versions are tags, else the repository's.
    /// - Throws: a `Fault` with `.configValue` for a template that is none.
    public init(of package: Package, in configuration: Configuration) throws(Fault) {
        let own = PackageSettings(of: package).tagFormat
        if own == nil, let ecosystem = Catalog.ecosystem(package.ecosystem) as? any VersionInTags {
            self.init(prefix: ecosystem.tagPrefix(of: package))
            return
        }
        let template = own ?? configuration.tagFormat
        do throws(TagFormatFault) {
            try self.init(template)
        } catch {
            throw Fault(.configValue, "tag_format `\(template)`: \(error.message)", hint: error.hint, at: configuration.tagFormatPlace)
        }
    }
}
