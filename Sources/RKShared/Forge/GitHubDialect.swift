/// What GitHub's interface and those made after it (Gitea, Forgejo) share: pull requests and releases, and where they are found.
protocol GitHubDialect: RequestLabelling, ReleaseDrafts {
    /// The interface of the repository.
    var rest: ForgeInterface { get }
    /// The list of releases in which drafts are looked for.
    static var drafts: String { get }
    /// A release as the forge tells of it.
    func page(_ release: JSONObject) throws(Fault) -> ForgePage
}

extension GitHubDialect {
    /// The forge's name in messages.
    var name: String { rest.name }

    /// `POST /repos/{owner}/{repo}/pulls`.
    func open(_ request: Action.MergeRequest) -> ForgeQuestion<ForgeRequest> {
        let body = JSONObject([
            "title": .string(request.title), "body": .string(request.body), "head": .string(request.branch), "base": .string(request.base),
        ])
        return rest.query(rest.request("POST", "pulls", body)) { (pull) throws(Fault) in try self.request(pull) }
    }

    /// `PATCH /repos/{owner}/{repo}/pulls/{number}`.
    func update(_ number: Int, to request: Action.MergeRequest) -> ForgeQuestion<Void> {
        rest.plain(
            rest.request("PATCH", "pulls/\(number)", JSONObject(["title": .string(request.title), "body": .string(request.body)])))
    }

    /// `PATCH /repos/{owner}/{repo}/pulls/{number}` with `state`.
    func close(_ number: Int) -> ForgeQuestion<Void> {
        rest.plain(rest.request("PATCH", "pulls/\(number)", JSONObject(["state": .string("closed")])))
    }

    /// `GET /repos/{owner}/{repo}/releases/tags/{tag}`; GitHub's does not tell of drafts.
    func release(of tag: String) -> ForgeQuestion<ForgePage?> {
        rest.optional(rest.request("GET", "releases/tags/\(PercentText.segment(tag))")) { (release) throws(Fault) in try page(release) }
    }

    /// `GET /repos/{owner}/{repo}/releases`.
    func draft(of tag: String) -> ForgeQuestion<ForgePage?> {
        rest.search(rest.request("GET", Self.drafts), pages: 3) { (releases) throws(Fault) in
            let draft = releases.first { $0["draft"] == .bool(true) && $0["tag_name"]?.string == tag }
            return try draft.map { (release) throws(Fault) in try page(release) }
        }
    }

    /// `GET /repos/{owner}/{repo}/releases`, one page.
    func openDraft() -> ForgeQuestion<String?> {
        rest.search(rest.request("GET", Self.drafts), pages: 1) { releases in
            releases.first { $0["draft"] == .bool(true) }?["tag_name"]?.string
        }
    }

    /// `POST /repos/{owner}/{repo}/releases` as a draft.
    func create(_ release: Action.ForgeRelease) -> ForgeQuestion<ForgePage> {
        rest.query(rest.request("POST", "releases", Self.words(of: release, isDraft: true))) { (release) throws(Fault) in try page(release)
        }
    }

    /// `DELETE /repos/{owner}/{repo}/releases/{id}`.
    func delete(_ page: ForgePage) -> ForgeQuestion<Void> {
        rest.plain(rest.request("DELETE", "releases/\(PercentText.segment(page.id))"), absent: [404])
    }

    /// What a release says.
    static func words(of release: Action.ForgeRelease, isDraft: Bool) -> JSONObject {
        JSONObject([
            "tag_name": .string(release.tag), "name": .string(release.title), "body": .string(release.body), "draft": .bool(isDraft),
            "prerelease": .bool(release.isPrerelease),
        ])
    }

    /// A request as the forge tells of it.
    func request(_ pull: JSONObject) throws(Fault) -> ForgeRequest {
        guard let number = pull["number"]?.integer else { throw rest.strange("a pull request without a number") }
        return ForgeRequest(
            number: number, title: pull["title"]?.string ?? "", body: pull["body"]?.string ?? "",
            labels: (pull["labels"]?.array ?? []).compactMap { $0.object?["name"]?.string })
    }

    /// The request that was merged last.
    func newest(of merged: [JSONObject]) throws(Fault) -> ForgeRequest? {
        let newest = merged.max { ($0["merged_at"]?.string ?? "") < ($1["merged_at"]?.string ?? "") }
        return try newest.map { (pull) throws(Fault) in try request(pull) }
    }
}
