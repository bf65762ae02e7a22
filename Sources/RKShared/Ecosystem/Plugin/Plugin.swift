/// An ecosystem of the user's own: the program `rk-ecosystem-NAME` finds its packages, writes its versions and names its tools.
///
/// This is what is known of it without running anything; `PluginHost` asks the program.
public struct Plugin: Ecosystem, Hashable {
    /// The name in documents and configuration, and behind `rk-ecosystem-`.
    public let name: String
    /// What the program said of itself.
    let description: PluginDescription
    /// What the program said of the packages of a release, by id; empty for all other work.
    var commands: [String: PluginCommands] = [:]
    /// Where registries are asked for a version, by `name version`.
    var queries: [String: PluginQuery] = [:]
    /// What checks the lockfiles, by the workspace's id.
    var lockChecks: [String: PluginCall] = [:]

    /// The path of the program; nil while nothing was asked for a release.
    var path: String?

    /// An ecosystem as its program describes it.
    init(name: String, description: PluginDescription) {
        self.name = name
        self.description = description
    }

    /// The field of a workspace with the description.
    static let field = "plugin"

    /// The program's name.
    public static func program(of name: String) -> String { "rk-ecosystem-\(name)" }

    /// The ecosystems of a document's workspaces that are not built in, each once.
    /// - Throws: a `Fault` with `.documentInvalid` for a description that is none.
    public static func all(in document: Document) throws(Fault) -> [Plugin] {
        var plugins: [Plugin] = []
        for (index, workspace) in (document.workspaces ?? []).enumerated() {
            let name = workspace.ecosystem
            guard let value = workspace.rest[field], Configuration.isPluginName(name), Catalog.builtIn.allSatisfy({ $0.name != name }),
                !plugins.contains(where: { $0.name == name })
            else { continue }
            plugins.append(Plugin(name: name, description: try PluginDescription(value, at: "workspaces[\(index)].\(field)")))
        }
        return plugins
    }

    /// The package-url type.
    public var idPrefix: String { description.idPrefix }
    /// The names of its manifests.
    public var manifestNames: [String] { description.manifests }
    /// How its versions are written.
    public var versionScheme: VersionScheme { description.versionScheme }
    /// The calls that the program names.
    public var packageManager: any PackageManager { PluginTools(plugin: self) }
    /// The way to a registry, where the program knows one.
    public var publishing: (any Publishing)? { description.publishes ? PluginPublishing(plugin: self) : nil }

    /// None by itself: `releasekit.toml` says where they are.
    public func beginsWorkspace(_ manifest: String, in tree: SourceTree) -> Bool { false }

    /// None: the exact version stands beside each requirement in `pins`.
    public func exactVersion(of requirement: String) -> String? { nil }

    /// Never asked: `PluginHost.discoveries` finds the packages of all workspaces at once.
    public func discover(_ site: WorkspaceSite, in tree: SourceTree) throws(Fault) -> Discovery { throw unasked }

    /// Never asked: `PluginHost.rewritings` computes the edits of all packages at once.
    public func rewrite(_ package: Package, _ rewrite: Rewrite, in tree: SourceTree) throws(Fault) -> Rewriting { throw unasked }

    /// What a question comes to that must go to the program.
    private var unasked: Fault { Fault(.defect, "`\(Self.program(of: name))` was to be asked") }
}

/// What a program says of its ecosystem; the document carries it, so that later stages need not ask.
struct PluginDescription: Sendable, Hashable, Section {
    /// The package-url type in front of ids.
    let idPrefix: String
    /// The names of its manifests.
    let manifests: [String]
    /// How versions are written and ordered.
    let versionScheme: VersionScheme
    /// Whether it knows the way to a registry.
    let publishes: Bool
    /// The variables with credentials: uploads see them, builds do not.
    let credentials: [String]

    /// The schemes that need nothing but the version; Go's belongs to tags.
    private static let schemes: [VersionScheme] = [.semver, .pep440, .maven, .cargo, .dart]

    init(from fields: inout Fields) throws(Fault) {
        idPrefix = try fields.string("id_prefix")
        manifests = try fields.strings("manifests")
        let scheme = try fields.string("version_scheme")
        publishes = try fields.bool("publishes", default: false)
        credentials = try fields.strings("credentials")
        guard let first = idPrefix.utf8.first, (0x61...0x7A).contains(first),
            idPrefix.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "+.-".utf8.contains($0) })
        else { throw Fields.fault("id_prefix is `\(idPrefix)`, which is no type of a package URL") }
        guard !manifests.isEmpty, manifests.allSatisfy({ !["", ".", ".."].contains($0) && !$0.contains("/") }) else {
            throw Fields.fault("manifests is to hold names of files, without folders")
        }
        guard let known = Self.schemes.first(where: { $0.rawValue == scheme }) else {
            let words = Self.schemes.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            throw Fields.fault("version_scheme is `\(scheme)`, not one of \(words)")
        }
        versionScheme = known
        for name in credentials where name.isEmpty || name.contains("=") {
            throw Fields.fault("credentials is to hold names of variables, not `\(name)`")
        }
        try fields.finish()
    }

    var object: JSONObject {
        JSONObject([
            "id_prefix": .string(idPrefix), "manifests": .strings(manifests), "version_scheme": .string(versionScheme.rawValue),
            "publishes": .bool(publishes), "credentials": .strings(credentials),
        ])
    }
}
