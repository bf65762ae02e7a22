/// A reference to an artifact as it is written in a POM; texts may hold `${…}`.
struct MavenReference: Sendable {
    /// The declaration that names the artifact.
    enum Origin: String, Sendable {
        /// `<dependency>`.
        case dependency
        /// `<dependency>` below `<dependencyManagement>`.
        case managed
        /// `<parent>`.
        case parent
        /// `<plugin>`.
        case plugin
        /// `<dependency>` of a plugin.
        case pluginDependency = "plugin dependency"
        /// `<extension>` of the build.
        case buildExtension = "build extension"
    }

    /// What declares it.
    let origin: Origin
    /// The group; of a plugin without one, that of Maven's own.
    let group: String
    /// The artifact.
    let artifact: String
    /// The element with the version; nil without one.
    let version: XMLElement?
    /// The type, `jar` by default.
    let type: String
    /// The classifier; empty without one.
    let classifier: String
    /// The scope; nil without one.
    let scope: String?
    /// The text of `<optional>`; nil without one.
    let optional: String?
    /// The bytes of the declaration.
    let span: Span

    /// Reads a declaration; nil without an artifact, or without a group where one is needed.
    init?(_ element: XMLElement, _ origin: Origin) {
        guard let artifact = element["artifactId"]?.text, !artifact.isEmpty else { return nil }
        guard let group = element["groupId"]?.text ?? (origin == .plugin ? "org.apache.maven.plugins" : nil), !group.isEmpty else {
            return nil
        }
        self.origin = origin
        self.group = group
        self.artifact = artifact
        version = element["version"].flatMap { $0.text.isEmpty ? nil : $0 }
        type = element["type"].map(\.text) ?? "jar"
        classifier = element["classifier"]?.text ?? ""
        scope = element["scope"].map(\.text)
        optional = element["optional"].map(\.text)
        span = element.span
    }
}

/// A plugin of a build.
struct MavenPlugin: Sendable {
    /// The plugin itself.
    let reference: MavenReference
    /// What it gets on its class path.
    let dependencies: [MavenReference]
    /// What `<inherited>` says; nil where it is silent, which means yes.
    let inherited: Bool?
    /// What `<inherited>` of each execution says.
    let executions: [Bool?]
    /// Whether its own configuration reaches modules.
    var isInherited: Bool { inherited ?? true }
    /// The text of `<skip>` in its configuration.
    let skip: String?

    /// Reads a plugin; nil without an artifact.
    init?(_ element: XMLElement) {
        guard let reference = MavenReference(element, .plugin) else { return nil }
        self.reference = reference
        dependencies = element.list("dependencies", "dependency").compactMap { MavenReference($0, .pluginDependency) }
        inherited = element["inherited"].map { $0.text.lowercased() == "true" }
        executions = element.list("executions", "execution").map { $0["inherited"].map { $0.text.lowercased() == "true" } }
        skip = element["configuration"]?["skip"]?.text
    }
}

/// What a POM, or one profile of it, declares.
struct MavenLayer: Sendable {
    /// What finds a managed dependency: texts as written.
    struct Key: Hashable, Sendable {
        /// The group.
        var group: String
        /// The artifact.
        var artifact: String
        /// The type.
        var type: String
        /// The classifier.
        var classifier: String
    }

    /// The properties by name.
    let properties: [String: XMLElement]
    /// The modules, also by their name of Maven 4, `subprojects`.
    let modules: [XMLElement]
    /// `<dependencies>`; of equal ones the last, as Maven has it.
    let dependencies: [MavenReference]
    /// `<dependencyManagement>`.
    let managed: [MavenReference]
    /// The managed dependencies that import a bill of materials.
    let imports: [MavenReference]
    /// The plugins of the build.
    let plugins: [MavenPlugin]
    /// `<pluginManagement>`.
    let managedPlugins: [MavenPlugin]
    /// The build's extensions.
    let extensions: [MavenReference]
    /// The repository that releases are deployed to.
    let distribution: XMLElement?
    /// Where each managed dependency is in `managed`; the first of equal ones counts.
    private let places: [Key: Int]
    /// The groups of `managed` that hold `${…}`.
    private let templates: [String]
    /// Whether an artifact, type or classifier of `managed` holds `${…}`.
    private let hasTemplates: Bool

    /// Reads `<project>` or `<profile>`.
    init(_ element: XMLElement) {
        properties = Dictionary((element["properties"]?.children ?? []).map { ($0.name, $0) }) { _, last in last }
        modules = element.list("modules", "module") + element.list("subprojects", "subproject")
        let declared = element.list("dependencies", "dependency").compactMap { MavenReference($0, .dependency) }
        let last = Dictionary(declared.enumerated().map { (Self.key($1), $0) }) { _, last in last }
        dependencies = last.count == declared.count ? declared : last.values.sorted().map { declared[$0] }
        managed = (element["dependencyManagement"]?.list("dependencies", "dependency") ?? []).compactMap { MavenReference($0, .managed) }
        imports = managed.filter { $0.scope == "import" }
        let build = element["build"]
        plugins = (build?.list("plugins", "plugin") ?? []).compactMap { MavenPlugin($0) }
        managedPlugins = (build?["pluginManagement"]?.list("plugins", "plugin") ?? []).compactMap { MavenPlugin($0) }
        extensions = (build?.list("extensions", "extension") ?? []).compactMap { MavenReference($0, .buildExtension) }
        distribution = element["distributionManagement"]?["repository"]
        places = Dictionary(managed.enumerated().map { (Self.key($1), $0) }) { first, _ in first }
        templates = Set(managed.map(\.group).filter { $0.contains("${") }).sorted { $0.precedes($1) }
        hasTemplates = managed.contains { ($0.artifact + $0.type + $0.classifier).contains("${") }
    }

    /// Every reference, in any order.
    var references: [MavenReference] {
        dependencies + managed + (plugins + managedPlugins).flatMap { [$0.reference] + $0.dependencies } + extensions
    }

    /// The managed dependencies of a key without `${…}`, in their order; `resolve` gives the meaning of texts that have some.
    func managed(_ key: Key, resolve: (String) -> String) -> [MavenReference] {
        if hasTemplates {
            return managed.filter { entry in
                resolve(entry.artifact) == key.artifact && resolve(entry.group) == key.group && resolve(entry.type) == key.type
                    && resolve(entry.classifier) == key.classifier
            }
        }
        var found = places[key].map { [$0] } ?? []
        for template in templates where resolve(template) == key.group {
            var key = key
            key.group = template
            if let index = places[key] { found.append(index) }
        }
        return found.sorted().map { managed[$0] }
    }

    /// The key of a reference as written.
    static func key(_ reference: MavenReference) -> Key {
        Key(group: reference.group, artifact: reference.artifact, type: reference.type, classifier: reference.classifier)
    }
}
