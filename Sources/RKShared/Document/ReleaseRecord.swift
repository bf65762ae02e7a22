/// What a release commit says of itself, in a file of the tree: which packages it releases, as which versions, under which tags. Requests and
/// labels may be edited or lost; this is what tags and uploads go by.
public struct ReleaseRecord: Sendable, Hashable {
    /// A package of the release.
    public struct Entry: Sendable, Hashable {
        /// The package's id.
        public var package: String
        /// The version before; nil for a first release.
        public var from: String?
        /// The version.
        public var version: String
        /// The size of the step.
        public var bump: String
        /// The tag.
        public var tag: String
        /// The changelog file, relative to the repository's root; nil without one.
        public var changelog: String?
        /// Fields of other programs.
        public var rest = JSONObject()

        /// A package of a release.
        public init(package: String, from: String?, version: String, bump: String, tag: String, changelog: String?) {
            self.package = package
            self.from = from
            self.version = version
            self.bump = bump
            self.tag = tag
            self.changelog = changelog
        }
    }

    /// Where the file lies, relative to the repository's root.
    public static let path = ".releasekit/release.json"

    /// The packages, in the document's order.
    public var packages: [Entry]
    /// The tag of the release as a whole; nil without one.
    public var umbrella: Umbrella?
    /// The full id of the commit that released them, where another one has changed the record since; nil for the commit that wrote it.
    public var commit: String?
    /// Fields of other programs.
    public var rest = JSONObject()

    /// A record.
    public init(packages: [Entry], umbrella: Umbrella? = nil) {
        self.packages = packages
        self.umbrella = umbrella
    }

    /// Reads the file.
    /// - Throws: a `Fault` with the file's place.
    public init(parsing bytes: [UInt8]) throws(Fault) {
        let value: JSON
        do {
            value = try JSON(parsing: bytes)
        } catch {
            throw Fault(
                .recordInvalid, "the record of the release is no JSON: \(error.message)",
                hint: "`git log` or `hg log` of the file shows who changed it; rk-propose writes it anew",
                at: Place(Self.path, error))
        }
        do {
            self = try ReleaseRecord(value, at: "")
        } catch {
            throw Fault(
                .recordInvalid, "the record of the release cannot be read: \(error.message)",
                hint: "`git log` or `hg log` of the file shows who changed it; rk-propose writes it anew", at: Place(Self.path)
            )
        }
    }

    /// The file's bytes.
    public var bytes: [UInt8] { json.documentBytes }
}

extension ReleaseRecord.Entry: Section {
    init(from fields: inout Fields) throws(Fault) {
        package = try fields.string("package")
        from = try fields.optionalString("from")
        version = try fields.string("version")
        bump = try fields.string("bump")
        tag = try fields.string("tag")
        changelog = fields.object["changelog"] == nil ? nil : try fields.insidePath("changelog")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["package"] = .string(package)
        object["from"] = .optional(from)
        object["version"] = .string(version)
        object["bump"] = .string(bump)
        object["tag"] = .string(tag)
        object["changelog"] = changelog.map { .string($0) }
        return object
    }
}

extension ReleaseRecord: Section {
    init(from fields: inout Fields) throws(Fault) {
        guard fields.take("rk")?.integer == 1 else { throw Fields.fault("`rk`, the form's number, is not 1") }
        packages = try fields.sections("packages")
        umbrella = try fields.optionalSection("umbrella")
        commit = try fields.optionalString("commit")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["rk"] = .integer(1)
        object["packages"] = .array(packages.map(\.json))
        object["umbrella"] = umbrella?.json
        object["commit"] = commit.map { .string($0) }
        return object
    }
}
