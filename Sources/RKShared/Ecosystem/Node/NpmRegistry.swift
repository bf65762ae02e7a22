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

    /// The versions of the package's document.
    func published(_ name: String) -> Query<[String]?>? {
        let query = document(of: name)
        return Query(query.request) { (response) throws(Fault) in try query.parse(response)?["versions"]?.object?.members.map(\.key) }
    }

    /// The document of a package; nil when the registry has none. Asked past every cache.
    func document(of name: String) -> Query<JSONObject?> {
        let page = RegistryPage(
            url: WebAddress.joined(address.index, Self.escaped(name)), accepts: "application/json",
            authorization: address.reading?.authorization)
        return page.query { (response) throws(Fault) in
            guard let document = try? JSON(parsing: response.body).object, document["versions"]?.object != nil else {
                throw page.strange("something that is no document of a package")
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
}
