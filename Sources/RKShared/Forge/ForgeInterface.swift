/// What the forges' interfaces have in common: requests about one repository, answers in JSON, lists in pages, refusals that say why.
struct ForgeInterface: Sendable {
    /// The forge's name in messages.
    let name: String
    /// The address of the repository's resource, without a slash at its end; everything that is asked begins with it.
    var address: String
    /// The fields of every request but the token.
    var headers: [Request.Header] = []
    /// The token; nil to ask without one.
    let credential: ForgeCredential?
    /// The most pages of a list that are read.
    static let maximumPages = 20
    /// The longest reason of a refusal that is repeated, in characters.
    private static let longestReason = 600

    /// A request about the repository.
    func request(_ method: String, _ path: String, _ body: JSONObject? = nil) -> Request {
        var headers = self.headers
        if !headers.contains(where: { $0.name == "Accept" }) { headers.append(Request.Header("Accept", "application/json")) }
        if let credential { headers.append(credential.header) }
        if body != nil { headers.append(Request.Header("Content-Type", "application/json")) }
        let bytes = body.map { Array(JSON.object($0).line.utf8) } ?? []
        return Request(method, "\(address)/\(path)", headers: headers, body: bytes)
    }

    /// A request that brings a file.
    func upload(_ method: String, _ path: String, _ content: [UInt8], type: String = "application/octet-stream") -> Request {
        var request = request(method, path)
        request.headers.append(Request.Header("Content-Type", type))
        request.body = content
        request.timeout = 600
        return request
    }

    /// The interface of another repository, both named as addresses have them.
    func of(_ other: String, in repository: String) -> ForgeInterface {
        var interface = self
        interface.address = address.hasSuffix(repository) ? address.dropLast(repository.count) + other : address
        return interface
    }

    /// The question whose answer is an object.
    func query<Answer>(
        _ request: Request, _ read: @escaping @Sendable (JSONObject) throws(Fault) -> Answer
    ) -> ForgeQuestion<Answer> {
        question(request) { (response, request) throws(Fault) in .answer(try read(try object(response, of: request))) }
    }

    /// The question whose answer may be that there is no such thing.
    func optional<Answer>(
        _ request: Request, _ read: @escaping @Sendable (JSONObject) throws(Fault) -> Answer
    ) -> ForgeQuestion<Answer?> {
        question(request) { (response, request) throws(Fault) in
            response.status == 404 ? .answer(nil) : .answer(try read(try object(response, of: request)))
        }
    }

    /// The question of which only the status counts; `absent` are statuses with which nothing was left to do.
    func plain(_ request: Request, absent: Set<Int> = []) -> ForgeQuestion<Void> {
        question(request) { (response, request) throws(Fault) in
            if !absent.contains(response.status) { _ = try body(response, of: request) }
            return .answer(())
        }
    }

    /// The first thing of a list that `choose` finds on a page; nil where no page has one.
    func search<Thing>(
        _ request: Request, pages: Int = maximumPages, _ choose: @escaping @Sendable ([JSONObject]) throws(Fault) -> Thing?
    ) -> ForgeQuestion<Thing?> {
        question(request) { (response, request) throws(Fault) in
            let (items, next) = try page(response, of: request)
            if let thing = try choose(items) { return .answer(thing) }
            guard let next, pages > 1 else { return .answer(nil) }
            return .ask(search(next, pages: pages - 1, choose))
        }
    }

    /// A question; an address that has moved for now or for good is asked in place of the old one, if it is of the same server: after a
    /// repository got another name, GitHub and GitLab answer so.
    func question<Answer>(
        _ request: Request, moves: Int = 3, _ read: @escaping @Sendable (Response, Request) throws(Fault) -> ForgeStep<Answer>
    ) -> ForgeQuestion<Answer> {
        Query(request) { (response) throws(Fault) in
            guard [307, 308].contains(response.status), moves > 0, let place = response.headers["location"],
                let old = WebAddress(request.url), let new = old.resolving(place), old.hasOrigin(of: new)
            else { return try read(response, request) }
            var moved = request
            moved.url = new.text
            return .ask(question(moved, moves: moves - 1, read))
        }
    }

    /// A page of a list, and the request for the one behind it, as `Link` (RFC 8288) or a field `next` say.
    func page(_ response: Response, of request: Request) throws(Fault) -> (items: [JSONObject], next: Request?) {
        let json = try json(response, of: request)
        guard let items = json.array ?? json.object?["values"]?.array else { throw strange("no list") }
        var next: Request?
        if let link = Self.next(response.headers["link"]) ?? json.object?["next"]?.string, let here = WebAddress(request.url),
            let there = here.resolving(link)
        {
            // Behind a proxy a forge may not know its own name: only the path counts, so that nothing goes to another server.
            var address = here
            address.path = there.path
            next = request
            next?.url = address.text
        }
        return (items.compactMap(\.object), next)
    }

