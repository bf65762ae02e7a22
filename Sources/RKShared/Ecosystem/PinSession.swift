/// Edits files for a while: what they were is on disk before the edit, and is put back exactly, in this process or in a later one.
public actor PinSession {
    /// A file that was edited.
    struct Edit: Sendable, Hashable {
        /// Its path, relative to the root.
        var path: String
        /// The digest before.
        var before: String
        /// The digest of what was written.
        var after: String
        /// Where the bytes from before are kept.
        var backup: String
    }

    /// The folder for the journal and the bytes from before.
    private let folder: String
    /// The work tree.
    private let root: String
    /// The journal.
    private let journal: Journal
    /// The open edits, by who made them.
    private var open: [String: [Edit]] = [:]
    /// How many edits were made, for names of backups.
    private var count = 0

    /// A session in a state folder, for the work tree at `root`.
    public init(state: StateFolder, root: String) throws(Fault) {
        folder = "\(state.path)/pins"
        self.root = root
        journal = Journal(path: "\(folder)/journal.ndjson")
    }

    /// Writes the changes of a rewriting; `owner` takes them back.
    /// - Throws: a `Fault` when a file is no longer what was read, or cannot be written; then nothing of it stays.
    public func apply(_ rewriting: Rewriting, for owner: String) throws(Fault) {
        for change in rewriting.changes {
            do throws(Fault) {
                try apply(change, for: owner)
            } catch {
                try restore(owner)
                throw error
            }
        }
    }

    /// Writes one change: bytes from before, record, edit.
    private func apply(_ change: Rewriting.FileChange, for owner: String) throws(Fault) {
        let path = "\(root)/\(change.path)"
        guard (try? Files.read(path)) == change.before else {
            throw Fault(.pinConflict, "`\(change.path)` changed while it was being pinned", hint: "run this again", at: Place(change.path))
        }
        let edit = Edit(
            path: change.path, before: Digest.sha256(change.before), after: Digest.sha256(change.after), backup: "\(folder)/\(count).orig")
        count += 1
        do {
            try Files.createFolder(folder)
            try Files.replace(edit.backup, with: change.before)
            try journal.append(record("edit", owner, edit))
            open[owner, default: []].append(edit)
            try Files.replace(path, with: change.after)
        } catch let fault as Fault {
            throw fault
        } catch {
            throw Fault(.fileUnwritable, "`\(change.path)` cannot be written: \(error)", at: Place(change.path))
        }
    }

    /// Puts back what an owner's edits changed.
    /// - Throws: a `Fault` with `.pinConflict` for a file that someone else changed meanwhile; the others are put back all the same.
    public func restore(_ owner: String) throws(Fault) {
        let edits = open.removeValue(forKey: owner) ?? []
        try restore(edits, for: owner)
        if open.isEmpty { clear() }
    }

    /// Puts back what an earlier process left, and says which files.
    /// - Throws: a `Fault` with `.pinConflict` for a file that someone else changed meanwhile; the others are put back all the same.
    @discardableResult
    public func recover() throws(Fault) -> [String] {
        let left = try leftovers()
        try restore(left.map(\.edit), for: "recovered")
        if open.isEmpty { clear() }
        return left.map(\.edit.path)
    }

    /// The edits that an earlier process did not take back.
    func leftovers() throws(Fault) -> [(owner: String, edit: Edit)] {
        var left: [(owner: String, edit: Edit)] = []
        for record in try Journal.read(journal.path) {
            guard let object = record.object, let event = object["record"]?.string, let path = object["path"]?.string else { continue }
            if event == "restored" {
                left.removeAll { $0.edit.path == path }
            } else if let before = object["before"]?.string, let after = object["after"]?.string, let backup = object["backup"]?.string {
                left.append((object["owner"]?.string ?? "", Edit(path: path, before: before, after: after, backup: backup)))
            }
        }
        return left
    }

    /// The paths that an earlier process did not put back.
    public func pinned() throws(Fault) -> [String] { try leftovers().map(\.edit.path) }

    /// Puts files back, last edit first.
    private func restore(_ edits: [Edit], for owner: String) throws(Fault) {
        var conflict: Fault?
        for edit in edits.reversed() {
            do throws(Fault) {
                try restore(edit)
                try journal.append(record("restored", owner, edit))
            } catch {
                conflict = conflict ?? error
            }
        }
        if let conflict { throw conflict }
    }

    /// Puts one file back, unless it is neither what was written nor what was there before.
    private func restore(_ edit: Edit) throws(Fault) {
        let path = "\(root)/\(edit.path)"
        let present = (try? Files.read(path)).map { Digest.sha256($0) }
        if present == edit.before { return }
        guard present == edit.after || present == nil else {
            throw Fault(
                .pinConflict, "`\(edit.path)` was changed by someone while it was pinned; it was not overwritten",
                hint: "what it was before is kept in `\(edit.backup)`; merge the two by hand", at: Place(edit.path))
        }
        do {
            let bytes = try Files.read(edit.backup)
            try Files.replace(path, with: bytes)
        } catch {
            throw Fault(.fileUnwritable, "`\(edit.path)` cannot be put back: \(error)", hint: "its bytes are in `\(edit.backup)`", at: Place(edit.path))
        }
    }

    /// Removes the journal and the backups, once nothing is pinned.
    private func clear() {
        guard (try? leftovers().isEmpty) == true else { return }
        try? Files.removeTree(folder)
    }

    /// A record of the journal.
    private func record(_ event: String, _ owner: String, _ edit: Edit) -> JSON {
        .object(
            JSONObject([
                "record": .string(event), "owner": .string(owner), "path": .string(edit.path), "before": .string(edit.before),
                "after": .string(edit.after), "backup": .string(edit.backup),
            ]))
    }
}
