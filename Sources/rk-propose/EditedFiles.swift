import RKShared

/// The files of a release commit, each once.
struct EditedFiles {
    /// Where they are read.
    let tree: SourceTree
    /// The changes in their order.
    private var writes: [(write: Action.FileWrite, why: String)] = []
    /// Where each file is in the list.
    private var places: [String: Int] = [:]

    /// No file yet.
    init(tree: SourceTree) { self.tree = tree }

    /// The changes as actions.
    var actions: [Action] { writes.map { Action(.writeFile($0.write), why: $0.why) } }

    /// Adds an edit of a package's file.
    /// - Throws: a `Fault` where another package wants the file otherwise, or it is not UTF-8.
    mutating func add(_ change: Rewriting.FileChange, for package: Package, why: String) throws(Fault) {
        guard change.before != change.after else { return }
        guard String(validating: change.after, as: UTF8.self) != nil else {
            throw Fault(
                .manifestInvalid, "`\(change.path)` is not UTF-8, so no document can hold it", hint: "save it as UTF-8",
                at: Place(change.path), package: package.id)
        }
        if let place = places[change.path] {
            guard writes[place].write.content == change.after else {
                throw Fault(
                    .pinImpossible, "\(package.id) needs `\(change.path)` otherwise than another package that is released now",
                    hint: "packages that share a file must share what it says: give them one version", at: Place(change.path),
                    package: package.id)
            }
            return
        }
        append(Action.FileWrite(path: change.path, read: change.isNew ? nil : change.before, content: change.after), why)
    }

    /// Adds a release to a package's changelog; a finding where the file cannot be read as text.
    mutating func add(_ notes: PackageNotes) throws(Fault) -> Diagnostic? {
        let place = places[notes.path]
        let read = try tree.readIfPresent(notes.path)
        guard let file = ChangelogFile(place.map { writes[$0].write.content } ?? read) else {
            return Diagnostic(
                .warning, .changelogUnreadable, "`\(notes.path)` is not UTF-8, so nothing is added to it", hint: "save it as UTF-8",
                package: notes.package, at: Place(notes.path))
        }
        let content = file.adding(notes.markdown, of: notes.version)
        let why = "notes of \(notes.package) \(notes.version)"
        if let place {
            writes[place] = (Action.FileWrite(path: notes.path, read: read, content: content), writes[place].why)
        } else if content != read {
            append(Action.FileWrite(path: notes.path, read: read, content: content), why)
        }
        return nil
    }

    /// Adds a file that is to say a version.
    mutating func say(_ version: String, _ text: VersionText, world: World) async throws(Fault) {
        let path = text.file.path
        let place = places[path]
        guard let read = try tree.readIfPresent(path) else {
            throw Fault(
                .extraFileUnchanged, "there is no file `\(path)`, which extra_files names", hint: "make it, or take it out of extra_files",
                at: Place(text.configuration))
        }
        let content = try await text.rewriting(place.map { writes[$0].write.content } ?? read, to: version, world: world)
        if let place {
            writes[place].write = Action.FileWrite(path: path, read: read, content: content)
        } else if content != read {
            append(Action.FileWrite(path: path, read: read, content: content), "it says the version \(version)")
        }
    }

    /// Adds a file of the release's own.
    mutating func add(_ content: [UInt8], at path: String, why: String) throws(Fault) {
        let read = try tree.readIfPresent(path)
        guard read != content else { return }
        append(Action.FileWrite(path: path, read: read, content: content), why)
    }

    /// Adds a change.
    private mutating func append(_ write: Action.FileWrite, _ why: String) {
        places[write.path] = writes.count
        writes.append((write, why))
    }
}
