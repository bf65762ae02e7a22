/// Where a forge's interface is, and with which token it is asked.
public enum ForgeAccess {
    /// The interface of a repository.
    /// - Throws: a `Fault` with `.credentialsMissing` where there is no token, `.forgeUnknown` for a forge that is not spoken with.
    public static func forge(of site: ForgeSite, environment: [String: String], world: World) async throws(Fault) -> any Forge {
        let address = try api(of: site, environment)
        let tokens = ForgeTokens(site: site, environment: environment, world: world)
        guard let credential = try await tokens.credential() else {
            throw Fault(
                .credentialsMissing, "there is no token for \(site.host), so its requests and releases are left out", hint: tokens.remedy)
        }
        switch site.kind {
        case .github: return GitHub(api: address, repository: site.repository, credential: credential)
        case .gitlab:
            let gitlab = GitLab(api: address, repository: site.repository, credential: credential)
            return credential.source == "CI_JOB_TOKEN" ? GitLabJob(gitlab: gitlab) : gitlab
        case .bitbucket: return Bitbucket(api: address, repository: site.repository, credential: credential)
        case .gitea: return Gitea(api: address, repository: site.repository, credential: credential)
        }
    }

    /// The address of the interface, without a slash at its end: the variables of a job count where they are about this host.
    static func api(of site: ForgeSite, _ environment: [String: String]) throws(Fault) -> String {
        switch site.kind {
        case .github:
            if let address = own("GITHUB_API_URL", of: "GITHUB_SERVER_URL", site, environment) { return address }
            if site.host == "github.com" { return "https://api.github.com" }
            return site.host.hasSuffix(".ghe.com") ? "https://api.\(site.host)" : "\(site.base)/api/v3"
        case .gitlab: return own("CI_API_V4_URL", of: "CI_SERVER_URL", site, environment) ?? "\(site.base)/api/v4"
        case .bitbucket:
            if let address = environment["BITBUCKET_API_URL"].flatMap(address) { return address }
            guard site.host == "bitbucket.org" else {
                throw Fault(
                    .forgeUnknown, "\(site.host) is not Bitbucket Cloud, and Bitbucket Data Center is not spoken with",
                    hint: "open the request by hand")
            }
            return "https://api.bitbucket.org/2.0"
        case .gitea:
            let names = [
                ("GITEA_API_URL", "GITEA_SERVER_URL"), ("FORGEJO_API_URL", "FORGEJO_SERVER_URL"), ("GITHUB_API_URL", "GITHUB_SERVER_URL"),
            ]
            let isJob = environment["GITEA_ACTIONS"] == "true" || environment["FORGEJO_ACTIONS"] == "true"
            for (name, server) in isJob ? names : Array(names.dropLast()) {
                if let address = own(name, of: server, site, environment) { return address }
            }
            return "\(site.base)/api/v1"
        }
    }

    /// The address in a variable, unless another variable says that it is of another host.
    private static func own(_ name: String, of server: String, _ site: ForgeSite, _ environment: [String: String]) -> String? {
        if let base = environment[server], !base.trimmed.isEmpty, !site.isServed(by: base) { return nil }
        return environment[name].flatMap(address)
    }

    /// A text as an address without slashes at its end; nil for any other.
    private static func address(_ text: String) -> String? {
        guard var rest = WebAddress(text.trimmed)?.text[...] else { return nil }
        while rest.hasSuffix("/") { rest = rest.dropLast() }
        return String(rest)
    }
}
