/// A user with a password, or a token alone. It shows as a mask wherever it is printed, alone or inside of something else.
public struct Login: Sendable, Hashable {
    /// The user.
    public let user: String
    /// The password; empty where there is none.
    public let password: String
    /// Whether the password is a token that stands alone.
    private let isToken: Bool

    /// A login.
    public init(user: String, password: String) {
        self.user = user
        self.password = password
        isToken = false
    }

    /// A token (RFC 6750).
    public init(token: String) {
        user = ""
        password = token
        isToken = true
    }

    /// What an address has in front of its host, decoded; nil where there is nothing.
    public init?(of address: String) {
        guard let text = WebAddress.userInfo(of: address), !text.isEmpty else { return nil }
        let words = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(user: PercentText.decoded(words[0]), password: words.count > 1 ? PercentText.decoded(words[1]) : "")
    }

    /// The value of a field `Authorization` (RFC 7617, RFC 6750); a secret.
    public var authorization: String { isToken ? "Bearer \(password)" : "Basic \(Base64.encode(Array("\(user):\(password)".utf8)))" }

    /// The address with this login in front of its host, in place of any other; a secret. Nil for what is no address.
    public func applied(to address: String) -> String? {
        guard let address = WebAddress(address) else { return nil }
        let words = "\(PercentText.segment(user))\(password.isEmpty ? "" : ":\(PercentText.segment(password))")"
        return "\(address.scheme)://\(words)@\(address.authority)\(address.path)"
    }
}

extension Login: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The mask.
    public var description: String { Redaction.mask }
    /// The mask.
    public var debugDescription: String { Redaction.mask }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
