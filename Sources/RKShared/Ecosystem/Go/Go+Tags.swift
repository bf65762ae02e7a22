extension Go: VersionInTags {
    /// The folder of a module and a slash, as the go command looks for its tags; a last folder that is the major version's is left out, and
    /// so is the root.
    static func tagPrefix(name: String, folder: String) -> String {
        var parts = folder == "." ? [] : folder.split(separator: "/")
        if let major = GoModulePath(name)?.major, GoModulePath(name)?.majorSuffix.hasPrefix("/") == true, parts.last ?? "" == major {
            parts.removeLast()
        }
        return parts.map { "\($0)/" }.joined()
    }

    /// The folder and a slash.
    public func tagPrefix(of package: Package) -> String { Self.tagPrefix(name: package.name, folder: package.path) }

    /// Whether the major version is that of the module's path, and the version that of a tag and not of a commit.
    public func accepts(_ version: String, for package: Package) -> Bool {
        guard let number = GoVersion(version) else { return false }
        guard let path = GoModulePath(package.name) else { return false }
        return path.accepts(number) && !number.isPseudo
    }

    /// Whether the major version is below that of the path's suffix.
    public func isFormer(_ version: String, of package: Package) -> Bool {
        guard let number = GoVersion(version), let path = GoModulePath(package.name), let major = number.release.first else { return false }
        return major < path.lowestMajor && !number.isPseudo && !number.isIncompatible
    }

    /// The first prerelease of the lowest version that a path with a suffix allows: `v2.0.0-0` for `/v2`.
    public func floor(of package: Package) -> String? {
        guard let path = GoModulePath(package.name), let major = path.major, path.lowestMajor != .zero else { return nil }
        return "\(major).0.0-0"
    }

    /// Whether it names a version that may be elsewhere: a copy of a foreign module that a `replace` uses.
    public func mayStay(_ requirement: String) -> Bool { GoVersion(requirement).map { !$0.isPlaceholder } ?? false }

    /// To change the module's path, or the version.
    public func remedy(for version: String, of package: Package) -> String {
        let other = "choose another version with --set \(package.id)=VERSION"
        guard let path = GoModulePath(package.name), let major = GoVersion(version)?.release.first, path.majorSuffix.hasPrefix(".") == false
        else { return other }
        guard major > path.lowestMajor else { return other }
        return "a module's path says its major version: make it `\(path.prefix)/v\(major)` in go.mod and in imports first, or \(other)"
    }
}
