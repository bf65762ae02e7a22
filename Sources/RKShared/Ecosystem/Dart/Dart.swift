/// Packages of Dart: a workspace of pub, one of melos, or all pubspec.yaml files of a repository.
public struct Dart: Ecosystem {
    /// The ecosystem.
    public init() {}

    /// The name in documents and configuration.
    public var name: String { "pub" }
    /// The package-url type.
    public var idPrefix: String { "pub" }
    /// The names of the files that can begin a workspace.
    public var manifestNames: [String] { ["melos.yaml", "pubspec.yaml"] }
    /// Dart's versions.
    public var versionScheme: VersionScheme { .dart }
    /// The calls of `dart pub`.
    public var packageManager: any PackageManager { DartCommands() }
    /// pub.dev, and registries with its protocol.
    public var publishing: (any Publishing)? { DartPublishing() }

    /// Whether a manifest is melos' own, or has `workspace`, or `melos` with `packages`; a malformed one has none.
    public func beginsWorkspace(_ manifest: String, in tree: SourceTree) -> Bool {
        if RelativePath.name(of: manifest) == "melos.yaml" { return true }
        return (try? Pubspec(reading: manifest, in: tree))?.beginsWorkspace ?? false
    }

    /// Any pubspec.yaml may be a package of a repository without a workspace.
    public func takesLoneManifest(_ manifest: String) -> Bool { RelativePath.name(of: manifest) == "pubspec.yaml" }

    /// The version behind a caret, or alone: rewriting keeps the caret, as pub asks of what is published.
    public func exactVersion(of requirement: String) -> String? {
        let text = requirement.hasPrefix("^") ? String(requirement.dropFirst()) : requirement
        return VersionScheme.dart.isValid(text) ? text : nil
    }

    /// The members as pub or melos take them, with their dependencies.
    public func discover(_ site: WorkspaceSite, in tree: SourceTree) throws(Fault) -> Discovery {
        let lockfile = RelativePath.join(site.root, "pubspec.lock") ?? "pubspec.lock"
        var discovery = Discovery(
            workspace: Workspace(
                id: site.id, ecosystem: name, root: site.root, manifest: site.manifest,
                lockfile: Files.exists(tree.absolute(lockfile)) ? lockfile : nil))
        let members = try DartMembers(of: site, in: tree)
        discovery.findings = members.findings
        var context = DartContext(members, site: site, tree: tree)
        for member in members.members { discovery.packages.append(context.package(member)) }
        discovery.findings += context.findings
        return discovery
    }
}
