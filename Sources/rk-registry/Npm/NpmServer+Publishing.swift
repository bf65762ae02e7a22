import Hummingbird
import RKShared

extension NpmServer {
    /// PUT NAME: publishes a version, or changes what is said of published ones; with a revision also takes versions back.
    func put(_ name: NpmName, revision: String?, _ request: Request) async throws -> Response {
        let bytes = try await request.bytes(upTo: maximumSize / 3 * 4 + (16 << 20), shown: maximumSize)
        guard let body = try? JSON(parsing: bytes).object else { throw Refusal(400, "Malformed request: the body is no JSON object") }
        guard revision != nil || body["_attachments"]?.object?.members.isEmpty != false else {
            return try await publish(body, name, request)
        }
        try await store.change(name.text) { (package) throws(Refusal) in
            guard var package, !package.versions.isEmpty else { throw Refusal.missing("no package '\(name.text)'") }
            if let based = revision ?? body["_rev"]?.string { try Self.check(based, package) }
            guard let entries = body["versions"]?.object else { throw Refusal(400, "versions: the document has none") }
            if let stranger = entries.members.first(where: { package.versions[$0.key] == nil }) {
                throw Refusal(400, "versions: \(stranger.key.prefix(100)) was not published; a version is published with its tarball")
            }
            for entry in entries.members {
                let text = entry.value.object?["deprecated"]?.string ?? ""
                package.versions[entry.key]?.deprecated = text.isEmpty ? nil : text
            }
            let gone = revision == nil ? [] : package.versions.keys.filter { entries[$0] == nil }
            package.remove(gone)
            package.touch(.now())
            return PackageChange(document: package, removed: gone.map(name.file))
        }
        return try await done(name, request)
    }

    /// Publishes a version; a number that was ever used is refused, whatever the bytes.
    private func publish(_ body: JSONObject, _ name: NpmName, _ request: Request) async throws -> Response {
        let publication = try NpmPublication(body, of: name, limit: maximumSize)
        let (version, tarball) = (publication.version, publication.tarball)
        try await store.change(name.text) { (existing) throws(Refusal) in
            let now = Timestamp.now()
            var package = existing ?? NpmPackage(name, created: now)
            guard package.versions[version] == nil, !package.removed.contains(version) else {
                throw Refusal(403, "You cannot publish over the previously published versions: \(version).")
            }
            package.versions[version] = NpmPackage.Version(
                manifest: publication.manifest, integrity: tarball.integrity, shasum: tarball.shasum, size: tarball.bytes.count,
                published: now, attestation: publication.attestation)
            for tag in publication.tags { package.tags[tag] = version }
            if package.tags["latest"] == nil { package.tags["latest"] = version }
            if !publication.readme.isEmpty { package.readme = publication.readme }
            package.touch(now)
            return PackageChange(document: package, added: [name.file(version): tarball.bytes])
        }
        return try await done(name, request, status: .created)
    }

    /// DELETE NAME/-rev/REVISION: takes all versions back.
    func unpublish(_ name: NpmName, _ revision: String, _ request: Request) async throws -> Response {
        try await store.change(name.text) { (package) throws(Refusal) in
            guard var package, !package.versions.isEmpty else { throw Refusal.missing("no package '\(name.text)'") }
            try Self.check(revision, package)
            let gone = Array(package.versions.keys)
            package.remove(gone)
            package.touch(.now())
            return PackageChange(document: package, removed: gone.map(name.file))
        }
        return try await done(name, request)
    }

    /// DELETE NAME/-/FILE/-rev/REVISION: the last step of taking a version back, whose tarball is gone with the version.
    func forget(_ name: NpmName, _ file: String, _ request: Request) async throws -> Response {
        guard await version(ofFile: file, name) == nil else {
            throw Refusal(400, "The tarball is of a published version: take the version back first")
        }
        return try await done(name, request)
    }

    /// PUT and POST -/package/NAME/dist-tags/TAG, with the version as a JSON string.
    func setTag(_ tag: String, _ name: NpmName, _ request: Request) async throws -> Response {
        let bytes = try await request.bytes(upTo: 4096, shown: 4096)
        guard let version = try? JSON(parsing: bytes).string else {
            throw Refusal(400, "Malformed request: the body is a version as a JSON string")
        }
        try NpmPublication.check(tag: tag)
        try await store.change(name.text) { (package) throws(Refusal) in
            guard var package, package.versions[version] != nil else {
                throw Refusal.missing("no version \(version.prefix(100)) of '\(name.text)'")
            }
            package.tags[tag] = version
            package.touch(.now())
            return PackageChange(document: package)
        }
        return try await done(name, request, status: .created)
    }

    /// DELETE -/package/NAME/dist-tags/TAG.
    func removeTag(_ tag: String, _ name: NpmName, _ request: Request) async throws -> Response {
        guard tag != "latest" else { throw Refusal(400, "The tag latest cannot be removed, only moved") }
        try await store.change(name.text) { (package) throws(Refusal) in
            guard var package, package.tags[tag] != nil else { throw Refusal.missing("no tag \(tag.prefix(100)) of '\(name.text)'") }
            package.tags[tag] = nil
            package.touch(.now())
            return PackageChange(document: package)
        }
        return try await done(name, request)
    }

    /// GET -/package/NAME/dist-tags.
    func tags(_ name: NpmName, _ request: Request) async throws -> Response {
        guard let package = await store.document(name.text)?.shown(until: .newest(shownAfter: indexLag)), !package.versions.isEmpty else {
            throw Refusal.missing("no package '\(name.text)'")
        }
        return json(.object(package.tagged), to: request)
    }

    /// Refuses a change that is based on another state than the present one.
    private static func check(_ revision: String, _ package: NpmPackage) throws(Refusal) {
        guard revision == package.revisionName else { throw Refusal(409, "Document update conflict: the package changed meanwhile") }
    }

    /// The answer to a change that was made.
    private func done(_ name: NpmName, _ request: Request, status: HTTPResponse.Status = .ok) async throws -> Response {
        let revision = await store.document(name.text)?.revisionName
        return json(
            .object(JSONObject(["ok": .bool(true), "id": .string(name.text), "rev": revision.map { .string($0) }])), to: request,
            status: status)
    }
}
