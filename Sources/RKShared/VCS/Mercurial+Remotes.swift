extension Mercurial {
    /// A remote as hg is to be told it, and its address.
    struct Peer {
        /// The name of a path, or the address itself.
        let name: String
        /// The address for pushes, as the configuration has it.
        let address: String
    }

    /// The remote of a name: a path of the configuration. `origin`, as the programs say where nobody says otherwise, is hg's `default`.
    func peer(_ remote: String) async throws(Fault) -> Peer {
        let fields = try await check(changing(["paths", "--template", #"{name}\0{url}\0{pushurl}\0"#])).fields
        var addresses: [String: String] = [:]
        for index in stride(from: 0, to: fields.count - 2, by: 3) {
            addresses[fields[index]] = fields[index + 2].isEmpty ? fields[index + 1] : fields[index + 2]
        }
        for name in remote == "origin" ? [remote, "default"] : [remote] {
            if let address = addresses[name] { return Peer(name: name, address: addresses["\(name)-push"] ?? address) }
        }
        guard remote.contains("/"), !remote.hasPrefix("-") else {
            throw Fault(
                .actionFailed, "the repository has no path `\(remote == "origin" ? "default" : remote)`, so nothing can be pushed there",
                hint: "name it in [paths] of .hg/hgrc; `hg paths` lists those that there are")
        }
        return Peer(name: remote, address: remote)
    }

    /// Asks what the remote's newest commit is.
    public func probe(_ remote: String) async throws(Fault) -> Call {
        var call = changing([])
        call.arguments = ["identify", "--id", "--", try await peer(remote).name]
        return call
    }

    /// The newest head of a remote's named branch; nil where there is no such branch, or it is closed.
    public func tip(of branch: String, at remote: String) async throws(Fault) -> String? {
        let peer = try await peer(remote)
        guard let commit = try await lookUp(branch, at: peer), try await fetch(commit, of: branch, from: remote) else { return nil }
        return try await commits("\(try Self.revision(commit)) and closed()").isEmpty ? commit : nil
    }

    /// What a name means at a remote; nil for nothing.
    private func lookUp(_ name: String, at peer: Peer) async throws(Fault) -> String? {
        let call = changing(["identify", "--id", "--rev", name, "--template", "{node}", "--", peer.name])
        let reply = try await world.run(call)
        if reply.message.contains("unknown revision") { return nil }
        guard reply.succeeded else {
            throw Fault(.serviceUnavailable, "`\(call.commandLine)` ended with \(reply.status)\n\(reply.lastLines())")
        }
        return Self.commit(reply.text.trimmed)
    }

    /// Gets a commit from a remote; false where the remote does not have it.
    public func fetch(_ commit: String, of branch: String, from remote: String) async throws(Fault) -> Bool {
        if try await has(commit) { return true }
        _ = try await world.run(changing(["pull", "--quiet", "--rev", commit, "--", try await peer(remote).name]))
        return try await has(commit)
    }

    /// Gets all that a remote has.
    func pull(_ remote: String) async throws(Fault) {
        _ = try await world.check(changing(["pull", "--quiet", "--", try await peer(remote).name]), .serviceUnavailable)
    }

    /// Brings a commit to a remote as the one open head of its named branch; heads that it replaces are closed. Nothing is ever lost there.
    public func push(_ commit: String, as branch: String, to remote: String, over tip: String?, runsHooks: Bool) async throws(Fault) {
        let revision = try Self.revision(commit)
        let own = try tip.map { (tip) throws(Fault) in "or ancestors(\(try Self.revision(tip)))" } ?? ""
        let known = "heads(branch(\(Self.literal("literal:\(branch)"))) and (public() \(own)))"
        var heads: [String] = []
        for head in try await commits("\(known) - closed() - ancestors(\(revision))") {
            heads.append(try await close(head, "chore: close what a newer release replaces", runsHooks: runsHooks))
        }
        // hg counts closed heads as well when it refuses new ones.
        var isNew = !heads.isEmpty
        if !isNew, try await commits("\(known) and ancestors(\(revision))").isEmpty { isNew = try await !commits(known).isEmpty }
        let revisions = ([commit] + heads).flatMap { ["--rev", $0] } + ["--new-branch"] + (isNew ? ["--force"] : [])
        try await push(
            revisions, to: remote, runsHooks: runsHooks,
            hint: "where what is checked out was not pushed yet: `hg pull`, `hg merge`, push, and run the pipeline again")
    }

    /// Commits the end of a head, unless a run that was stopped did, and gives the commit.
    func close(_ head: String, _ message: String, runsHooks: Bool) async throws(Fault) -> String {
        if let closing = try await commits("children(\(try Self.revision(head))) and closed()").first { return closing }
        return try await withWorkTree(of: head) { (tree) async throws(Fault) in
            var call = tree.changing(
                ["commit", "--quiet", "--close-branch", "--logfile", "-", "--date", try await date(of: head)]
                    + (try await quiet(runsHooks)))
            call.input = Array("\(message)\n".utf8)
            _ = try await world.check(call, .actionFailed, hint: "hg says why")
            return try await tree.head() ?? head
        }
    }

    /// Pushes; false where the remote has everything.
    @discardableResult
    func push(_ options: [String], to remote: String, runsHooks: Bool, hint: String) async throws(Fault) -> Bool {
        let call = changing(["push", "--quiet"] + options + (try await quiet(runsHooks)) + ["--", try await peer(remote).name])
        let reply = try await world.run(call)
        // hg ends with 1 where there is nothing to push.
        if reply.status == 1 { return false }
        guard reply.succeeded else {
            throw Fault(.actionFailed, "`\(call.commandLine)` ended with \(reply.status)\n\(reply.lastLines())", hint: hint)
        }
        return true
    }

    /// Pushes the commit that brings tags; false where the remote has them.
    public func push(tags: [String], to remote: String, runsHooks: Bool) async throws(Fault) -> Bool {
        let ours = try await taggedCommits()
        let unset = tags.filter { ours[$0] == nil }
        guard unset.isEmpty, let release = tags.first.flatMap({ ours[$0] }) else {
            throw Fault(
                .actionFailed, "there is no tag `\(unset.first ?? "")` to push", hint: "run the pipeline again, from rk-tag on")
        }
        _ = try await lacking(tags, ours, at: remote)
        return try await push(tagsOf: release, to: remote, runsHooks: runsHooks)
    }

    /// Pushes the last commit that says something of a commit's tags; false where the remote has it.
    @discardableResult
    func push(tagsOf release: String, to remote: String, runsHooks: Bool) async throws(Fault) -> Bool {
        let holders = "file(\"path:.hgtags\") and descendants(\(try Self.revision(release)))"
        guard let commit = try await commits("max(\(holders))").first else {
            throw Fault(
                .actionFailed, "no commit has the tags of \(release.prefix(12))", hint: "`hg tag --remove --local` takes local tags away")
        }
        return try await push(
            ["--rev", commit], to: remote, runsHooks: runsHooks,
            hint: "where the branch has moved on: `hg pull`, `hg merge` in what is pulled, commit, and run this again")
    }

    /// The commits of some of a remote's tags, by the tags' names: hg tells of one at a time.
    public func taggedCommits(at remote: String, _ tags: [String]) async throws(Fault) -> [String: String] {
        let peer = try await peer(remote)
        let answers = await tags.answers { (tag) throws(Fault) in try await lookUp(tag, at: peer) }
        var commits: [String: String] = [:]
        for (tag, answer) in zip(tags, answers) { commits[tag] = try answer.get() }
        return commits
    }

    /// Who holds the lease on a remote now, in words; nil for nobody.
    public func leaseHolder(on remote: String) async throws(Fault) -> String? { try await BookmarkLease.holder(on: remote, from: self) }

    /// Takes a lease on a remote, or waits for it, and gets what the remote has by then: others may have set tags meanwhile.
    public func lease(
        on remote: String, memory: String, purpose: String, patience: Double, waiting: @Sendable (String) -> Void
    ) async throws(Fault) -> any Lease {
        let lease = try await BookmarkLease(
            on: remote, from: self, memory: memory, purpose: purpose, patience: patience, waiting: waiting)
        do throws(Fault) {
            try await pull(remote)
        } catch {
            await lease.release()
            throw error
        }
        return lease
    }
}
