/// Where a release came into the branch, and what is said of it as a whole: the document's section `release`.
public struct ReleasePoint: Sendable, Hashable {
    /// The full id of the commit that brought it into the branch; nil for one that is not merged yet.
    public var commit: String?
    /// The tag of the release as a whole.
    public var umbrella: ReleaseRecord.Umbrella?
    /// The notes of all packages as one Markdown text, where they are others than those that rk-show composes.
    public var notes: String?
    /// Fields of other programs.
    public var rest = JSONObject()

    /// A release.
    public init(commit: String? = nil, umbrella: ReleaseRecord.Umbrella? = nil, notes: String? = nil) {
        self.commit = commit
        self.umbrella = umbrella
        self.notes = notes
    }
}

extension ReleasePoint: Section {
    init(from fields: inout Fields) throws(Fault) {
        commit = try fields.optionalString("commit")
        umbrella = try fields.optionalSection("umbrella")
        notes = try fields.optionalString("notes")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["commit"] = commit.map { .string($0) }
        object["umbrella"] = umbrella?.json
        object["notes"] = notes.map { .string($0) }
        return object
    }
}

extension ReleaseRecord {
    /// The tag of a release as a whole.
    public struct Umbrella: Sendable, Hashable {
        /// The tag.
        public var tag: String
        /// The version that it names.
        public var version: String
        /// Fields of other programs.
        public var rest = JSONObject()

        /// A tag and its version.
        public init(tag: String, version: String) {
            self.tag = tag
            self.version = version
        }
    }

    /// The file with the notes of a release that has a tag as a whole, relative to the repository's root.
    public static let notesPath = ".releasekit/notes.md"
}

extension ReleaseRecord.Umbrella: Section {
    init(from fields: inout Fields) throws(Fault) {
        tag = try fields.string("tag")
        version = try fields.string("version")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["tag"] = .string(tag)
        object["version"] = .string(version)
        return object
    }
}
