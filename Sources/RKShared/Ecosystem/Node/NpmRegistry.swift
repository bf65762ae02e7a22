/// A registry with npm's protocol: one document for each package, with every version.
struct NpmRegistry: Registry {
    /// The registry.
    let address: RegistryAddress

    /// The tarball of a version with its digest: SHA-512 from `integrity`, else SHA-1 from `shasum`; nil when the registry has no such version.
    /// A tarball without either has an empty digest, which equals no real one. Asked past every cache.
    func release(_ name: String, _ version: String) -> Query<RegistryRelease?> {
        let query = document(of: name)
        return Query(query.request) { (response) throws(Fault) in
            guard let distribution = try query.parse(response)?["versions"]?.object?[version]?.object else { return nil }
            return Self.release(distribution["dist"]?.object ?? JSONObject(), name, version)
        }
    }

    /// The document of a package; nil when the registry has none. Asked past every cache.
    func document(of name: String) -> Query<JSONObject?> {
        let page = WebAddress.joined(address.index, Self.escaped(name))
        let request = Request(
            "GET", page,
            headers: [
                Request.Header("Accept", "application/json"), Request.Header("Cache-Control", "no-cache, max-age=0"),
            ] + (address.reading.map { [Request.Header("Authorization", $0.authorization)] } ?? []))
        return Query(request) { (response) throws(Fault) in
            guard try Self.isThere(response, page) else { return nil }
            guard let document = try? JSON(parsing: response.body).object, document["versions"]?.object != nil else {
                throw Fault(
                    .serviceUnavailable, "\(WebAddress.redacted(page)) answers with something that is no document of a package",
                    hint: "is this the registry's address?")
            }
            return document
        }
    }

    /// A package's name in an address: the `/` of a scoped one is part of the name.
    static func escaped(_ name: String) -> String {
        name.rest(behind: "@").map { "@" + PercentText.segment($0) } ?? PercentText.segment(name)
    }

    /// What `dist` of a version says.
    private static func release(_ dist: JSONObject, _ name: String, _ version: String) -> RegistryRelease {
        let flat = (name.rest(behind: "@") ?? name).replacing("/", with: "-")
        let file = "\(flat)-\(version).tgz"
        // Subresource integrity: digests of several algorithms with blanks between them, options behind `?`.
        for word in dist["integrity"]?.string?.split(separator: " ") ?? [] where word.hasPrefix("sha512-") {
            guard let bytes = Base64.decode(String(word.dropFirst(7).prefix { $0 != "?" })) else { continue }
            return RegistryRelease(digests: [file: Digest.hexadecimal(bytes)], algorithm: .sha512)
        }
        return RegistryRelease(digests: [file: dist["shasum"]?.string?.lowercased() ?? ""], algorithm: .sha1)
    }

    /// Whether an answer has a document; no such package is no fault.
    private static func isThere(_ response: Response, _ page: String) throws(Fault) -> Bool {
        let shown = WebAddress.redacted(page)
        switch response.status {
        case 200: return true
        case 404, 410: return false
        case 401, 403:
            throw Fault(.credentialsRefused, "\(shown) answers \(response.status)", hint: "the registry wants credentials, or other ones")
        default: throw fault(response, shown)
        }
    }

    /// What an answer without a document means for a release.
    private static func fault(_ response: Response, _ shown: String) -> Fault {
        var (code, asked) = (Code.registryUnknown, Double?.none)
        switch Retry.Failure(response) {
        case .rateLimited(let after): (code, asked) = (.rateLimited, after)
        case .serverError(let after): (code, asked) = (.serviceUnavailable, after)
        case .network, .indexLag: code = .serviceUnavailable
        case .never, nil: break
        }
        let patience = asked.map { ", and asks to wait for \(Int(min($0, 86_400))) s" } ?? ""
        var fault = Fault(code, "\(shown) answers \(response.status)\(patience)")
        fault.hint = code == .registryUnknown ? "is this the registry's address?" : "run the same command again later; it goes on from here"
        fault.retryAfter = asked
        return fault
    }
}
