/// Builds of Gradle: a settings script with the projects that it includes, or one project alone. No script is ever run.
public struct Gradle: Ecosystem {
    /// The ecosystem.
    public init() {}

    /// The name in documents and configuration.
    public var name: String { "gradle" }
    /// The package-url type.
    public var idPrefix: String { "maven" }
    /// The names of the files that can begin a workspace; of two settings scripts Gradle takes Groovy's.
    public var manifestNames: [String] { ["settings.gradle", "settings.gradle.kts", "build.gradle", "build.gradle.kts"] }
    /// Maven's versions.
    public var versionScheme: VersionScheme { .maven }
    /// The calls of Gradle.
    public var packageManager: any PackageManager { GradleCommands() }
    /// Repositories in Maven's layout.
    public var publishing: (any Publishing)? { GradlePublishing() }

    /// Whether a manifest is a settings script, which alone can include projects.
    public func beginsWorkspace(_ manifest: String, in tree: SourceTree) -> Bool {
        RelativePath.name(of: manifest).hasPrefix("settings.")
    }

    /// Any version: what a pin sets is the version of another project, not a condition.
    public func exactVersion(of requirement: String) -> String? { requirement.isEmpty ? nil : requirement }

    /// The projects that the settings include, with those that inclusion implies, and their dependencies as the scripts declare them.
    ///
    /// What only running a script tells is a note, and gives no edge.
    public func discover(_ site: WorkspaceSite, in tree: SourceTree) throws(Fault) -> Discovery {
        let isAlone = !beginsWorkspace(site.manifest, in: tree)
        let names = GradleNames(folder: site.root, root: site.root, tree: tree)
        let settings =
            isAlone
            ? GradleSettings(root: site.root) : try GradleSettings(site.manifest, root: site.root, names: names, in: tree)
        let lockfile = RelativePath.join(site.root, "gradle.lockfile") ?? ""
        var discovery = Discovery(
            workspace: Workspace(
                id: site.id, ecosystem: name, root: site.root, manifest: site.manifest,
                lockfile: Files.exists(tree.absolute(lockfile)) ? lockfile : nil),
            findings: settings.findings)
        let projects = GradleProjects(settings, root: site.root, in: tree)
        discovery.findings += projects.findings
        var classifier = GradleClassifier(settings: settings, projects: projects.projects, site: site, tree: tree)
        for project in projects.projects { discovery.packages.append(classifier.package(project)) }
        discovery.findings += classifier.findings
        discovery.findings += otherBuilds(below: site, in: tree)
        return discovery
    }

    /// A note about the builds that lie inside and are not taken.
    private func otherBuilds(below site: WorkspaceSite, in tree: SourceTree) -> [Diagnostic] {
        let prefix = site.root == "." ? "" : site.root + "/"
        let others = (tree.tracked ?? []).filter { path in
            path.hasPrefix(prefix) && path != site.manifest && RelativePath.folder(of: path) != site.root
                && ["settings.gradle", "settings.gradle.kts"].contains(RelativePath.name(of: path))
        }
        guard let first = others.first else { return [] }
        let count = others.count == 1 ? "one other build lies" : "\(others.count) other builds lie"
        return [
            Diagnostic(
                .note, .workspaceNested,
                "\(count) inside and \(others.count == 1 ? "is" : "are") not taken, as `\(RelativePath.folder(of: first))`",
                hint: "declare one as a workspace of its own in releasekit.toml, if its projects are released", at: Place(first))
        ]
    }
}
