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

    /// Stages files as they are now, those that are gone too.
    public func stage(_ paths: [String]) async throws(Fault) {
        _ = try await world.check(changing(["add", "--all", "--force", "--"] + paths), .actionFailed)
    }

    /// Whether the files' staged content differs from the commit that is checked out.
    public func hasStagedChanges(_ paths: [String]) async throws(Fault) -> Bool {
        try await !world.run(call(["diff", "--cached", "--quiet", "--"] + paths)).succeeded
    }

    /// Commits some files, dated like another commit.
    /// - Parameter author: `Name <mail>`, also the committer's; nil for what git is configured with.
    public func commit(_ paths: [String], message: String, author: String?, runsHooks: Bool, after: String) async throws(Fault) {
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
            call, .actionFailed, hint: "git says why; who commits is said by `git config user.name` and `user.email`, or by --author")
    }

    /// When a commit was made, as git takes it in its variables.
    private func date(of commit: String) async throws(Fault) -> String {
        try await world.check(call("show", "--no-patch", "--format=%ct +0000", commit, "--"), .historyFailed).text.trimmed
    }

    /// The commit at the end of a remote's branch; nil where there is no such branch.
    public func tip(of branch: String, at remote: String) async throws(Fault) -> String? {
        try await tip(ofReference: "refs/heads/\(branch)", at: remote)
    }

    /// What a remote's reference names; nil where there is no such one.
    public func tip(ofReference reference: String, at remote: String) async throws(Fault) -> String? {
        let reply = try await world.check(call("ls-remote", "--", remote, reference), .serviceUnavailable)
        let lines = reply.text.split(separator: "\n").map { $0.split(separator: "\t") }
        return lines.first { $0.count == 2 && $0[1] == reference }.map { String($0[0]) }
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
        if try await tip(ofReference: reference, at: remote) != old { return false }
        // A lock of the other one's push, or a stale look of our own.
        if reply.message.contains("stale info") || reply.message.contains("lock") || reply.message.contains("failed to update ref") {
            return false
        }
        throw Fault(
            .actionFailed, "\(remote) refuses the lease `\(reference)`\n\(reply.lastLines())",
            hint: "may this user push there? where references of this kind are forbidden, work without the lease: --no-lease")
    }

    /// Makes a commit the end of a remote's branch, if that still ends where it did.
    /// - Parameter tip: where the branch ends now; nil where there is no such branch.
    public func push(_ commit: String, as branch: String, to remote: String, over tip: String?, runsHooks: Bool) async throws(Fault) {
        _ = try await world.check(
            changing(
                ["push", "--quiet", "--force-with-lease=refs/heads/\(branch):\(tip ?? "")"] + (runsHooks ? [] : ["--no-verify"])
                    + ["--", remote, "\(commit):refs/heads/\(branch)"]), .actionFailed,
            hint: "did another run push it meanwhile? run the pipeline again")
    }

    /// Pushes the tags that a remote does not have; false where it had them all.
    /// - Throws: a `Fault` with `.tagTaken` where the remote has one on another commit.
    public func push(tags: [String], to remote: String, runsHooks: Bool) async throws(Fault) -> Bool {
        let theirs = try await taggedCommits(at: remote, tags)
        let ours = try await taggedCommits()
        for tag in tags {
            guard let commit = theirs[tag], commit != ours[tag] else { continue }
            throw Fault(
                .tagTaken, "\(remote) has the tag `\(tag)` on \(commit.prefix(12)), not on \(ours[tag]?.prefix(12) ?? "any commit here")",
                hint: "a tag that was published must not move: release as another version")
        }
        let missing = tags.filter { theirs[$0] == nil }
        guard !missing.isEmpty else { return false }
        _ = try await world.check(
            changing(
                ["push", "--quiet"] + (runsHooks ? [] : ["--no-verify"]) + ["--", remote]
                    + missing.map { "refs/tags/\($0):refs/tags/\($0)" }),
            .actionFailed, hint: "git says why; may this user push tags there?")
        return true
    }

    /// The commits of some of a remote's tags, by the tags' names.
    private func taggedCommits(at remote: String, _ tags: [String]) async throws(Fault) -> [String: String] {
        let references = tags.flatMap { ["refs/tags/\($0)", "refs/tags/\($0)^{}"] }
        let reply = try await world.check(call(["ls-remote", "--", remote] + references), .serviceUnavailable)
        var commits: [String: String] = [:]
        for line in reply.text.split(separator: "\n") {
            let parts = line.split(separator: "\t")
            guard parts.count == 2, let name = String(parts[1]).rest(behind: "refs/tags/") else { continue }
            // The commit of an annotated tag stands behind the tag itself.
            commits[name.hasSuffix("^{}") ? String(name.dropLast(3)) : name] = String(parts[0])
        }
        return commits
    }

    /// Sets an annotated tag, dated like its commit: two clones make the same one.
    public func tag(_ name: String, commit: String, message: String, isSigned: Bool) async throws(Fault) {
        var call = changing(["tag", isSigned ? "--sign" : "--annotate", "--file=-", "--", name, commit])
        call.input = Array("\(message)\n".utf8)
        call.environment["GIT_COMMITTER_DATE"] = try await date(of: commit)
        _ = try await world.check(
            call, .actionFailed,
            hint: isSigned
                ? "can git sign? `git config user.signingkey` names the key"
                : "git says why; who tags is said by `git config user.name` and `user.email`")
    }

    /// A call that may lock the index.
    private func changing(_ arguments: [String]) -> Call {
        var call = call(arguments)
        call.arguments.removeFirst()
        return call
    }
}
