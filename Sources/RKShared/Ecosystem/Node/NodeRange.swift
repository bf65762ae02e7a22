extension NodeEcosystem {
    /// By node-semver. `workspace:` stands for what is published in its place, so `workspace:*` for the version then, and a path for the same;
    /// an entry of a catalog for what the catalog says.
    public func takes(_ version: String, after former: String?, by dependency: Dependency) -> Bool? {
        switch NodeSpecifier(dependency.rest[NodeContext.catalogField]?.string ?? dependency.requirement) {
        case .workspace(_, let range):
            switch range {
            case "", "*": return false
            case "^", "~": return former.map { NpmRange("\(range)\($0)")?.allows(version) ?? false } ?? false
            default: return NpmRange(range)?.allows(version)
            }
        case .range(let range), .alias(_, let range): return NpmRange(range)?.allows(version)
        case .workspacePath, .path: return false
        // A dist-tag moves with the release; `latest` does not move with a prerelease.
        case .tag(let tag): return tag == "latest" && VersionScheme.semver.isPrerelease(version) == false
        case .catalog, .other: return nil
        }
    }
}
