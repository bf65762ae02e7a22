import Hummingbird
import RKShared

/// Who may change the registry, and read it: holders of one token, or everyone on this machine if there is none.
struct Access: Sendable {
    /// The secret, nil for an open registry.
    let token: String?
    /// Whether reading needs the secret too.
    var guardsReading = false

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
            case "basic": Self.equal(credentials, Base64.encode(Array("__token__:\(token)".utf8)))
            case "bearer": Self.equal(credentials, token)
            default: false
            }
        guard accepted else { throw Refusal(403, "Invalid or non-existent authentication information") }
    }

    /// Compares without telling by its duration where the texts differ.
    private static func equal(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
