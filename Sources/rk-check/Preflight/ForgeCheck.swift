import RKShared

/// The forge of the remote: whether there is a token, it is good, and a release is under way.
struct ForgeCheck: Check {
    /// What it looks for.
    let codes: Set<Code> = [.credentialsMissing, .credentialsRefused, .forgeUnknown, .serviceUnavailable, .releaseElsewhere]

    /// Of forges that list drafts, the newest of these; of the others, whether they answer.
    func findings(in subject: Subject) async -> [Finding] {
        guard let remote = subject.repository.remote else { return [] }
        guard subject.versionControl?.isServed != false else {
            return [.skipped("no forge takes this repository's version control, so none is asked")]
        }
        guard let site = ForgeSite(remote: remote, wanted: subject.configuration.forge, environment: subject.environment) else {
            return [.skipped("the remote is on no forge that is known", hint: "`forge` in \(Configuration.fileName) names it")]
        }
        do {
            let forge = try await ForgeAccess.forge(of: site, environment: subject.environment, world: subject.world)
            if let drafts = forge as? any ReleaseDrafts {
                guard let tag = try await subject.world.answer(to: drafts.openDraft(), from: forge) else { return [] }
                return [
                    Finding(
                        Diagnostic(
                            .warning, .releaseElsewhere, "\(forge.name) has the draft of a release: \(tag)",
                            hint: "is a release under way, or was one not finished? publish or delete the draft"))
                ]
            }
            guard let requests = forge as? any MergeRequests else { return [] }
            // Any question tells whether the token is good.
            _ = try await subject.world.answer(
                to: requests.request(from: "releasekit--release", into: subject.repository.branch ?? "main"), from: forge)
            return []
        } catch {
            // Without a forge a release goes on: branches and tags are pushed all the same.
            return [Finding(Diagnostic(error.code == .credentialsRefused ? .error : .warning, error))]
        }
    }
}
