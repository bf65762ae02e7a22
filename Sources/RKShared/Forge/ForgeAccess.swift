/// Where a forge's interface is, and with which token it is asked.
public enum ForgeAccess {
    /// The interface of a repository.
    /// - Throws: a `Fault` with `.forgeUnknown` for a forge that is not spoken with yet.
    public static func forge(of site: ForgeSite, environment: [String: String]) throws(Fault) -> any Forge {
        switch site.kind {
        case .github:
            GitHub(
                api: api(of: site, environment), repository: site.repository,
                token: first(["GITHUB_TOKEN", "GH_TOKEN", "GH_ENTERPRISE_TOKEN"], environment))
        case .gitlab, .bitbucket, .gitea:
            throw Fault(.forgeUnknown, "\(site.page) is on a forge that is not spoken with", hint: "leave its actions out with --only")
        }
    }

    /// The address of GitHub's interface.
    private static func api(of site: ForgeSite, _ environment: [String: String]) -> String {
        if let address = first(["GITHUB_API_URL"], environment) { return address.hasSuffix("/") ? String(address.dropLast()) : address }
        return site.base == "https://github.com" ? "https://api.github.com" : "\(site.base)/api/v3"
    }

    /// The first variable that is not empty.
    private static func first(_ names: [String], _ environment: [String: String]) -> String? {
        names.lazy.compactMap { environment[$0]?.trimmed }.first { !$0.isEmpty }
    }
}
