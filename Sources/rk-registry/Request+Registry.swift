import Hummingbird
import NIOCore
import RKShared

extension Request {
    /// The address of a protocol as the client wrote it; a Host header with odd characters is not repeated.
    func base(of name: String) -> String {
        let authority = head.authority ?? ""
        let isPlain = authority.utf8.allSatisfy { byte in
            0x30...0x39 ~= byte || 0x41...0x5a ~= byte || 0x61...0x7a ~= byte || ".:-[]".utf8.contains(byte)
        }
        return "http://\(authority.isEmpty || !isPlain ? "127.0.0.1" : authority)/\(name)"
    }

    /// The whole body in memory.
    /// - Throws: a `Refusal` with 413 above the limit, which is told in the sentence as `shown` bytes.
    func bytes(upTo limit: Int, shown: Int) async throws -> [UInt8] {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit { throw UploadBody.tooLarge(shown) }
        var bytes: [UInt8] = []
        for try await chunk in body {
            guard bytes.count + chunk.readableBytes <= limit else { throw UploadBody.tooLarge(shown) }
            bytes += chunk.readableBytesView
        }
        return bytes
    }

    /// A small JSON object.
    func object(upTo limit: Int = 64 << 10) async throws -> JSONObject {
        guard let object = try? JSON(parsing: try await bytes(upTo: limit, shown: limit)).object else {
            throw Refusal(400, "Malformed request: the body is no JSON object")
        }
        return object
    }
}

extension FileAnswer {
    /// Bytes with their digest as ETag, and when they changed last; a reader that has them is told so (RFC 9110, section 13.2.2).
    static func conditional(_ bytes: [UInt8], type: String, changed: Timestamp? = nil, to request: Request) -> Response {
        let tag = "\"\(Digest.sha256(bytes))\""
        var isKnown = false
        if let known = request.headers[.ifNoneMatch] {
            isKnown = known == "*" || known.contains(tag)
        } else if let date = request.headers[.ifModifiedSince].flatMap({ HTTPDate.seconds($0) }), let changed {
            isKnown = changed.microseconds / 1_000_000 <= Int64(date)
        }
        var response =
            isKnown ? Response(status: .notModified, headers: [.cacheControl: "no-cache"]) : self.bytes(bytes, type: type, to: request)
        response.headers[.eTag] = tag
        response.headers[.lastModified] = changed?.webDate
        return response
    }
}
