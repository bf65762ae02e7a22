/// Where a registry tells of one version: an address, for each artifact the way through the JSON or YAML that stands there, and where the
/// artifacts' bytes are.
struct PluginQuery: Sendable, Hashable, Section {
    /// The address.
    let url: String
    /// How the registry computes its digests; nil where it only says that a file is there.
    let algorithm: Digest.Algorithm?
    /// The way to each artifact's digest, by file name.
    private let ways: [String: PluginWay]
    /// Where the bytes of each artifact are, by file name; empty where the registry's digests are enough.
    let files: [String: String]

    init(from fields: inout Fields) throws(Fault) {
        url = try fields.string("url")
        let name = try fields.optionalString("algorithm") ?? "sha256"
        let value = fields.take("digests")
        files = try fields.texts("files")
        guard let digests = value?.object, !digests.members.isEmpty else {
            throw Fields.fault("\(fields.path).digests is to have the way to the digest of each artifact")
        }
        var ways: [String: PluginWay] = [:]
        for file in digests.members { ways[file.key] = try PluginWay(file.value, at: "\(fields.path).digests.\(file.key)") }
        self.ways = ways
        switch name {
        case "sha256", "sha512", "sha1": algorithm = Digest.Algorithm(rawValue: name)
        case "none": algorithm = nil
        default: throw Fields.fault("\(fields.path).algorithm is `\(name)`, not one of `sha256`, `sha512`, `sha1`, `none`")
        }
        guard files.isEmpty || algorithm == nil && Set(files.keys) == Set(ways.keys) else {
            throw Fields.fault("\(fields.path).files is to have each artifact of `digests`, where `algorithm` is `none`")
        }
        try fields.finish()
    }

    var object: JSONObject { JSONObject(["url": .string(url)]) }

    /// The artifacts that the registry tells of.
    var artifacts: Set<String> { Set(ways.keys) }

    /// All addresses that are asked.
    var addresses: [String] { [url] + files.values.sorted { $0.precedes($1) } }

    /// The SHA-256 of an artifact's bytes in the registry, nil while they are not there; no query where its digest is told.
    func digest(of file: String) -> Query<String?>? {
        guard let address = files[file] else { return nil }
        return Self.page(address).query { (response) throws(Fault) in Digest.sha256(response.body) }
    }

    /// The question to the registry; nothing is sent but the address.
    var query: Query<RegistryRelease?> {
        Self.page(url).query { [self] (response) throws(Fault) in try release(in: response.body) }
    }

    /// A page that is asked.
    private static func page(_ address: String) -> RegistryPage {
        RegistryPage(url: address, loginHint: "it is asked without credentials")
    }

    /// What a document tells; nil when it knows none of the files.
    func release(in bytes: [UInt8]) throws(Fault) -> RegistryRelease? {
        guard let page = PluginPage(bytes) else { throw Self.page(url).strange("neither JSON nor YAML") }
        let digests = ways.compactMapValues { $0.text(in: page) }
        guard !digests.isEmpty else { return nil }
        guard let algorithm else {
            guard digests.count == ways.count else { return nil }
            return files.isEmpty ? .opaque : RegistryRelease(digests: [:])
        }
        let plain = digests.mapValues { text in
            String(text.hasPrefix("\(algorithm.rawValue):") ? text.dropFirst(algorithm.rawValue.count + 1) : text[...]).lowercased()
        }
        return RegistryRelease(digests: plain, algorithm: algorithm)
    }
}
