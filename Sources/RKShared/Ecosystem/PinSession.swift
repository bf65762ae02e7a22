/// Edits of manifests for a while: written down before they are made, and undone byte by byte afterwards, also by the next process after a kill.
///
/// Safe from several tasks; a file that several packages change alike is restored with the last of them. Hold the state folder's lock meanwhile.
public actor PinSession {
    /// A file that is edited now, and for whom.
    private struct Held {
        /// What the journal says of it.
        var file: PinRecord.File
        /// The packages that need it.
        var packages: Set<String>
    }

    /// The absolute path of the root, links resolved.
    public nonisolated let root: String
    /// Where the journal and the originals of conflicts lie.
    public nonisolated let state: StateFolder
    /// The journal.
    private nonisolated let journal: PinJournal
    /// Whether the journal's file stays until `close`, for sessions that pin again and again.
    private let keepsJournal: Bool
    /// Called before each step; a fault that it throws leaves everything as a kill would.
    private let checkpoint: @Sendable (String) throws(Fault) -> Void
    /// Whether a checkpoint threw.
    private var isAbandoned = false
    /// The files that are edited now, by path.
    private var held: [String: Held] = [:]
    /// The files in each package's record of the journal, until that says that they are restored. A file that several packages of one
    /// batch change is in the first one's record.
    private var recorded: [String: [String]] = [:]
    /// The packages that are not restored yet.
    private var pending: Set<String> = []

    /// A session on a tree; does nothing yet.
    public init(
        state: StateFolder, root: String, keepsJournal: Bool = false,
        checkpoint: @escaping @Sendable (String) throws(Fault) -> Void = { _ throws(Fault) in }
    ) {
        self.state = state
        self.root = root
        self.keepsJournal = keepsJournal
        self.checkpoint = checkpoint
        journal = PinJournal(state)
    }

    /// Makes the edits of one package; when one fails, those that were made are undone.
    public func apply(_ rewriting: Rewriting, for package: String) throws(Fault) { try apply([(package, rewriting)]) }

    /// Makes the edits of packages, with one flush of the journal for all; when one fails, those that were made are undone.
    /// - Throws: a `Fault`: `.pinConflict` for a file that is not as it was read, `.pinImpossible` when two packages want it different.
    public func apply(_ rewritings: [(package: String, rewriting: Rewriting)]) throws(Fault) {
        var records: [PinRecord] = []
        var planned: [String: PinRecord.File] = [:]
        var after: [String: [UInt8]] = [:]
        for (package, rewriting) in rewritings where !rewriting.changes.isEmpty {
            var record = PinRecord(package: package, root: relativeRoot, files: [])
            for change in rewriting.changes {
                // Where a whole workspace changes for each of its packages, the journal has every file once.
                if let bytes = after[change.path], bytes == change.after { continue }
                let known = planned[change.path] ?? held[change.path]?.file
                let file = if let known { known } else { try file(change) }
                guard file.after == Digest.sha256(change.after) else {
                    throw Fault(
                        .pinImpossible, "\(package) needs `\(change.path)` otherwise than another package that is released now",
                        hint: "packages that share a file must share what it says: give them one version", at: Place(change.path),
                        package: package)
                }
                planned[change.path] = file
                after[change.path] = change.after
                record.files.append(file)
            }
            records.append(record)
        }
        guard !records.isEmpty else { return }
        try step("intend")
        try journal.intend(records)
        for record in records { recorded[record.package] = record.files.map(\.path) }
        for (package, rewriting) in rewritings where !rewriting.changes.isEmpty {
            pending.insert(package)
            for path in rewriting.changes.map(\.path) {
                if let file = planned[path] { held[path, default: Held(file: file, packages: [])].packages.insert(package) }
            }
        }
        do {
            for path in planned.keys.sorted(by: { $0.precedes($1) }) {
                guard let file = planned[path], let bytes = after[path] else { continue }
                try edit(file, bytes)
            }
            try step("note the edits")
            try journal.pinned(records.map(\.package))
        } catch {
            if !isAbandoned { try? restore(records.map(\.package)) }
            throw error
        }
    }

    /// Undoes the edits of one package; does nothing for one that has none.
    public func restore(_ package: String) throws(Fault) { try restore([package]) }

    /// Undoes all edits.
    /// - Throws: a `Fault` with `.pinConflict` for a file that someone edited meanwhile: it stays, the others are restored all the same.
    public func restoreAll() throws(Fault) { try restore(pending.sorted { $0.precedes($1) }) }

    /// Lets all edits stay for good: nothing will undo them.
    public func settle() throws(Fault) {
        let packages = pending.sorted { $0.precedes($1) }
        held = [:]
        pending = []
        try finish(packages, isLast: true)
    }

    /// Removes the journal where nothing is left to undo.
    public func close() throws(Fault) {
        guard pending.isEmpty, try journal.pending().isEmpty else { return }
        try journal.discard()
    }

    /// Undoes what earlier processes left edited, and returns the paths of the files that it brought back.
    /// - Parameter keepEdits: whether files that someone edited meanwhile are kept as they are and forgotten, instead of being a conflict.
    /// - Throws: a `Fault` with `.pinConflict` or `.journalInvalid`.
    @discardableResult
    public func recover(keepEdits: Bool = false) throws(Fault) -> [String] {
        let records = try journal.pending().filter { recorded[$0.package] == nil }
        guard !records.isEmpty else {
            if pending.isEmpty { try journal.discard() }
            return []
        }
        var paths: [String] = []
        var conflicts: [String: Fault] = [:]
        for record in records {
            let root = PinPaths.resolve(record.root, from: state.path)
            for file in record.files {
                do throws(Fault) {
                    if try undo(file, below: root), !paths.contains(file.path) { paths.append(file.path) }
                } catch {
                    if isAbandoned { throw error }
                    if !keepEdits || error.code != .pinConflict { conflicts[record.package] = conflicts[record.package] ?? error }
                }
            }
        }
        try finish(records.map(\.package).filter { conflicts[$0] == nil }, isLast: conflicts.isEmpty && pending.isEmpty)
        if let first = conflicts.sorted(by: { $0.key.precedes($1.key) }).first?.value { throw first }
        return paths
    }

    /// Undoes the edits of packages.
    private func restore(_ packages: [String]) throws(Fault) {
        let packages = packages.filter(pending.contains)
        var conflicts: [String: Fault] = [:]
        for path in held.keys.sorted(by: { $0.precedes($1) }) {
            guard let entry = held[path], !entry.packages.isDisjoint(with: packages) else { continue }
            if entry.packages.isSubset(of: packages) {
                do throws(Fault) {
                    _ = try undo(entry.file, below: root)
                } catch {
                    if isAbandoned { throw error }
                    for package in entry.packages { conflicts[package] = conflicts[package] ?? error }
                }
                held[path] = nil
            } else {
                held[path]?.packages.subtract(packages)
            }
        }
        pending.subtract(packages)
        for package in conflicts.keys { recorded[package] = nil }
        let done = recorded.filter { package, paths in !pending.contains(package) && paths.allSatisfy { held[$0] == nil } }.keys
        try finish(done.sorted { $0.precedes($1) }, isLast: pending.isEmpty && conflicts.isEmpty)
        for package in done { recorded[package] = nil }
        if let first = conflicts.sorted(by: { $0.key.precedes($1.key) }).first?.value { throw first }
    }

    /// Writes down what is restored; with nothing left, the journal goes.
    private func finish(_ packages: [String], isLast: Bool) throws(Fault) {
        guard !packages.isEmpty else { return }
        try step("note the restoring")
        try journal.restored(packages)
        guard isLast, !keepsJournal, try journal.pending().isEmpty else { return }
        try step("discard the journal")
        try journal.discard()
    }

    /// What the journal will say of a change that is to be made now.
    private func file(_ change: Rewriting.FileChange) throws(Fault) -> PinRecord.File {
        let path = "\(root)/\(change.path)"
        if change.isNew, !Files.exists(path) {
            return PinRecord.File(
                path: change.path, original: [], before: Digest.sha256([]), after: Digest.sha256(change.after),
                stamp: FileStamp(seconds: 0, nanoseconds: 0, mode: 0o644), isNew: true, temporary: Files.temporaryName())
        }
        guard !change.isNew, let current = bytes(path), current == change.before, let stamp = FileStamp(of: path) else {
            throw Fault(
                .pinConflict, "`\(change.path)` was changed after it was read, and is left as it is", hint: "run the pipeline again",
                at: Place(change.path))
        }
        return PinRecord.File(
            path: change.path, original: current, before: Digest.sha256(current), after: Digest.sha256(change.after), stamp: stamp,
            temporary: Files.temporaryName())
    }

    /// Writes a file's edited bytes, if it has still those from before.
    private func edit(_ file: PinRecord.File, _ bytes: [UInt8]) throws(Fault) {
        try step("edit \(file.path)")
        let path = "\(root)/\(file.path)"
        let current = digest(of: file, at: path)
        guard current != file.after else { return }
        guard current == file.before else { throw PinPaths.conflict(file, kept: nil) }
        try write(path, bytes, through: file.temporary, stamp: nil)
    }

    /// Brings back a file's bytes; true when they were not there.
    private func undo(_ file: PinRecord.File, below root: String) throws(Fault) -> Bool {
        try step("restore \(file.path)")
        let path = "\(root)/\(file.path)"
        if let target = Files.resolved(path) { try? Files.remove("\(Files.folder(of: target))/\(file.temporary)") }
        let current = digest(of: file, at: path)
        if current == file.before { return false }
        guard current == file.after else { throw PinPaths.conflict(file, kept: try keep(file)) }
        guard !file.isNew else {
            do { try Files.remove(path) } catch { throw error.fault(writing: path) }
            return true
        }
        try write(path, file.original, through: file.temporary, stamp: file.stamp)
        return true
    }

    /// Writes the original of a file that someone edited into the state folder, and returns where.
    private func keep(_ file: PinRecord.File) throws(Fault) -> String {
        let path = state.file("conflicts/\(file.path).orig")
        do {
            try Files.createFolder(Files.folder(of: path))
            try Files.replace(path, with: file.original)
        } catch {
            throw error.fault(writing: path)
        }
        return path
    }

    /// Replaces a file.
    private func write(_ path: String, _ bytes: [UInt8], through temporary: String, stamp: FileStamp?) throws(Fault) {
        do {
            try Files.replace(path, with: bytes, through: temporary, stamp: stamp)
        } catch {
            throw error.fault(writing: path)
        }
    }

    /// The digest of what a file is now: that of no bytes where it was new and is not there; nil when it is gone or cannot be read.
    private func digest(of file: PinRecord.File, at path: String) -> String? {
        if file.isNew, !Files.exists(path) { return file.before }
        return bytes(path).map { Digest.sha256($0) }
    }

    /// The bytes of a file; nil when it is gone or cannot be read.
    private func bytes(_ path: String) -> [UInt8]? { try? Files.read(path) }

    /// Lets the checkpoint see a step.
    private func step(_ name: String) throws(Fault) {
        do {
            try checkpoint(name)
        } catch {
            isAbandoned = true
            throw error
        }
    }

    /// The root as the journal has it.
    private var relativeRoot: String { PinPaths.relative(root, to: state.path) }
}
