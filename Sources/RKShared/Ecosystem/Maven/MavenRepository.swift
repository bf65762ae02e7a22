/// A repository in Maven's layout: `group/artifact/version/artifact-version.type`.
struct MavenRepository: Registry {
    /// The repository.
    let address: RegistryAddress

    /// The digest of a version's POM, computed from its bytes; nil when the repository has none. The name is `group:artifact`.
    ///
    /// No answer of a repository lists the files of a version: the others are asked for one by one.
    func release(_ name: String, _ version: String) -> Query<RegistryRelease?> {
        let file = Self.file(name, version, ".pom")
        let page = address(of: name, version, file)
        return Query(Self.request(page)) { (response) throws(Fault) in
            guard try Self.isThere(response, page) else { return nil }
            return RegistryRelease(digests: [file: Digest.of(response.body, .sha1)], algorithm: .sha1)
        }
    }

    /// The SHA-1 of one file of a version, as the file beside it states it, which Maven uploads with every file; nil when there is none.
    /// A signature has no such file: it is read itself.
    func digest(of file: String, _ name: String, _ version: String) -> Query<String?>? {
        if MavenFiles.isSignature(file) {
            let page = address(of: name, version, file)
            return Query(Self.request(page)) { (response) throws(Fault) in
                try Self.isThere(response, page) ? Digest.of(response.body, .sha1) : nil
            }
        }
        let page = address(of: name, version, "\(file).sha1")
        return Query(Self.request(page)) { (response) throws(Fault) in
            guard try Self.isThere(response, page) else { return nil }
            let text = String(decoding: response.body.prefix(1024), as: UTF8.self)
            let word = text.split { $0.isWhitespace || $0 == "=" || $0 == "*" }.first { $0.utf8.count == 40 }
            guard let word, word.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }) else {
                throw Self.noRepository(page)
            }
            return word.lowercased()
        }
    }

    /// The versions of an artifact by its `maven-metadata.xml`; nil when the repository has none. The list may be behind.
    func versions(_ name: String) -> Query<[String]?> {
        let page = address(of: name, nil, "maven-metadata.xml")
        return Query(Self.request(page)) { (response) throws(Fault) in
            guard try Self.isThere(response, page) else { return nil }
            guard let document = try? XMLDocument(response.body, knowsHTMLNames: true), document.root.name == "metadata" else {
                throw Self.noRepository(page)
            }
            return document.root["versioning"]?.list("versions", "version").map(\.text) ?? []
        }
    }

    /// The name of a file of a version.
    static func file(_ name: String, _ version: String, _ tail: String) -> String {
        "\(name.split(separator: ":").last ?? name[...])-\(version)\(tail)"
    }

    /// The address of a file of a version, or of the artifact.
    private func address(of name: String, _ version: String?, _ file: String) -> String {
        let parts = name.split(separator: ":").map(String.init)
        let group = parts.dropLast().flatMap { $0.split(separator: ".").map(String.init) }
        let path = group + [parts.last ?? name] + (version.map { [$0] } ?? []) + [file]
        return path.map { PercentText.segment($0) }.reduce(address.index) { WebAddress.joined($0, $1) }
    }

    /// A question past every cache.
    private static func request(_ page: String) -> Request {
        Request("GET", page, headers: [Request.Header("Cache-Control", "no-cache, max-age=0")])
    }

    /// Whether an answer has a file; no such file is no fault.
    private static func isThere(_ response: Response, _ page: String) throws(Fault) -> Bool {
        let shown = WebAddress.redacted(page)
        switch response.status {
        case 200: return true
        case 404, 410: return false
        case 401, 403:
            throw Fault(
                .credentialsRefused, "\(shown) answers \(response.status)", hint: "the repository wants credentials, or other ones")
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
        fault.hint =
            code == .registryUnknown ? "is this the repository's address?" : "run the same command again later; it goes on from here"
        fault.retryAfter = asked
        throw fault
    }

    /// An answer that is nothing of Maven's layout, as a proxy's page of its own is none.
    private static func noRepository(_ page: String) -> Fault {
        Fault(
            .serviceUnavailable, "\(WebAddress.redacted(page)) answers with something that no Maven repository has",
            hint: "is this the repository's address?")
    }
}
