/// GitLab's REST interface, version 4 (docs.gitlab.com/api/rest), of gitlab.com or of a server of one's own.
struct GitLab: RequestLabelling, ReleaseLinks, EventDispatching {
    /// The interface of the project.
    private let rest: ForgeInterface
    /// The project, as in `acme/tools/widgets`.
    private let repository: String

    /// The interface at `api` for a project, named with all its groups.
    init(api: String, repository: String, credential: ForgeCredential?) {
        self.repository = repository
        rest = ForgeInterface(name: "GitLab", address: "\(api)/projects/\(PercentText.segment(repository))", credential: credential)
    }

    /// `GitLab`.
    var name: String { rest.name }

    /// `GET /projects/:id/merge_requests`, narrowed by both branches.
    func request(from branch: String, into base: String) -> ForgeQuestion<ForgeRequest?> {
        let branches = "source_branch=\(PercentText.segment(branch))&target_branch=\(PercentText.segment(base))"
        let query = "state=opened&\(branches)&order_by=created_at&sort=asc&per_page=100"
        return rest.search(rest.request("GET", "merge_requests?\(query)")) { (requests) throws(Fault) in
            try requests.first(where: Self.isOwn).map { (object) throws(Fault) in try request(object) }
        }
    }

    /// `POST /projects/:id/merge_requests`, which makes labels that are missing.
    func open(_ request: Action.MergeRequest) -> ForgeQuestion<ForgeRequest> {
        let body = JSONObject([
            "title": .string(request.title), "description": .string(request.body), "source_branch": .string(request.branch),
            "target_branch": .string(request.base), "labels": .string(request.labels.joined(separator: ",")),
        ])
        return rest.query(rest.request("POST", "merge_requests", body)) { (object) throws(Fault) in try self.request(object) }
    }

    /// `PUT /projects/:id/merge_requests/:iid`.
    func update(_ number: Int, to request: Action.MergeRequest) -> ForgeQuestion<Void> {
        change(number, JSONObject(["title": .string(request.title), "description": .string(request.body)]))
    }

    /// `PUT /projects/:id/merge_requests/:iid` with `state_event`.
    func close(_ number: Int) -> ForgeQuestion<Void> { change(number, JSONObject(["state_event": .string("close")])) }

    /// `PUT /projects/:id/merge_requests/:iid` with `add_labels`.
    func add(_ labels: [String], to number: Int) -> ForgeQuestion<Void> {
        change(number, JSONObject(["add_labels": .string(labels.joined(separator: ","))]))
    }

    /// `PUT /projects/:id/merge_requests/:iid` with `remove_labels`.
    func remove(_ labels: [String], from number: Int) -> ForgeQuestion<Void> {
        change(number, JSONObject(["remove_labels": .string(labels.joined(separator: ","))]))
    }

    /// `GET /projects/:id/merge_requests`, those that are merged.
    func merged(from branch: String) -> ForgeQuestion<ForgeRequest?> {
        let query = "state=merged&source_branch=\(PercentText.segment(branch))&order_by=updated_at&sort=desc&per_page=50"
        return rest.search(rest.request("GET", "merge_requests?\(query)")) { (requests) throws(Fault) in
            let newest = requests.filter(Self.isOwn).max { ($0["merged_at"]?.string ?? "") < ($1["merged_at"]?.string ?? "") }
            return try newest.map { (object) throws(Fault) in try request(object) }
        }
    }

    /// `GET /projects/:id/releases/:tag_name`.
    func release(of tag: String) -> ForgeQuestion<ForgePage?> {
        rest.optional(rest.request("GET", "releases/\(PercentText.segment(tag))")) { _ in ForgePage(id: tag, isPublished: true) }
    }

    /// Nothing: every release of GitLab is published.
    func draft(of tag: String) -> ForgeQuestion<ForgePage?> { release(of: tag) }

    /// `POST /projects/:id/releases`, with links to its files.
    func create(_ release: Action.ForgeRelease) -> ForgeQuestion<ForgePage> {
        var body = JSONObject(["tag_name": .string(release.tag), "name": .string(release.title), "description": .string(release.body)])
        let links = release.assets.map(Action.ForgeRelease.name(ofAsset:)).map { name in
            JSON.object(
                JSONObject([
                    "name": .string(name), "url": .string("\(rest.address)/\(Self.file(name, of: release.tag))"),
                    "link_type": .string("package"), "direct_asset_path": .string("/\(name)"),
                ]))
        }
        if !links.isEmpty { body["assets"] = .object(JSONObject(["links": .array(links)])) }
        return rest.query(rest.request("POST", "releases", body)) { _ in ForgePage(id: release.tag, isPublished: true) }
    }

