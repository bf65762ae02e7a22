import Hummingbird
import RKShared

extension CargoServer {
    /// PUT api/v1/crates/new: publishes a version; one that is there is refused, whatever the bytes.
    func publish(_ request: Request) async throws -> Response {
        let upload = try CrateUpload(try await request.bytes(upTo: maximumSize + (16 << 20), shown: maximumSize), limit: maximumSize)
        try CrateArchive.check(upload.archive, of: upload.name, upload.version)
        try await checkDependencies(upload, index: indexAddress(request))
        let entry = upload.entry
        try await store.change(upload.name.key) { (existing) throws(Refusal) in
            let now = Timestamp.now()
            var crate = existing ?? Crate(upload.name, modified: now)
            guard crate.name == upload.name else { throw Refusal(400, "crate was previously named `\(crate.name.text)`") }
            guard crate.index(of: upload.version) == nil else {
                throw Refusal(400, "crate version `\(upload.version)` is already uploaded")
            }
            crate.versions.append(Crate.Version(text: upload.version, entry: entry, size: upload.archive.count, published: now))
            crate.summary = upload.metadata["description"]?.string ?? ""
            crate.modified = now
            return PackageChange(document: crate, added: [upload.name.file(upload.version): upload.archive])
        }
        let warnings = JSONObject([
            "invalid_categories": .array([]), "invalid_badges": .array([]), "other": .strings(upload.warnings),
        ])
        return json(.object(JSONObject(["warnings": .object(warnings)])), to: request)
    }

    /// Refuses a crate that needs one of this registry which was not published yet, as crates.io does.
    private func checkDependencies(_ upload: CrateUpload, index: String) async throws {
        for dependency in upload.dependencies where dependency.registry == nil || dependency.registry == index {
            guard dependency.name.key != upload.name.key else { continue }
            guard await store.document(dependency.name.key) == nil else { continue }
            throw Refusal(400, "no known crate named `\(dependency.name.text)`")
        }
    }

    /// DELETE …/yank and PUT …/unyank.
    func setYanked(_ isYanked: Bool, _ name: CrateName, _ version: String, _ request: Request) async throws -> Response {
        try await store.change(name.key) { (crate) throws(Refusal) in
            guard var crate, let index = crate.index(of: version) else {
                throw Refusal.missing("no version \(version.prefix(100)) of '\(name.text)'")
            }
            crate.versions[index].isYanked = isYanked
            crate.modified = .now()
            return PackageChange(document: crate)
        }
        return json(.object(JSONObject(["ok": .bool(true)])), to: request)
    }

    /// PUT and DELETE api/v1/crates/NAME/owners with `{"users": […]}`: the list is kept, and gives no rights.
    func setOwners(_ name: CrateName, _ request: Request) async throws -> Response {
        let isAdding = request.method == .put
        guard let users = try await request.object()["users"]?.array?.compactMap(\.string), !users.isEmpty,
            users.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 100 })
        else { throw Refusal(400, "Malformed request: send the users' logins as {\"users\": [\"…\"]}") }
        try await store.change(name.key) { (crate) throws(Refusal) in
            guard var crate else { throw Refusal.missing("no crate '\(name.text)'") }
            crate.owners = crate.owners.filter { !users.contains($0) } + (isAdding ? users : [])
            guard !crate.owners.isEmpty else { throw Refusal(400, "cannot remove all individual owners of a crate") }
            return PackageChange(document: crate)
        }
        let action = isAdding ? "has been added as an owner of" : "has been removed as an owner of"
        let message = "\(users.joined(separator: ", ")) \(action) crate \(name.text)"
        return json(.object(JSONObject(["ok": .bool(true), "msg": .string(message)])), to: request)
    }
}
