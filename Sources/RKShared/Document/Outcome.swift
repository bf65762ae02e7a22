/// What became of one package that rk-publish looked at.
public struct Outcome: Sendable, Hashable {
    /// How it ended.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// Uploaded by this run or by the run that it resumed, and seen in the registry.
        case published
        /// Not meant to be released.
        case skipped
        /// The registry had this version before.
        case alreadyPublished = "already-published"
        /// A dependency failed.
        case blocked
        /// It failed itself.
        case failed
        /// The run was stopped before it was done.
        case cancelled
    }

    /// A file that was built.
    public struct Artifact: Sendable, Hashable {
        /// The file's name.
        public var file: String
        /// The lower-case hexadecimal SHA-256 of its bytes.
        public var sha256: String
        /// Its size in bytes.
        public var size: Int
        /// Digests by other algorithms under their names, in lower-case hexadecimal digits, and fields of other programs.
        public var rest = JSONObject()

        /// An artifact.
        public init(file: String, sha256: String, size: Int) {
            self.file = file
            self.sha256 = sha256
            self.size = size
        }
    }

    /// The package's id.
    public var package: String
    /// The version that was looked at.
    public var version: String?
    /// How it ended.
    public var status: Status
    /// How often the work was begun; 0 when never.
    public var attempts: Int
    /// What was built.
    public var artifacts: [Artifact]
    /// The registry's address without credentials.
    public var registry: String?
    /// The ids of the failed packages that this one waits for.
    public var blockedBy: [String]
    /// Why, for `skipped`, `failed` and `cancelled`.
    public var why: String?
    /// Fields of other programs.
    public var rest = JSONObject()

    /// An outcome without artifacts.
    public init(package: String, version: String?, status: Status, attempts: Int = 0, why: String? = nil) {
        self.package = package
        self.version = version
        self.status = status
        self.attempts = attempts
        self.why = why
        artifacts = []
        blockedBy = []
    }
}

extension Outcome.Artifact: Section {
    init(from fields: inout Fields) throws(Fault) {
        file = try fields.string("file")
        sha256 = try fields.string("sha256")
        size = try fields.optionalInteger("size") ?? 0
        rest = fields.object
    }

    /// An artifact as documents and journals have it; nil for anything else.
    public init?(_ value: JSON) {
        guard let artifact = try? Self(value, at: "") else { return nil }
        self = artifact
    }

    /// The fields as documents and journals have them.
    public var object: JSONObject {
        var object = rest
        object["file"] = .string(file)
        object["sha256"] = .string(sha256)
        object["size"] = .integer(size)
        return object
    }
}

extension Outcome: Section {
    init(from fields: inout Fields) throws(Fault) {
        package = try fields.string("package")
        version = try fields.optionalString("version")
        status = try fields.choice("status")
        attempts = try fields.optionalInteger("attempts") ?? 0
        artifacts = try fields.sections("artifacts")
        registry = try fields.optionalString("registry")
        blockedBy = try fields.strings("blocked_by")
        why = try fields.optionalString("why")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["package"] = .string(package)
        object["version"] = .optional(version)
        object["status"] = .string(status.rawValue)
        object["attempts"] = .integer(attempts)
        object["artifacts"] = artifacts.isEmpty ? nil : .array(artifacts.map(\.json))
        object["registry"] = registry.map { .string($0) }
        object["blocked_by"] = blockedBy.isEmpty ? nil : .strings(blockedBy)
        object["why"] = why.map { .string($0) }
        return object
    }
}
