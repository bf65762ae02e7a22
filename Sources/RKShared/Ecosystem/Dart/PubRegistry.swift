/// A registry with the protocol of pub.dev (Hosted Pub Repository Specification Version 2).
struct PubRegistry: Registry {
    /// The registry.
    let address: RegistryAddress

    /// The digest of a version's archive; nil when the registry has no such version. A retracted one counts: it can never be replaced. A
    /// registry need not state digests; one that does not says only that the version is there.
    func release(_ name: String, _ version: String) -> Query<RegistryRelease?> {
        let page = RegistryPage(
            url: WebAddress.joined(WebAddress.joined(address.index, "api/packages"), PercentText.segment(name)),
            accepts: "application/vnd.pub.v2+json", authorization: address.reading?.authorization)
        return page.query { (response) throws(Fault) in
            guard let versions = (try? JSON(parsing: response.body))?.object?["versions"]?.array else {
                throw page.strange("something that is no list of versions")
            }
            let found = versions.compactMap(\.object).first { item in
                item["version"]?.string.map { VersionScheme.dart.compare($0, version) == 0 } ?? false
            }
            return found.map { item in
                item["archive_sha256"]?.string.map { RegistryRelease(digests: ["\(name).tar.gz": $0.lowercased()]) } ?? .opaque
            }
        }
    }
}
