/// All projects of a build with what is said of each: what its own script says, and what those above it say of the projects below them.
struct GradleProjects {
    /// A project with the facts that hold for it, in the order in which Gradle learns them.
    struct Project {
        /// How it is included.
        let settings: GradleSettings.Project
        /// Its folder.
        let folder: String
        /// Its build script; nil where it has none.
        let script: String?
        /// What is said of it.
        var entries: [GradleBuild.Entry]
        /// The properties that it sees.
        let properties: [String: GradleText]
    }

    /// The most facts that all projects together may have from those above them.
    private static let maximumInherited = 1_000_000
    /// Names of build scripts, in the order in which Gradle looks for them.
    private static let scriptNames = ["build.gradle", "build.gradle.kts"]

    /// The projects in the order of their inclusion.
    private(set) var projects: [Project] = []
    /// What is wrong or worth knowing.
    private(set) var findings: [Diagnostic] = []
    /// What the scripts of the projects above say: by project, its entries and the properties that it leaves to those below.
    private var builds: [String: GradleBuild] = [:]

    /// Reads all scripts of a build.
    init(_ settings: GradleSettings, root: String, in tree: SourceTree) {
        var scripts = GradleScripts(tree: tree)
        for (name, path) in settings.catalogs.sorted(by: { $0.key.precedes($1.key) }) {
            scripts.catalog.merge(GradleCatalog(name, at: path, in: tree, findings: &findings))
        }
        scripts.conventions = Self.conventions(below: root, in: tree)
        var names = GradleNames(folder: root, root: root, tree: tree)
        names.catalog = scripts.catalog.versions
        names.properties = Self.properties(in: root, tree, findings: &findings)
        names.properties["rootProject.name"] = GradleText(text: settings.rootName)
        names.properties["rootProject.version"] = names.properties["version"]
        var inherited = 0
        for item in settings.projects {
            guard let folder = item.folder else { continue }
            let above = Self.above(item.path)
            var names = names
            names.folder = folder
            names.effort = GradleEffort()
            for path in above { names.properties.merge(builds[path]?.properties ?? [:]) { _, new in new } }
            if item.path != ":" { names.properties.merge(Self.properties(in: folder, tree, findings: &findings)) { _, new in new } }
            names.variables["name"] = .text(GradleText(text: item.path.split(separator: ":").last.map(String.init) ?? settings.rootName))
            let script = Self.script(of: item, in: folder, settings.renamesBuildFiles, tree)
            var entries = above.flatMap { path in
                (builds[path]?.entries ?? []).filter { Self.holds($0.scope, of: item.path, from: path) }
            }
            inherited += entries.count
            if inherited > Self.maximumInherited {
                if inherited - entries.count <= Self.maximumInherited {
                    findings.append(
                        Diagnostic(
                            .error, .manifestTooLarge,
                            "the scripts above `\(item.path)` say too much for so many projects: it is left out here",
                            hint: "say in a project's own script what concerns it alone", at: item.place))
                }
                entries = []
            }
            let properties = names.properties
            if let script {
                let build = scripts.build(script, &names)
                builds[item.path] = build
                entries += build.entries.filter { Self.holds($0.scope, of: item.path, from: item.path) }
            }
            projects.append(
                Project(
                    settings: item, folder: folder, script: script, entries: entries,
                    properties: properties.merging(names.properties) { _, new in new }))
        }
        findings += scripts.findings
    }

    /// The paths above a project, the root first.
    static func above(_ path: String) -> [String] {
        guard path != ":" else { return [] }
        var result = [":"]
        var prefix = ""
        for part in path.split(separator: ":").dropLast() {
            prefix += ":\(part)"
            result.append(prefix)
        }
        return result
    }

    /// Whether a fact of one project's script is about another project, which lies below it, or about itself.
    private static func holds(_ scope: GradleBuild.Scope, of path: String, from script: String) -> Bool {
        switch scope {
        case .own: path == script
        case .all: true
        case .children, .some: path != script
        case .projects(let names): names.contains { absolute($0, from: script) == path }
        }
    }

    /// The full path that a path means in a project's script.
    static func absolute(_ path: String, from project: String) -> String {
        if path.hasPrefix(":") { return path }
        return project == ":" ? ":\(path)" : "\(project):\(path)"
    }

    /// The build script of a project.
    private static func script(of item: GradleSettings.Project, in folder: String, _ isRenamed: Bool, _ tree: SourceTree) -> String? {
        var names = item.buildFile.map { [$0] } ?? scriptNames
        if isRenamed, item.buildFile == nil, let leaf = item.path.split(separator: ":").last {
            names += ["\(leaf).gradle", "\(leaf).gradle.kts"]
        }
        return names.lazy.compactMap { RelativePath.join(folder, $0) }.first { Files.exists(tree.absolute($0)) }
    }

    /// The properties of a folder's `gradle.properties`.
    static func properties(in folder: String, _ tree: SourceTree, findings: inout [Diagnostic]) -> [String: GradleText] {
        guard let path = RelativePath.join(folder, "gradle.properties") else { return [:] }
        do throws(Fault) {
            guard let bytes = try tree.readIfPresent(path) else { return [:] }
            let document: PropertiesDocument
            do {
                document = try PropertiesDocument(bytes)
            } catch {
                throw Fault(.manifestSyntax, error, in: path)
            }
            var result: [String: GradleText] = [:]
            for entry in document.entries {
                let text = entry.value.trimmed
                let end = entry.valueSpan.start + text.utf8.count
                let isVerbatim = end <= bytes.count && Array(text.utf8)[...] == bytes[entry.valueSpan.start..<end]
                let origin = GradleOrigin(path: path, span: Span(start: entry.valueSpan.start, end: end))
                result[entry.key] = GradleText(text: text, origin: isVerbatim ? origin : nil)
            }
            return result
        } catch {
            findings.append(Diagnostic(.error, error))
            return [:]
        }
    }

    /// The scripts that are plugins, as `buildSrc` and builds of plugins have them: `src/main/kotlin/my.lib.gradle.kts` is `my.lib`.
    private static func conventions(below root: String, in tree: SourceTree) -> [String: String] {
        var files = tree.tracked ?? []
        if tree.tracked == nil {
            for folder in ["buildSrc", "build-logic", "build-logic/convention", "build-logic/conventions"] {
                for language in ["kotlin", "groovy"] {
                    guard let path = RelativePath.join(root, "\(folder)/src/main/\(language)") else { continue }
                    files += Files.names(in: tree.absolute(path)).map { "\(path)/\($0)" }
                }
            }
        }
        var result: [String: String] = [:]
        for file in files where file.hasSuffix(".gradle") || file.hasSuffix(".gradle.kts") {
            guard root == "." || file.hasPrefix(root + "/") else { continue }
            guard let source = file.range(ofLast: "/src/main/kotlin/") ?? file.range(ofLast: "/src/main/groovy/") else { continue }
            let name = file[source...].replacing("/", with: ".")
            result[String(name.dropLast(file.hasSuffix(".kts") ? 11 : 7))] = file
        }
        return result
    }
}

extension String {
    /// Where the text behind the last occurrence of a text begins; nil where there is none.
    fileprivate func range(ofLast text: String) -> Index? { ranges(of: text).last?.upperBound }
}
