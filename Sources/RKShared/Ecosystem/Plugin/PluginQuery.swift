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
        return Query(Self.request(address)) { (response) throws(Fault) in
            try Self.isThere(response, address) ? Digest.sha256(response.body) : nil
        }
    }

    /// A question past every cache.
    private static func request(_ address: String) -> Request {
        Request("GET", address, headers: [Request.Header("Cache-Control", "no-cache, max-age=0")])
    }

    /// The question to the registry; nothing is sent but the address.
    var query: Query<RegistryRelease?> {
        Query(Self.request(url)) { [self] (response) throws(Fault) in
            guard try Self.isThere(response, url) else { return nil }
            return try release(in: response.body)
        }
    }

    /// What a document tells; nil when it knows none of the files.
    func release(in bytes: [UInt8]) throws(Fault) -> RegistryRelease? {
        guard let page = PluginPage(bytes) else {
            throw Fault(
                .serviceUnavailable, "\(WebAddress.redacted(url)) answers with neither JSON nor YAML",
                hint: "is this the registry's address?")
        }
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

    /// Whether an answer has a document; no such page is no fault.
    private static func isThere(_ response: Response, _ page: String) throws(Fault) -> Bool {
        let shown = WebAddress.redacted(page)
        switch response.status {
        case 200: return true
        case 404, 410: return false
        case 401, 403:
            throw Fault(.credentialsRefused, "\(shown) answers \(response.status)", hint: "it is asked without credentials")
        default: break
        }
        var (code, asked) = (Code.registryUnknown, Double?.none)
        switch Retry.Failure(response) {
        case .rateLimited(let after): (code, asked) = (.rateLimited, after)
        case .serverError(let after): (code, asked) = (.serviceUnavailable, after)
        case .network, .indexLag: code = .serviceUnavailable
        case .never, nil: break
        }
        var fault = Fault(code, "\(shown) answers \(response.status)")
        fault.hint = code == .registryUnknown ? "is this the registry's address?" : "run the same command again later; it goes on from here"
        fault.retryAfter = asked
        throw fault
    }
}
