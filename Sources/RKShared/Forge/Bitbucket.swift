/// Bitbucket Cloud's REST interface, version 2.0 (developer.atlassian.com/cloud/bitbucket/rest): it has neither labels nor releases.
struct Bitbucket: MergeRequests, EventDispatching {
    /// The interface of the repository.
    private let rest: ForgeInterface
    /// The repository, as in `acme/widgets`.
    private let repository: String

    /// The interface at `api` for a repository.
    init(api: String, repository: String, credential: ForgeCredential?) {
        self.repository = repository
        rest = ForgeInterface(
            name: "Bitbucket", address: "\(api)/repositories/\(PercentText.path(repository))", credential: credential)
    }

    /// `Bitbucket`.
    var name: String { rest.name }

    /// `GET /repositories/{workspace}/{repo_slug}/pullrequests`, narrowed by the branch.
    func request(from branch: String, into base: String) -> ForgeQuestion<ForgeRequest?> {
        let filter = PercentText.segment("source.branch.name=\"\(branch)\" AND state=\"OPEN\"")
        let request = rest.request("GET", "pullrequests?state=OPEN&q=\(filter)&sort=created_on&pagelen=50")
        return rest.search(request) { (requests) throws(Fault) in
            let fitting = requests.first { pull in
                Self.branch(pull["source"]) == branch && Self.branch(pull["destination"]) == base && isOwn(pull)
            }
            return try fitting.map { (pull) throws(Fault) in try self.request(pull) }
        }
    }

    /// `POST /repositories/{workspace}/{repo_slug}/pullrequests`.
    func open(_ request: Action.MergeRequest) -> ForgeQuestion<ForgeRequest> {
        var body = Self.words(of: request)
        body["source"] = .object(JSONObject(["branch": .object(JSONObject(["name": .string(request.branch)]))]))
        body["destination"] = .object(JSONObject(["branch": .object(JSONObject(["name": .string(request.base)]))]))
        return rest.query(rest.request("POST", "pullrequests", body)) { (pull) throws(Fault) in try self.request(pull) }
    }

    /// `PUT /repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}`.
    func update(_ number: Int, to request: Action.MergeRequest) -> ForgeQuestion<Void> {
        rest.plain(rest.request("PUT", "pullrequests/\(number)", Self.words(of: request)))
    }

    /// `POST /repositories/{workspace}/{repo_slug}/pipelines` of the other repository: the custom pipeline of the event's name, with its
    /// text in the variable `RELEASEKIT_PAYLOAD`.
    func dispatch(_ dispatch: Action.Dispatch) -> ForgeQuestion<Void> {
        let selector = JSONObject(["type": .string("custom"), "pattern": .string(dispatch.event)])
        let target = JSONObject([
            "type": .string("pipeline_ref_target"), "ref_type": .string("branch"), "ref_name": .string(dispatch.branch),
            "selector": .object(selector),
        ])
        let other = rest.of(PercentText.path(dispatch.repository), in: PercentText.path(repository))
        let body = JSONObject(["target": .object(target), "variables": dispatch.variables])
        return rest.plain(other.request("POST", "pipelines", body))
    }

    /// `POST /repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/decline`.
    func close(_ number: Int) -> ForgeQuestion<Void> { rest.plain(rest.request("POST", "pullrequests/\(number)/decline")) }

    /// Title and text.
    private static func words(of request: Action.MergeRequest) -> JSONObject {
        JSONObject(["title": .string(request.title), "description": .string(request.body)])
    }

    /// The branch of an end of a pull request.
    private static func branch(_ end: JSON?) -> String? { end?.object?["branch"]?.object?["name"]?.string }

    /// Whether a pull request is from the repository itself; that of a fork that is gone has no name.
    private func isOwn(_ pull: JSONObject) -> Bool {
        pull["source"]?.object?["repository"]?.object?["full_name"]?.string?.lowercased() == repository.lowercased()
    }

    /// A pull request as Bitbucket tells of it.
    private func request(_ pull: JSONObject) throws(Fault) -> ForgeRequest {
        guard let number = pull["id"]?.integer else { throw rest.strange("a pull request without a number") }
        let text = pull["description"]?.string ?? pull["summary"]?.object?["raw"]?.string
        return ForgeRequest(number: number, title: pull["title"]?.string ?? "", body: text ?? "", labels: [])
    }
}
