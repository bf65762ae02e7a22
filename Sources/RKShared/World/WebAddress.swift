/// An http or https address in its parts, as text; nothing is decoded, and credentials are never kept.
public struct WebAddress: Sendable, Hashable {
    /// `http` or `https`.
    public var scheme: String
    /// The host in lower case; an IPv6 address stands in brackets.
    public var host: String
    /// The port; nil for the scheme's own.
    public var port: Int?
    /// The path with its query; begins with `/`.
    public var path: String

    /// Reads an absolute address (RFC 3986 section 3); user, password and fragment are dropped. Nil for anything else, and for one with
    /// spaces or control characters, which could end a request's line.
    public init?(_ text: String) {
        guard let (scheme, rest) = Self.split(text), scheme == "http" || scheme == "https" else { return nil }
        let end = rest.firstIndex { Self.ends($0) } ?? rest.endIndex
        var authority = rest[..<end]
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
        guard let (host, port) = Self.hostAndPort(authority), let path = Self.encoded(rest[end...].prefix { $0 != UInt8(ascii: "#") })
        else {
            return nil
        }
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path.hasPrefix("/") ? path : "/\(path)"
    }

    /// The whole address.
    public var text: String { "\(scheme)://\(authority)\(path)" }

    /// The host with the port where one is given.
    public var authority: String { host + (port.map { ":\($0)" } ?? "") }

    /// The port, or the scheme's own.
    public var effectivePort: Int { port ?? (scheme == "https" ? 443 : 80) }

    /// Whether the host is this machine: `localhost`, 127.0.0.0/8 or `::1`.
    public var isLoopback: Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return parts.count == 4 && parts[0] == 127 && !parts.contains(nil)
    }

    /// Whether credentials for this address may go to the other one: same scheme, host and port.
    public func hasOrigin(of other: WebAddress) -> Bool {
        scheme == other.scheme && host == other.host && effectivePort == other.effectivePort
    }

    /// The address that a reference found here means (RFC 3986 section 5.2).
    public func resolving(_ reference: String) -> WebAddress? {
        if Self.split(reference) != nil { return WebAddress(reference) }
        if reference.hasPrefix("//") { return WebAddress("\(scheme):\(reference)") }
        guard let plain = Self.encoded(Array(reference.utf8)[...].prefix { $0 != UInt8(ascii: "#") }) else { return nil }
        var result = self
        let ownPath = path.prefix { $0 != "?" }
        let path = plain.prefix { $0 != "?" }
        let query = plain[path.endIndex...]
        if path.isEmpty {
            result.path = query.isEmpty ? self.path : "\(ownPath)\(query)"
        } else {
            let folder = path.hasPrefix("/") ? "" : ownPath[...(ownPath.lastIndex(of: "/") ?? ownPath.startIndex)]
            result.path = Self.withoutDots("\(folder)\(path)") + query
        }
        return result
    }

    /// An address for messages: without credentials and query.
    public static func redacted(_ text: String) -> String {
        guard var address = WebAddress(text) else { return RemoteAddress.withoutCredentials(text) }
        address.path = String(address.path.prefix { $0 != "?" })
        return address.text
    }

    /// The address with a part behind its path, one `/` between.
    public static func joined(_ base: String, _ part: String) -> String { (base.hasSuffix("/") ? base : base + "/") + part }

    /// What stands before the `@` of an address, still encoded; a secret. Nil where there is none.
    public static func userInfo(of text: String) -> String? {
        guard let (_, rest) = split(text) else { return nil }
        let authority = rest.prefix { !ends($0) }
        return authority.lastIndex(of: UInt8(ascii: "@")).map { String(decoding: authority[..<$0], as: UTF8.self) }
    }

    /// The scheme in lower case and what stands behind `://`; nil when the text begins with no scheme.
    private static func split(_ text: String) -> (scheme: String, rest: ArraySlice<UInt8>)? {
        let bytes = Array(text.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[(colon + 1)...].starts(with: "//".utf8) else { return nil }
        let isScheme = bytes[..<colon].allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "+-.".utf8.contains(byte)
        }
        guard colon > 0, isScheme else { return nil }
        return (String(decoding: bytes[..<colon], as: UTF8.self).lowercased(), bytes[(colon + 3)...])
    }

    /// Whether a byte ends the authority of an address; `\` does for browsers, so nothing may hide behind it.
    private static func ends(_ byte: UInt8) -> Bool { "/?#\\".utf8.contains(byte) }

    /// The host and the port of an authority without user.
    private static func hostAndPort(_ authority: ArraySlice<UInt8>) -> (host: String, port: Int?)? {
        let isBracketed = authority.first == UInt8(ascii: "[")
        let hostEnd = isBracketed ? authority.firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 } : authority.firstIndex(of: UInt8(ascii: ":"))
        let host = authority[..<(hostEnd ?? authority.endIndex)]
        let rest = authority[host.endIndex...]
        let allowed = isBracketed ? "[]:.%" : "-._~%!$&'()*+,;="
        let isHost = host.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || allowed.utf8.contains(byte)
        }
        guard !host.isEmpty, isHost, !isBracketed || hostEnd != nil else { return nil }
        let name = String(decoding: host, as: UTF8.self).lowercased()
        guard !rest.isEmpty else { return (name, nil) }
        let digits = rest.dropFirst()
        guard rest.first == UInt8(ascii: ":"), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        if digits.isEmpty { return (name, nil) }
        guard let number = Int(String(decoding: digits, as: UTF8.self)), (1...65535).contains(number) else { return nil }
        return (name, number)
    }

    /// The text of a path with bytes beyond ASCII as `%XX`; nil for one with spaces or control characters.
    private static func encoded(_ bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
        return String(decoding: bytes.flatMap { $0 < 0x80 ? [$0] : PercentText.triple($0) }, as: UTF8.self)
    }

    /// A path without its `.` and `..` segments (RFC 3986 section 5.2.4).
    private static func withoutDots(_ path: String) -> String {
        var parts: [Substring] = []
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        for (position, segment) in segments.enumerated() {
            if segment == ".." { _ = parts.popLast() } else if segment != "." { parts.append(segment) }
            if position == segments.count - 1, segment == "." || segment == ".." { parts.append("") }
        }
        return "/" + parts.joined(separator: "/")
    }
}
