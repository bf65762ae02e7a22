/// GitHub's REST interface, version 2022-11-28 (docs.github.com/rest), of github.com or of an Enterprise Server.
struct GitHub: RequestLabelling, ReleasePages {
    /// The address of the interface, without a slash at its end.
    let api: String
    /// The repository, as in `acme/widgets`.
    let repository: String
    /// The token; nil to ask without one.
    let token: String?
    /// How answers are read.
    private let answer = ForgeAnswer(forge: "GitHub", variables: "GITHUB_TOKEN or GH_TOKEN")

    /// The interface of a repository.
    init(api: String, repository: String, token: String?) {
        self.api = api
        self.repository = repository
        self.token = token
    }

    /// `GitHub`.
    var name: String { "GitHub" }

    /// `GET /repos/{owner}/{repo}/pulls`, narrowed by both branches.
    func requests(from branch: String, into base: String) -> Query<[ForgeRequest]> {
        let head = PercentText.segment("\(owner):\(branch)")
        return answer.query(
            request("GET", "pulls?state=open&head=\(head)&base=\(PercentText.segment(base))&sort=created&direction=asc&per_page=100")
        ) { (json) throws(Fault) in try (json.array ?? []).map { (json) throws(Fault) in try Self.request(json) } }
    }

    /// `POST /repos/{owner}/{repo}/pulls`.
    func open(_ request: Action.MergeRequest) -> Query<ForgeRequest> {
        let body = JSONObject([
            "title": .string(request.title), "body": .string(request.body), "head": .string(request.branch), "base": .string(request.base),
        ])
        return answer.query(self.request("POST", "pulls", body)) { (json) throws(Fault) in try Self.request(json) }
    }

    /// `PATCH /repos/{owner}/{repo}/pulls/{number}`.
    func update(_ number: Int, to request: Action.MergeRequest) -> Query<ForgeRequest> {
        let body = JSONObject(["title": .string(request.title), "body": .string(request.body)])
        return answer.query(self.request("PATCH", "pulls/\(number)", body)) { (json) throws(Fault) in try Self.request(json) }
    }

    /// `POST /repos/{owner}/{repo}/issues/{number}/labels`, which makes labels that are missing.
    func add(_ labels: [String], to number: Int) -> Query<Void> {
        answer.plain(request("POST", "issues/\(number)/labels", JSONObject(["labels": .strings(labels)])))
    }

    /// `DELETE /repos/{owner}/{repo}/issues/{number}/labels/{name}`.
    func remove(_ label: String, from number: Int) -> Query<Void> {
        answer.plain(request("DELETE", "issues/\(number)/labels/\(PercentText.segment(label))"), absent: [404])
    }

    /// `GET /repos/{owner}/{repo}/pulls`, those that are closed; the newest that has a time of merging.
    func merged(from branch: String) -> Query<ForgeRequest?> {
        let head = PercentText.segment("\(owner):\(branch)")
        return answer.query(request("GET", "pulls?state=closed&head=\(head)&sort=updated&direction=desc&per_page=30")) {
            (json) throws(Fault) in
            let merged = (json.array ?? []).first { $0.object?["merged_at"]?.string != nil }
            return try merged.map { (json) throws(Fault) in try Self.request(json) }
        }
    }

    /// `GET /repos/{owner}/{repo}/releases/tags/{tag}`, which does not tell of drafts.
    func release(of tag: String) -> Query<ForgePage?> {
        answer.optional(request("GET", "releases/tags/\(PercentText.path(tag))")) { (json) throws(Fault) in try Self.page(json) }
    }

    /// `GET /repos/{owner}/{repo}/releases`, the drafts among the newest.
    func draft(of tag: String) -> Query<ForgePage?> {
        answer.query(request("GET", "releases?per_page=100")) { (json) throws(Fault) in
            let drafts = (json.array ?? []).filter { $0.object?["draft"] == .bool(true) && $0.object?["tag_name"]?.string == tag }
            return try drafts.first.map { (json) throws(Fault) in try Self.page(json) }
        }
    }

    /// `POST /repos/{owner}/{repo}/releases` as a draft.
    func createDraft(_ release: Action.ForgeRelease) -> Query<ForgePage> {
        let body = JSONObject([
            "tag_name": .string(release.tag), "name": .string(release.title), "body": .string(release.body), "draft": .bool(true),
            "prerelease": .bool(release.isPrerelease),
        ])
        return answer.query(request("POST", "releases", body)) { (json) throws(Fault) in try Self.page(json) }
    }

    /// `PATCH /repos/{owner}/{repo}/releases/{id}`.
    func publish(_ page: ForgePage, _ release: Action.ForgeRelease) -> Query<ForgePage> {
        let body = JSONObject([
            "draft": .bool(false), "prerelease": .bool(release.isPrerelease), "make_latest": .string(release.isLatest ? "true" : "false"),
        ])
        return answer.query(request("PATCH", "releases/\(PercentText.segment(page.id))", body)) { (json) throws(Fault) in
            try Self.page(json)
        }
    }

    /// The owner of the repository.
    private var owner: String { String(repository.prefix { $0 != "/" }) }

    /// A request about the repository.
    private func request(_ method: String, _ path: String, _ body: JSONObject? = nil) -> Request {
        var headers = [
            Request.Header("Accept", "application/vnd.github+json"), Request.Header("X-GitHub-Api-Version", "2022-11-28"),
        ]
        if let token { headers.append(Request.Header("Authorization", "Bearer \(token)")) }
        if body != nil { headers.append(Request.Header("Content-Type", "application/json")) }
        let bytes = body.map { Array(JSON.object($0).line.utf8) } ?? []
        return Request(method, "\(api)/repos/\(PercentText.path(repository))/\(path)", headers: headers, body: bytes)
    }

    /// A request as GitHub tells of it.
    private static func request(_ json: JSON) throws(Fault) -> ForgeRequest {
        guard let object = json.object, let number = object["number"]?.integer else { throw strange("a pull request without a number") }
        return ForgeRequest(
            number: number, page: object["html_url"]?.string ?? "", title: object["title"]?.string ?? "",
            body: object["body"]?.string ?? "",
            labels: (object["labels"]?.array ?? []).compactMap { $0.object?["name"]?.string })
    }

    /// A release as GitHub tells of it.
    private static func page(_ json: JSON) throws(Fault) -> ForgePage {
        guard let object = json.object, let id = object["id"]?.integer, let tag = object["tag_name"]?.string else {
            throw strange("a release without a number or a tag")
        }
        return ForgePage(
            id: String(id), tag: tag, page: object["html_url"]?.string ?? "", isPublished: object["draft"] != .bool(true))
    }

    /// The fault of an answer that GitHub's interface does not give.
    private static func strange(_ what: String) -> Fault {
        Fault(.serviceUnavailable, "GitHub answers with \(what)", hint: "is GITHUB_API_URL the address of GitHub's interface?")
    }
}
