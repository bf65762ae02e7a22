/// What a settings script says of its build: the projects, in the order of their inclusion.
struct GradleSettings {
    /// A project as it is included.
    struct Project: Sendable, Hashable {
        /// The full path, as in `:a:b`; `:` for the root.
        let path: String
        /// Its folder, relative to the repository's root; nil where it leads outside.
        var folder: String?
        /// The build script's name, where the settings give one.
        var buildFile: String?
        /// Where it is included.
        let place: Place?
        /// Whether only a longer path names it.
        let isImplied: Bool
    }

    /// The most projects that are read.
    private static let maximumProjects = 100_000
    /// The most scripts that settings may apply.
    private static let maximumScripts = 64

    /// `rootProject.name`, else the root folder's name as Gradle has it; empty at the repository's own root.
    private(set) var rootName: String
    /// The projects in order, the root first.
    private(set) var projects: [Project]
    /// Catalog files by the catalogs' names.
    private(set) var catalogs: [String: String]
    /// Whether settings give build scripts names of their own.
    private(set) var renamesBuildFiles = false
    /// What is worth knowing.
    private(set) var findings: [Diagnostic] = []
    /// Where a project is in `projects`.
    private var indices: [String: Int] = [":": 0]
    /// Where a project is that has another path since.
    private var former: [String: Int] = [:]
    /// Scripts that are still to be read.
    private var scripts: [String] = []

    /// A build without settings: its root alone.
    init(root: String) {
        rootName = root == "." ? "" : RelativePath.name(of: root)
        projects = [Project(path: ":", folder: root, place: nil, isImplied: false)]
        catalogs = ["libs": RelativePath.join(root, "gradle/libs.versions.toml") ?? ""]
    }

    /// Reads a settings script and those that it applies.
    /// - Throws: a `Fault` with the place of what is wrong.
    init(_ manifest: String, root: String, names: GradleNames, in tree: SourceTree) throws(Fault) {
        self.init(root: root)
        scripts = [manifest]
        var names = names
        names.isSettings = true
        var known: [Diagnostic] = []
        names.properties.merge(GradleProjects.properties(in: root, tree, findings: &known)) { _, new in new }
        var seen: Set<String> = []
        while let path = scripts.popLast() {
            guard seen.insert(path).inserted, seen.count <= Self.maximumScripts else { continue }
            let bytes = try tree.read(path)
            let script: GradleScript
            do {
                script = try GradleScript(bytes, path: path)
            } catch {
                throw Fault(.manifestSyntax, error, in: path)
            }
            var names = names
            names.effort.grant(script, path: path)
            if path != manifest { names.folder = RelativePath.folder(of: path) }
            let end = GradleWalk(script: script, path: path).run(&names) { statement, context, names in
                if statement.range.contains(where: { script.tokens[$0].isWord("children") }) {
                    names.effort.spend(projects.count)
                    names.children = children
                }
                if !rootName.isEmpty { names.properties["rootProject.name"] = GradleText(text: rootName) }
                let reader = Reading(
                    script: script, path: path, statement: statement, context: context, names: names,
                    evaluator: GradleEvaluator(script: script, path: path, names: names))
                take(reader)
            }
            if let end, let finding = names.effort.finding(.error, at: end, of: script, path: path) { findings.append(finding) }
        }
    }

    /// The paths of the projects right below each project.
    private var children: [String: [String]] {
        var result: [String: [String]] = [:]
        for project in projects.dropFirst() {
            let parent = project.path.lastIndex(of: ":").map { String(project.path[..<$0]) } ?? ""
            result[parent.isEmpty ? ":" : parent, default: []].append(project.path)
        }
        return result
    }

    /// A statement with what is needed to understand it.
    private struct Reading {
        /// The script.
        let script: GradleScript
        /// Its path.
        let path: String
        /// The statement.
        let statement: GradleStatement
        /// What surrounds it.
        let context: GradleContext
        /// What names stand for.
        let names: GradleNames
        /// Reads expressions.
        let evaluator: GradleEvaluator

        /// Where the statement begins.
        var place: Place {
            let position = script.position(script.tokens[statement.range.lowerBound].span)
            return Place(path, line: position.line, column: position.column)
        }
    }

