/// The addresses that version control systems have for remotes: URLs and scp-like `user@host:path`.
public enum RemoteAddress {
    /// The address without user, password, query and fragment; the user of ssh and scp-like addresses is no secret and stays.
    public static func withoutCredentials(_ address: String) -> String {
        guard let scheme = address.firstRange(of: "://") else { return address }
        let name = address[..<scheme.lowerBound].lowercased()
        var rest = address[scheme.upperBound...]
        if let end = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) { rest = rest[..<end] }
        let hostEnd = rest.firstIndex(of: "/") ?? rest.endIndex
        guard let at = rest[..<hostEnd].lastIndex(of: "@") else { return "\(name)://\(rest)" }
        let user = rest[..<at].prefix { $0 != ":" }
        let keepsUser = name == "ssh" || name == "git+ssh" || name == "ssh+git"
        return "\(name)://\(keepsUser ? "\(user)@" : "")\(rest[rest.index(after: at)...])"
    }
}
