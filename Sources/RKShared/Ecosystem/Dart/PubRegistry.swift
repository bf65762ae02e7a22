/// A registry with the protocol of pub.dev (Hosted Pub Repository Specification Version 2).
struct PubRegistry: Registry {
    /// The registry.
    let address: RegistryAddress

    /// The digest of a version's archive; nil when the registry has no such version. A retracted one counts: it can never be replaced.
    func release(_ name: String, _ version: String) -> Query<RegistryRelease?> {
        let page = WebAddress.joined(WebAddress.joined(address.index, "api/packages"), PercentText.segment(name))
        let request = Request(
            "GET", page,
            headers: [
                Request.Header("Accept", "application/vnd.pub.v2+json"), Request.Header("Cache-Control", "no-cache, max-age=0"),
            ])
        return Query(request) { (response) throws(Fault) in
            let shown = WebAddress.redacted(page)
            switch response.status {
            case 200: break
            case 404, 410: return nil
            case 401, 403:
                throw Fault(
                    .credentialsRefused, "\(shown) answers \(response.status)", hint: "the registry wants credentials, or other ones")
            case 429: throw Fault(.rateLimited, "\(shown) answers 429", hint: "run the same command again later; it goes on from here")
            case 500...:
                throw Fault(
                    .serviceUnavailable, "\(shown) answers \(response.status)",
                    hint: "run the same command again later; it goes on from here")
            default: throw Fault(.registryUnknown, "\(shown) answers \(response.status)", hint: "is this the registry's address?")
            }
            guard let versions = (try? JSON(parsing: response.body))?.object?["versions"]?.array else {
                throw Fault(
                    .serviceUnavailable, "\(shown) answers with something that is no list of versions",
                    hint: "is this the registry's address?")
            }
            let found = versions.compactMap(\.object).first { item in
                item["version"]?.string.map { VersionScheme.dart.compare($0, version) == 0 } ?? false
            }
            return found.map { RegistryRelease(digests: ["\(name).tar.gz": $0["archive_sha256"]?.string?.lowercased() ?? ""]) }
        }
    }
}
