import RKShared

/// What a release commit consists of: the record of the release, and the actions that write its files.
struct ReleaseCommit {
    /// The packages that are released; empty when there are none.
    let record: ReleaseRecord
    /// The files, then the commands that bring lockfiles up to date.
    let actions: [Action]
    /// What is worth knowing.
    let findings: [Diagnostic]

    /// Computes the commit of a document's versions.
    /// - Throws: a `Fault`: nothing is planned then.
    init(of document: Document, in checkout: Checkout, host: (SourceTree) -> PluginHost) async throws(Fault) {
        let plan = try PinPlan(committing: document)
        let released = (document.versions ?? []).filter(\.isReleased)
        let notes = Dictionary((document.changelog ?? []).map { ($0.package, $0) }) { first, _ in first }
        record = ReleaseRecord(
            packages: released.compactMap { version in
                guard let next = version.next, let tag = version.tag else { return nil }
                return ReleaseRecord.Entry(
                    package: version.package, from: version.current, version: next, bump: version.bump, tag: tag,
                    changelog: notes[version.package]?.path)
            })
        guard !record.packages.isEmpty else {
            (actions, findings) = ([], [])
            return
        }
        var files = EditedFiles(tree: checkout.tree)
        let edits = try await plan.rewritings(in: checkout.tree, asking: host(checkout.tree), isLasting: true)
        for package in plan.packages {
            for change in edits[package.id]?.changes ?? [] { try files.add(change, for: package, why: Self.why(package, plan)) }
        }
        var found: [Diagnostic] = []
        let recorded = Set(record.packages.map(\.package))
        for note in document.changelog ?? [] where recorded.contains(note.package) {
            if let finding = try files.add(note) { found.append(finding) }
        }
        try files.add(record)
        actions = files.actions + Self.locks(of: document, plan, root: checkout.tree.root)
        findings = found
    }

    /// What a package's file changes for.
    private static func why(_ package: Package, _ plan: PinPlan) -> String {
        guard let version = plan.rewrites[package.id]?.version else { return "what \(package.id) needs" }
        return "\(package.id) \(package.version.map { "\($0) -> " } ?? "")\(version)"
    }

    /// The commands that bring lockfiles up to date, one for each workspace.
    private static func locks(of document: Document, _ plan: PinPlan, root: String) -> [Action] {
        (document.workspaces ?? []).compactMap { workspace in
            let changed = plan.packages.filter { $0.workspace == workspace.id && plan.rewrites[$0.id]?.version != nil }
            guard let lockfile = workspace.lockfile, let tools = Catalog.ecosystem(workspace.ecosystem)?.packageManager,
                let call = tools.relock(workspace, packages: changed.map(\.name), root: root)
            else { return nil }
            let run = Action.CommandRun(argv: [call.program] + call.arguments, directory: workspace.root, writes: [lockfile])
            return Action(.run(run), why: "the lockfile of \(workspace.id)")
        }
    }
}

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

    /// Adds the record of the release.
    mutating func add(_ record: ReleaseRecord) throws(Fault) {
        let read = try tree.readIfPresent(ReleaseRecord.path)
        guard read != record.bytes else { return }
        append(Action.FileWrite(path: ReleaseRecord.path, read: read, content: record.bytes), "what tags and uploads go by")
    }

    /// Adds a change.
    private mutating func append(_ write: Action.FileWrite, _ why: String) {
        places[write.path] = writes.count
        writes.append((write, why))
    }
}
