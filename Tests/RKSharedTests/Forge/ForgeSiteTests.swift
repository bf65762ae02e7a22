import RKShared
import Testing

/// Which forge a remote's address leads to.
struct ForgeSiteTests {
    /// Addresses, what the environment says, and the page of the repository.
    static let cases: [(remote: String, environment: [String: String], kind: ForgeSite.Kind?, page: String?)] = [
        ("https://github.com/acme/widgets.git", [:], .github, "https://github.com/acme/widgets"),
        ("git@github.com:acme/widgets.git", [:], .github, "https://github.com/acme/widgets"),
        ("ssh://git@github.com:22/acme/widgets/", [:], .github, "https://github.com/acme/widgets"),
        ("https://gitlab.example.org/a/b/c.git", [:], .gitlab, "https://gitlab.example.org/a/b/c"),
        ("https://gitlab-ci.example.org:8443/a/b", [:], .gitlab, "https://gitlab-ci.example.org:8443/a/b"),
        ("git@bitbucket.org:acme/widgets.git", [:], .bitbucket, "https://bitbucket.org/acme/widgets"),
        ("https://codeberg.org/acme/widgets", [:], .gitea, "https://codeberg.org/acme/widgets"),
        ("http://127.0.0.1:8080/acme/mono.git", ["GITHUB_SERVER_URL": "http://127.0.0.1:8080"], .github, "http://127.0.0.1:8080/acme/mono"),
        (
            "https://git.acme.dev/acme/mono.git", ["GITHUB_SERVER_URL": "https://git.acme.dev/", "GITEA_ACTIONS": "true"], .gitea,
            "https://git.acme.dev/acme/mono"
        ),
        ("https://code.acme.dev/acme/mono.git", ["CI_SERVER_URL": "https://code.acme.dev"], .gitlab, "https://code.acme.dev/acme/mono"),
        ("git@acme.ghe.com:acme/widgets.git", [:], .github, "https://acme.ghe.com/acme/widgets"),
        (
            "ssh://git@git.acme.dev:2222/acme/mono.git", ["FORGEJO_SERVER_URL": "https://git.acme.dev:8443/"], .gitea,
            "https://git.acme.dev:8443/acme/mono"
        ),
        ("https://git.acme.dev/acme/mono.git", [:], nil, nil), ("/srv/git/mono.git", [:], nil, nil), ("../mono.git", [:], nil, nil),
        ("file:///srv/github.com/a/b", [:], nil, nil), ("https://github.com/", [:], nil, nil), ("https://github.com/a b/c", [:], nil, nil),
        ("https://notgithub.com/a/b", [:], nil, nil), ("C:\\work\\repo", [:], nil, nil),
    ]

    /// Each address.
    @Test(arguments: cases) func site(_ entry: (remote: String, environment: [String: String], kind: ForgeSite.Kind?, page: String?)) {
        let site = ForgeSite(remote: entry.remote, environment: entry.environment)
        #expect(site?.kind == entry.kind)
        #expect(site?.page == entry.page)
    }

    /// What the user names counts more than a host's name, and is all that there is where it tells nothing.
    @Test func wanted() {
        #expect(ForgeSite(remote: "https://github.acme.dev/a/b", wanted: .gitea, environment: [:])?.kind == .gitea)
        #expect(ForgeSite(remote: "git@git.acme.dev:a/b.git", wanted: .gitlab, environment: [:])?.page == "https://git.acme.dev/a/b")
        #expect(ForgeSite(remote: "/srv/git/b.git", wanted: .gitlab, environment: [:]) == nil)
    }

    /// The page on which a person opens a request.
    @Test func newRequest() {
        let pages = ForgeSite.Kind.allCases.map { kind in
            ForgeSite(kind: kind, base: "https://x", repository: "a/b").newRequest(from: "r/1", into: "main")
        }
        #expect(
            pages == [
                "https://x/a/b/compare/main...r%2F1?expand=1",
                "https://x/a/b/-/merge_requests/new?merge_request[source_branch]=r%2F1&merge_request[target_branch]=main",
                "https://x/a/b/pull-requests/new?source=r%2F1&dest=main", "https://x/a/b/compare/main...r%2F1",
            ])
    }

    /// Pages of commits, requests and comparisons in the words of each forge.
    @Test func pages() {
        let pages = ForgeSite.Kind.allCases.map { kind in
            let site = ForgeSite(kind: kind, base: "https://x", repository: "a/b")
            return [site.commit("1f"), site.request(7), site.comparison(from: "core/v1.0.0", to: "v2#1")]
        }
        #expect(
            pages == [
                ["https://x/a/b/commit/1f", "https://x/a/b/pull/7", "https://x/a/b/compare/core/v1.0.0...v2%231"],
                ["https://x/a/b/-/commit/1f", "https://x/a/b/-/merge_requests/7", "https://x/a/b/-/compare/core/v1.0.0...v2%231"],
                ["https://x/a/b/commits/1f", "https://x/a/b/pull-requests/7", "https://x/a/b/branches/compare/v2%231%0Dcore/v1.0.0"],
                ["https://x/a/b/commit/1f", "https://x/a/b/pulls/7", "https://x/a/b/compare/core/v1.0.0...v2%231"],
            ])
    }
}
