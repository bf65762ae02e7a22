import RKShared

/// Texts of others in a page.
enum HTMLText {
    /// A text that is nothing but text in an element and in an attribute with quotes, what nobody could see marked.
    static func escaped(_ text: String) -> String {
        let text = text.visible
        guard text.utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A text whose letters, whatever their direction, change the order of none around it.
    static func isolated(_ text: String) -> String { "<bdi>\(escaped(text))</bdi>" }

    /// A text of several lines, each isolated.
    static func lines(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { isolated(String($0)) }.joined(separator: "<br>")
    }
}
