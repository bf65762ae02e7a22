/// A registry with the protocol of pub.dev (Hosted Pub Repository Specification Version 2).
struct PubRegistry: Registry {
    /// The registry.
    let address: RegistryAddress

    /// The digest of a version's archive; nil when the registry has no such version. A retracted one counts: it can never be replaced. A
    /// registry need not state digests; one that does not says only that the version is there.
    func release(_ name: String, _ version: String) -> Query<RegistryRelease?> {
        let page = WebAddress.joined(WebAddress.joined(address.index, "api/packages"), PercentText.segment(name))
        let request = Request(
            "GET", page,
            headers: [
                Request.Header("Accept", "application/vnd.pub.v2+json"), Request.Header("Cache-Control", "no-cache, max-age=0"),
            ] + (address.reading.map { [Request.Header("Authorization", $0.authorization)] } ?? []))
        return Query(request) { (response) throws(Fault) in
            let shown = WebAddress.redacted(page)
            guard try Self.isThere(response, shown) else { return nil }
            guard let versions = (try? JSON(parsing: response.body))?.object?["versions"]?.array else {
                throw Fault(
                    .serviceUnavailable, "\(shown) answers with something that is no list of versions",
                    hint: "is this the registry's address?")
            }
            let found = versions.compactMap(\.object).first { item in
                item["version"]?.string.map { VersionScheme.dart.compare($0, version) == 0 } ?? false
            }
            return found.map { item in
                item["archive_sha256"]?.string.map { RegistryRelease(digests: ["\(name).tar.gz": $0.lowercased()]) } ?? .opaque
            }
        }
    }

    /// Whether an answer has a document; no such package is no fault.
    private static func isThere(_ response: Response, _ shown: String) throws(Fault) -> Bool {
        switch response.status {
        case 200: return true
        case 404, 410: return false
        case 401, 403:
            throw Fault(.credentialsRefused, "\(shown) answers \(response.status)", hint: "the registry wants credentials, or other ones")
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
