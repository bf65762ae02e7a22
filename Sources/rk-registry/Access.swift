import Hummingbird
import RKShared

/// Who may change the registry, and read it: holders of one token, or everyone on this machine if there is none.
struct Access: Sendable {
    /// The secret, nil for an open registry.
    let token: String?
    /// Whether reading needs the secret too.
    var guardsReading = false
    /// Whether the secret may stand without a scheme in front of it, as cargo sends it.
    var takesBareToken = false
    /// Whether any user's name goes with the secret, as in npm's `_auth`.
    var takesAnyUser = false

    /// Accepts a request that reads or refuses it, as `check` does one that changes something.
    func checkReading(_ headers: HTTPFields) throws(Refusal) {
        if guardsReading { try checkToken(headers) }
    }

    /// Accepts the request or refuses it: 401 without credentials, 403 with others.
    ///
    /// PyPI's form is Basic with the user `__token__`; Bearer is what other ecosystems send. Requests of web pages are refused, because
    /// any page could post to the loopback address.
    func check(_ headers: HTTPFields) throws(Refusal) {
        guard headers[.origin] == nil else { throw Refusal(403, "Web pages may not change this registry") }
        try checkToken(headers)
    }

    /// Refuses a request without the token.
    private func checkToken(_ headers: HTTPFields) throws(Refusal) {
        guard let token else { return }
        guard let given = headers[.authorization] else {
            throw Refusal(
                401, "Authentication is required: send the token as the password of the user __token__",
                headers: [.wwwAuthenticate: "Basic realm=\"rk-registry\", charset=\"UTF-8\""])
        }
        let parts = given.split(separator: " ", maxSplits: 1)
        let credentials = parts.count == 2 ? parts[1].trimmed : ""
        let accepted =
            switch parts.first?.lowercased() {
            case "basic": Self.equal(takesAnyUser ? Self.password(credentials) : credentials, takesAnyUser ? token : basic(token))
            case "bearer": Self.equal(credentials, token)
            default: takesBareToken && Self.equal(given, token)
            }
        guard accepted else { throw Refusal(403, "Invalid or non-existent authentication information") }
    }

    /// The credentials of the user `__token__`.
    private func basic(_ token: String) -> String { Base64.encode(Array("__token__:\(token)".utf8)) }

    /// What stands behind the user's name in Basic credentials; empty for what is none.
    private static func password(_ credentials: String) -> String {
        let words = (Base64.decode(credentials) ?? []).split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        return words.count == 2 ? String(decoding: words[1], as: UTF8.self) : ""
    }

    /// Compares without telling by its duration where the texts differ.
    private static func equal(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
