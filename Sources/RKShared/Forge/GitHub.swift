/// GitHub's REST interface, version 2022-11-28 (docs.github.com/rest), of github.com or of an Enterprise Server.
struct GitHub: GitHubDialect, EventDispatching {
    /// The interface of the repository.
    let rest: ForgeInterface
    /// The repository, as in `acme/widgets`.
    private let repository: String
    /// Drafts stand among the newest.
    static let drafts = "releases?per_page=100"

    /// The interface at `api` for a repository.
    init(api: String, repository: String, credential: ForgeCredential?) {
        self.repository = repository
        rest = ForgeInterface(
            name: "GitHub", address: "\(api)/repos/\(PercentText.path(repository))",
            headers: [Request.Header("Accept", "application/vnd.github+json"), Request.Header("X-GitHub-Api-Version", "2022-11-28")],
            credential: credential)
    }

    /// `GET /repos/{owner}/{repo}/pulls`, narrowed by both branches.
    func request(from branch: String, into base: String) -> ForgeQuestion<ForgeRequest?> {
        let query = "state=open&head=\(head(branch))&base=\(PercentText.segment(base))&sort=created&direction=asc&per_page=100"
        return rest.search(rest.request("GET", "pulls?\(query)")) { (pulls) throws(Fault) in
            try pulls.first(where: Self.isOwn).map { (pull) throws(Fault) in try request(pull) }
        }
    }

    /// `POST /repos/{owner}/{repo}/issues/{number}/labels`, which makes labels that are missing.
    func add(_ labels: [String], to number: Int) -> ForgeQuestion<Void> {
        rest.plain(rest.request("POST", "issues/\(number)/labels", JSONObject(["labels": .strings(labels)])))
    }

    /// `DELETE /repos/{owner}/{repo}/issues/{number}/labels/{name}`, for one after the other.
    func remove(_ labels: [String], from number: Int) -> ForgeQuestion<Void> {
        let request = rest.request("DELETE", "issues/\(number)/labels/\(PercentText.segment(labels.first ?? ""))")
        return rest.question(request) { (response, request) throws(Fault) in
            if response.status != 404 { _ = try rest.body(response, of: request) }
            return labels.count > 1 ? .ask(remove(Array(labels.dropFirst()), from: number)) : .answer(())
        }
    }

    /// `GET /repos/{owner}/{repo}/pulls`, those that are closed.
    func merged(from branch: String) -> ForgeQuestion<ForgeRequest?> {
        let query = "state=closed&head=\(head(branch))&sort=updated&direction=desc&per_page=50"
        return rest.search(rest.request("GET", "pulls?\(query)")) { (pulls) throws(Fault) in
            try newest(of: pulls.filter(Self.isOwn).filter { $0["merged_at"]?.string != nil })
        }
    }

    /// `PATCH /repos/{owner}/{repo}/releases/{id}`.
    func publish(_ page: ForgePage, as release: Action.ForgeRelease) -> ForgeQuestion<Void> {
        let body = JSONObject([
            "name": .string(release.title), "body": .string(release.body), "draft": .bool(false),
            "prerelease": .bool(release.isPrerelease), "make_latest": .string(release.isLatest ? "true" : "false"),
        ])
        return rest.plain(rest.request("PATCH", "releases/\(PercentText.segment(page.id))", body))
    }

    /// `POST /repos/{owner}/{repo}/dispatches` of the other repository.
    func dispatch(_ dispatch: Action.Dispatch) -> ForgeQuestion<Void> {
        let body = JSONObject(["event_type": .string(dispatch.event), "client_payload": .object(dispatch.payload)])
        let other = rest.of(PercentText.path(dispatch.repository), in: PercentText.path(repository))
        return rest.plain(other.request("POST", "dispatches", body))
    }

    /// A branch of the repository as the filter `head` has it.
    private func head(_ branch: String) -> String { PercentText.segment("\(repository.prefix { $0 != "/" }):\(branch)") }

    /// Whether a pull request is from the repository itself: an owner may have forks of it too.
    private static func isOwn(_ pull: JSONObject) -> Bool {
        guard let base = pull["base"]?.object?["repo"]?.object?["id"] else { return true }
        return pull["head"]?.object?["repo"]?.object?["id"] == base
    }

    /// A release as GitHub tells of it.
    func page(_ release: JSONObject) throws(Fault) -> ForgePage {
        guard let id = release["id"]?.integer else { throw rest.strange("a release without a number") }
        let assets = (release["assets"]?.array ?? []).compactMap(\.object).filter { $0["state"]?.string == "uploaded" }
        return ForgePage(
            id: String(id), isPublished: release["draft"] != .bool(true), uploads: release["upload_url"]?.string.flatMap(uploads),
            assets: assets.compactMap { $0["name"]?.string })
    }

    /// The address in an `upload_url`, without its template (RFC 6570); nil where it is neither the interface's own server nor the one beside
    /// it, `uploads.` in place of `api.`: the token goes nowhere else.
    private func uploads(_ template: String) -> String? {
        guard let own = WebAddress(rest.address), let target = WebAddress(String(template.prefix { $0 != "{" })) else { return nil }
        var beside = own
        if own.host.hasPrefix("api.") { beside.host = "uploads.\(own.host.dropFirst(4))" }
        return own.hasOrigin(of: target) || beside.hasOrigin(of: target) ? target.text : nil
    }
}
