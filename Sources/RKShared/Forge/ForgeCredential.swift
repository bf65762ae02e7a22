/// A token for a forge. It shows as a mask wherever it is printed.
public struct ForgeCredential: Sendable, Hashable {
    /// Where it was found, for messages: a variable, or a command.
    public let source: String
    /// The field that carries it; a secret.
    let header: Request.Header
    /// The token itself, and the password where it has another form in the field.
    private let secret: String

    /// A token in a field of its own, or behind a word in `Authorization`.
    init(_ secret: String, from source: String, field: String = "Authorization", scheme: String = "Bearer") {
        self.source = source
        self.secret = secret
        header = Request.Header(field, field == "Authorization" ? "\(scheme) \(secret)" : secret)
    }

    /// A user with a password (RFC 7617).
    init(user: String, password: String, from source: String) {
        self.source = source
        secret = password
        header = Request.Header("Authorization", Login(user: user, password: password).authorization)
    }

    /// Takes the token out of text.
    var redaction: Redaction { Redaction(secrets: [secret]) }
}

extension ForgeCredential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Where it was found.
    public var description: String { "\(Redaction.mask) from \(source)" }
    /// Where it was found.
    public var debugDescription: String { description }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Looks for the token of a forge: in the platform's variables, then with the platform's own command.
struct ForgeTokens {
    /// The repository.
    let site: ForgeSite
    /// The variables.
    let environment: [String: String]
    /// How commands are run.
    let world: World

    /// The token; nil where there is none.
    /// - Throws: a `Fault` for a variable that can hold no token.
    func credential() async throws(Fault) -> ForgeCredential? {
        switch site.kind {
        case .github:
            let own = ["GH_TOKEN"] + (isOtherServersJob ? [] : ["GITHUB_TOKEN"])
            if let found = try bearer(isGitHubsOwn ? own : ["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"]) { return found }
            return await asked("gh", ["auth", "token", "--hostname", site.host])
        case .gitlab:
            if let found = try bearer(["GITLAB_TOKEN"]) { return found }
            if let job = try jobToken() { return job }
            return await asked("glab", ["config", "get", "token", "--host", site.host])
        case .bitbucket:
            if let found = try bearer(["BITBUCKET_TOKEN", "BITBUCKET_ACCESS_TOKEN"]) { return found }
            for (user, password) in Self.bitbucketLogins {
                guard let name = try value(user), let secret = try value(password) else { continue }
                return ForgeCredential(user: name, password: secret, from: "\(user) and \(password)")
            }
            return nil
        case .gitea: return try bearer(["GITEA_TOKEN", "FORGEJO_TOKEN"] + (isGiteaJob ? ["GITHUB_TOKEN"] : []), scheme: "token")
        }
    }

    /// What a user can do who has no token.
    var remedy: String {
        switch site.kind {
        case .github where isGitHubsOwn: "set GITHUB_TOKEN or GH_TOKEN, or log in with `gh auth login`"
        case .github: "set GH_ENTERPRISE_TOKEN (GITHUB_TOKEN is for github.com), or `gh auth login --hostname \(site.host)`"
        case .gitlab: "set GITLAB_TOKEN, or log in with `glab auth login --hostname \(site.host)`"
        case .bitbucket: "set BITBUCKET_TOKEN, or BITBUCKET_EMAIL and BITBUCKET_API_TOKEN"
        case .gitea: "set GITEA_TOKEN or FORGEJO_TOKEN"
        }
    }

    /// The variables for a user with a password at Bitbucket.
    private static let bitbucketLogins = [
        ("BITBUCKET_EMAIL", "BITBUCKET_API_TOKEN"), ("BITBUCKET_USERNAME", "BITBUCKET_APP_PASSWORD"),
        ("BITBUCKET_USER", "BITBUCKET_APP_PASSWORD"),
    ]

    /// Whether `GITHUB_TOKEN` is for this host: it is github.com's, unless a job of another server has it. As `gh` has it.
    private var isGitHubsOwn: Bool {
        let isJobs = site.isServed(by: environment["GITHUB_SERVER_URL"]) && !isGiteaJob
        return site.host == "github.com" || site.host.hasSuffix(".ghe.com") || isJobs
    }

    /// Whether this is a job of another server, so that `GITHUB_TOKEN` is not for this one.
    private var isOtherServersJob: Bool {
        environment["GITHUB_SERVER_URL"]?.trimmed.isEmpty == false && !site.isServed(by: environment["GITHUB_SERVER_URL"])
    }

    /// Whether this is a job of Gitea's or Forgejo's own, on this host.
    private var isGiteaJob: Bool {
        site.isServed(by: environment["GITHUB_SERVER_URL"])
            && (environment["GITEA_ACTIONS"] == "true" || environment["FORGEJO_ACTIONS"] == "true")
    }

    /// The token that GitLab gives to a job, which is for its own server only.
    private func jobToken() throws(Fault) -> ForgeCredential? {
        guard site.isServed(by: environment["CI_SERVER_URL"]), let token = try value("CI_JOB_TOKEN") else { return nil }
        return ForgeCredential(token, from: "CI_JOB_TOKEN", field: "JOB-TOKEN")
    }

    /// The first of some variables that has a token.
    private func bearer(_ names: [String], scheme: String = "Bearer") throws(Fault) -> ForgeCredential? {
        for name in names {
            if let token = try value(name) { return ForgeCredential(token, from: name, scheme: scheme) }
        }
        return nil
    }

    /// The value of a variable; nil for an empty one.
    private func value(_ name: String) throws(Fault) -> String? {
        guard let value = environment[name]?.trimmed, !value.isEmpty else { return nil }
        guard Self.isToken(value) else {
            throw Fault(
                .credentialsRefused, "the variable \(name) holds spaces, line breaks or other signs that no token has", hint: "set it anew")
        }
        return value
    }

    /// What a command prints that keeps the user's logins; nil where there is no such command, or no login.
    private func asked(_ program: String, _ arguments: [String]) async -> ForgeCredential? {
        var call = Call(program, arguments)
        call.environment = ["GH_PROMPT_DISABLED": "1", "NO_PROMPT": "1"]
        guard let reply = try? await world.run(call), reply.succeeded, Self.isToken(reply.text.trimmed) else { return nil }
        return ForgeCredential(reply.text.trimmed, from: "`\(call.commandLine)`")
    }

    /// Whether a text can be sent as a token.
    private static func isToken(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
}
