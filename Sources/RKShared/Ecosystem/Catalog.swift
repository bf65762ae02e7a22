/// Every ecosystem of the toolkit, in the order in which a folder is asked whether it begins one of their workspaces.
public enum Catalog {
    /// The ecosystems that are built in.
    public static let builtIn: [any Ecosystem] = [Uv(), Pnpm(), Npm(), Yarn(), Go(), Cargo(), Maven(), Gradle(), Dart()]

    /// The ecosystems of the user's own that the work of the current task is about.
    @TaskLocal public static var plugins: [Plugin] = []

    /// All of them.
    public static var ecosystems: [any Ecosystem] { plugins.isEmpty ? builtIn : builtIn + plugins }

    /// The ecosystems by family, in their order: those of one read manifests of the same names.
    public static var families: [[any Ecosystem]] {
        ecosystems.reduce(into: []) { families, ecosystem in
            if let index = families.firstIndex(where: { $0[0].family == ecosystem.family }) {
                families[index].append(ecosystem)
            } else {
                families.append([ecosystem])
            }
        }
    }

    /// The names of all files that can begin a workspace, each once.
    public static var manifestNames: [String] {
        ecosystems.flatMap(\.manifestNames).reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
    }

    /// The ecosystem of a name, or nil.
    public static func ecosystem(_ name: String) -> (any Ecosystem)? { builtIn.first { $0.name == name } ?? plugin(name) }

    /// The ecosystem of the user's own with a name, or nil.
    public static func plugin(_ name: String) -> Plugin? { plugins.first { $0.name == name } }

    /// Does a work that is about a document, with the ecosystems of the user's own that its workspaces have; nothing runs for this.
    /// - Throws: a `Fault` of the document, and what the work throws.
    public static func following<Result>(_ document: Document, _ work: () async throws -> Result) async throws -> Result {
        let plugins = try Plugin.all(in: document)
        return plugins.isEmpty ? try await work() : try await $plugins.withValue(plugins) { try await work() }
    }
}

extension Pin.Requirement {
    /// The version of the package that is meant: what the ecosystem noted beside the requirement, else the only one that it allows.
    public func version(in ecosystem: String) -> String? {
        rest["version"]?.string ?? Catalog.ecosystem(ecosystem)?.exactVersion(of: to)
    }
}
