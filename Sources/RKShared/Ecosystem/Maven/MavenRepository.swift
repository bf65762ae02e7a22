/// A repository in Maven's layout: `group/artifact/version/artifact-version.type`.
struct MavenRepository: Registry {
    /// The repository.
    let address: RegistryAddress

    /// The digest of a version's POM, computed from its bytes; nil when the repository has none. The name is `group:artifact`.
    ///
    /// No answer of a repository lists the files of a version: the others are asked for one by one.
    func release(_ name: String, _ version: String) -> Query<RegistryRelease?> {
        let file = Self.file(name, version, ".pom")
        return page(name, version, file).query { (response) throws(Fault) in
            RegistryRelease(digests: [file: Digest.of(response.body, .sha1)], algorithm: .sha1)
        }
    }

    /// The SHA-1 of one file of a version, as the file beside it states it, which Maven uploads with every file; nil when there is none.
    /// A signature has no such file: it is read itself.
    func digest(of file: String, _ name: String, _ version: String) -> Query<String?>? {
        if MavenFiles.isSignature(file) {
            return page(name, version, file).query { (response) throws(Fault) in Digest.of(response.body, .sha1) }
        }
        let page = page(name, version, "\(file).sha1")
        return page.query { (response) throws(Fault) in
            let text = String(decoding: response.body.prefix(1024), as: UTF8.self)
            let word = text.split { $0.isWhitespace || $0 == "=" || $0 == "*" }.first { $0.utf8.count == 40 }
            guard let word, word.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }) else {
                throw page.strange(Self.noRepository)
            }
            return word.lowercased()
        }
    }

    /// The versions of an artifact by its `maven-metadata.xml`; nil when the repository has none. The list may be behind.
    func versions(_ name: String) -> Query<[String]?> {
        let page = page(name, nil, "maven-metadata.xml")
        return page.query { (response) throws(Fault) in
            guard let document = try? XMLDocument(response.body, knowsHTMLNames: true), document.root.name == "metadata" else {
                throw page.strange(Self.noRepository)
            }
            return document.root["versioning"]?.list("versions", "version").map(\.text) ?? []
        }
    }

    /// Those of `maven-metadata.xml`.
    func published(_ name: String) -> Query<[String]?>? { versions(name) }

    /// The name of a file of a version.
    static func file(_ name: String, _ version: String, _ tail: String) -> String {
        "\(name.split(separator: ":").last ?? name[...])-\(version)\(tail)"
    }

    /// A file of a version, or of the artifact.
    private func page(_ name: String, _ version: String?, _ file: String) -> RegistryPage {
        let parts = name.split(separator: ":").map(String.init)
        let group = parts.dropLast().flatMap { $0.split(separator: ".").map(String.init) }
        let path = group + [parts.last ?? name] + (version.map { [$0] } ?? []) + [file]
        return RegistryPage(
            url: path.map { PercentText.segment($0) }.reduce(address.index) { WebAddress.joined($0, $1) },
            doubt: "is this the repository's address?", loginHint: "the repository wants credentials, or other ones")
    }

    /// What a proxy's page of its own is, for one.
    private static let noRepository = "something that no Maven repository has"
}