    /// `PUT /projects/:id/packages/generic/:package_name/:package_version/:file_name`; the newest file of a name counts.
    func keep(_ content: [UInt8], as name: String, for tag: String) -> ForgeQuestion<Void> {
        rest.plain(rest.upload("PUT", Self.file(name, of: tag), content))
    }

    /// Where a file of a release is kept: the generic package `release-assets` has a version for each tag. A version takes few characters, so
    /// others are written as `_` and their code in hexadecimal digits.
    private static func file(_ name: String, of tag: String) -> String {
        let version = PercentText.segment(tag).replacing("_", with: "%5F").replacing("~", with: "%7E").replacing("%", with: "_")
        return "packages/generic/release-assets/\(version)/\(PercentText.segment(name))"
    }

    /// `PUT /projects/:id/releases/:tag_name`.
    func publish(_ page: ForgePage, as release: Action.ForgeRelease) -> ForgeQuestion<Void> {
        let body = JSONObject(["name": .string(release.title), "description": .string(release.body)])
        return rest.plain(rest.request("PUT", "releases/\(PercentText.segment(release.tag))", body))
    }

    /// `POST /projects/:id/pipeline` of the other project, with the event and its text in the variables `RELEASEKIT_EVENT` and
    /// `RELEASEKIT_PAYLOAD`.
    func dispatch(_ dispatch: Action.Dispatch) -> ForgeQuestion<Void> {
        let body = JSONObject(["ref": .string(dispatch.branch), "variables": dispatch.variables])
        let other = rest.of(PercentText.segment(dispatch.repository), in: PercentText.segment(repository))
        return rest.plain(other.request("POST", "pipeline", body))
    }

    /// `DELETE /projects/:id/releases/:tag_name`, which leaves the tag.
    func delete(_ page: ForgePage) -> ForgeQuestion<Void> {
        rest.plain(rest.request("DELETE", "releases/\(PercentText.segment(page.id))"), absent: [404])
    }

    /// Changes a merge request.
    private func change(_ number: Int, _ body: JSONObject) -> ForgeQuestion<Void> {
        rest.plain(rest.request("PUT", "merge_requests/\(number)", body))
    }

    /// Whether a merge request is from the project itself.
    private static func isOwn(_ request: JSONObject) -> Bool { request["source_project_id"] == request["target_project_id"] }

    /// A merge request as GitLab tells of it.
    private func request(_ object: JSONObject) throws(Fault) -> ForgeRequest {
        guard let number = object["iid"]?.integer else { throw rest.strange("a merge request without a number") }
        return ForgeRequest(
            number: number, title: object["title"]?.string ?? "", body: object["description"]?.string ?? "",
            labels: (object["labels"]?.array ?? []).compactMap(\.string))
    }
}

/// What GitLab lets a job do that has only its own token, `CI_JOB_TOKEN`: releases, but no merge requests
/// (docs.gitlab.com/ci/jobs/ci_job_token).
struct GitLabJob: ReleaseLinks {
    /// The interface, asked with the job's token.
    let gitlab: GitLab

    /// `GitLab`.
    var name: String { gitlab.name }

    /// Why something is left out that another token could do.
    func lack(of what: String) -> String { "CI_JOB_TOKEN may make releases, but no \(what): set GITLAB_TOKEN" }

    /// As with any token.
    func release(of tag: String) -> ForgeQuestion<ForgePage?> { gitlab.release(of: tag) }

    /// As with any token.
    func draft(of tag: String) -> ForgeQuestion<ForgePage?> { gitlab.draft(of: tag) }

    /// As with any token.
    func create(_ release: Action.ForgeRelease) -> ForgeQuestion<ForgePage> { gitlab.create(release) }

    /// As with any token.
    func keep(_ content: [UInt8], as name: String, for tag: String) -> ForgeQuestion<Void> { gitlab.keep(content, as: name, for: tag) }

    /// As with any token.
    func publish(_ page: ForgePage, as release: Action.ForgeRelease) -> ForgeQuestion<Void> { gitlab.publish(page, as: release) }

    /// As with any token.
    func delete(_ page: ForgePage) -> ForgeQuestion<Void> { gitlab.delete(page) }
}
