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
    /// - Parameter isRelease: whether they are released, so that the commit has their notes and the record.
    /// - Throws: a `Fault`: nothing is planned then.
    init(
        of document: Document, in checkout: Checkout, isRelease: Bool = true, host: (SourceTree) -> PluginHost
    ) async throws(Fault) {
        let plan = try PinPlan(committing: document)
        let entries = ReleaseRecord.entries(of: document)
        guard !entries.isEmpty else {
            (record, actions, findings) = (ReleaseRecord(packages: []), [], [])
            return
        }
        let configuration = try Configuration.load(from: checkout.tree)
        let names = document.packageNames
        let (umbrella, lack) = isRelease ? configuration.umbrella?.umbrella(of: entries, names: names) ?? (nil, nil) : (nil, nil)
        var found = [lack].compactMap { $0 }
        record = ReleaseRecord(packages: entries, umbrella: umbrella)
        var files = EditedFiles(tree: checkout.tree)
        let edits = try await plan.rewritings(in: checkout.tree, asking: host(checkout.tree), isLasting: true)
        for package in plan.packages {
            for change in edits[package.id]?.changes ?? [] { try files.add(change, for: package, why: Self.why(package, plan)) }
        }
        let recorded = Set(record.packages.map(\.package))
        for note in document.changelog ?? [] where recorded.contains(note.package) {
            if let finding = try files.add(note) { found.append(finding) }
        }
        for (version, text) in Self.texts(of: record, document, configuration) {
            try await files.say(version, text, world: checkout.versionControl.world)
        }
        if umbrella != nil, document.changelog != nil {
            let composed = try UmbrellaNotes(document, for: RkPropose.stage)
            let text = document.release?.notes ?? composed.render(budget: nil)
            try files.add(Array(text.utf8), at: ReleaseRecord.notesPath, why: "the notes of the whole release")
        }
        if isRelease { try files.add(record.bytes, at: ReleaseRecord.path, why: "what tags and uploads go by") }
        actions = files.actions + Self.locks(of: document, plan, root: checkout.tree.root)
        findings = found
    }

    /// The files that say versions beside the manifests, each with its version.
    private static func texts(
        of record: ReleaseRecord, _ document: Document, _ configuration: Configuration
    ) -> [(version: String, text: VersionText)] {
        let packages = document.packagesByID
        let own = record.packages.flatMap { entry in
            guard let package = packages[entry.package] else { return [(version: String, text: VersionText)]() }
            let path = RelativePath.join(package.path, Configuration.fileName) ?? Configuration.fileName
            return PackageSettings(of: package).extraFiles.map { (entry.version, VersionText(file: $0, configuration: path)) }
        }
        guard let version = record.umbrella?.version else { return own }
        return own + configuration.extraFiles.map { (version, VersionText(file: $0, configuration: Configuration.fileName)) }
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
