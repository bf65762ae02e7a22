import RKShared

/// The work tree and the clone.
struct TreeCheck: Check {
    /// What it looks for.
    let codes: Set<Code> = [.treeDirty, .historyShallow]

    /// Of the tree, then of the clone.
    func findings(in subject: Subject) async throws(Fault) -> [Finding] {
        var findings: [Finding] = []
        if let versionControl = subject.versionControl,
            let changes = Readiness.changes(in: try await versionControl.changedPaths(), hint: "commit, stash or ignore them")
        {
            findings.append(Finding(changes))
        }
        let isKnown = subject.document.diagnostics.contains { $0.code == Code.historyShallow.rawValue }
        if subject.repository.shallow, !isKnown {
            findings.append(
                Finding(
                    Diagnostic(
                        .warning, .historyShallow, "the clone is shallow: commits of a release may be missing",
                        hint: "`git fetch --unshallow --tags`; in GitHub Actions set fetch-depth to 0")))
        }
        return findings
    }
}
