/// Reads the links of a Simple API page in HTML (PEP 503).
enum SimpleHTML {
    /// The file names of all links with the SHA-256 of their fragment, empty where there is none.
    static func files(in body: [UInt8]) -> [(name: String, sha256: String)] {
        let text = String(decoding: body, as: UTF8.self)
        var files: [(name: String, sha256: String)] = []
        for piece in text.split(separator: "<a", omittingEmptySubsequences: true).dropFirst(text.hasPrefix("<a") ? 0 : 1) {
            let tag = piece.prefix { $0 != ">" }
            guard let href = attribute("href", in: tag) else { continue }
            let parts = href.split(separator: "#", maxSplits: 1)
            guard let path = parts.first?.prefix(while: { $0 != "?" }), let name = path.split(separator: "/").last else { continue }
            let digest = parts.count > 1 && parts[1].hasPrefix("sha256=") ? parts[1].dropFirst(7).lowercased() : ""
            files.append((decoded(String(name)), digest))
        }
        return files
    }

    /// The value of an attribute in quotes.
    private static func attribute(_ name: String, in tag: Substring) -> String? {
        guard let start = tag.firstRange(of: "\(name)=") else { return nil }
        let rest = tag[start.upperBound...]
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        return String(rest.dropFirst().prefix { $0 != quote }).replacing("&amp;", with: "&")
    }

    /// The text with `%XX` decoded.
    private static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
