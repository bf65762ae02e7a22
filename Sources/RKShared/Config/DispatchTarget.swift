/// A repository that is told of what was published: `[dispatch.NAME]` of releasekit.toml.
public struct DispatchTarget: Sendable, Hashable {
    /// The repository on the same forge, as in `acme/docs`.
    public var repository: String
    /// The event's name there; on Bitbucket the name of a custom pipeline.
    public var event: String
    /// The branch whose pipeline begins, where the forge wants one.
    public var branch: String
    /// Globs of the names of packages that it is told of; empty for all.
    public var packages: [String]

    /// The event where the user names none.
    public static let defaultEvent = "releasekit"

    /// Takes a table of the configuration.
    init(in table: inout ConfigurationTable) throws(Fault) {
        guard let (repository, place) = try table.stringWithPlace("repository") else {
            throw Fault(
                .configValue, "[dispatch.\(table.name)] lacks `repository`", hint: "write `repository = \"owner/name\"`", at: table.place)
        }
        let parts = repository.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && !$0.contains(where: \.isWhitespace) }) else {
            throw Fault(
                .configValue, "`repository` is `\(repository)`, which is no repository of a forge", hint: "write it as \"owner/name\"",
                at: place)
        }
        self.repository = repository
        event = try table.string("event") ?? Self.defaultEvent
        branch = try table.string("branch") ?? "main"
        packages = try table.strings("packages") ?? []
        try table.finish()
    }

    /// Whether it is told of a package.
    public func concerns(_ package: Package) -> Bool { packages.isEmpty || packages.contains { NameGlob($0).matches(package) } }
}
