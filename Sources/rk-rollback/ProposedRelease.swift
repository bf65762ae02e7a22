import RKShared

/// A release that nobody has merged yet: a branch on the remote, and the request to merge it.
struct ProposedRelease {
    /// The branch.
    let branch: String
    /// The branch that was to take it.
    let base: String
    /// The remote's name.
    let remote: String

    /// The request first, so that no forge closes it for want of a branch.
    /// - Throws: a `Fault` with `.branchForeign` where the branch ends with a commit that no release wrote.
    func actions(in checkout: Checkout, isForced: Bool) async throws(Fault) -> [Action] {
        var actions = [Action(.closeRequest(Action.RequestClosing(branch: branch, base: base, labels: ReleaseLabel.all)))]
        guard let tip = try await checkout.versionControl.tip(of: branch, at: remote) else { return actions }
        let isThere = try await checkout.versionControl.fetch(tip, of: branch, from: remote)
        if !isForced {
            guard isThere, try await CommitMark.isOfRelease(checkout.versionControl.message(of: tip)) else {
                throw Fault(
                    .branchForeign, "`\(branch)` on \(remote) ends with \(tip.prefix(12)), which no release wrote: it would be lost",
                    hint: "merge it elsewhere first, or give --force")
            }
        }
        actions.append(
            Action(
                .deleteBranch(Action.BranchDeletion(remote: remote, branch: branch, commit: tip)),
                why: "the next run of rk-propose makes it anew"))
        return actions
    }
}
