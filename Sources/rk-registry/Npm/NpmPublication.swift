import RKShared

/// The body of a request that publishes a version, checked.
struct NpmPublication: Sendable {
    /// The version.
    let version: String
    /// Its manifest, without what the registry itself says of a version.
    let manifest: JSONObject
    /// The tags that name it.
    let tags: [String]
    /// The tarball.
    let tarball: NpmTarball
    /// What attests where it came from; nil for nothing.
    let attestation: JSON?
    /// The package's readme, empty for none.
    let readme: String

    /// Reads the document that clients send: one version, its tags, its tarball in Base64.
    init(_ body: JSONObject, of name: NpmName, limit: Int) throws(Refusal) {
        guard body["name"]?.string == name.text else {
            throw Refusal(400, "The document is of '\((body["name"]?.string ?? "").prefix(100))', not of '\(name.text)'")
        }
        guard let entry = body["versions"]?.object?.members.first, body["versions"]?.object?.members.count == 1 else {
            throw Refusal(400, "versions: a document to publish has one version")
        }
        guard let version = SemVer(entry.key), version.build == nil else {
            throw Refusal(400, "versions: '\(entry.key.prefix(100))' is no version of semver, or has build metadata")
        }
        guard var manifest = entry.value.object, manifest["name"]?.string == name.text, manifest["version"]?.string == entry.key else {
            throw Refusal(400, "versions: the manifest of \(entry.key) has another name or version")
        }
        guard manifest["private"] != .bool(true) else { throw Refusal(400, "The package is marked as private") }
        try NpmTarball.check(manifest, in: "the manifest")
        let dist = manifest.take("dist")?.object ?? JSONObject()
        tags = try Self.tags(body["dist-tags"], version: entry.key)
        let attachments = body["_attachments"]?.object?.members ?? []
        let bytes = try Self.attachment(attachments, limit: limit)
        try Self.check(bytes, dist)
        tarball = try NpmTarball(bytes, of: name, entry.key)
        attestation = try Self.attestation(attachments)
        readme = body["readme"]?.string ?? manifest["readme"]?.string ?? ""
        for key in ["deprecated", "readme"] { manifest[key] = nil }
        self.version = entry.key
        self.manifest = manifest
    }

    /// The tags of a document, which all name its version; `latest` where there are none.
    private static func tags(_ json: JSON?, version: String) throws(Refusal) -> [String] {
        guard let json else { return ["latest"] }
        guard let members = json.object?.members, members.allSatisfy({ $0.value.string == version }) else {
            throw Refusal(400, "dist-tags: every tag has to name the version that is published")
        }
        for member in members { try check(tag: member.key) }
        return members.isEmpty ? ["latest"] : members.map(\.key)
    }

    /// Refuses a tag that could be taken for a version, or would not stand in an address.
    static func check(tag: String) throws(Refusal) {
        guard NpmRange(tag) == nil else { throw Refusal(400, "Tag name must not be a valid SemVer range: \(tag.prefix(100))") }
        guard tag.utf8.count <= 214, PercentText.segment(tag) == tag else {
            throw Refusal(400, "Invalid tag name '\(tag.prefix(100))': use letters, digits and -._~")
        }
    }

    /// The bytes of the one tarball.
    private static func attachment(_ attachments: [JSONObject.Member], limit: Int) throws(Refusal) -> [UInt8] {
        let tarballs = attachments.filter { $0.key.hasSuffix(".tgz") }
        guard let attachment = tarballs.first?.value.object, tarballs.count == 1 else {
            throw Refusal(400, "_attachments: a document to publish has one tarball")
        }
        guard let data = attachment["data"]?.string else { throw Refusal(400, "_attachments: the tarball has no data") }
        guard data.utf8.count / 4 * 3 <= limit + 3 else { throw UploadBody.tooLarge(limit) }
        guard let bytes = Base64.decode(data), !bytes.isEmpty else { throw Refusal(400, "_attachments: the tarball's data is no Base64") }
        guard bytes.count <= limit else { throw UploadBody.tooLarge(limit) }
        guard attachment["length"] == nil || attachment["length"]?.integer == bytes.count else {
            throw Refusal(400, "_attachments: the tarball has \(bytes.count) bytes, which is not the length that is given")
        }
        return bytes
    }

    /// Refuses a tarball whose digests are not the ones that the manifest names; it has to name one.
    private static func check(_ bytes: [UInt8], _ dist: JSONObject) throws(Refusal) {
        let words = (dist["integrity"]?.string ?? "").split(separator: " ").filter { $0.hasPrefix("sha512-") }
        let shasum = dist["shasum"]?.string
        guard !words.isEmpty || shasum != nil else {
            throw Refusal(400, "dist: name the tarball's digest, integrity with sha512 or shasum")
        }
        let digest = Digest.of(bytes, .sha512)
        guard
            words.isEmpty
                || words.contains(where: { Base64.decode(String($0.dropFirst(7).prefix { $0 != "?" })).map(Digest.hexadecimal) == digest })
        else { throw Refusal(400, "dist: the integrity is not the one of the tarball") }
        guard shasum == nil || shasum?.lowercased() == Digest.of(bytes, .sha1) else {
            throw Refusal(400, "dist: the shasum is not the one of the tarball")
        }
    }

    /// What attests where the version came from, which is a bundle as JSON text.
    private static func attestation(_ attachments: [JSONObject.Member]) throws(Refusal) -> JSON? {
        guard let attachment = attachments.first(where: { $0.key.hasSuffix(".sigstore") }) else { return nil }
        guard let bundle = try? JSON(parsing: Array((attachment.value.object?["data"]?.string ?? "").utf8)), bundle.object != nil else {
            throw Refusal(400, "_attachments: the provenance bundle is no JSON object")
        }
        return bundle
    }
}
