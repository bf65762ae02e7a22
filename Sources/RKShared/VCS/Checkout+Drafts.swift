extension Checkout {
    /// The error of actions that would commit, on the branch that is checked out, changes which somebody made and did not commit, or counted
    /// from them; nil where nothing is in the way.
    public func drafts(under actions: [Action]) async throws(Fault) -> Diagnostic? {
        let paths = actions.flatMap { action -> [String] in
            switch action.work {
            case .writeFile(let write): [write.path]
            case .removeFile(let removal): [removal.path]
            case .run(let run): run.writes
            default: []
            }
        }
        guard !paths.isEmpty else { return nil }
        let prefix = try await versionControl.prefix()
        let changed = try await versionControl.changedPaths().compactMap { prefix.isEmpty ? $0 : $0.rest(behind: "\(prefix)/") }
        let draft = paths.first { path in changed.contains { $0 == path || $0.hasSuffix("/") && path.hasPrefix($0) } }
        guard let draft else { return nil }
        return Diagnostic(
            .error, .treeDirty, "`\(draft)` has changes that are not committed, and the commit would take them along",
            hint: "commit them, or take them back; after a run of rk-apply that was stopped, give it the same document again",
            at: Place(draft))
    }
}
