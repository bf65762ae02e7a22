import Testing

@testable import RKShared

/// What each forge is asked: method, address and body of the first request of every question.
struct ForgeValuesTests {
    /// A request to merge.
    static let merge = Action.MergeRequest(branch: "rel/a b", base: "main", title: "T", body: "B", labels: ["one: two", "x"])
    /// A release.
    static let release = Action.ForgeRelease(tag: "core/v1.0.0", title: "core 1.0.0", body: "N", isPrerelease: false, isLatest: true)
    /// A page of a release that is not published.
    static let page = ForgePage(id: "7", isPublished: false)

    /// Method, address and body of a question's first request.
    private static func shown<Answer>(_ question: ForgeQuestion<Answer>) -> String {
        let body = String(decoding: question.request.body, as: UTF8.self)
        return "\(question.request.method) \(question.request.url)\(body.isEmpty ? "" : " \(body)")"
    }

    /// Everything that a forge can be asked, as far as it adopts it.
    private static func questions(_ forge: any Forge) -> [String] {
        var all: [String] = []
        if let forge = forge as? any MergeRequests {
            all += [
                shown(forge.request(from: merge.branch, into: merge.base)), shown(forge.open(merge)), shown(forge.update(3, to: merge)),
            ]
        }
        if let forge = forge as? any RequestLabelling {
            all += [shown(forge.add(merge.labels, to: 3)), shown(forge.remove(merge.labels, from: 3)), shown(forge.merged(from: "rel"))]
        }
        if let forge = forge as? any ReleasePages {
            all += [
                shown(forge.release(of: release.tag)), shown(forge.draft(of: release.tag)), shown(forge.create(release)),
                shown(forge.publish(page, as: release)),
            ]
        }
        return all
    }

