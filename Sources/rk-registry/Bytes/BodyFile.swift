import Hummingbird
import NIOCore
import RKShared
import SystemPackage
import _NIOFileSystem

/// The body of a request as a file of its own, complete and synchronized.
struct BodyFile: Sendable {
    /// Where it lies until it is moved or removed.
    let path: FilePath
    /// Bytes.
    let size: Int
    /// Of these bytes.
    let checksums: Checksums

    /// Writes the body into a new file of a folder, gives it to `work`, and removes what is left of it.
    /// - Throws: a `Refusal` with 413 for a body above the limit, and what `work` throws.
    static func with<Result>(
        _ request: Request, in folder: Folder, limit: Int, _ work: (BodyFile) async throws -> Result
    ) async throws -> Result {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit { throw UploadBody.tooLarge(limit) }
        let path = folder.appending("\(UInt64.random(in: 0...UInt64.max)).part")
        do {
            let result = try await work(try await write(request.body, to: path, limit: limit))
            try await FileSystem.shared.removeItem(at: path)
            return result
        } catch {
            _ = try? await FileSystem.shared.removeItem(at: path)
            throw error
        }
    }

    /// Writes the body to its end.
    private static func write(_ body: RequestBody, to path: FilePath, limit: Int) async throws -> BodyFile {
        let options = OpenOptions.Write(
            existingFile: .none, newFile: .init(permissions: [.ownerReadWrite, .groupRead, .otherRead], transactionalCreation: false),
            closeOnExec: true)
        return try await FileSystem.shared.withFileHandle(forWritingAt: path, options: options) { handle in
            var stream = Checksums.Stream()
            for try await chunk in body {
                let bytes = Array(buffer: chunk)
                guard stream.count + bytes.count <= limit else { throw UploadBody.tooLarge(limit) }
                try await handle.write(contentsOf: bytes, toAbsoluteOffset: Int64(stream.count))
                stream.update(bytes)
            }
            try await handle.synchronize()
            let size = stream.count
            return BodyFile(path: path, size: size, checksums: stream.finish())
        }
    }

    /// All bytes, for what is small or has to be looked through.
    func bytes() async throws -> [UInt8] {
        Array(buffer: try await ByteBuffer(contentsOf: path, maximumSizeAllowed: .bytes(Int64(size))))
    }
}

extension Checksums {
    /// The digests of a file on disk, which is never in memory as a whole.
    static func of(file path: FilePath) async throws -> Checksums {
        try await FileSystem.shared.withFileHandle(forReadingAt: path) { handle in
            var stream = Stream()
            for try await chunk in handle.readChunks() { stream.update(Array(buffer: chunk)) }
            return stream.finish()
        }
    }
}
