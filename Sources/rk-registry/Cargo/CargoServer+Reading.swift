import Hummingbird
import RKShared

extension CargoServer {
    /// GET config.json: where archives and the web API are, and whether reading needs the token.
    func configuration(_ request: Request) -> Response {
        let base = request.base(of: name)
        let json = JSON.object(
            JSONObject([
                "dl": .string("\(base)/api/v1/crates"), "api": .string(base),
                "auth-required": access.guardsReading && access.token != nil ? .bool(true) : nil,
            ]))
        return FileAnswer.conditional(Array(json.line.utf8), type: "application/json", to: request)
    }

    /// GET ab/cd/NAME: a line for each version.
    func index(_ name: CrateName, _ request: Request) async throws -> Response {
        guard let crate = await store.document(name.key)?.shown(until: .newest(shownAfter: indexLag)), !crate.versions.isEmpty,
            crate.name.text.lowercased() == name.text.lowercased()
        else { throw Refusal.missing("no crate '\(name.text)'") }
        return FileAnswer.conditional(Array(crate.file.utf8), type: "text/plain; charset=utf-8", changed: crate.modified, to: request)
    }

    /// GET api/v1/crates/NAME/VERSION/download: an archive; one is there as soon as it is published, yanked or not.
    func download(_ name: CrateName, _ version: String, _ request: Request, _ context: RegistryContext) async throws -> Response {
        guard let crate = await store.document(name.key), let index = crate.index(of: version) else {
            throw Refusal.missing("no version \(version.prefix(100)) of '\(name.text)'")
        }
        let found = crate.versions[index]
        return try await FileAnswer.file(
            store.path(name.key, crate.name.file(found.text)), type: "application/gzip", tag: found.entry["cksum"]?.string, to: request,
            context)
    }

    /// GET api/v1/crates: crates with the text in name or description, by name.
    func search(_ request: Request) async throws -> Response {
        let query = request.uri.queryParameters
        let text = String(query["q"] ?? "").replacing("+", with: " ").lowercased()
        let size = min(max(query["per_page"].flatMap { Int($0) } ?? 10, 0), 100)
        var found: [JSON] = []
        for key in await store.keys() {
            guard let crate = await store.document(key)?.shown(until: .newest(shownAfter: indexLag)), !crate.versions.isEmpty,
                text.isEmpty || key.contains(text.replacing("_", with: "-")) || crate.summary.lowercased().contains(text)
            else { continue }
            found.append(
                .object(
                    JSONObject([
                        "name": .string(crate.name.text), "max_version": .string(crate.highest), "description": .string(crate.summary),
                    ])))
        }
        let meta = JSON.object(JSONObject(["total": .integer(found.count)]))
        return json(.object(JSONObject(["crates": .array(Array(found.prefix(size))), "meta": meta])), to: request)
    }

    /// GET api/v1/crates/NAME/owners.
    func owners(_ name: CrateName, _ request: Request) async throws -> Response {
        guard let crate = await store.document(name.key) else { throw Refusal.missing("no crate '\(name.text)'") }
        let users = crate.owners.enumerated().map { index, login in
            JSON.object(JSONObject(["id": .integer(index + 1), "login": .string(login), "name": .null]))
        }
        return json(.object(JSONObject(["users": .array(users)])), to: request)
    }
}
