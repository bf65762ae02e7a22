import RKShared

/// What uploads would be authorised with: nothing, or a token where none is needed.
struct TokenCheck: Check {
    /// What it looks for.
    let codes: Set<Code> = [.credentialsMissing, .tokenLongLived]

    /// The registries that trust a workflow, by their hosts.
    private static let trusting: Set<String> = ["upload.pypi.org", "test.pypi.org", "registry.npmjs.org", "crates.io"]
    /// The variables with which GitHub and GitLab give a workflow an identity.
    private static let identities = ["ACTIONS_ID_TOKEN_REQUEST_URL", "PYPI_ID_TOKEN", "NPM_ID_TOKEN", "GITLAB_CI"]

    /// One for each registry.
    func findings(in subject: Subject) throws(Fault) -> [Finding] {
        let addresses = try RegistryCheck.registries(of: subject)
        let sources = RegistryCheck.sources(of: subject)
        let isJob = !(subject.environment["CI"] ?? "").isEmpty
        let isTrustable = isJob && (subject.environment["GITHUB_ACTIONS"] == "true" || subject.environment["GITLAB_CI"] == "true")
        var seen: Set<String> = []
        var findings: [Finding] = []
        for package in subject.published {
            guard let address = addresses[package.id], seen.insert(address.upload).inserted,
                let publishing = Catalog.ecosystem(package.ecosystem)?.publishing
            else { continue }
            let credentials = publishing.credentials(for: address, from: sources)
            if let remedy = credentials.remedy {
                findings.append(
                    Finding(
                        Diagnostic(.warning, .credentialsMissing, "there are no credentials for \(address.upload)", hint: remedy)))
                continue
            }
            let hasToken = !credentials.variables.isEmpty
            guard isTrustable, hasToken, Self.trusting.contains(WebAddress(address.upload)?.host ?? "") else { continue }
            let hasIdentity = Self.identities.contains { !(subject.environment[$0] ?? "").isEmpty }
            findings.append(
                Finding(
                    Diagnostic(
                        .note, .tokenLongLived, "uploads to \(address.base) use a token that does not expire",
                        hint:
                            "register this workflow as a trusted publisher there\(hasIdentity ? "" : ", give it `id-token: write`"), and delete the token"
                    )))
        }
        return findings
    }
}
