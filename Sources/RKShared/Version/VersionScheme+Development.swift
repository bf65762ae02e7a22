extension VersionScheme {
    /// The version of the work that follows a final release, which is never released as it is: `1.2.4.dev0` behind 1.2.3 (PEP 440),
    /// `1.2.4-SNAPSHOT` (Maven), `1.2.4-dev.0` (semantic versions). Nil behind a prerelease, and where only tags have versions.
    public func development(after release: String) -> String? {
        guard let version = parse(release), !version.isPrerelease else { return nil }
        let next = version.bumped(.patch).description
        return switch self {
        case .pep440: "\(next).dev0"
        case .maven: "\(next)-SNAPSHOT"
        case .semver, .cargo, .dart: "\(next)-dev.0"
        case .go: nil
        }
    }
}
