import RKShared

/// The commit that takes a release back in the tree: the release commit reversed, or, where versions stay published, what withdraws them;
/// and a record that no longer names what is undone, so that nothing tags or publishes it again.
struct UndoCommit {
    /// The edits, by path; the record comes last. None where the tree says nothing of the release.
    let edits: [Action]
    /// The first line of the message, and the request's title.
    let title: String
    /// The message.
    let message: String
    /// The request's text.
    let body: String
    /// What could not be reversed.
    let findings: [Diagnostic]

    /// Computes the edits.
    init(of undoing: Undoing, in checkout: Checkout) async throws(Fault) {
        let bytes = try checkout.tree.readIfPresent(ReleaseRecord.path)
        let record = try bytes.map { bytes throws(Fault) in
            Self.remaining(of: try ReleaseRecord(parsing: bytes), without: undoing)
        }
        var edits: [Action] = []
        var findings: [Diagnostic] = []
        var isReversed = false
        if undoing.isWhole, let commit = undoing.survey.commit, bytes != nil {
            do throws(Fault) {
                edits = try await ReversedCommit(commit, in: checkout).edits
                isReversed = true
            } catch {
                guard error.code == .undoConflict else { throw error }
                findings.append(Diagnostic(.error, error))
            }
        }
        let retracted = undoing.withdrawnByRelease
        for (version, publishing) in retracted {
            let change = try publishing.withdrawing(
                version.version, of: version.package, because: undoing.reason, in: checkout.tree)
            guard let change else { continue }
            let write = Action.FileWrite(path: change.path, read: change.before, content: change.after)
            edits.append(Action(.writeFile(write), why: "\(version.package.name) takes \(version.version) back with its next release"))
        }
        if let bytes, let record, record.bytes != bytes {
            let write = Action.FileWrite(path: ReleaseRecord.path, read: bytes, content: record.bytes)
            edits.append(Action(.writeFile(write), why: "nothing tags or publishes it again"))
        }
        self.edits = edits
        self.findings = findings
        let names = undoing.chosen.reversed().map { "\($0.package.name) \($0.version)" }
        // A fix, since only a release of the module withdraws its version; otherwise nothing that asks for one.
        let verb = retracted.isEmpty ? "chore: undo the release of" : "fix: retract"
        let subjects = retracted.isEmpty ? names : retracted.map { "\($0.version.package.name) \($0.version.version)" }
        title = "\(verb) \(subjects.count > 3 ? "\(subjects.count) packages" : subjects.joined(separator: ", "))"
        let list = names.map { "- \($0)" }.joined(separator: "\n")
        let reversal = isReversed ? undoing.survey.commit.map { "This reverts commit \($0).\n\n" } ?? "" : ""
        let digest = record.map { Action.FileWrite.digest($0.bytes).split(separator: ":").last ?? "" } ?? ""
        message = "\(title)\n\n\(list)\n\n\(reversal)\(CommitMark.record)\(digest)\n"
        body =
            (isReversed
                ? "Merging this takes the release back in the tree, as if it had not been made."
                : "Versions that are published stay, so the release commit stays too; merging this keeps the rest from being tagged or published.")
            + "\n\n\(names.map { "- \(MarkdownText.inline($0))" }.joined(separator: "\n"))\n\nReason: \(MarkdownText.inline(undoing.reason))\n"
    }
}

extension UndoCommit {
    /// The record without what is undone.
    private static func remaining(of record: ReleaseRecord, without undoing: Undoing) -> ReleaseRecord {
        var record = record
        let ids = Set(undoing.chosen.map(\.package.id))
        record.packages.removeAll { ids.contains($0.package) }
        // The commit that writes this is not the release.
        record.commit = record.packages.isEmpty ? nil : undoing.survey.commit
        return record
    }
}

/// What a commit changed, changed back in the tree as it is now; later changes of other lines stay.
struct ReversedCommit {
    /// The edits by path, without the record of the release.
    let edits: [Action]

    /// Reverses a commit, of a merge all that it brought.
    /// - Throws: a `Fault` with `.undoConflict` where later commits changed the same lines.
    init(_ commit: String, in checkout: Checkout) async throws(Fault) {
        let history = checkout.versionControl
        guard let parent = try await history.parent(of: commit) else {
            throw Self.conflict("the release commit \(commit.prefix(12)) is the first one, so there is nothing before it", commit)
        }
        let paths = try await history.changedPaths(from: parent, to: commit).filter { $0 != ReleaseRecord.path }
        let (old, new) = (try await history.contents(of: paths, at: parent), try await history.contents(of: paths, at: commit))
        let folder = StateFolder(privateFolder: try await history.privateFolder()).file("undo")
        do { try Files.createFolder(folder) } catch { throw error.fault(writing: folder) }
        defer { try? Files.removeTree(folder) }
        var edits: [Action] = []
        for path in paths {
            let now = try checkout.tree.readIfPresent(path)
            guard now != old[path] else { continue }
            var target = old[path]
            if let now, now != new[path] {
                guard let before = new[path], let after = old[path],
                    let merged = try await history.merged(now, from: before, to: after, in: folder)
                else { throw Self.conflict("`\(path)` was changed since the release where the release changed it", commit, path) }
                target = merged
            }
            if let target {
                guard now != nil || new[path] == nil, String(validating: target, as: UTF8.self) != nil else {
                    throw Self.conflict("`\(path)` is gone, or no text", commit, path)
                }
                edits.append(Action(.writeFile(Action.FileWrite(path: path, read: now, content: target)), why: "as before the release"))
            } else if let now {
                edits.append(
                    Action(
                        .removeFile(Action.FileRemoval(path: path, before: Action.FileWrite.digest(now))), why: "the release added it"))
            }
        }
        self.edits = edits
    }

    /// What no program can decide.
    private static func conflict(_ message: String, _ commit: String, _ path: String? = nil) -> Fault {
        Fault(
            .undoConflict, message,
            hint: "revert \(commit.prefix(12)) by hand, and plan the rest with --no-revert", at: path.map { Place($0) })
    }
}