    /// The fault of an answer that the forge's interface does not give.
    func strange(_ what: String) -> Fault {
        Fault(.serviceUnavailable, "\(name) answers with \(what)", hint: "is \(shown(address)) the address of \(name)'s interface?")
    }

    /// The body of an answer as an object.
    func object(_ response: Response, of request: Request) throws(Fault) -> JSONObject {
        guard let object = try json(response, of: request).object else { throw strange("no object") }
        return object
    }

    /// The body of an answer as JSON.
    private func json(_ response: Response, of request: Request) throws(Fault) -> JSON {
        let body = try body(response, of: request)
        do { return try JSON(parsing: body) } catch { throw strange("what is no JSON") }
    }

    /// The body of an answer that is no refusal.
    func body(_ response: Response, of request: Request) throws(Fault) -> [UInt8] {
        guard response.status >= 300 else { return response.body }
        throw refusal(response, of: request)
    }

    /// The fault of a refusal.
    private func refusal(_ response: Response, of request: Request) -> Fault {
        let reason = Self.reason(response.body)
        let shownReason = reason.map { ": \(credential?.redaction.applied(to: String($0.prefix(Self.longestReason))) ?? $0)" } ?? ""
        let message = "\(name) answers \(response.status) to \(request.method) \(shown(request.url))\(shownReason)"
        let again = "run the same command again later; it goes on from here"
        let pause = RateLimit(response, reason: reason)
        switch response.status {
        case 403 where pause != nil, 429:
            var fault = Fault(.rateLimited, message, hint: pause?.hint(again) ?? again)
            fault.retryAfter = pause?.seconds
            return fault
        case 401: return Fault(.credentialsRefused, message, hint: "is the token still good? It comes from \(source)")
        case 403, 404:
            return Fault(
                .credentialsRefused, message,
                hint: "may the token write requests, labels and releases of this repository? It comes from \(source)")
        case 301, 302, 307, 308:
            return Fault(.forgeRefused, message, hint: "the repository has moved: `git remote set-url` gives its new address")
        case 408, 425, 500...:
            var fault = Fault(.serviceUnavailable, message, hint: again)
            fault.retryAfter = pause?.seconds
            return fault
        default: return Fault(.forgeRefused, message, hint: "mend what it says, and run the same command again; it goes on from here")
        }
    }

    /// Where the token comes from, for hints.
    private var source: String { credential?.source ?? "nowhere: there is none" }

    /// An address for messages.
    private func shown(_ address: String) -> String { WebAddress.redacted(address) }

    /// The address of the next page in a field `Link`.
    private static func next(_ field: String?) -> String? {
        for link in (field ?? "").split(separator: ",") {
            let parts = link.split(separator: ";").map { String($0).trimmed }
            guard let target = parts.first, target.hasPrefix("<"), target.hasSuffix(">") else { continue }
            if parts.dropFirst().contains(where: { $0 == "rel=\"next\"" || $0 == "rel=next" }) {
                return String(target.dropFirst().dropLast())
            }
        }
        return nil
    }

    /// What a refusal says, in the fields that the forges have for it.
    private static func reason(_ body: [UInt8]) -> String? {
        guard let object = (try? JSON(parsing: body))?.object else { return nil }
        let error = object["error"]?.object
        var said = [object["message"], object["error_description"], error?["message"], error?["detail"], error?["fields"]].map { words($0) }
        if error == nil { said.append(words(object["error"])) }
        for item in object["errors"]?.array ?? [] {
            let codes = ["resource", "field", "code"].compactMap { item.object?[$0]?.string }
            said.append(words(item.object?["message"]) ?? words(codes.isEmpty ? item : .strings(codes)))
        }
        let texts = said.compactMap { $0 }.filter { !$0.isEmpty }
        return texts.isEmpty ? nil : texts.joined(separator: "; ")
    }

    /// A text, or the texts of a list or of an object's members.
    private static func words(_ json: JSON?) -> String? {
        switch json {
        case .string(let text): text
        case .array(let items): items.compactMap(\.string).joined(separator: " ")
        case .object(let object):
            object.members.compactMap { member in
                (member.value.array?.compactMap(\.string).joined(separator: " ") ?? member.value.string).map { "\(member.key) \($0)" }
            }.joined(separator: ", ")
        default: nil
        }
    }
}
