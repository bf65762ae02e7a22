import Hummingbird
import NIOCore
import RKShared
import SystemPackage
import _NIOFileSystem

/// What is sent to a reader: bytes, or a file; headers alone for a HEAD request.
enum FileAnswer {
    /// Bytes that caches must ask for again.
    static func bytes(_ bytes: [UInt8], type: String, to request: Request, status: HTTPResponse.Status = .ok) -> Response {
        let headers: HTTPFields = [.contentType: type, .cacheControl: "no-cache", .contentLength: String(bytes.count)]
        let body = request.method == .head ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        return Response(status: status, headers: headers, body: body)
    }

    /// A text of one line.
    static func text(_ text: String, to request: Request, status: HTTPResponse.Status = .ok) -> Response {
        bytes(Array("\(text)\n".utf8), type: "text/plain; charset=utf-8", to: request, status: status)
    }

    /// A file that exists.
    /// - Parameter tag: its digest, with which a reader that has the file is told so.
    static func file(
        _ path: FilePath, type: String, tag: String? = nil, to request: Request, _ context: RegistryContext
    ) async throws -> Response {
        guard let info = try await FileSystem.shared.info(forFileAt: path) else { throw Refusal.missing("no such file") }
        var headers: HTTPFields = [.contentType: type, .cacheControl: "no-cache", .contentLength: String(info.size)]
        if let tag {
            headers[.eTag] = "\"\(tag)\""
            if let known = request.headers[.ifNoneMatch], known == "*" || known.contains("\"\(tag)\"") {
                headers[.contentLength] = nil
                return Response(status: .notModified, headers: headers)
            }
        }
        guard request.method != .head else { return Response(status: .ok, headers: headers) }
        return Response(status: .ok, headers: headers, body: try await FileIO().loadFile(path: path.string, context: context))
    }
}

extension Refusal {
    /// 404 with a sentence.
    static func missing(_ reason: String) -> Refusal { Refusal(404, "Not Found: \(reason)") }
}

/// A request's path below the group of a protocol, its `%XX` resolved; nil for what is not UTF-8 or holds a NUL.
func pathBelow(_ name: String, of request: Request) -> String? {
    let path = request.uri.path
    guard path.hasPrefix("/\(name)/") else { return nil }
    let decoded = PercentText.decoded(path.dropFirst(name.utf8.count + 2))
    return decoded.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f || $0.value == 0xfffd } ? nil : decoded
}
