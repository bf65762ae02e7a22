/// A repository on a forge: where its pages are, and in which forge's words to link to them.
public struct ForgeSite: Sendable, Hashable {
    /// The forges that the toolkit speaks with.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// github.com and GitHub Enterprise Server.
        case github
        /// gitlab.com and GitLab of one's own.
        case gitlab
        /// bitbucket.org.
        case bitbucket
        /// Gitea and Forgejo.
        case gitea
    }

    /// The forge.
    public var kind: Kind
    /// The address of the forge's pages, without a slash at its end.
    public var base: String
    /// The repository, as in `acme/widgets`; on GitLab with all its groups.
    public var repository: String

    /// A repository on a forge.
    public init(kind: Kind, base: String, repository: String) {
        self.kind = kind
        self.base = base
        self.repository = repository
    }

    /// The forge's host, without port and in lower case.
    var host: String { WebAddress(base)?.host ?? base }

    /// Whether a server that a pipeline names is this forge's.
    func isServed(by server: String?) -> Bool { Self.isSame(server, host) }

    /// The address of the repository's page.
    public var page: String { "\(base)/\(repository)" }

    /// The page of a commit.
    public func commit(_ id: String) -> String {
        switch kind {
        case .github, .gitea: "\(page)/commit/\(id)"
        case .gitlab: "\(page)/-/commit/\(id)"
        case .bitbucket: "\(page)/commits/\(id)"
        }
    }

    /// The page of a request to merge.
    public func request(_ number: Int) -> String {
        switch kind {
        case .github: "\(page)/pull/\(number)"
        case .gitea: "\(page)/pulls/\(number)"
        case .gitlab: "\(page)/-/merge_requests/\(number)"
        case .bitbucket: "\(page)/pull-requests/\(number)"
        }
    }

    /// The page on which a person opens a request.
    public func newRequest(from branch: String, into base: String) -> String {
        let (branch, base) = (PercentText.segment(branch), PercentText.segment(base))
        return switch kind {
        case .github: "\(page)/compare/\(base)...\(branch)?expand=1"
        case .gitea: "\(page)/compare/\(base)...\(branch)"
        case .gitlab: "\(page)/-/merge_requests/new?merge_request[source_branch]=\(branch)&merge_request[target_branch]=\(base)"
        case .bitbucket: "\(page)/pull-requests/new?source=\(branch)&dest=\(base)"
        }
    }

    /// What a request's number is called in texts: GitLab's have another sign.
    public func reference(_ number: Int) -> String { kind == .gitlab ? "!\(number)" : "#\(number)" }

    /// The page with the changes between two tags or commits.
    public func comparison(from old: String, to new: String) -> String {
        switch kind {
        case .github, .gitea: "\(page)/compare/\(PercentText.path(old))...\(PercentText.path(new))"
        case .gitlab: "\(page)/-/compare/\(PercentText.path(old))...\(PercentText.path(new))"
        case .bitbucket: "\(page)/branches/compare/\(PercentText.path(new))%0D\(PercentText.path(old))"
        }
    }
}

extension ForgeSite {
    /// The repository that a remote's address leads to; nil where it is none of a forge.
    ///
    /// What a pipeline of the forge says of itself counts first (`GITHUB_SERVER_URL`, `CI_SERVER_URL`, `GITEA_ACTIONS`, `GITEA_SERVER_URL`,
    /// `FORGEJO_SERVER_URL`), then the host's name; `wanted` counts more than both.
    /// - Parameters:
    ///   - remote: an address with a scheme, or `user@host:path`.
    ///   - wanted: the forge that the user names.
    public init?(remote: String, wanted: Kind? = nil, environment: [String: String]) {
        guard let (scheme, authority, path) = Self.parts(of: remote), path.contains("/") else { return nil }
        let host = Self.host(of: authority)
        let own: (Kind, String?)
        if Self.isSame(environment["GITHUB_SERVER_URL"], host) {
            own = (
                environment["GITEA_ACTIONS"] == "true" || environment["FORGEJO_ACTIONS"] == "true" ? .gitea : .github,
                environment["GITHUB_SERVER_URL"]
            )
        } else if Self.isSame(environment["CI_SERVER_URL"], host) {
            own = (.gitlab, environment["CI_SERVER_URL"])
        } else if let server = ["GITEA_SERVER_URL", "FORGEJO_SERVER_URL"].first(where: { Self.isSame(environment[$0], host) }) {
            own = (.gitea, environment[server])
        } else if let kind = wanted ?? Self.kind(ofHost: host) {
            own = (kind, nil)
        } else {
            return nil
        }
        kind = wanted ?? own.0
        base =
            own.1.map(Self.withoutSlash) ?? (scheme == "http" ? "http://\(authority)" : "https://\(scheme == "https" ? authority : host)")
        repository = path
    }

    /// Scheme, authority and path without `.git` of an address; nil for a path of this machine.
    private static func parts(of remote: String) -> (scheme: String, authority: String, path: String)? {
        let scheme: String
        let authority: Substring
        var path: Substring
        if let mark = remote.firstRange(of: "://") {
            scheme = remote[..<mark.lowerBound].lowercased()
            guard scheme != "file" else { return nil }
            let rest = remote[mark.upperBound...]
            guard let slash = rest.firstIndex(of: "/") else { return nil }
            authority = rest[..<slash]
            path = rest[slash...]
        } else {
            guard let colon = remote.firstIndex(of: ":"), !remote[..<colon].contains("/"), colon > remote.startIndex else { return nil }
            scheme = "ssh"
            authority = remote[..<colon]
            path = remote[remote.index(after: colon)...]
        }
        path = path.drop { $0 == "/" }
        while path.hasSuffix("/") { path = path.dropLast() }
        if path.hasSuffix(".git") { path = path.dropLast(4) }
        let host = authority[(authority.lastIndex(of: "@").map(authority.index(after:)) ?? authority.startIndex)...]
        guard !host.isEmpty, !path.isEmpty, !path.contains(where: { $0.isWhitespace || "?#%\\\"'<>`".contains($0) }) else { return nil }
        return (scheme, String(host), String(path))
    }

    /// The host of an authority, without port and in lower case.
    private static func host(of authority: String) -> String {
        guard let colon = authority.lastIndex(of: ":"), authority[colon...].dropFirst().allSatisfy(\.isNumber) else {
            return authority.lowercased()
        }
        return authority[..<colon].lowercased()
    }

    /// The forge that a host's name tells of.
    private static func kind(ofHost host: String) -> Kind? {
        if host == "bitbucket.org" { return .bitbucket }
        if host == "codeberg.org" { return .gitea }
        if host.hasSuffix(".ghe.com") { return .github }
        let words = host.split(separator: ".")
        let names: [(String, Kind)] = [("github", .github), ("gitlab", .gitlab), ("gitea", .gitea), ("forgejo", .gitea)]
        return names.first { name, _ in words.contains { $0 == name || $0.hasPrefix("\(name)-") } }?.1
    }

    /// Whether the address of a server is one of this host.
    private static func isSame(_ server: String?, _ host: String) -> Bool {
        guard let server, let (_, authority, _) = parts(of: "\(withoutSlash(server))/a/b") else { return false }
        return self.host(of: authority) == host
    }

    /// An address without slashes at its end.
    private static func withoutSlash(_ text: String) -> String {
        var rest = text[...]
        while rest.hasSuffix("/") { rest = rest.dropLast() }
        return String(rest)
    }
}