    /// GitHub.
    @Test func github() {
        let forge = GitHub(api: "https://api.github.com", repository: "acme/mono", credential: nil)
        #expect(
            Self.questions(forge) == [
                "GET https://api.github.com/repos/acme/mono/pulls?state=open&head=acme%3Arel%2Fa%20b&base=main&sort=created&direction=asc&per_page=100",
                #"POST https://api.github.com/repos/acme/mono/pulls {"base":"main","body":"B","head":"rel/a b","title":"T"}"#,
                #"PATCH https://api.github.com/repos/acme/mono/pulls/3 {"body":"B","title":"T"}"#,
                #"POST https://api.github.com/repos/acme/mono/issues/3/labels {"labels":["one: two","x"]}"#,
                "DELETE https://api.github.com/repos/acme/mono/issues/3/labels/one%3A%20two",
                "GET https://api.github.com/repos/acme/mono/pulls?state=closed&head=acme%3Arel&sort=updated&direction=desc&per_page=50",
                "GET https://api.github.com/repos/acme/mono/releases/tags/core%2Fv1.0.0",
                "GET https://api.github.com/repos/acme/mono/releases?per_page=100",
                #"POST https://api.github.com/repos/acme/mono/releases {"body":"N","draft":true,"name":"core 1.0.0","prerelease":false,"tag_name":"core/v1.0.0"}"#,
                #"PATCH https://api.github.com/repos/acme/mono/releases/7 {"body":"N","draft":false,"make_latest":"true","name":"core 1.0.0","prerelease":false}"#,
            ])
    }

    /// GitLab.
    @Test func gitlab() {
        let address = "https://gitlab.com/api/v4/projects/a%2Fb%2Fc"
        let forge = GitLab(api: "https://gitlab.com/api/v4", repository: "a/b/c", credential: nil)
        let questions = [
            "GET \(address)/merge_requests?state=opened&source_branch=rel%2Fa%20b&target_branch=main&order_by=created_at&sort=asc&per_page=100",
            #"POST \#(address)/merge_requests {"description":"B","labels":"one: two,x","source_branch":"rel/a b","target_branch":"main","title":"T"}"#,
            #"PUT \#(address)/merge_requests/3 {"description":"B","title":"T"}"#,
            #"PUT \#(address)/merge_requests/3 {"add_labels":"one: two,x"}"#,
            #"PUT \#(address)/merge_requests/3 {"remove_labels":"one: two,x"}"#,
            "GET \(address)/merge_requests?state=merged&source_branch=rel&order_by=updated_at&sort=desc&per_page=50",
            "GET \(address)/releases/core%2Fv1.0.0", "GET \(address)/releases/core%2Fv1.0.0",
            #"POST \#(address)/releases {"description":"N","name":"core 1.0.0","tag_name":"core/v1.0.0"}"#,
            #"PUT \#(address)/releases/core%2Fv1.0.0 {"description":"N","name":"core 1.0.0"}"#,
        ]
        #expect(Self.questions(forge) == questions)
        #expect(Self.questions(GitLabJob(gitlab: forge)) == Array(questions.suffix(4)))
    }

    /// Bitbucket: requests alone.
    @Test func bitbucket() {
        let address = "https://api.bitbucket.org/2.0/repositories/acme/mono/pullrequests"
        let filter = "source.branch.name%3D%22rel%2Fa%20b%22%20AND%20state%3D%22OPEN%22"
        #expect(
            Self.questions(Bitbucket(api: "https://api.bitbucket.org/2.0", repository: "acme/mono", credential: nil)) == [
                "GET \(address)?state=OPEN&q=\(filter)&sort=created_on&pagelen=50",
                #"POST \#(address) {"description":"B","destination":{"branch":{"name":"main"}},"source":{"branch":{"name":"rel/a b"}},"title":"T"}"#,
                #"PUT \#(address)/3 {"description":"B","title":"T"}"#,
            ])
    }

    /// Gitea: labels have numbers, which are asked for first.
    @Test func gitea() {
        let address = "https://codeberg.org/api/v1/repos/acme/mono"
        #expect(
            Self.questions(Gitea(api: "https://codeberg.org/api/v1", repository: "acme/mono", credential: nil)) == [
                "GET \(address)/pulls?state=open&sort=oldest&limit=50",
                #"POST \#(address)/pulls {"base":"main","body":"B","head":"rel/a b","title":"T"}"#,
                #"PATCH \#(address)/pulls/3 {"body":"B","title":"T"}"#, "GET \(address)/labels?limit=50", "GET \(address)/labels?limit=50",
                "GET \(address)/pulls?state=closed&sort=recentupdate&limit=50", "GET \(address)/releases/tags/core%2Fv1.0.0",
                "GET \(address)/releases?draft=true&limit=50",
                #"POST \#(address)/releases {"body":"N","draft":true,"name":"core 1.0.0","prerelease":false,"tag_name":"core/v1.0.0"}"#,
                #"PATCH \#(address)/releases/7 {"body":"N","draft":false,"name":"core 1.0.0","prerelease":false,"tag_name":"core/v1.0.0"}"#,
            ])
    }

    /// What takes requests and releases back, on each forge that has them.
    @Test func endings() {
        let (api, repository) = ("https://x.dev/api", "a/m")
        let github = GitHub(api: api, repository: repository, credential: nil)
        let gitlab = GitLab(api: api, repository: repository, credential: nil)
        let gitea = Gitea(api: api, repository: repository, credential: nil)
        let bitbucket = Bitbucket(api: api, repository: repository, credential: nil)
        let closed = #"PATCH https://x.dev/api/repos/a/m/pulls/3 {"state":"closed"}"#
        let deleted = "DELETE https://x.dev/api/repos/a/m/releases/7"
        #expect([Self.shown(github.close(3)), Self.shown(github.delete(Self.page))] == [closed, deleted])
        #expect([Self.shown(gitea.close(3)), Self.shown(gitea.delete(Self.page))] == [closed, deleted])
        #expect(Self.shown(gitlab.close(3)) == #"PUT https://x.dev/api/projects/a%2Fm/merge_requests/3 {"state_event":"close"}"#)
        #expect(
            Self.shown(GitLabJob(gitlab: gitlab).delete(ForgePage(id: "core/v1", isPublished: true)))
                == "DELETE https://x.dev/api/projects/a%2Fm/releases/core%2Fv1")
        #expect(Self.shown(bitbucket.close(3)) == "POST https://x.dev/api/repositories/a/m/pullrequests/3/decline")
    }

    /// Files go to the address that GitHub names, but never to a server that is not its own.
    @Test(
        arguments: [
            (
                "https://uploads.github.com/repos/acme/mono/releases/7/assets{?name,label}",
                "https://uploads.github.com/repos/acme/mono/releases/7/assets"
            ),
            ("https://api.github.com/up{?name}", "https://api.github.com/up"), ("https://evil.example/up{?name}", nil),
            ("http://uploads.github.com/up", nil),
            ("", nil),
        ] as [(String, String?)]) func uploads(_ template: String, _ expected: String?) throws
    {
        let forge = GitHub(api: "https://api.github.com", repository: "acme/mono", credential: nil)
        let body = JSONObject(["id": .integer(7), "draft": .bool(true), "upload_url": .string(template)])
        let reply = Response(status: 201, body: Array(JSON.object(body).line.utf8))
        guard case .answer(let page) = try forge.create(Self.release).parse(reply) else { throw Fault(.defect, "another question") }
        #expect(page.uploads == expected)
        #expect(
            forge.upload([1], as: "a b.tgz", to: page).request.url
                == "\(expected ?? "https://api.github.com/repos/acme/mono/releases/7/assets")?name=a%20b.tgz")
    }
}
