/// The addresses that version control systems have for remotes: URLs and scp-like `user@host:path`.
public enum RemoteAddress {
    /// The address without user, password, query and fragment; the user of ssh and scp-like addresses is no secret and stays.
    public static func withoutCredentials(_ address: String) -> String {
        let bytes = Array(address.utf8)
        guard let mark = bytes.indices.first(where: { bytes[$0...].starts(with: "://".utf8) }) else { return address }
        let name = text(bytes[..<mark]).lowercased()
        let rest = bytes[(mark + 3)...].prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        let authority = rest.prefix { $0 != UInt8(ascii: "/") }
        guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { return "\(name)://\(text(rest))" }
        let user = authority[..<at].prefix { $0 != UInt8(ascii: ":") }
        let keepsUser = name == "ssh" || name == "git+ssh" || name == "ssh+git"
        return "\(name)://\(keepsUser ? "\(text(user))@" : "")\(text(rest[(at + 1)...]))"
    }

    /// Bytes as text.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
