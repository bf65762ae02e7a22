import ArgumentParser
import RKShared

/// The filter that adds the versions to release.
@main
struct RkVersion: Filter {
    /// The stage's name.
    static let stage = "rk-version"

    static let configuration = CommandConfiguration(
        commandName: "rk-version",
        abstract: "Decide from the history which packages are released, as what version.",
        discussion: """
            EXAMPLES
              rk-discover | rk-graph --topo | rk-version --format table
              rk-discover | rk-graph --topo | rk-version --prerelease rc
              rk-discover | rk-graph | rk-version --format next       name and version, nothing else
              … | rk-version --set pypi:widget-core=2.0.0 --exit-code

            Reads commit messages (Conventional Commits 1.0.0) since each package's newest tag that HEAD can reach; changes nothing. \
            A package that depends on a released one gets a patch, unless [propagation] in releasekit.toml says otherwise.
            """,
        version: Toolkit.version)

    /// What goes to stdout.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// The document.
        case json
        /// A table for people.
        case table
        /// A line `name version` per released package.
        case next
    }

    @OptionGroup var common: CommonOptions

    @Option(help: "What goes to stdout: json (the document), table, or next (`name version` lines).")
    var format: Format = .json

    @Option(help: ArgumentHelp("Make prereleases with this label: rc gives 1.5.0rc1, then 1.5.0rc2.", valueName: "label"))
    var prerelease: String?

    @Flag(help: "Give packages without changes a patch too.")
    var forceUnchanged = false

    @Option(help: ArgumentHelp("Release a package as this version, whatever its commits say. Repeatable.", valueName: "id=version"))
    var set: [String] = []

    @Option(help: ArgumentHelp("Release members of this group only. Repeatable.", valueName: "name"))
    var group: [String] = []

    @Flag(help: "End with status 3 when there is nothing to release.")
    var exitCode = false

    func transform(_ document: inout Document, _ invocation: Invocation) async throws -> ExitStatus {
        let packages = try document.requiredPackages(for: Self.stage)
        let repository = try document.requiredRepository(for: Self.stage)
        let checkout = try await Checkout(of: repository, world: invocation.world)
        let configuration = try Configuration.load(from: checkout.tree)
        let computation = Computation(
            packages: packages, graph: try document.requiredGraph(for: Self.stage), checkout: checkout, configuration: configuration,
            options: try options(packages, configuration), history: try checkout.historyReader())
        let result = try await Catalog.following(document) { try await computation.run() }
        document.versions = result.versions
        document.report(result.findings, from: Self.stage)
        if result.findings.contains(where: { $0.severity == .error }) { return .findings }
        return exitCode && !result.versions.contains(where: \.isReleased) ? .nothingToRelease : .done
    }

    func render(_ document: Document) -> [UInt8] {
        switch format {
        case .json: document.bytes
        case .table: Array(VersionTable.render(document.versions ?? []).utf8)
        case .next: Array(VersionTable.next(document.versions ?? [], packages: document.packages ?? []).utf8)
        }
    }

    /// The decisions' options, checked against the packages.
    private func options(_ packages: [Package], _ configuration: Configuration) throws(Fault) -> DecisionOptions {
        var options = DecisionOptions(prerelease: prerelease, forceUnchanged: forceUnchanged, synchronize: configuration.synchronize)
        let ids = Set(packages.map(\.id))
        for entry in set {
            guard let equals = entry.lastIndex(of: "=") else {
                throw Fault(.usage, "--set \(entry) has no `=`", hint: "write --set ID=VERSION")
            }
            let id = String(entry[..<equals])
            guard ids.contains(id) else {
                let near = Suggestion.nearest(to: id, among: ids).map { "did you mean `\($0)`?" }
                throw Fault(
                    .packageUnknown, "--set: there is no package `\(id)` in the document",
                    hint: near ?? "ids look like `\(ids.sorted().first ?? "pypi:name")`")
            }
            options.manual[id] = String(entry[entry.index(after: equals)...])
        }
        let groups = Set(packages.compactMap(\.group))
        for name in group where !groups.contains(name) {
            let near = Suggestion.nearest(to: name, among: groups).map { "did you mean `\($0)`?" }
            throw Fault(
                .groupUnknown, "no package has the group `\(name)`",
                hint: near ?? "a package joins with `group = \"\(name)\"` in its releasekit.toml")
        }
        options.fixedGroups = Set(configuration.fixedGroups)
        options.onlyGroups = group.isEmpty ? nil : Set(group)
        return options
    }
}
