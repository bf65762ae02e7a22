/// A page of a registry, asked past every cache, and what its answers mean for a release.
struct RegistryPage: Sendable {
    /// The address.
    let url: String
    /// What a user is asked when the answer is none of such a registry.
    var doubt = "is this the registry's address?"
    /// What helps where the page wants a login, or another one.
    var loginHint = "the registry wants credentials, or other ones"
    /// The statuses with which the registry says that it has no such thing.
    var absences: Set<Int> = [404, 410]
    /// The media types that are asked for; nil for whatever there is.
    var accepts: String?
    /// The value of `Authorization`; nil to ask without one.
    var authorization: String?

    /// The question, with what reads the page that is there; nil is the answer where none is.
    func query<Answer>(_ read: @escaping @Sendable (Response) throws(Fault) -> Answer?) -> Query<Answer?> {
        let headers = [("Accept", accepts), ("Cache-Control", "no-cache, max-age=0"), ("Authorization", authorization)]
        let request = Request("GET", url, headers: headers.compactMap { name, value in value.map { Request.Header(name, $0) } })
        return Query(request) { (response) throws(Fault) in try isThere(response) ? try read(response) : nil }
    }

    /// What an answer means that is nothing that such a registry says.
    func strange(_ answer: String) -> Fault {
        Fault(.serviceUnavailable, "\(WebAddress.redacted(url)) answers with \(answer)", hint: doubt)
    }

    /// Whether an answer has a page.
    private func isThere(_ response: Response) throws(Fault) -> Bool {
        if response.status == 200 { return true }
        if absences.contains(response.status) { return false }
        let shown = WebAddress.redacted(url)
        if response.status == 401 || response.status == 403 {
            throw Fault(.credentialsRefused, "\(shown) answers \(response.status)", hint: loginHint)
        }
        var (code, asked) = (Code.registryUnknown, Double?.none)
        switch Retry.Failure(response) {
        case .rateLimited(let after): (code, asked) = (.rateLimited, after)
        case .serverError(let after): (code, asked) = (.serviceUnavailable, after)
        case .network, .indexLag: code = .serviceUnavailable
        case .never, nil: break
        }
        let patience = asked.map { ", and asks to wait for \(Int(min($0, 86_400))) s" } ?? ""
        var fault = Fault(code, "\(shown) answers \(response.status)\(patience)")
        fault.hint = code == .registryUnknown ? doubt : "run the same command again later; it goes on from here"
        fault.retryAfter = asked
        throw fault
    }
}
