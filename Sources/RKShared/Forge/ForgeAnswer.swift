/// What a forge's answers have in common: JSON, and refusals that say why.
struct ForgeAnswer: Sendable {
    /// The forge's name in messages.
    let forge: String
    /// The variables that may hold a token, for hints.
    let variables: String

    /// The question whose answer is JSON.
    func query<Answer>(_ request: Request, _ read: @escaping @Sendable (JSON) throws(Fault) -> Answer) -> Query<Answer> {
        Query(request) { (response) throws(Fault) in try read(try json(response, of: request)) }
    }

    /// The question whose answer may be that there is no such thing.
    func optional<Answer>(_ request: Request, _ read: @escaping @Sendable (JSON) throws(Fault) -> Answer?) -> Query<Answer?> {
        Query(request) { (response) throws(Fault) in response.status == 404 ? nil : try read(try json(response, of: request)) }
    }

    /// The question of which only the status counts; `absent` are statuses with which nothing was left to do.
    func plain(_ request: Request, absent: Set<Int> = []) -> Query<Void> {
        Query(request) { (response) throws(Fault) in
            if !absent.contains(response.status) { _ = try body(response, of: request) }
        }
    }

    /// The body of an answer as JSON.
    private func json(_ response: Response, of request: Request) throws(Fault) -> JSON {
        do {
            return try JSON(parsing: try body(response, of: request))
        } catch let fault as Fault {
            throw fault
        } catch {
            throw Fault(
                .serviceUnavailable, "\(WebAddress.redacted(request.url)) answers with what is no JSON",
                hint: "is this the address of \(forge)'s interface?")
        }
    }

    /// The body of an answer that is no refusal.
    private func body(_ response: Response, of request: Request) throws(Fault) -> [UInt8] {
        guard response.status >= 300 else { return response.body }
        let why = Self.message(response.body).map { ": \($0)" } ?? ""
        let message = "\(forge) answers \(response.status) to \(request.method) \(WebAddress.redacted(request.url))\(why)"
        var fault: Fault
        switch response.status {
        case 403 where Self.isRateLimit(response), 429:
            fault = Fault(.rateLimited, message, hint: "run the same command again later; it goes on from here")
            if case .rateLimited(let after)? = Retry.Failure(Response(status: 429, headers: response.headers)) { fault.retryAfter = after }
        case 401: fault = Fault(.credentialsRefused, message, hint: "is the token in \(variables) still good?")
        case 403, 404:
            fault = Fault(.credentialsRefused, message, hint: "may the token in \(variables) write requests, labels and releases there?")
        case 408, 500...: fault = Fault(.serviceUnavailable, message, hint: "run the same command again later; it goes on from here")
        default: fault = Fault(.forgeRefused, message, hint: "mend what it says, and run the same command again; it goes on from here")
        }
        return try { () throws(Fault) -> [UInt8] in throw fault }()
    }

    /// What a refusal says: `message` or `error`, and the reasons in `errors`.
    private static func message(_ body: [UInt8]) -> String? {
        guard let object = (try? JSON(parsing: body))?.object else { return nil }
        let text = object["message"]?.string ?? object["error"]?.string ?? object["error"]?.object?["message"]?.string
        let reasons = (object["errors"]?.array ?? []).compactMap { error in
            error.string ?? error.object?["message"]?.string
                ?? error.object.map { [$0["resource"], $0["field"], $0["code"]].compactMap { $0?.string }.joined(separator: " ") }
        }
        let all = [text].compactMap { $0 } + reasons.filter { !$0.isEmpty }
        return all.isEmpty ? nil : all.joined(separator: "; ")
    }

    /// Whether a refusal is about too many requests (GitHub's primary and secondary limits).
    private static func isRateLimit(_ response: Response) -> Bool {
        response.headers["retry-after"] != nil || response.headers["x-ratelimit-remaining"] == "0"
            || message(response.body)?.lowercased().contains("rate limit") == true
    }
}
