extension Git {
    /// The first parent of a commit; nil for a root.
    public func parent(of commit: String) async throws(Fault) -> String? {
        let reply = try await world.run(call("rev-parse", "--verify", "--quiet", "\(commit)^1"))
        return reply.succeeded ? reply.text.trimmed : nil
    }

    /// The message of a commit.
    public func message(of commit: String) async throws(Fault) -> String {
        try await world.check(call("show", "--no-patch", "--format=%B", commit, "--"), .historyFailed).text
    }

    /// Commits some files as they are now, those that are gone too, dated like another commit; false where nothing differs.
    /// - Parameter author: `Name <mail>`, also the committer's; nil for what git is configured with.
    public func commit(_ paths: [String], message: String, author: String?, runsHooks: Bool, after: String) async throws(Fault) -> Bool {
        _ = try await world.check(changing(["add", "--all", "--force", "--"] + paths), .actionFailed)
        if try await world.run(call(["diff", "--cached", "--quiet", "--"] + paths)).succeeded { return false }
        let date = try await date(of: after)
        var call = changing(
            ["commit", "--quiet", "--file=-", "--cleanup=verbatim"] + (runsHooks ? [] : ["--no-verify"]) + ["--"] + paths)
        call.input = Array(message.utf8)
        call.environment["GIT_AUTHOR_DATE"] = date
        call.environment["GIT_COMMITTER_DATE"] = date
        if let author, let mail = author.lastIndex(of: "<"), author.hasSuffix(">") {
            for role in ["AUTHOR", "COMMITTER"] {
                call.environment["GIT_\(role)_NAME"] = String(author[..<mail]).trimmed
                call.environment["GIT_\(role)_EMAIL"] = String(author[author.index(after: mail)...].dropLast()).trimmed
            }
        }
        _ = try await world.check(
            call, .actionFailed,
            hint: "git says why; `git config user.name` and `user.email`, or --author, say who commits; --no-verify leaves hooks out")
        return true
    }

    /// When a commit was made, as git takes it in its variables.
    private func date(of commit: String) async throws(Fault) -> String {
        try await world.check(call("show", "--no-patch", "--format=%ct +0000", commit, "--"), .historyFailed).text.trimmed
    }

    /// Asks for the remote's references.
    public func probe(_ remote: String) -> Call {
        var call = call()
        call.arguments = ["ls-remote", "--quiet", "--", remote, "HEAD"]
        return call
    }

    /// The commit at the end of a remote's branch; nil where there is no such branch.
    public func tip(of branch: String, at remote: String) async throws(Fault) -> String? {
        try await tip(ofReference: "refs/heads/\(branch)", at: remote)
    }

    /// What a remote's reference names; nil where there is no such one.
    public func tip(ofReference reference: String, at remote: String) async throws(Fault) -> String? {
        try await tips(of: [reference], at: remote)[reference]
    }

    /// What a remote's references name, by reference; those that it does not have are left out.
    func tips(of references: [String], at remote: String) async throws(Fault) -> [String: String] {
        let reply = try await world.check(
            call(["ls-remote", "--", remote] + references), .serviceUnavailable,
            hint: "`git remote -v` shows the address; without a remote, rk-propose --local and rk-tag --no-push work here")
        let lines = reply.text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        return Dictionary(lines.filter { $0.count == 2 }.map { ($0[1], $0[0]) }) { first, _ in first }
    }

    /// Gets a commit of a remote's branch; false where the branch has moved on meanwhile.
    public func fetch(_ commit: String, of branch: String, from remote: String) async throws(Fault) -> Bool {
        try await fetch(commit, ofReference: "refs/heads/\(branch)", from: remote)
    }

    /// Gets a commit that a remote's reference names; false where that names another one now, or is gone.
    public func fetch(_ commit: String, ofReference reference: String, from remote: String) async throws(Fault) -> Bool {
        _ = try await world.run(call("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--", remote, reference))
        return try await world.run(call("cat-file", "-e", "\(commit)^{commit}")).succeeded
    }

    /// Whether a commit is among the ancestors of another one, or is it.
    public func isAncestor(_ commit: String, of other: String) async throws(Fault) -> Bool {
        try await world.run(call("merge-base", "--is-ancestor", commit, other)).succeeded
    }

    /// Makes a commit of no files and without parents, which no reference names.
    func emptyCommit(_ message: String) async throws(Fault) -> String {
        let tree = try await world.check(changing(["mktree"]), .actionFailed).text.trimmed
        var call = changing(["commit-tree", tree])
        call.input = Array(message.utf8)
        for role in ["AUTHOR", "COMMITTER"] {
            call.environment["GIT_\(role)_NAME"] = "rk"
            call.environment["GIT_\(role)_EMAIL"] = "rk@localhost"
        }
        return try await world.check(call, .actionFailed).text.trimmed
    }

