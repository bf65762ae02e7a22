/// A registry with the protocol of pub.dev (Hosted Pub Repository Specification Version 2).
struct PubRegistry: Registry {
    /// The registry.
    let address: RegistryAddress

    /// The digest of a version's archive; nil when the registry has no such version. A retracted one counts: it can never be replaced. A
    /// registry need not state digests; one that does not says only that the version is there.
    func release(_ name: String, _ version: String) -> Query<RegistryRelease?> {
        entry(of: name, version) { item in
            item["archive_sha256"]?.string.map { RegistryRelease(digests: ["\(name).tar.gz": $0.lowercased()]) } ?? .opaque
        }
    }

    /// Whether a version is retracted; nil when the registry has no such version.
    func isRetracted(_ name: String, _ version: String) -> Query<Bool?> {
        entry(of: name, version) { $0["retracted"] == .bool(true) }
    }

    /// What the list of versions has of one.
    private func entry<Answer>(
        of name: String, _ version: String, _ read: @escaping @Sendable (JSONObject) -> Answer
    ) -> Query<Answer?> {
        let query = versions(of: name)
        return Query(query.request) { (response) throws(Fault) in
            let found = try query.parse(response)?.first { item in
                item["version"]?.string.map { VersionScheme.dart.compare($0, version) == 0 } ?? false
            }
            return found.map(read)
        }
    }

    /// The versions of a package, retracted ones too.
    func published(_ name: String) -> Query<[String]?>? {
        let query = versions(of: name)
        return Query(query.request) { (response) throws(Fault) in try query.parse(response)?.compactMap { $0["version"]?.string } }
    }

    /// What the registry says of each version of a package; nil where it has none.
    private func versions(of name: String) -> Query<[JSONObject]?> {
        let page = RegistryPage(
            url: WebAddress.joined(WebAddress.joined(address.index, "api/packages"), PercentText.segment(name)),
            accepts: "application/vnd.pub.v2+json", authorization: address.reading?.authorization)
        return page.query { (response) throws(Fault) in
            guard let versions = (try? JSON(parsing: response.body))?.object?["versions"]?.array else {
                throw page.strange("something that is no list of versions")
            }
            return versions.compactMap(\.object)
        }
    }
}