    /// Understands one statement.
    private mutating func take(_ reading: Reading) {
        if let loop = reading.script.loop(reading.statement),
            loop.function.last.map({ reading.script.tokens[$0].isWord("include") }) == true
        {
            return include(loop.list, reading)
        }
        guard let last = reading.statement.links.last else { return }
        switch last.name {
        case "include" where reading.statement.links.count <= 2:
            if !Self.filters.contains(reading.context.innermost?.head ?? "") { include(reading) }
        case "includeFlat": includeFlat(reading)
        case "includeBuild": noteIncludedBuild(reading)
        case "apply": apply(reading)
        case "from" where reading.context.isInside("versionCatalogs"): takeCatalog(reading)
        case "name", "projectDir", "buildFileName": set(last.name, to: reading.statement.value, reading)
        case "setName", "setProjectDir", "setBuildFileName":
            let name = last.name.dropFirst(3)
            set(name.prefix(1).lowercased() + name.dropFirst(), to: last.arguments, reading)
        default: break
        }
    }

    /// Blocks in which `include` means files, or modules of repositories.
    private static let filters: Set<String> = [
        "fileTree", "files", "copy", "sync", "matching", "content", "mavenContent", "zipTree", "filter", "from", "fileset",
    ]
    /// What to do about a project that only running the script tells.
    private static let remedy =
        "include it by a literal name, or declare its folder: [ecosystems.NAME] with workspace_root = \"FOLDER\" in releasekit.toml"

    /// `include`: every name that can be known, with all the projects above it.
    private mutating func include(_ reading: Reading) {
        for argument in reading.script.arguments(of: reading.statement) { include(argument, reading) }
    }

    /// The names that an expression gives.
    private mutating func include(_ argument: Range<Int>, _ reading: Reading) {
        let place = reading.place
        let marks: Set<Character> = [GradleNames.mark, GradleNames.projectMark]
        guard let texts = reading.evaluator.texts(argument), !texts.contains(where: { $0.text.contains(where: marks.contains) }) else {
            findings.append(
                Diagnostic(
                    .note, .workspaceInvalid, "a project is included whose name only running the script tells", hint: Self.remedy, at: place
                ))
            return
        }
        for text in texts where !text.text.isEmpty { include(text.text, at: place) }
        if texts.contains(where: { $0.text.isEmpty && $0.isConditional }) {
            findings.append(
                Diagnostic(
                    .note, .workspaceInvalid, "the list of projects holds some whose names only running the script tells",
                    hint: Self.remedy, at: place))
        }
        if let text = texts.first(where: { !$0.text.isEmpty && (reading.context.isConditional || $0.isConditional) }) {
            let name = text.text.hasPrefix(":") ? text.text : ":\(text.text)"
            findings.append(
                Diagnostic(
                    .note, .workspaceInvalid, "`\(text.text)` is included under a condition, and is taken",
                    hint: "`exclude = [\"\(name)\"]` in releasekit.toml leaves it out", at: place))
        }
    }

    /// Includes a project and the ones above it, each in its parent's folder at this moment, as Gradle does.
    private mutating func include(_ name: String, at place: Place) {
        let parts = name.split(separator: ":").map(String.init)
        var path = ""
        var parent = 0
        for (index, part) in parts.enumerated() {
            path += ":\(part)"
            if let known = indices[path] {
                parent = known
                continue
            }
            guard projects.count < Self.maximumProjects else { return }
            let folder = projects[parent].folder.flatMap { RelativePath.join($0, part) }
            indices[path] = projects.count
            parent = projects.count
            projects.append(Project(path: path, folder: folder, place: place, isImplied: index < parts.count - 1))
        }
    }

    /// `includeFlat`: a folder beside the root's.
    private mutating func includeFlat(_ reading: Reading) {
        let place = reading.place
        for argument in reading.script.arguments(of: reading.statement) {
            for text in reading.evaluator.texts(argument) ?? [] {
                include(text.text, at: place)
                guard let index = indices[":\(text.text)"], let root = projects[0].folder else { continue }
                projects[index].folder = RelativePath.join(root, "../\(text.text)")
                guard projects[index].folder == nil else { continue }
                findings.append(
                    Diagnostic(
                        .error, .pathOutside, "`includeFlat \"\(text.text)\"` leads outside the repository",
                        hint: "a release needs all packages in one repository", at: place))
            }
        }
    }

    /// `includeBuild`: another build with its own settings, which is a workspace of its own.
    private mutating func noteIncludedBuild(_ reading: Reading) {
        let text = reading.script.arguments(of: reading.statement).first.flatMap { reading.evaluator.text($0)?.text }
        let name = text.map { "`\($0.drop { $0 == GradleNames.mark })`" } ?? "a folder that only running the script tells"
        findings.append(
            Diagnostic(
                .note, .workspaceNested, "the build includes the build \(name), whose projects are not taken",
                hint: "declare it as a workspace of its own in releasekit.toml, if its projects are released", at: reading.place))
    }