    /// Changes what a remote's reference names, if it still names what it did; false where it does not.
    /// - Parameters:
    ///   - old: nil where there is no such reference.
    ///   - new: nil to take it away.
    /// - Throws: a `Fault` where the remote refuses such references.
    func swap(_ reference: String, at remote: String, from old: String?, to new: String?) async throws(Fault) -> Bool {
        let reply = try await world.run(
            changing(
                [
                    "push", "--porcelain", "--no-verify", "--force-with-lease=\(reference):\(old ?? "")", "--", remote,
                    "\(new ?? ""):\(reference)",
                ]))
        if reply.succeeded { return true }
        let refusal = reply.text.split(separator: "\n").first { $0.hasPrefix("!") }?.split(separator: "\t").last.map(String.init)
        let reason = refusal ?? reply.lastLines()
        // Another one's push was faster, or is at work on the reference.
        let isRace = ["stale info", "cannot lock ref", "failed to update ref", "reference already exists"].contains { reason.contains($0) }
        if isRace { return false }
        if try await tip(ofReference: reference, at: remote) != old { return false }
        let words = reply.message.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("remote: ") }.prefix(3).map { "\n\($0)" }
            .joined()
        throw Fault(
            .actionFailed, "\(remote) refuses a change of `\(reference)`: \(reason)\(words)",
            hint: reference == RemoteLease.reference
                ? "may this user push there? where references of this kind are forbidden, work without the lease: --no-lease"
                : "may this user change that there? rules for branches and tags may forbid it")
    }

    /// Makes a commit the end of a remote's branch, if that still ends where it did.
    /// - Parameter tip: where the branch ends now; nil where there is no such branch.
    public func push(_ commit: String, as branch: String, to remote: String, over tip: String?, runsHooks: Bool) async throws(Fault) {
        _ = try await world.check(
            changing(
                ["push", "--quiet", "--force-with-lease=refs/heads/\(branch):\(tip ?? "")"] + (runsHooks ? [] : ["--no-verify"])
                    + ["--", remote, "\(commit):refs/heads/\(branch)"]), .actionFailed,
            hint: "may this user push there? if another run pushed it meanwhile, run the pipeline again")
    }

    /// Pushes the tags that a remote does not have; false where it had them all.
    /// - Throws: a `Fault` with `.tagTaken` where the remote has one on another commit.
    public func push(tags: [String], to remote: String, runsHooks: Bool) async throws(Fault) -> Bool {
        let missing = try await lacking(tags, taggedCommits(), at: remote)
        guard !missing.isEmpty else { return false }
        _ = try await world.check(
            changing(
                ["push", "--quiet"] + (runsHooks ? [] : ["--no-verify"]) + ["--", remote]
                    + missing.map { "refs/tags/\($0):refs/tags/\($0)" }),
            .actionFailed, hint: "git says why; may this user push tags there?")
        return true
    }

    /// The commits of some of a remote's tags, by the tags' names.
    public func taggedCommits(at remote: String, _ tags: [String]) async throws(Fault) -> [String: String] {
        guard !tags.isEmpty else { return [:] }
        // An annotated tag is an object of its own, and `^{}` the commit.
        let tips = try await tips(of: tags.flatMap { ["refs/tags/\($0)", "refs/tags/\($0)^{}"] }, at: remote)
        var commits: [String: String] = [:]
        for tag in tags { commits[tag] = tips["refs/tags/\(tag)^{}"] ?? tips["refs/tags/\(tag)"] }
        return commits
    }

    /// Sets annotated tags, dated like their commits: two clones make the same ones. Git has no hooks for that.
    public func set(_ tags: [Action.Tag], runsHooks: Bool) async throws(Fault) {
        for tag in tags { try await set(tag) }
    }

    /// Sets an annotated tag.
    private func set(_ tag: Action.Tag) async throws(Fault) {
        var call = changing(["tag", tag.isSigned ? "--sign" : "--annotate", "--file=-", "--", tag.name, tag.commit])
        call.input = Array("\(tag.message)\n".utf8)
        call.environment["GIT_COMMITTER_DATE"] = try await date(of: tag.commit)
        let reply = try await world.check(
            call, .actionFailed,
            hint: tag.isSigned ? Self.signingHint : "git says why; who tags is said by `git config user.name` and `user.email`")
        guard tag.isSigned else { return }
        // Git 2.39 makes the tag without a signature, and succeeds, where ssh-keygen finds no key.
        let signature = self.call("for-each-ref", "--format=%(contents:signature)", "refs/tags/\(tag.name)")
        guard try await world.check(signature, .actionFailed).text.trimmed.isEmpty else { return }
        _ = try await world.check(self.call("tag", "--delete", "--", tag.name), .actionFailed)
        throw Fault(.actionFailed, "git could not sign the tag `\(tag.name)`\n\(reply.lastLines())", hint: Self.signingHint)
    }

    /// What helps where git cannot sign.
    private static let signingHint = "can git sign? `git config user.signingkey` names the key"

    /// A call that may lock the index.
    private func changing(_ arguments: [String]) -> Call {
        var call = call(arguments)
        call.arguments.removeFirst()
        return call
    }
}
