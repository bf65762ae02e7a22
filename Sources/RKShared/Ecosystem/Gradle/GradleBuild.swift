/// What a build script says, and of which projects.
struct GradleBuild: Sendable {
    /// The projects that a statement is about, seen from the script's own project.
    enum Scope: Sendable, Hashable {
        /// The script's own project.
        case own
        /// It and all below it.
        case all
        /// All below it.
        case children
        /// Some projects, by their paths.
        case projects([String])
        /// Some of those below it; which, only running the script tells.
        case some
    }

    /// One thing that is said.
    enum Fact: Sendable {
        /// A plugin is applied.
        case plugin(String)
        /// The version; nil for one that cannot be known.
        case version(GradleText?)
        /// The group.
        case group(String)
        /// The artifact's name.
        case artifact(String)
        /// A repository that is published to, by its address; nil for one that cannot be known.
        case repository(String?)
        /// A publication for repositories of Maven, by its name.
        case publication(String)
        /// A dependency.
        case dependency(GradleDependency)
    }

    /// A fact with its projects and its place.
    struct Entry: Sendable {
        /// Of which projects.
        var scope: Scope
        /// Whether a condition decides.
        var isConditional: Bool
        /// Where it stands.
        let place: Place
        /// What is said.
        let fact: Fact
    }

    /// The facts, in the order of the text, with those of applied scripts in between.
    var entries: [Entry] = []
    /// The properties that the script leaves to the projects below.
    var properties: [String: GradleText] = [:]
}

/// A dependency as a script declares it.
struct GradleDependency: Sendable, Hashable {
    /// What is depended on.
    enum Target: Sendable, Hashable {
        /// A project's path, as it is written.
        case path(String)
        /// A type-safe accessor without `projects.`.
        case accessor(String)
        /// The root project.
        case root
        /// A module of a repository, with its version.
        case module(String, version: String)
        /// A project that only running the script tells.
        case unknown

        /// Whether it is no module of a repository.
        var isProject: Bool { if case .module = self { false } else { true } }
    }

    /// The configuration.
    let configuration: String
    /// What it is needed for.
    let kind: Dependency.Kind
    /// What is depended on.
    let target: Target
}

/// The scripts of a build, each read and parsed once.
struct GradleScripts {
    /// The repository's files.
    let tree: SourceTree
    /// Version catalogs.
    var catalog = GradleCatalog()
    /// The scripts that are plugins, by their ids.
    var conventions: [String: String] = [:]
    /// What was parsed, or why it could not be.
    private var parsed: [String: Result<GradleScript, Fault>] = [:]
    /// What is wrong or worth knowing; each once, however many projects apply a script.
    private(set) var findings: [Diagnostic] = []
    /// What was found already.
    private var known: Set<Diagnostic> = []

    /// The scripts on which most of an effort was spent in vain: no other project tries again.
    private var exhausting: Set<String> = []

    /// How deep scripts may apply scripts.
    private static let maximumDepth = 8

    /// No script yet.
    init(tree: SourceTree) { self.tree = tree }

    /// Adds a finding, unless it is known.
    mutating func report(_ finding: Diagnostic) {
        if known.insert(finding).inserted { findings.append(finding) }
    }

    /// The script at a path.
    private mutating func script(_ path: String) -> GradleScript? {
        if let result = parsed[path] { return try? result.get() }
        let result: Result<GradleScript, Fault>
        do throws(Fault) {
            let bytes = try tree.read(path)
            do {
                result = .success(try GradleScript(bytes, path: path))
            } catch {
                throw Fault(.manifestSyntax, error, in: path)
            }
        } catch {
            result = .failure(error)
            report(Diagnostic(.error, error))
        }
        parsed[path] = result
        return try? result.get()
    }

    /// What a script and those that it applies say; what they leave in the names' properties stays there.
    mutating func build(_ path: String, _ names: inout GradleNames, depth: Int = 0) -> GradleBuild {
        var build = GradleBuild()
        guard depth < Self.maximumDepth, !exhausting.contains(path), let script = script(path) else { return build }
        let before = names.properties
        names.effort.grant(script, path: path)
        let spent = names.effort.spent
        let end = GradleWalk(script: script, path: path).run(&names) { statement, context, names in
            var reading = GradleReading(script: script, path: path, statement: statement, context: context, names: names)
            let facts = reading.facts(catalog: catalog)
            build.entries += facts
            for finding in reading.findings { report(finding) }
            names.properties.merge(reading.properties) { _, new in new }
            var applied = reading.appliedScript.map { [($0, reading.scope ?? .own)] } ?? []
            for case let (.plugin(id), scope) in facts.map({ ($0.fact, $0.scope) }) {
                if let convention = conventions[id] { applied.append((convention, scope)) }
            }
            for (applied, scope) in applied where applied != path {
                var inner = names
                inner.variables = [:]
                let other = self.build(applied, &inner, depth: depth + 1)
                names.properties = inner.properties
                build.entries += other.entries.map { entry in
                    var entry = entry
                    if entry.scope == .own { entry.scope = scope }
                    entry.isConditional = entry.isConditional || context.isConditional
                    return entry
                }
            }
        }
        if let end {
            if names.effort.spent - spent > names.effort.granted / 2 { exhausting.insert(path) }
            if let finding = names.effort.finding(.warning, at: end, of: script, path: path) { report(finding) }
        }
        build.properties = names.properties.filter { before[$0.key] != $0.value }
        return build
    }
}