    /// `apply from:`: another script that belongs to the settings.
    private mutating func apply(_ reading: Reading) {
        guard let text = GradlePlugins.appliedScript(reading.statement, reading.script, reading.evaluator) else { return }
        guard let path = reading.names.path(text), Files.exists(reading.names.tree.absolute(path)) else {
            findings.append(
                Diagnostic(
                    .note, .workspaceInvalid, "the settings apply a script that cannot be read: `\(text.suffix(80))`", at: reading.place))
            return
        }
        scripts.append(path)
    }

    /// `from(files("…"))` of a version catalog.
    private mutating func takeCatalog(_ reading: Reading) {
        guard let label = reading.context.labels.last, let name = label.words.last(where: { $0 != "libs.versions" }),
            let argument = reading.script.arguments(of: reading.statement).first
        else { return }
        let (links, _) = reading.script.chain(at: argument.lowerBound, end: argument.upperBound)
        guard links.last?.name == "files", let inner = links.last?.arguments, let text = reading.evaluator.text(inner)?.text else { return }
        catalogs[name] = reading.names.path(text)
    }

    /// `rootProject.name = …`, `project(":x").projectDir = …` and their like.
    private mutating func set(_ what: String, to value: Range<Int>?, _ reading: Reading) {
        guard let value else { return }
        let links = reading.statement.links
        let words = reading.context.labels.flatMap(\.words)
        let target: String?
        if let name = links.first?.name, links.count == 2, let path = reading.names.project(name) {
            target = path
        } else if let argument = links.first(where: { $0.name == "project" || $0.name == "findProject" })?.arguments {
            target = reading.evaluator.text(argument)?.text
        } else if links.count == 2 && links.first?.name == "rootProject"
            || links.count == 1 && words.contains("rootProject") && !words.contains("children")
        {
            target = ":"
        } else {
            target = links.count == 1 ? words.last { $0.hasPrefix(":") } : nil
        }
        if what == "buildFileName" { renamesBuildFiles = true }
        let path = target.map { $0.hasPrefix(":") ? $0 : ":\($0)" }
        guard let path, let index = indices[path] ?? former[path] else {
            let isLoop = reading.context.labels.contains { $0.words.contains("children") }
            let isFound = links.count > 2 && links.contains { $0.name == "children" }
            if what == "projectDir" || what == "name" && (links.count == 2 && isLoop || isFound) {
                findings.append(
                    Diagnostic(
                        .note, .workspaceInvalid,
                        "a project gets another \(what == "name" ? "name" : "folder"), but which one only running the script tells",
                        hint: "write `project(\":NAME\").\(what) = …` for each project", at: reading.place))
            }
            return
        }
        guard let text = reading.evaluator.text(value)?.text else {
            findings.append(
                Diagnostic(
                    what == "projectDir" ? .warning : .note, .workspaceInvalid,
                    "the \(what) of `\(projects[index].path)` is what only running the script tells",
                    hint: "write `project(\"\(projects[index].path)\").\(what) = …` with a literal", at: reading.place))
            return
        }
        switch what {
        case "name" where index == 0: rootName = text
        case "name": rename(index, to: text)
        case "projectDir":
            projects[index].folder = reading.names.path(text)
            guard projects[index].folder == nil else { return }
            findings.append(
                Diagnostic(
                    .error, .pathOutside, "the folder of `\(projects[index].path)` lies outside the repository: `\(text)`",
                    hint: "a release needs all packages in one repository", at: reading.place))
        default:
            if reading.context.isConditional, let file = projects[index].folder.flatMap({ RelativePath.join($0, text) }),
                !Files.exists(reading.names.tree.absolute(file))
            {
                return
            }
            projects[index].buildFile = text
        }
    }

    /// Gives a project another name; the paths of the projects below it stay, as they do in Gradle.
    private mutating func rename(_ index: Int, to name: String) {
        let old = projects[index]
        let parent = old.path.lastIndex(of: ":").map { old.path[..<$0] } ?? ""
        let path = "\(parent):\(name)"
        guard indices[path] == nil else { return }
        indices[old.path] = nil
        former[old.path] = index
        indices[path] = index
        projects[index] = Project(path: path, folder: old.folder, buildFile: old.buildFile, place: old.place, isImplied: old.isImplied)
    }
}
