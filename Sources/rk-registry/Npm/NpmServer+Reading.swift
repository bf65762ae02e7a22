import Hummingbird
import RKShared

/// The type of the short form of a package's document.
private let installType = "application/vnd.npm.install-v1+json"

extension NpmServer {
    /// A package as installers see it now; whoever is about to change it sees all of it.
    private func shown(_ name: NpmName, _ request: Request) async throws -> NpmPackage {
        guard var package = await store.document(name.text) else { throw Refusal.missing("no package '\(name.text)'") }
        if request.uri.queryParameters["write"] != "true" { package = package.shown(until: .newest(shownAfter: indexLag)) }
        guard !package.versions.isEmpty else { throw Refusal.missing("no package '\(name.text)'") }
        return package
    }

    /// GET NAME: the package with all its versions, in the form that the client asks for.
    func document(_ name: NpmName, _ request: Request) async throws -> Response {
        let package = try await shown(name, request)
        let isShort = request.headers[.accept]?.contains(installType) == true
        let base = request.base(of: self.name)
        let json = isShort ? package.installDocument(base: base) : package.document(base: base)
        var response = FileAnswer.conditional(
            Array(json.line.utf8), type: isShort ? installType : "application/json", changed: package.modified, to: request)
        response.headers[.vary] = "Accept"
        return response
    }

    /// GET NAME/VERSION: one manifest, of a version or a tag.
    func manifest(_ name: NpmName, _ version: String, _ request: Request) async throws -> Response {
        guard let (text, found) = try await shown(name, request).version(version) else {
            throw Refusal.missing("no version \(version.prefix(100)) of '\(name.text)'")
        }
        let manifest = found.manifest(of: name, text, base: request.base(of: self.name))
        return FileAnswer.conditional(Array(JSON.object(manifest).line.utf8), type: "application/json", to: request)
    }

    /// GET NAME/-/FILE: a tarball; one is there as soon as it is published.
    func tarball(_ name: NpmName, _ file: String, _ request: Request, _ context: RegistryContext) async throws -> Response {
        guard let version = await version(ofFile: file, name) else { throw Refusal.missing("no such tarball") }
        return try await FileAnswer.file(
            store.path(name.text, file), type: "application/octet-stream", tag: version.integrity, to: request, context)
    }

    /// The published version whose tarball has a name.
    func version(ofFile file: String, _ name: NpmName) async -> NpmPackage.Version? {
        guard file.hasPrefix("\(name.bare)-"), file.hasSuffix(".tgz") else { return nil }
        return await store.document(name.text)?.versions[String(file.dropFirst(name.bare.count + 1).dropLast(4))]
    }

    /// GET the attestations of a version.
    func attestations(_ name: NpmName, _ version: String, _ request: Request) async throws -> Response {
        guard let bundle = await store.document(name.text)?.versions[version]?.attestation else {
            throw Refusal.missing("no attestations of '\(name.text)' \(version.prefix(100))")
        }
        let entry = JSONObject(["predicateType": NpmPackage.Version.predicateType(of: bundle), "bundle": bundle])
        return json(.object(JSONObject(["attestations": .array([.object(entry)])])), to: request)
    }

    /// GET -/whoami: there is one user.
    func whoami(_ request: Request) throws -> Response {
        try access.check(request.headers)
        return json(.object(JSONObject(["username": .string("rk")])), to: request)
    }

    /// GET -/v1/search: packages with the text in name, description or keywords, by name.
    func search(_ request: Request) async throws -> Response {
        let query = request.uri.queryParameters
        let text = String(query["text"] ?? "").replacing("+", with: " ").lowercased()
        let size = min(max(query["size"].flatMap { Int($0) } ?? 20, 0), 250)
        let from = max(query["from"].flatMap { Int($0) } ?? 0, 0)
        var found: [JSON] = []
        for key in await store.keys() {
            guard let package = await store.document(key)?.shown(until: .newest(shownAfter: indexLag)), let entry = package.found else {
                continue
            }
            let manifest = package.tags["latest"].flatMap { package.versions[$0]?.manifest } ?? JSONObject()
            let keywords = manifest["keywords"]?.array?.compactMap(\.string) ?? []
            let words = [key, manifest["description"]?.string ?? ""] + keywords
            if text.isEmpty || words.contains(where: { $0.lowercased().contains(text) }) { found.append(entry) }
        }
        return json(
            .object(
                JSONObject([
                    "objects": .array(Array(found.dropFirst(from).prefix(size))), "total": .integer(found.count),
                    "time": .string(Timestamp.now().milliseconds),
                ])), to: request)
    }
}
