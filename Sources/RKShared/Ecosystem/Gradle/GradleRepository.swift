/// A repository in Maven's layout (`group/artifact/version/artifact-version.pom`), asked for one version.
struct GradleRepository: Registry {
    /// The repository.
    let address: RegistryAddress

    /// The digest of a version's POM; nil when the repository has none. The name is `group:artifact`.
    func release(_ name: String, _ version: String) -> Query<RegistryRelease?> {
        let parts = name.split(separator: ":").map(String.init)
        let artifact = PercentText.segment(parts.last ?? name)
        let group = parts.dropLast().flatMap { $0.split(separator: ".") }.map { PercentText.segment(String($0)) }
        let file = "\(artifact)-\(PercentText.segment(version)).pom"
        let page = (group + [artifact, PercentText.segment(version), file]).reduce(address.index) { WebAddress.joined($0, $1) }
        let request = Request("GET", page, headers: [Request.Header("Cache-Control", "no-cache, max-age=0")])
        return Query(request) { (response) throws(Fault) in
            let shown = WebAddress.redacted(page)
            switch response.status {
            case 200: return RegistryRelease(digests: [file: Digest.sha256(response.body)])
            case 404, 410: return nil
            case 401, 403:
                throw Fault(
                    .credentialsRefused, "\(shown) answers \(response.status)", hint: "the repository wants credentials, or other ones")
            case 429: throw Fault(.rateLimited, "\(shown) answers 429", hint: "run the same command again later; it goes on from here")
            case 500...:
                throw Fault(
                    .serviceUnavailable, "\(shown) answers \(response.status)",
                    hint: "run the same command again later; it goes on from here")
            default: throw Fault(.registryUnknown, "\(shown) answers \(response.status)", hint: "is this the repository's address?")
            }
        }
    }
}
