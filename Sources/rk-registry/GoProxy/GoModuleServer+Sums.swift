import Hummingbird
import RKShared

extension GoModuleServer {
    /// GET below `sumdb/NAME`: `supported`, `latest`, `lookup/MODULE@VERSION`, `tile/…`; and `sumdb/key`, with what clients verify.
    func answerSums(_ path: String, _ request: Request) async throws -> Response {
        if path == "key" { return FileAnswer.text(database.verifier, to: request) }
        guard let slash = path.firstIndex(of: "/"), path[..<slash] == database.name else {
            throw Refusal.missing("no such checksum database")
        }
        let rest = String(path[path.index(after: slash)...])
        switch rest {
        case "supported": return FileAnswer.bytes([], type: Self.plain, to: request)
        case "latest": return FileAnswer.bytes(Array(try await database.signedTree().utf8), type: Self.plain, to: request)
        default: break
        }
        if rest.hasPrefix("tile/") {
            guard let tile = GoSumTile(String(rest.dropFirst(5))), let bytes = await database.tile(tile) else {
                throw Refusal.missing("no such tile")
            }
            return FileAnswer.bytes(bytes, type: "application/octet-stream", to: request)
        }
        guard rest.hasPrefix("lookup/"), let (module, version) = Self.wanted(String(rest.dropFirst(7))) else {
            throw Refusal.missing("no such address")
        }
        if try await database.answer(module.text, version) == nil {
            guard let sums = try await sums(of: module, version) else { throw Refusal.missing("no \(module.text)@\(version)") }
            try await database.add(module.text, version, files: sums.files, manifest: sums.manifest)
        }
        guard let answer = try await database.answer(module.text, version) else { throw Refusal.missing("no \(module.text)@\(version)") }
        return FileAnswer.bytes(answer, type: Self.plain, to: request)
    }

    /// The type of texts.
    private static let plain = "text/plain; charset=utf-8"

    /// Module and version of `MODULE@VERSION`, escaped both; nil for what no module has.
    private static func wanted(_ text: String) -> (module: GoModulePath, version: String)? {
        guard let at = text.lastIndex(of: "@"), let wanted = GoRequest("\(text[..<at])/@v/\(text[text.index(after: at)...]).info"),
            case .file(let version, .info) = wanted.subject, let number = GoVersion(version), number.description == version
        else { return nil }
        return (wanted.module, version)
    }

    /// The digests of a version: of the files that are here, else, beside a command, what go itself makes of a module from elsewhere, checked as
    /// the user has it.
    private func sums(of module: GoModulePath, _ version: String) async throws -> (files: String, manifest: String)? {
        guard await !store.isMissing(version, of: module, lag: lag) else { return nil }
        guard try await provide(module, version) else {
            return source(of: module) == nil ? try await foreignSums(of: module, version) : nil
        }
        guard let manifest = try await store.bytes(module, version, .mod) else { return nil }
        let own = GoModuleHash.digest(ofManifest: manifest)
        if let digest = try await store.bytes(module, version, .ziphash) { return (String(decoding: digest, as: UTF8.self).trimmed, own) }
        guard let (path, size) = try await store.file(module, version, .zip) else { return nil }
        let archive = try await Self.archive(path, Int(size))
        var files: [GoModuleHash.File] = []
        for entry in archive.entries {
            let bytes = try await archive.contents(of: entry, limit: GoModuleSelection.sizeLimit)
            files.append(GoModuleHash.File(name: entry.name, digest: Digest.sha256(bytes)))
        }
        return (GoModuleHash.digest(of: files), own)
    }

    /// What `go mod download` says of a module from elsewhere, with the settings of whoever started this program; nil for `serve`, where
    /// strangers could make it download.
    private func foreignSums(of module: GoModulePath, _ version: String) async throws -> (files: String, manifest: String)? {
        guard asksUpstream else { return nil }
        let call = Call(
            "go", ["mod", "download", "-json", "\(module.text)@\(version)"], in: "/",
            environment: ["GO111MODULE": .some("on"), "GOWORK": .some("off"), "GOFLAGS": .some("-modcacherw")])
        // Without go there is nobody who asks, but other clients may.
        guard let reply = try? await World.live.run(call), let object = try? JSON(parsing: reply.output).object,
            let files = object["Sum"]?.string, let manifest = object["GoModSum"]?.string
        else { return nil }
        return (files, manifest)
    }
}
