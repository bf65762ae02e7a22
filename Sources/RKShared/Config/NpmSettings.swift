/// `[npm]` of releasekit.toml, of the repository or of a package: what uploads to npm's registries ask for.
public struct NpmSettings: Sendable, Hashable {
    /// Who may see a package with a scope.
    public enum Access: String, Sendable, Hashable, CaseIterable {
        /// Everybody.
        case `public`
        /// Whoever the owner allows.
        case restricted
    }

    /// The dist-tag.
    public var tag: String?
    /// Who may see it.
    public var access: Access?
    /// Whether the origin is attested.
    public var provenance: Bool?

    /// No settings.
    public init() {}

    /// Reads the table `npm` of a file, if there is one.
    /// - Throws: a `Fault` with file, line and column of the first mistake.
    init(in table: inout ConfigurationTable) throws(Fault) {
        guard var own = try table.subtable("npm") else { return }
        if let (text, place) = try own.stringWithPlace("tag") {
            if let problem = Self.problem(inTag: text) {
                throw Fault(
                    .configValue, "`tag` is `\(text)`, \(problem)", hint: "give a word, such as `next` or `release-1.x`", at: place)
            }
            tag = text
        }
        access = try own.choice("access")
        provenance = try own.bool("provenance")
        try own.finish()
    }

    /// Why a text cannot be a dist-tag, as a clause; nil when it can. What could be a version would hide versions.
    static func problem(inTag text: String) -> String? {
        if NpmRange(text) != nil { return "which npm takes for a range of versions, and no dist-tag may be one" }
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "-_.~".utf8.contains(byte)
        }
        return isPlain && text.first != "-" ? nil : "which is no dist-tag: letters, digits, `-`, `_` and `.` may stand in one"
    }

    /// The settings as a document carries them.
    init(_ json: JSON?) {
        guard let object = json?.object else { return }
        tag = object["tag"]?.string
        access = object["access"]?.string.flatMap { Access(rawValue: $0) }
        if case .bool(let flag)? = object["provenance"] { provenance = flag }
    }

    /// What later stages need; nil when there is nothing.
    var json: JSON? {
        var object = JSONObject()
        object["tag"] = tag.map { .string($0) }
        object["access"] = access.map { .string($0.rawValue) }
        object["provenance"] = provenance.map { .bool($0) }
        return object.members.isEmpty ? nil : .object(object)
    }
}
