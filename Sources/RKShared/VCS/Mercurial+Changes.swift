extension Mercurial {
    /// Makes a work tree of a commit in an empty folder, as a share of the repository. What is committed there is on the named branch.
    public func addWorkTree(at folder: String, commit: String, for branch: String?) async throws(Fault) {
        let revision = try Self.revision(commit)
        let top = try top()
        do { try Files.createFolder(Files.folder(of: folder)) } catch { throw error.fault(writing: folder) }
        _ = try await world.check(call("--config", "extensions.share=", "share", "--noupdate", "--quiet", "--", top, folder), .toolFailed)
        try inherit(from: top, to: folder)
        let tree = at(folder)
        _ = try await world.check(tree.call("update", "--quiet", "--rev", revision), .toolFailed)
        guard let branch else { return }
        _ = try await world.check(tree.call("branch", "--force", "--quiet", "--", branch), .toolFailed)
    }

    /// Lets a share read the repository's configuration, where its format does not do that by itself.
    private func inherit(from top: String, to folder: String) throws(Fault) {
        let requirements = (try? Files.read("\(folder)/.hg/requires")) ?? []
        guard !String(decoding: requirements, as: UTF8.self).split(separator: "\n").contains("share-safe") else { return }
        guard Files.exists("\(top)/.hg/hgrc") else { return }
        do {
            try Files.replace("\(folder)/.hg/hgrc", with: Array("%include \(top)/.hg/hgrc\n".utf8))
        } catch {
            throw error.fault(writing: "\(folder)/.hg/hgrc")
        }
    }

    /// Takes a work tree away again.
    public func removeWorkTree(at folder: String) async throws(Fault) {
        do { try Files.removeTree(folder) } catch { throw error.fault(writing: folder) }
    }

    /// Commits some files as they are now, those that are gone too, dated like another commit; false where nothing differs.
    public func commit(_ paths: [String], message: String, author: String?, runsHooks: Bool, after: String) async throws(Fault) -> Bool {
        let own = (author.map { ["--user", $0] } ?? []) + (try await quiet(runsHooks))
        var call = changing(
            ["commit", "--addremove", "--quiet", "--logfile", "-", "--date", try await date(following: after, message)] + own + ["--"]
                + paths.map { "relpath:\($0)" })
        call.input = Array(message.utf8)
        let reply = try await world.run(call)
        // hg ends with 1 where there is nothing to commit.
        if reply.status == 1, try await !differs(paths) { return false }
        guard reply.succeeded else {
            throw Fault(
                .actionFailed, "`\(call.commandLine)` ended with \(reply.status)\n\(reply.lastLines())",
                hint: "hg says why; `username` in [ui] of the hgrc, or --author, say who commits; --no-verify leaves hooks out")
        }
        return true
    }

    /// Whether some files differ from the commit that is checked out.
    private func differs(_ paths: [String]) async throws(Fault) -> Bool {
        try await !check(call(["status", "--print0", "--no-status", "--"] + paths.map { "relpath:\($0)" })).output.isEmpty
    }

    /// When a commit of the work tree is made that follows another one: at that one's time, or a second after one with the same message that was
    /// closed, for the same one again would be closed too.
    private func date(following commit: String, _ message: String) async throws(Fault) -> String {
        let closed = try await check(
            call("log", "--rev", "children(.) and parents(closed())", "--template", #"{date|hgdate}\0{desc}\0"#)
        ).fields
        let times = stride(from: 0, to: closed.count - 1, by: 2).filter { closed[$0 + 1].trimmed == message.trimmed }
            .compactMap { Int(closed[$0].prefix { $0 != " " }) }
        guard let latest = times.max() else { return try await date(of: commit) }
        return "\(latest + 1) 0"
    }

    /// When a commit was made, as hg takes it: a commit that follows from it has that time in UTC.
    func date(of commit: String) async throws(Fault) -> String {
        let fields = try await check(call("log", "--rev", try Self.revision(commit), "--template", #"{date|hgdate}\0"#)).fields
        return "\(fields.first?.prefix { $0 != " " } ?? "0") 0"
    }

    /// The options that switch off all hooks, where none may run.
    func quiet(_ runsHooks: Bool) async throws(Fault) -> [String] {
        guard !runsHooks else { return [] }
        let reply = try await world.run(changing(["config", "--template", #"{name}\0"#, "hooks"]))
        return reply.fields.flatMap { ["--config", "\($0)="] }
    }

    /// Sets tags, in one commit for those of the same commit. It follows the newest commit of the branch that the remote knows or that is a tag's
    /// itself, in a work tree of its own: what is checked out stays, and what nobody pushed yet is not pushed with it.
    public func set(_ tags: [Action.Tag], runsHooks: Bool) async throws(Fault) {
        guard !tags.contains(where: \.isSigned) else {
            throw Fault(.actionFailed, "Mercurial signs no tags", hint: "leave --sign out; `hg sign` of its extension gpg signs commits")
        }
        for (commit, tags) in Dictionary(grouping: tags, by: \.commit).sorted(by: { $0.key.precedes($1.key) }) {
            // Names that are tags were left out before.
            try await tag(["--rev", try Self.revision(commit)], tags.map(\.name), of: commit, runsHooks: runsHooks)
        }
    }

    /// Commits lines of `.hgtags` for tags of a commit.
    /// - Parameter options: those of `hg tag`.
    func tag(_ options: [String], _ names: [String], of commit: String, runsHooks: Bool) async throws(Fault) {
        let base = try await place(ofTagsOn: try Self.revision(commit)) ?? commit
        _ = try await withWorkTree(of: base) { (tree) async throws(Fault) in
            // --force is for a base that is followed by commits that nobody pushed.
            let call = tree.changing(
                ["tag", "--quiet", "--force", "--date", try await date(of: commit)] + options + (try await quiet(runsHooks)) + ["--"]
                    + names)
            return try await world.check(
                call, .actionFailed,
                hint: "hg says why; who tags is said by `username` in [ui] of the hgrc, and some names it does not take")
        }
    }

    /// Which commit the commit of tags follows: the last of the branch, without those that nobody pushed unless all are such; nil for none.
    private func place(ofTagsOn revision: String) async throws(Fault) -> String? {
        let later = "(descendants(\(revision)) and branch(\(revision)) and not closed())"
        let own = "descendants(\(later) and not public() and not file(\"path:.hgtags\"))"
        return try await commits("max(\(later) - (\(own) and descendants(\(revision) and public())))").first
    }

    /// Works in a passing work tree of a commit.
    func withWorkTree<Result>(
        of commit: String, _ work: (Mercurial) async throws(Fault) -> Result
    ) async throws(Fault) -> Result {
        let folder = "\(StateFolder(privateFolder: try await privateFolder()).path)/passing"
        if Files.exists(folder) { try await removeWorkTree(at: folder) }
        try await addWorkTree(at: folder, commit: commit, for: nil)
        let result: Result
        do throws(Fault) {
            result = try await work(at(folder))
        } catch {
            try? await removeWorkTree(at: folder)
            throw error
        }
        try await removeWorkTree(at: folder)
        return result
    }
}
