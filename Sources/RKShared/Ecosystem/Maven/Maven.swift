/// Projects of Maven: a pom.xml and the modules below it.
public struct Maven: Ecosystem {
    /// The ecosystem.
    public init() {}

    /// The name in documents and configuration.
    public var name: String { "maven" }
    /// The package-url type.
    public var idPrefix: String { "maven" }
    /// The names of the files that can begin a workspace.
    public var manifestNames: [String] { ["pom.xml"] }
    /// Maven's versions.
    public var versionScheme: VersionScheme { .maven }
    /// The calls of mvn.
    public var packageManager: any PackageManager { MavenCommands() }
    /// Repositories in Maven's layout.
    public var publishing: (any Publishing)? { MavenPublishing() }

    /// Whether a POM has modules, whatever profile they stand in; a malformed one has none.
    public func beginsWorkspace(_ manifest: String, in tree: SourceTree) -> Bool {
        guard let bytes = try? tree.read(manifest), let pom = try? MavenPom(bytes, path: manifest) else { return false }
        return pom.allLayers.contains { !$0.modules.isEmpty }
    }

    /// A version as it stands, unless it is a range.
    public func exactVersion(of requirement: String) -> String? { MavenVersion(requirement)?.description }

    /// The projects that `mvn` would build, with what they use of each other and declare themselves.
    public func discover(_ site: WorkspaceSite, in tree: SourceTree) throws(Fault) -> Discovery {
        var discovery = Discovery(
            workspace: Workspace(id: site.id, ecosystem: name, root: site.root, manifest: site.manifest, lockfile: nil))
        let reactor = try MavenReactor(site.manifest, in: tree, findings: &discovery.findings)
        let context = MavenContext(reactor, findings: &discovery.findings)
        let wrapper = RelativePath.join(site.root, "mvnw") ?? "mvnw"
        let hasWrapper = Files.exists(tree.absolute(wrapper))
        var groups: [String: [Int]] = [:]
        let artifacts = Dictionary(grouping: context.projects) { $0.name.split(separator: ":").last }
        for index in context.projects.indices {
            var package = package(index, of: context, workspace: site.id, findings: &discovery.findings)
            package.rest["maven"] = .object(
                JSONObject([
                    "reactor": .string(site.manifest), "packaging": .string(context.projects[index].model.packaging),
                    "wrapper": .bool(hasWrapper),
                ]))
            let artifact = package.name.split(separator: ":").last
            let isUnique = artifacts[artifact]?.count == 1
            package.rest["tag_name"] = .string(isUnique ? String(artifact ?? "") : package.name.replacing(":", with: "/"))
            if let place = MavenVersionPlace(of: context.projects[index].model, reactor) {
                groups[place.key(reactor), default: []].append(index)
            }
            discovery.packages.append(package)
        }
        for (key, members) in groups where members.count > 1 {
            for member in members { discovery.packages[member].versionGroup = key }
        }
        return discovery
    }

    /// A project as a package of the document.
    private func package(_ index: Int, of context: MavenContext, workspace: String, findings: inout [Diagnostic]) -> Package {
        let project = context.projects[index]
        let pom = context.reactor.poms[project.model.pom]
        var package = Package(
            id: "maven:\(project.name)", name: project.name, ecosystem: name, workspace: workspace, path: pom.folder, manifest: pom.path,
            version: project.version)
        package.privateReason = project.model.privateReason
        package.publish = package.privateReason == nil
        if let finding = versionFinding(project, pom, in: context.reactor) { findings.append(finding) }
        let dependencies = Set(context.links[index].map { dependency($0, context) })
        package.dependencies = dependencies.sorted { Self.sortKey($0).lexicographicallyPrecedes(Self.sortKey($1)) { $0.precedes($1) } }
        return package
    }

    /// A use as a dependency of the document.
    private func dependency(_ link: MavenContext.Link, _ context: MavenContext) -> Dependency {
        let stated = link.use.version ?? link.use.reference.version?.text ?? ""
        var dependency = Dependency(name: link.use.name, kind: link.kind, requirement: stated)
        dependency.package = link.target.map { "maven:\(context.projects[$0].name)" }
        dependency.why = link.why
        return dependency
    }

    /// What dependencies are sorted by: name, kind, then whatever tells two apart.
    private static func sortKey(_ dependency: Dependency) -> [String] {
        [dependency.name, dependency.kind.rawValue, dependency.requirement, dependency.why ?? ""]
    }

    /// What is wrong with a version; nil when it is known and one.
    private func versionFinding(_ project: MavenContext.Project, _ pom: MavenPom, in reactor: MavenReactor) -> Diagnostic? {
        let id = "maven:\(project.name)"
        guard let version = project.version else {
            guard let (owner, element) = project.model.versionElement else {
                return Diagnostic(
                    .error, .manifestInvalid, "<project> has no <version>, and no parent that could give it", hint: "add one", package: id,
                    at: pom.place(pom.document.root.span))
            }
            return Diagnostic(
                .warning, .versionDynamic, "the version `\(XMLReader.excerpt(element.text))` holds a property that no POM defines",
                hint: "define it in <properties>, or in .mvn/maven.config", package: id, at: reactor.poms[owner].place(element.span))
        }
        guard MavenVersion(version) == nil else { return nil }
        let place = project.model.versionElement.map { reactor.poms[$0.pom].place($0.element.span) } ?? Place(pom.path)
        return Diagnostic(
            .error, .versionInvalid, "the version is `\(XMLReader.excerpt(version))`, which is none that can be ordered",
            hint: "a version begins with a digit and holds no blanks", package: id, at: place)
    }
}
