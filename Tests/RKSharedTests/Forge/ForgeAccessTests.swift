import Testing

@testable import RKShared

/// Where a forge is asked, and with which token.
struct ForgeAccessTests {
    /// A remote, the variables, and what comes of them: the address of the interface, and the field that carries the token.
    struct Case: Sendable, CustomTestStringConvertible {
        /// The remote.
        var remote: String
        /// The variables.
        var environment: [String: String]
        /// The address.
        var api: String
        /// The field; nil without a token.
        var field: String?

        var testDescription: String { "\(remote) \(environment.keys.sorted())" }

        /// A case.
        init(_ remote: String, _ environment: [String: String], _ api: String, _ field: String?) {
            (self.remote, self.environment, self.api, self.field) = (remote, environment, api, field)
        }
    }

    /// What a job of GitHub Enterprise Server has.
    private static let enterprise = [
        "GITHUB_SERVER_URL": "https://git.acme.dev", "GITHUB_API_URL": "https://git.acme.dev/api/v3", "GITHUB_TOKEN": "t",
    ]
    /// What a job of Gitea has.
    private static let gitea = [
        "GITEA_ACTIONS": "true", "GITHUB_SERVER_URL": "https://git.acme.dev", "GITHUB_API_URL": "https://git.acme.dev/sub/api/v1/",
        "GITHUB_TOKEN": "t",
    ]
    /// What a job of GitLab has.
    private static let gitlab = [
        "CI_SERVER_URL": "https://code.acme.dev", "CI_API_V4_URL": "https://code.acme.dev/api/v4", "CI_JOB_TOKEN": "j",
    ]

    /// Each platform, on its own and on other servers.
    static let cases = [
        Case("git@github.com:a/b", ["GITHUB_TOKEN": "t"], "https://api.github.com", "Authorization: Bearer t"),
        Case("git@github.com:a/b", ["GH_TOKEN": "g", "GITHUB_TOKEN": "t"], "https://api.github.com", "Authorization: Bearer g"),
        Case("git@github.com:a/b", ["GITHUB_TOKEN": " \n"], "https://api.github.com", nil),
        Case("git@github.com:a/b", ["GH_ENTERPRISE_TOKEN": "e", "GITLAB_TOKEN": "l"], "https://api.github.com", nil),
        Case("https://acme.ghe.com/a/b", ["GITHUB_TOKEN": "t"], "https://api.acme.ghe.com", "Authorization: Bearer t"),
        Case("https://github.acme.dev/a/b", ["GITHUB_TOKEN": "t"], "https://github.acme.dev/api/v3", nil),
        Case("https://github.acme.dev/a/b", ["GH_ENTERPRISE_TOKEN": "e"], "https://github.acme.dev/api/v3", "Authorization: Bearer e"),
        Case("https://git.acme.dev/a/b", enterprise, "https://git.acme.dev/api/v3", "Authorization: Bearer t"),
        Case("git@github.com:a/b", enterprise, "https://api.github.com", nil),
        Case("https://git.acme.dev/a/b", gitea, "https://git.acme.dev/sub/api/v1", "Authorization: token t"),
        Case("https://codeberg.org/a/b", gitea, "https://codeberg.org/api/v1", nil),
        Case("https://codeberg.org/a/b", ["FORGEJO_TOKEN": "f"], "https://codeberg.org/api/v1", "Authorization: token f"),
        Case("https://gitlab.com/a/b", ["GITLAB_TOKEN": "l"], "https://gitlab.com/api/v4", "Authorization: Bearer l"),
        Case("https://code.acme.dev/a/b/c", gitlab, "https://code.acme.dev/api/v4", "JOB-TOKEN: j"),
        Case("https://gitlab.com/a/b", gitlab, "https://gitlab.com/api/v4", nil),
        Case("git@bitbucket.org:a/b", ["BITBUCKET_TOKEN": "b"], "https://api.bitbucket.org/2.0", "Authorization: Bearer b"),
        Case(
            "git@bitbucket.org:a/b", ["BITBUCKET_USERNAME": "u", "BITBUCKET_APP_PASSWORD": "p"], "https://api.bitbucket.org/2.0",
            "Authorization: Basic dTpw"),
        Case(
            "git@bitbucket.org:a/b", ["BITBUCKET_EMAIL": "u", "BITBUCKET_API_TOKEN": "p", "BITBUCKET_API_URL": "http://127.0.0.1:1/2.0/"],
            "http://127.0.0.1:1/2.0", "Authorization: Basic dTpw"),
    ]

    /// A world in which no command is installed.
    private static let bare: World = {
        var world = World.live
        world.run = { (call) async throws(Fault) in throw Fault(.toolMissing, "no \(call.program)") }
        return world
    }()

    /// Each case; a token is sent to no other server than its own.
    @Test(arguments: cases) func access(_ entry: Case) async throws {
        guard let site = ForgeSite(remote: entry.remote, environment: entry.environment) else {
            Issue.record("\(entry.remote) is on no forge")
            return
        }
        #expect(try ForgeAccess.api(of: site, entry.environment) == entry.api)
        let credential = try await ForgeTokens(site: site, environment: entry.environment, world: Self.bare).credential()
        #expect(credential.map { "\($0.header.name): \($0.header.value)" } == entry.field)
    }

    /// Without a token it is said what to do; a value that cannot be a token is none.
    @Test func troubles() async throws {
        let site = ForgeSite(kind: .github, base: "https://github.acme.dev", repository: "a/b")
        await #expect(
            throws: Fault(
                .credentialsMissing, "there is no token for github.acme.dev, so its requests and releases are left out",
                hint: "set GH_ENTERPRISE_TOKEN (GITHUB_TOKEN is for github.com), or `gh auth login --hostname github.acme.dev`")
        ) {
            _ = try await ForgeAccess.forge(of: site, environment: ["GITHUB_TOKEN": "t"], world: Self.bare)
        }
        await #expect(throws: Fault.self) {
            _ = try await ForgeAccess.forge(of: site, environment: ["GH_ENTERPRISE_TOKEN": "a\r\nX: b"], world: Self.bare)
        }
        let server = ForgeSite(kind: .bitbucket, base: "https://git.acme.dev", repository: "a/b")
        #expect(throws: Fault.self) { try ForgeAccess.api(of: server, [:]) }
    }

    /// The platform's own command is asked when no variable has a token, and never sees one in its arguments.
    @Test(
        arguments: [
            (ForgeSite.Kind.github, ["gh", "auth", "token", "--hostname", "x.dev"]),
            (.gitlab, ["glab", "config", "get", "token", "--host", "x.dev"]),
            (.gitea, nil), (.bitbucket, nil),
        ] as [(ForgeSite.Kind, [String]?)]) func commands(_ kind: ForgeSite.Kind, _ argv: [String]?) async throws
    {
        var world = World.live
        world.run = { (call) async throws(Fault) in
            guard [call.program] + call.arguments == argv else { throw Fault(.toolMissing, "no \(call.program)") }
            return Completion(status: 0, output: Array("kept\n".utf8), errors: [])
        }
        let site = ForgeSite(kind: kind, base: "https://x.dev", repository: "a/b")
        let credential = try await ForgeTokens(site: site, environment: [:], world: world).credential()
        #expect(credential?.header.value == argv.map { _ in "Bearer kept" })
        #expect(credential.map { "\($0)\(String(reflecting: $0))" }?.contains("kept") != true)
    }
}
