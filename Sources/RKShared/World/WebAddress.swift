/// An http or https address in its parts, as text; nothing is decoded.
public struct WebAddress: Sendable, Hashable {
    /// `http` or `https`.
    public var scheme: String
    /// The host, without brackets' meaning taken away.
    public var host: String
    /// The port; nil for the scheme's own.
    public var port: Int?
    /// The path with its query; begins with `/`.
    public var path: String

    /// Reads an absolute address; credentials and fragment are dropped. Nil for anything else.
    public init?(_ text: String) {
        guard let mark = text.firstRange(of: "://") else { return nil }
        scheme = text[..<mark.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = text[mark.upperBound...].prefix { $0 != "#" }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        var authority = rest[..<end]
        if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
        if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
            guard let number = Int(authority[authority.index(after: colon)...]), (1...65535).contains(number) else { return nil }
            port = number
            authority = authority[..<colon]
        }
        guard !authority.isEmpty, authority.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        host = authority.lowercased()
        let tail = rest[end...]
        path = tail.hasPrefix("/") ? String(tail) : "/\(tail)"
    }

    /// The whole address.
    public var text: String { "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")\(path)" }

    /// Whether the host is this machine.
    public var isLoopback: Bool { host == "localhost" || host == "[::1]" || host.hasPrefix("127.") }

    /// The address that a reference found here means.
    public func resolving(_ reference: String) -> WebAddress? {
        if reference.contains("://") { return WebAddress(reference) }
        if reference.hasPrefix("//") { return WebAddress("\(scheme):\(reference)") }
        var result = self
        let plain = String(reference.prefix { $0 != "#" })
        if plain.hasPrefix("/") {
            result.path = plain
        } else {
            let folder = path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            var parts = Array(folder)
            for part in plain.split(separator: "/", omittingEmptySubsequences: false) {
                if part == ".." { if parts.count > 1 { parts.removeLast() } } else if part != "." { parts.append(part) }
            }
            result.path = parts.joined(separator: "/")
            if !result.path.hasPrefix("/") { result.path = "/" + result.path }
        }
        return result
    }

    /// An address for messages: without credentials and query.
    public static func redacted(_ text: String) -> String {
        guard let address = WebAddress(text) else { return RemoteAddress.withoutCredentials(text) }
        var shown = address
        shown.path = String(address.path.prefix { $0 != "?" })
        return shown.text
    }

    /// The address with a part behind its path, one `/` between.
    public static func joined(_ base: String, _ part: String) -> String { (base.hasSuffix("/") ? base : base + "/") + part }
}
