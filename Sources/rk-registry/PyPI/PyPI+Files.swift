import Hummingbird
import SystemPackage

extension PyPI {
    /// GET files/NAME/FILE, and FILE.metadata: the bytes as uploaded, with their digest as ETag, whole or one range.
    func sendFile(_ request: Request, _ context: RegistryContext) async throws -> Response {
        let name = try projectName(context)
        let wanted = context.parameters.get("file") ?? ""
        let isMetadata = wanted.hasSuffix(".metadata")
        let file = isMetadata ? String(wanted.dropLast(".metadata".count)) : wanted
        guard let record = await store.record(name, file: file), let digest = isMetadata ? record.metadataDigest : record.digests.sha256
        else {
            throw Refusal(404, "Not Found: no such file")
        }
        let tag = "\"\(digest)\""
        var headers: HTTPFields = [.eTag: tag, .cacheControl: "no-cache"]
        if let known = request.headers[.ifNoneMatch], known == "*" || known.contains(tag) {
            return Response(status: .notModified, headers: headers)
        }
        let path = store.path(name, file: wanted).string
        headers[.contentType] = isMetadata ? "text/plain; charset=utf-8" : "application/octet-stream"
        if isMetadata {
            let body = try await FileIO().loadFile(path: path, context: context)
            headers[.contentLength] = body.contentLength.map(String.init)
            return Response(status: .ok, headers: headers, body: request.method == .head ? ResponseBody() : body)
        }
        headers[.acceptRanges] = "bytes"
        headers[.contentLength] = String(record.size)
        if request.method == .head { return Response(status: .ok, headers: headers) }
        guard let range = byteRange(request.headers[.range], size: record.size) else {
            return Response(status: .ok, headers: headers, body: try await FileIO().loadFile(path: path, context: context))
        }
        guard range.lowerBound < record.size else {
            throw Refusal(416, "Range Not Satisfiable", headers: [.contentRange: "bytes */\(record.size)"])
        }
        headers[.contentLength] = String(range.count)
        headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound)/\(record.size)"
        let body = try await FileIO().loadFile(path: path, range: range, context: context)
        return Response(status: .partialContent, headers: headers, body: body)
    }

    /// The one range of a Range header (RFC 9110, section 14.1.2), cut to the file; nil for none, several, or nonsense.
    ///
    /// A range behind the end keeps its start, which tells the caller to refuse it.
    private func byteRange(_ header: String?, size: Int) -> ClosedRange<Int>? {
        guard let header, header.hasPrefix("bytes="), size > 0 else { return nil }
        let ends = header.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, ends.allSatisfy({ $0.isEmpty || ($0.utf8.allSatisfy { 0x30...0x39 ~= $0 } && $0.count < 19) }) else {
            return nil
        }
        switch (Int(ends[0]), Int(ends[1])) {
        case (nil, let count?): return count > 0 ? max(0, size - count)...(size - 1) : size...size
        case (let start?, nil): return start < size ? start...(size - 1) : start...start
        case (let start?, let end?):
            guard start <= end else { return nil }
            return start < size ? start...min(end, size - 1) : start...start
        case (nil, nil): return nil
        }
    }
}
