/// Makes packages of projects: what is depended on, what is meant for a registry, where the version is.
struct GradleClassifier {
    /// The build's site.
    private let site: WorkspaceSite
    /// The projects by path.
    private let projects: [String: GradleProjects.Project]
    /// The accessors of the projects.
    private let accessors: GradleAccessors
    /// The name of the root project.
    private let rootName: String
    /// The versions by path.
    private let versions: [String: GradleVersion]
    /// The wrapper, relative to the repository's root; nil where the repository has none.
    private let wrapper: String?
    /// Coordinates that were asked for, by path.
    private var known: [String: String?] = [:]
    /// Reads the places of versions.
    private var places: GradlePlaces
    /// What is worth knowing.
    private(set) var findings: [Diagnostic] = []

    /// What is needed to classify any project of a build.
    init(settings: GradleSettings, projects: [GradleProjects.Project], site: WorkspaceSite, tree: SourceTree) {
        self.site = site
        self.projects = Dictionary(projects.map { ($0.settings.path, $0) }) { first, _ in first }
        accessors = GradleAccessors(settings.projects, rootName: settings.rootName)
        rootName = settings.rootName
        versions = Dictionary(projects.map { ($0.settings.path, GradleVersion(of: $0)) }) { first, _ in first }
        wrapper = RelativePath.join(site.root, "gradlew").flatMap { tree.holds($0) ? $0 : nil }
        places = GradlePlaces(tree: tree)
    }

    /// The name of a project's package: its full path, which alone is unique; of the root, the build's name.
    private func name(_ path: String) -> String { path == ":" && !rootName.isEmpty ? rootName : path }

    /// A project as a package of the document.
    mutating func package(_ project: GradleProjects.Project) -> Package {
        let path = project.settings.path
        let version = versions[path]
        var package = Package(
            id: "maven:\(name(path))", name: name(path), ecosystem: "gradle", workspace: site.id, path: project.folder,
            manifest: project.script ?? site.manifest, version: version?.value)
        package.privateReason = privateReason(of: project)
        package.publish = package.privateReason == nil
        var details = JSONObject()
        details["project"] = .string(path)
        details["root"] = .string(site.root)
        details["wrapper"] = wrapper.map { .string($0) }
        details["artifact"] = .string(artifact(of: project))
        if package.publish {
            details["plugin"] = publicationPlugin(of: project).map { .string($0) }
            details["publications"] = publications(of: project).map { .string($0) }
            let repositories = repositories(of: project)
            details["repositories"] = repositories.isEmpty ? nil : .array(repositories)
        }
        package.rest["published_as"] = coordinates(of: project).map { .string($0) }
        details["version_at"] = version?.origin.flatMap { places.text($0) }.map { .string($0) }
        package.rest["gradle"] = .object(details)
        if package.publish, let problem = version?.problem {
            findings.append(
                Diagnostic(
                    version?.value == nil ? .warning : .note, .versionDynamic, "the version of \(package.id) cannot be written: \(problem)",
                    hint: "write `version=…` in gradle.properties, or `version = \"…\"` in a build script", package: package.id,
                    at: version?.place ?? Place(package.manifest)))
        }
        if let value = version?.value, MavenVersion(value) == nil {
            findings.append(
                Diagnostic(
                    .error, .versionInvalid, "the version is `\(XMLReader.excerpt(value))`, which is none that can be ordered",
                    hint: "a version begins with a digit and holds no blanks", package: package.id,
                    at: version?.origin.flatMap { places.place($0) } ?? version?.place ?? Place(package.manifest)))
        }
        package.dependencies = dependencies(of: project, package.id)
        return package
    }

    /// What the publications of a project are, in words, where they are several; nil where there is one, or what there is cannot be known.
    private func publications(of project: GradleProjects.Project) -> String? {
        var names: [String] = []
        var implied: String?
        for entry in project.entries {
            switch entry.fact {
            case .publication(let name) where !entry.isConditional && entry.scope != .some && !names.contains(name): names.append(name)
            case .plugin(let id): implied = implied ?? GradlePlugins.severalPublications[id].map { "\($0), by `\(id)`" }
            default: break
            }
        }
        return names.count > 1 ? names.map { "`\($0)`" }.joined(separator: ", ") : implied
    }

