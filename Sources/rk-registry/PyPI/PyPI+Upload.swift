import Hummingbird
import NIOCore
import SystemPackage
import _NIOFileSystem

extension PyPI {
    /// POST legacy: takes one file. The same bytes again are fine, other bytes under the same name are not.
    func upload(_ request: Request) async throws -> Response {
        try access.check(request.headers)
        guard let boundary = request.headers[.contentType].flatMap({ MultipartParser.boundary(contentType: $0) }) else {
            throw Refusal(400, "Malformed upload: the body must be multipart/form-data with a boundary")
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > maximumSize + UploadBody.fieldLimit {
            throw UploadBody.tooLarge(maximumSize)
        }
        let path = store.incoming.appending("\(UInt64.random(in: 0...UInt64.max)).part")
        do {
            let response = try await receive(request, boundary: boundary, at: path)
            try await FileSystem.shared.removeItem(at: path)
            return response
        } catch {
            _ = try? await FileSystem.shared.removeItem(at: path)
            throw error
        }
    }

    /// Reads, checks and stores one upload with its file at `path`.
    private func receive(_ request: Request, boundary: String, at path: FilePath) async throws -> Response {
        let options = OpenOptions.Write(
            existingFile: .none, newFile: .init(permissions: [.ownerReadWrite, .groupRead, .otherRead], transactionalCreation: false),
            closeOnExec: true)
        let body = try await FileSystem.shared.withFileHandle(forWritingAt: path, options: options) { handle in
            var body = UploadBody(file: handle, limit: maximumSize)
            try await body.read(request.body, boundary: boundary)
            try await handle.synchronize()
            return body
        }
        guard let filename = body.filename else { throw Refusal(400, "Upload payload does not have a file") }
        let form = try UploadForm(fields: body.fields, filename: filename)
        let size = body.digests.count
        let digests = body.digests.finish()
        try form.check(digests)
        let metadata = try await checkArtifact(at: path, size: size, form: form)
        let record = form.record(size: size, digests: digests, metadata: metadata, time: .now())
        switch try await store.add(record, metadata: metadata, to: form.project, from: path) {
        case .stored, .identical:
            return answer([], type: "text/plain; charset=utf-8", to: request)
        case .conflict(let existing):
            throw Refusal(400, "File already exists ('\(form.file.name)', with blake2_256 hash '\(existing.blake2b256)')")
        }
    }
}
