/// A package of the repository, as rk-discover found it.
public struct Package: Sendable, Hashable {
    /// `<package-url type>:<name>`; with `@<path>` where the name repeats inside an ecosystem.
    public var id: String
    /// The name as the registry spells it.
    public var name: String
    /// `uv pnpm npm yarn go cargo maven gradle pub rpm`, or a name of the user's own.
    public var ecosystem: String
    /// The id of the workspace it belongs to.
    public var workspace: String
    /// Its folder, relative to the repository's root; `.` for the root.
    public var path: String
    /// Its manifest, relative to the repository's root.
    public var manifest: String
    /// The version that the manifest states; nil where the ecosystem keeps it elsewhere.
    public var version: String?
    /// Whether it is meant for a registry.
    public var publish: Bool
    /// Why it is not meant for a registry.
    public var privateReason: String?
    /// The release group, from the package's own configuration.
    public var group: String?
    /// What it declares to need, by name, then kind.
    public var dependencies: [Dependency]
    /// Fields of other programs.
    public var rest = JSONObject()

    /// A package without dependencies.
    public init(
        id: String, name: String, ecosystem: String, workspace: String, path: String, manifest: String, version: String?,
        publish: Bool = true
    ) {
        self.id = id
        self.name = name
        self.ecosystem = ecosystem
        self.workspace = workspace
        self.path = path
        self.manifest = manifest
        self.version = version
        self.publish = publish
        dependencies = []
    }
}

extension Package: Section {
    init(from fields: inout Fields) throws(Fault) {
        id = try fields.string("id")
        name = try fields.string("name")
        ecosystem = try fields.string("ecosystem")
        workspace = try fields.string("workspace")
        path = try fields.insidePath("path")
        manifest = try fields.insidePath("manifest")
        version = try fields.optionalString("version")
        publish = try fields.bool("publish", default: true)
        privateReason = try fields.optionalString("private")
        group = try fields.optionalString("group")
        dependencies = try fields.sections("dependencies")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["id"] = .string(id)
        object["name"] = .string(name)
        object["ecosystem"] = .string(ecosystem)
        object["workspace"] = .string(workspace)
        object["path"] = .string(path)
        object["manifest"] = .string(manifest)
        object["version"] = .optional(version)
        object["publish"] = .bool(publish)
        object["private"] = privateReason.map { .string($0) }
        object["group"] = .optional(group)
        object["dependencies"] = .array(dependencies.map(\.json))
        return object
    }
}

extension Sequence<Package> {
    /// The packages by id; of equal ones the first.
    public var byID: [String: Package] { Dictionary(map { ($0.id, $0) }) { first, _ in first } }
}
