/// The tag of a release as a whole, beside those of its packages: `umbrella_tag_format` and `umbrella_package` of releasekit.toml.
public struct UmbrellaSettings: Sendable, Hashable {
    /// The template of the tag; it has `{version}` and no other placeholder.
    public var format: TagFormat
    /// The id or the name of the package whose version it has; nil for the version that all packages of a release share.
    public var package: String?

    /// Settings.
    public init(format: TagFormat, package: String? = nil) {
        self.format = format
        self.package = package
    }

    /// Takes the keys of the configuration; nil where there is no `umbrella_tag_format`.
    init?(in table: inout ConfigurationTable) throws(Fault) {
        let package = try table.stringWithPlace("umbrella_package")
        guard let (text, place) = try table.tagFormat("umbrella_tag_format") else {
            guard let place = package?.1 else { return nil }
            throw Fault(
                .configValue, "`umbrella_package` means nothing without `umbrella_tag_format`",
                hint: "add `umbrella_tag_format = \"v{version}\"`", at: place)
        }
        let format: TagFormat
        do { format = try TagFormat(text) } catch { throw Fault(.configValue, error.message, hint: error.hint, at: place) }
        guard format.prefixAndSuffix(name: "a", label: "a", path: "a") == format.prefixAndSuffix(name: "b", label: "b", path: "b") else {
            throw Fault(
                .configValue, "umbrella_tag_format is `\(text)`, but the tag belongs to no single package",
                hint: "its only placeholder is {version}", at: place)
        }
        self.init(format: format, package: package?.0)
    }

    /// The umbrella of a release, and what stands in its way.
    /// - Parameters:
    ///   - entries: what is released.
    ///   - names: the packages' names by id.
    public func umbrella(
        of entries: [ReleaseRecord.Entry], names: [String: String]
    ) -> (umbrella: ReleaseRecord.Umbrella?, finding: Diagnostic?) {
        let version: String
        if let package {
            guard let entry = entries.first(where: { $0.package == package || names[$0.package] == package }) else {
                return (nil, lack("\(package), whose version it has, is not in this release"))
            }
            version = entry.version
        } else {
            let versions = Set(entries.map(\.version))
            guard let only = versions.first, versions.count == 1 else {
                return (nil, lack("its packages have \(versions.count) versions", hint: "name one with `umbrella_package`"))
            }
            version = only
        }
        let tag = format.tag(name: "", label: "", path: ".", version: version)
        if let other = entries.first(where: { $0.tag == tag }) {
            let message = "the tag `\(tag)` of the release is also that of \(other.package)"
            return (nil, Diagnostic(.error, .tagInvalid, message, hint: "change umbrella_tag_format or tag_format"))
        }
        return (ReleaseRecord.Umbrella(tag: tag, version: version), nil)
    }

    /// What is said where a release has no umbrella.
    private func lack(_ why: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(.warning, .umbrellaMissing, "this release has no tag as a whole: \(why)", hint: hint)
    }
}
