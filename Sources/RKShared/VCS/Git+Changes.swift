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
        let date = try await world.check(call("show", "--no-patch", "--format=%ct +0000", after, "--"), .historyFailed).text.trimmed
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

    /// The commit at the end of a remote's branch; nil where there is no such branch.
    public func tip(of branch: String, at remote: String) async throws(Fault) -> String? {
        let reply = try await world.check(call("ls-remote", "--", remote, "refs/heads/\(branch)"), .serviceUnavailable)
        return reply.text.split(whereSeparator: \.isWhitespace).first.map(String.init)
    }

    /// Gets a commit of a remote's branch; false where the branch has moved on meanwhile.
    public func fetch(_ commit: String, of branch: String, from remote: String) async throws(Fault) -> Bool {
        _ = try await world.check(
            call("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--", remote, "refs/heads/\(branch)"), .serviceUnavailable)
        return try await world.run(call("cat-file", "-e", "\(commit)^{commit}")).succeeded
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

    /// Pushes tags; false where the remote had them all.
    public func push(tags: [String], to remote: String, runsHooks: Bool) async throws(Fault) -> Bool {
        let reply = try await world.check(
            changing(
                ["push", "--porcelain"] + (runsHooks ? [] : ["--no-verify"]) + ["--", remote]
                    + tags.map { "refs/tags/\($0):refs/tags/\($0)" }), .actionFailed,
            hint: "a tag that the remote has on another commit must not move: release as another version")
        return reply.text.split(separator: "\n").contains { $0.hasPrefix("*") || $0.hasPrefix(" ") || $0.hasPrefix("+") }
    }

    /// Sets an annotated tag.
    public func tag(_ name: String, commit: String, message: String, isSigned: Bool) async throws(Fault) {
        var call = changing(["tag", isSigned ? "--sign" : "--annotate", "--file=-", "--", name, commit])
        call.input = Array("\(message)\n".utf8)
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
