/// Comma-separated values, RFC 4180: records end with CR LF, and there is no byte order mark.
public enum CSVText {
    /// A record with its line end.
    public static func line(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") + "\r\n" }

    /// A field, in quotes where it must be (section 2). Bytes are looked at, since a sign that combines with a quote makes another letter of it.
    private static func field(_ text: String) -> String {
        guard text.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return text }
        let quote = UInt8(ascii: "\"")
        var bytes = [quote]
        for byte in text.utf8 { bytes += byte == quote ? [quote, quote] : [byte] }
        return String(decoding: bytes + [quote], as: UTF8.self)
    }
}
