import RKShared

/// A commit, and the request to merge it.
struct Proposal {
    /// The name of its branch.
    let branch: String
    /// The commit's message.
    let message: String
    /// The actions that write its files.
    let changes: [Action]
    /// The request, without its base.
    let request: (title: String, body: String, labels: [String])

    /// Where a proposal goes.
    struct Way {
        /// The full id of the commit that it begins at.
        let head: String
        /// The branch that it is for; nil to commit on the branch that is checked out.
        let base: String?
        /// The remote's name.
        let remote: String
    }

    /// The actions in their order.
    func actions(on way: Way) -> [Action] {
        let commit = Action(.commit(Action.Commit(message: message)))
        guard let base = way.base else { return changes + [commit] }
        return [Action(.startBranch(Action.Branch(name: branch, commit: way.head)))] + changes
            + [
                commit, Action(.push(Action.Push(remote: way.remote, branch: branch))),
                Action(
                    .openRequest(
                        Action.MergeRequest(
                            branch: branch, base: base, title: request.title, body: request.body, labels: request.labels))),
            ]
    }
}
