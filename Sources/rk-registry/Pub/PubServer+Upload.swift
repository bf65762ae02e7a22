import Hummingbird
import NIOCore
import RKShared
import SystemPackage
import _NIOFileSystem

extension PubServer {
    /// GET api/packages/versions/new: where to send the archive.
    func begin(_ request: Request) async throws -> Response {
        try access.check(request.headers)
        guard let word = await sessions.begin() else { throw Refusal(429, "Too many uploads at a time: try again later") }
        return answer(
            .object(JSONObject(["url": .string("\(base(of: request))/_rk/upload/\(word)"), "fields": .object(JSONObject())])), to: request)
    }

    /// POST of the archive as the file of a form; the answer names where to finish. The word in the address is what allows it: clients need
    /// not send the token here.
    func receive(_ request: Request, _ context: RegistryContext) async throws -> Response {
        guard request.headers[.origin] == nil else { throw Refusal(403, "Web pages may not change this registry") }
        let word = parameter("word", of: context)
        guard let state = await sessions.state(word) else {
            throw Refusal(400, "This upload was never begun, or took too long: begin again")
        }
        let finish: HTTPFields = [.location: "\(base(of: request))/_rk/finish/\(word)"]
        // The answer was lost: the archive is here.
        guard case .open = state else { return Response(status: .noContent, headers: finish) }
        guard let boundary = request.headers[.contentType].flatMap({ MultipartParser.boundary(contentType: $0) }) else {
            throw Refusal(400, "Malformed upload: the body must be multipart/form-data with a boundary")
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > maximumSize + UploadBody.fieldLimit {
            throw UploadBody.tooLarge(maximumSize)
        }
        let path = store.incoming.appending("\(UInt64.random(in: 0...UInt64.max)).part")
        let options = OpenOptions.Write(
            existingFile: .none, newFile: .init(permissions: [.ownerReadWrite, .groupRead, .otherRead], transactionalCreation: false),
            closeOnExec: true)
        do {
            try await FileSystem.shared.withFileHandle(forWritingAt: path, options: options) { handle in
                var body = UploadBody(file: handle, limit: maximumSize, fileField: "file")
                try await body.read(request.body, boundary: boundary)
                guard body.filename != nil else { throw Refusal(400, "Malformed upload: there is no part with the name file") }
                try await handle.synchronize()
            }
        } catch {
            _ = try? await FileSystem.shared.removeItem(at: path)
            throw error
        }
        await sessions.set(.received(path), word)
        return Response(status: .noContent, headers: finish)
    }

    /// GET of the address to finish: checks the archive and publishes it. The same archive again is fine, another one of that version is not.
    func finish(_ request: Request, _ context: RegistryContext) async throws -> Response {
        try access.check(request.headers)
        let word = parameter("word", of: context)
        switch await sessions.take(word) {
        case .received(let path)?:
            let outcome = await publish(path)
            _ = try? await FileSystem.shared.removeItem(at: path)
            await sessions.set(.done(outcome), word)
            return try answer(outcome, to: request)
        case .done(let outcome)?: return try answer(outcome, to: request)
        case .busy?: throw Refusal(409, "This upload is being published: ask again")
        case .open?, nil: throw Refusal(400, "There is no archive to publish: begin again")
        }
    }

    /// What became of an upload as an answer.
    private func answer(_ outcome: Result<String, Refusal>, to request: Request) throws -> Response {
        let message = JSONObject(["message": .string(try outcome.get())])
        return answer(.object(JSONObject(["success": .object(message)])), to: request)
    }

    /// Checks and stores an archive.
    private func publish(_ path: FilePath) async -> Result<String, Refusal> {
        do {
            let bytes = Array(buffer: try await ByteBuffer(contentsOf: path, maximumSizeAllowed: .bytes(Int64(maximumSize))))
            let archive = try PubArchive(bytes)
            let record = PubRecord(version: archive.version, digest: Digest.sha256(bytes), published: .now(), pubspec: archive.pubspec)
            switch try await store.add(record, to: archive.name, from: path) {
            case .stored: return .success("Successfully uploaded \(archive.name) version \(archive.version.text).")
            case .identical: return .success("\(archive.name) version \(archive.version.text) was there already, with the same archive.")
            case .conflict: return .failure(Refusal(400, "Version \(archive.version.text) of package \(archive.name) already exists."))
            }
        } catch let refusal as Refusal {
            return .failure(refusal)
        } catch {
            return .failure(Refusal(500, "The archive could not be stored: \(error)"))
        }
    }

    /// PUT api/packages/NAME/versions/VERSION/options with `{"isRetracted": true}`, as on pub.dev.
    func setRetracted(_ request: Request, _ context: RegistryContext) async throws -> Response {
        let (name, wish) = try await wish(request, context)
        guard case .bool(let isRetracted)? = wish["isRetracted"] else {
            throw Refusal(400, "Malformed request: isRetracted is true or false")
        }
        let version = parameter("version", of: context)
        guard try await store.setRetracted(isRetracted, name, version) else { throw Refusal.missing("no version \(version) of \(name)") }
        return answer(.object(JSONObject(["isRetracted": .bool(isRetracted)])), to: request)
    }

    /// PUT api/packages/NAME/options with `{"isDiscontinued": true, "replacedBy": "other"}`, as on pub.dev.
    func setOptions(_ request: Request, _ context: RegistryContext) async throws -> Response {
        let (name, wish) = try await wish(request, context)
        guard case .bool(let isDiscontinued)? = wish["isDiscontinued"] else {
            throw Refusal(400, "Malformed request: isDiscontinued is true or false")
        }
        let replacement = wish["replacedBy"]?.string
        guard replacement.map({ PubArchive.isName($0) }) ?? true else {
            throw Refusal(400, "Malformed request: replacedBy is no package's name")
        }
        let said = PubOptions(isDiscontinued: isDiscontinued, replacement: isDiscontinued ? replacement : nil)
        guard try await store.setOptions(said, of: name) else { throw Refusal.missing("no package \(name)") }
        return answer(said.json, to: request)
    }

    /// The package and the JSON of a request that changes something.
    private func wish(_ request: Request, _ context: RegistryContext) async throws -> (name: String, wish: JSONObject) {
        try access.check(request.headers)
        let name = parameter("package", of: context)
        guard PubArchive.isName(name), let body = try? await request.body.collect(upTo: 64 << 10),
            let wish = try? JSON(parsing: Array(buffer: body)).object
        else { throw Refusal(400, "Malformed request: send JSON") }
        return (name, wish)
    }
}
