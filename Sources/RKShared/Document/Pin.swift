/// What rk-pin will write into one manifest.
public struct Pin: Sendable, Hashable {
    /// A requirement on a package of this repository that becomes exact.
    public struct Requirement: Sendable, Hashable {
        /// The name as declared.
        public var name: String
        /// The requirement before, in the ecosystem's words; empty for any.
        public var from: String
        /// The requirement afterwards.
        public var to: String
        /// Fields of other programs.
        public var rest = JSONObject()

        /// A requirement that changes.
        public init(name: String, from: String, to: String) {
            self.name = name
            self.from = from
            self.to = to
        }
    }

    /// A version in a manifest that changes.
    public struct VersionChange: Sendable, Hashable {
        /// What the manifest states; nil when it states none.
        public var from: String?
        /// What is written.
        public var to: String

        /// A change of version.
        public init(from: String?, to: String) {
            self.from = from
            self.to = to
        }
    }

    /// The package's id.
    public var package: String
    /// The manifest, relative to the repository's root.
    public var manifest: String
    /// The version in the manifest and the one to write; nil when it stays.
    public var version: VersionChange?
    /// The requirements that change, in the order of the manifest.
    public var set: [Requirement]
    /// Fields of other programs.
    public var rest = JSONObject()

    /// Pins of one package.
    public init(package: String, manifest: String, version: VersionChange?, set: [Requirement]) {
        self.package = package
        self.manifest = manifest
        self.version = version
        self.set = set
    }
}

extension Pin.Requirement: Section {
    init(from fields: inout Fields) throws(Fault) {
        name = try fields.string("name")
        from = try fields.optionalString("from") ?? ""
        to = try fields.string("to")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["name"] = .string(name)
        object["from"] = .string(from)
        object["to"] = .string(to)
        return object
    }
}

extension Pin.VersionChange: Section {
    init(from fields: inout Fields) throws(Fault) {
        from = try fields.optionalString("from")
        to = try fields.string("to")
    }

    var object: JSONObject { JSONObject(["from": .optional(from), "to": .string(to)]) }
}

extension Pin: Section {
    init(from fields: inout Fields) throws(Fault) {
        package = try fields.string("package")
        manifest = try fields.string("manifest")
        version = try fields.optionalSection("version")
        set = try fields.sections("set")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["package"] = .string(package)
        object["manifest"] = .string(manifest)
        object["version"] = version?.json
        object["set"] = .array(set.map(\.json))
        return object
    }
}
