/// The REST interface of Gitea and Forgejo, version 1 (docs.gitea.com/api, forgejo.org/docs), of codeberg.org or of a server of one's own.
struct Gitea: GitHubDialect, ReleaseAssets {
    /// The interface of the repository.
    let rest: ForgeInterface
    /// The colour of labels that are made.
    private static let colour = "#ededed"
    /// Drafts alone.
    static let drafts = "releases?draft=true&limit=50"

    /// The interface at `api` for a repository.
    init(api: String, repository: String, credential: ForgeCredential?) {
        rest = ForgeInterface(name: "Gitea", address: "\(api)/repos/\(PercentText.path(repository))", credential: credential)
    }

    /// `GET /repos/{owner}/{repo}/pulls`. It knows no filter for the branch, and `GET …/pulls/{base}/{head}` also tells of closed ones.
    func request(from branch: String, into base: String) -> ForgeQuestion<ForgeRequest?> {
        rest.search(rest.request("GET", "pulls?state=open&sort=oldest&limit=50")) { (pulls) throws(Fault) in
            let fitting = pulls.first { Self.isOwn($0) && Self.branch($0["head"]) == branch && Self.branch($0["base"]) == base }
            return try fitting.map { (pull) throws(Fault) in try request(pull) }
        }
    }

    /// `POST /repos/{owner}/{repo}/issues/{index}/labels` with the labels' numbers; missing labels are made.
    func add(_ labels: [String], to number: Int) -> ForgeQuestion<Void> {
        numbers(of: labels) { numbers in
            if let missing = labels.first(where: { numbers[$0] == nil }) {
                let body = JSONObject(["name": .string(missing), "color": .string(Self.colour)])
                return .ask(
                    rest.question(rest.request("POST", "labels", body)) { (response, request) throws(Fault) in
                        _ = try rest.body(response, of: request)
                        return .ask(add(labels, to: number))
                    })
            }
            let body = JSONObject(["labels": .array(labels.compactMap { numbers[$0] }.map { .integer($0) })])
            return .ask(rest.plain(rest.request("POST", "issues/\(number)/labels", body)))
        }
    }

    /// `DELETE /repos/{owner}/{repo}/issues/{index}/labels/{id}`, for one after the other.
    func remove(_ labels: [String], from number: Int) -> ForgeQuestion<Void> {
        numbers(of: labels) { numbers in
            guard let label = labels.first(where: { numbers[$0] != nil }), let id = numbers[label] else { return .answer(()) }
            let rest = labels.filter { $0 != label }
            return .ask(
                self.rest.question(self.rest.request("DELETE", "issues/\(number)/labels/\(id)")) { (response, request) throws(Fault) in
                    if response.status != 404 { _ = try self.rest.body(response, of: request) }
                    return rest.isEmpty ? .answer(()) : .ask(remove(rest, from: number))
                })
        }
    }

    /// `GET /repos/{owner}/{repo}/pulls`, those that are closed; a branch that is gone stays in the label of its end.
    func merged(from branch: String) -> ForgeQuestion<ForgeRequest?> {
        rest.search(rest.request("GET", "pulls?state=closed&sort=recentupdate&limit=50")) { (pulls) throws(Fault) in
            let merged = pulls.filter { pull in
                let names = [Self.branch(pull["head"]), pull["head"]?.object?["label"]?.string]
                return pull["merged"] == .bool(true) && Self.isOwn(pull) && names.contains(branch)
            }
            return try newest(of: merged)
        }
    }

    /// `POST /repos/{owner}/{repo}/releases/{id}/assets`, as a form: older servers take nothing else.
    func upload(_ content: [UInt8], as name: String, to page: ForgePage) -> ForgeQuestion<Void> {
        let boundary = "rk-\(Digest.sha256(content))"
        let head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"attachment\"; filename=\"file\"\r\n"
        let form =
            Array("\(head)Content-Type: application/octet-stream\r\n\r\n".utf8) + content + Array("\r\n--\(boundary)--\r\n".utf8)
        let path = "releases/\(PercentText.segment(page.id))/assets?name=\(PercentText.segment(name))"
        return rest.plain(rest.upload("POST", path, form, type: "multipart/form-data; boundary=\(boundary)"))
    }

    /// `PATCH /repos/{owner}/{repo}/releases/{id}`.
    func publish(_ page: ForgePage, as release: Action.ForgeRelease) -> ForgeQuestion<Void> {
        rest.plain(rest.request("PATCH", "releases/\(PercentText.segment(page.id))", Self.words(of: release, isDraft: false)))
    }

    /// Asks for the numbers of labels, `GET /repos/{owner}/{repo}/labels`, and goes on with those that there are.
    private func numbers<Answer>(
        of labels: [String], _ next: @escaping @Sendable ([String: Int]) -> ForgeStep<Answer>
    ) -> ForgeQuestion<Answer> {
        numbers(of: labels, on: rest.request("GET", "labels?limit=50"), known: [:], next)
    }

    /// Looks for the numbers of labels on a page of the list and on those behind it.
    private func numbers<Answer>(
        of labels: [String], on page: Request, known: [String: Int], _ next: @escaping @Sendable ([String: Int]) -> ForgeStep<Answer>
    ) -> ForgeQuestion<Answer> {
        rest.question(page) { (response, request) throws(Fault) in
            let (items, following) = try rest.page(response, of: request)
            var known = known
            for item in items {
                guard let name = item["name"]?.string, let id = item["id"]?.integer, labels.contains(name) else { continue }
                known[name] = known[name] ?? id
            }
            guard let following, known.count < labels.count else { return next(known) }
            return .ask(numbers(of: labels, on: following, known: known, next))
        }
    }

    /// The branch of an end of a pull request.
    private static func branch(_ end: JSON?) -> String? { end?.object?["ref"]?.string }

    /// Whether a pull request is from the repository itself.
    private static func isOwn(_ pull: JSONObject) -> Bool { pull["head"]?.object?["repo_id"] == pull["base"]?.object?["repo_id"] }

    /// A release as Gitea tells of it.
    func page(_ release: JSONObject) throws(Fault) -> ForgePage {
        guard let id = release["id"]?.integer else { throw rest.strange("a release without a number") }
        let assets = (release["assets"]?.array ?? []).compactMap { $0.object?["name"]?.string }
        return ForgePage(id: String(id), isPublished: release["draft"] != .bool(true), assets: assets)
    }
}