    /// Why a project is not meant for a registry: it applies no plugin that publishes.
    private func privateReason(of project: GradleProjects.Project) -> String? {
        let isPublishing = project.entries.contains { entry in
            if case .plugin(let id) = entry.fact { GradlePlugins.isPublishing(id) } else { false }
        }
        if isPublishing { return nil }
        if project.script == nil { return "no build script" }
        return "no publishing plugin (such as maven-publish) is applied"
    }

    /// The plugin with whose tasks a project can be published; nil where it applies none.
    private func publicationPlugin(of project: GradleProjects.Project) -> String? {
        project.entries.lazy.compactMap { entry in
            if case .plugin(let id) = entry.fact, GradlePlugins.hasPublications(id) { id } else { nil }
        }.first
    }

    /// The repositories that a project is published to, each once; null for one that only running the scripts tells.
    private func repositories(of project: GradleProjects.Project) -> [JSON] {
        var result: [JSON] = []
        for entry in project.entries {
            guard case .repository(let address) = entry.fact else { continue }
            let isSure = !entry.isConditional && entry.scope != .some
            let text = isSure ? address.map { JSON.string(WebAddress.redacted($0)) } ?? .null : .null
            if !result.contains(text) { result.append(text) }
        }
        return result
    }

    /// The group and the artifact's name with which others need a project; nil where the group cannot be known.
    private mutating func coordinates(of project: GradleProjects.Project) -> String? {
        let path = project.settings.path
        if let known = known[path] { return known }
        let found = group(of: project).map { "\($0):\(artifact(of: project))" }
        known[path] = .some(found)
        return found
    }

    /// The group that artifacts have in a repository.
    private func group(of project: GradleProjects.Project) -> String? {
        var group = project.properties["group"]?.text ?? project.properties["GROUP"]?.text
        for entry in project.entries { if case .group(let text) = entry.fact { group = text } }
        return group
    }

    /// The artifact's name: what a publication says, else the project's own name.
    private func artifact(of project: GradleProjects.Project) -> String {
        var artifact = project.properties["POM_ARTIFACT_ID"]?.text
        for entry in project.entries { if case .artifact(let text) = entry.fact { artifact = text } }
        return artifact ?? project.settings.path.split(separator: ":").last.map(String.init) ?? rootName
    }

    /// The dependencies of a project, sorted by name and kind.
    private mutating func dependencies(of project: GradleProjects.Project, _ id: String) -> [Dependency] {
        var result: [String: Dependency] = [:]
        for entry in project.entries {
            guard case .dependency(let declared) = entry.fact, let dependency = dependency(declared, of: project, entry, id) else {
                continue
            }
            let key = "\(dependency.name)\u{0}\(dependency.kind.rawValue)\u{0}\(dependency.requirement)"
            result[key] = result[key] ?? dependency
        }
        return result.sorted { $0.key.precedes($1.key) }.map(\.value)
    }

    /// One dependency; nil for what cannot be known, and for the project itself.
    private mutating func dependency(
        _ declared: GradleDependency, of project: GradleProjects.Project, _ entry: GradleBuild.Entry, _ id: String
    ) -> Dependency? {
        let own = project.settings.path
        let target: String?
        let spelling: String
        switch declared.target {
        case .module(let module, let version):
            return Dependency(name: module, kind: declared.kind, requirement: version)
        case .path(let path):
            target = GradleProjects.absolute(path, from: own)
            spelling = "project(\"\(path)\")"
        case .accessor(let accessor):
            target = accessors[accessor]
            spelling = "projects.\(accessor)"
        case .root:
            target = ":"
            spelling = "rootProject"
        case .unknown:
            target = nil
            spelling = "a project that only running the script tells"
        }
        guard let target, projects[target] != nil else {
            let isUnknown = declared.target == .unknown
            findings.append(
                Diagnostic(
                    isUnknown ? .note : .warning, isUnknown ? .requirementSyntax : .manifestInvalid,
                    isUnknown ? "\(id) depends on \(spelling)" : "\(id) depends on \(spelling), which the settings do not include",
                    package: id, at: entry.place))
            return nil
        }
        guard target != own else { return nil }
        var dependency = Dependency(
            name: name(target), kind: declared.kind, requirement: "", package: "maven:\(name(target))", why: spelling)
        dependency.rest["configuration"] = .string(declared.configuration)
        if let project = projects[target], let name = coordinates(of: project) {
            dependency.rest["published_as"] = .string(name)
        }
        dependency.rest["version_at"] = versions[target]?.origin.flatMap { places.text($0) }.map { .string($0) }
        return dependency
    }
}
