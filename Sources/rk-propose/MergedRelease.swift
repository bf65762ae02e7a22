import RKShared

/// The release that was merged last, as the tree says it.
struct MergedRelease {
    /// The commit that brought the record into the branch; nil where there is no record.
    let commit: String?
    /// The record.
    let record: ReleaseRecord
    /// The versions in the document's order.
    let versions: [VersionPlan]
    /// The notes, as the changelogs have them.
    let notes: [PackageNotes]
    /// The notes of the release as a whole; nil without any.
    let umbrellaNotes: String?
    /// What the tree says otherwise.
    let findings: [Diagnostic]

    /// Reads the record and compares it with the packages of the tree.
    init(in checkout: Checkout, packages: [Package]) async throws(Fault) {
        guard let bytes = try checkout.tree.readIfPresent(ReleaseRecord.path),
            let writer = try await checkout.versionControl.lastCommit(changing: ReleaseRecord.path, from: checkout.head)
        else {
            (commit, record, versions, notes, umbrellaNotes, findings) = (nil, ReleaseRecord(packages: []), [], [], nil, [])
            return
        }
        let record = try ReleaseRecord(parsing: bytes)
        let commit = record.commit ?? writer
        if record.commit != nil, try await !checkout.versionControl.isAncestor(commit, of: checkout.head) {
            throw Fault(
                .recordContradicted, "the record is of the commit \(commit.prefix(12)), which is not in the history of what is checked out",
                hint: "`git log -- \(ReleaseRecord.path)` shows who changed it", at: Place(ReleaseRecord.path))
        }
        self.commit = commit
        self.record = record
        let tagged = try await checkout.versionControl.taggedCommits()
        let present = packages.byID
        var findings: [Diagnostic] = []
        var versions: [VersionPlan] = []
        var notes: [PackageNotes] = []
        for entry in record.packages {
            if let finding = Self.contradiction(of: entry, present[entry.package], commit, head: checkout.head) {
                // What was tagged there is released; the branch has gone on to the next version.
                if commit != checkout.head, tagged[entry.tag] == commit { continue }
                findings.append(finding)
                continue
            }
            var version = VersionPlan(package: entry.package, current: entry.from, next: entry.version, bump: entry.bump, reason: .manual)
            version.because = [commit]
            version.rest["why"] = .string("released by \(commit.prefix(7))")
            version.tag = entry.tag
            versions.append(version)
            if let path = entry.changelog, let bytes = try checkout.tree.readIfPresent(path),
                let markdown = ChangelogFile(bytes)?.section(of: entry.version)
            {
                var note = PackageNotes(package: entry.package, path: path, version: entry.version, sections: [])
                note.markdown = markdown
                notes.append(note)
            }
        }
        self.versions = versions
        self.notes = notes
        umbrellaNotes =
            record.umbrella == nil
            ? nil : try checkout.tree.readIfPresent(ReleaseRecord.notesPath).map { String(decoding: $0, as: UTF8.self) }
        self.findings = findings
    }

    /// What is wrong with an entry; nil where the tree says the same.
    private static func contradiction(of entry: ReleaseRecord.Entry, _ package: Package?, _ commit: String, head: String) -> Diagnostic? {
        let remedy =
            commit == head
            ? "mend the manifest or the record in a new request; nothing is tagged"
            : "check out \(commit.prefix(12)), the release itself, and run this there"
        guard let package else {
            return Diagnostic(
                .error, .recordContradicted, "the record releases \(entry.package), which is not in the tree", hint: remedy,
                at: Place(ReleaseRecord.path))
        }
        if let problem = RefName.problem(in: entry.tag) {
            return Diagnostic(
                .error, .tagInvalid, "the tag `\(entry.tag)` of the record is no valid name: \(problem)", hint: remedy,
                package: entry.package, at: Place(ReleaseRecord.path))
        }
        guard let stated = package.version, let scheme = Catalog.ecosystem(package.ecosystem)?.versionScheme else { return nil }
        guard scheme.compare(stated, entry.version) != 0 else { return nil }
        return Diagnostic(
            .error, .recordContradicted, "the record releases \(entry.package) as \(entry.version), but its manifest says \(stated)",
            hint: remedy, package: entry.package, at: Place(package.manifest))
    }

    /// Puts the release into a document.
    func add(to document: inout Document, by stage: String) {
        document.versions = versions
        document.changelog = notes
        document.release = commit.map { ReleasePoint(commit: $0, umbrella: record.umbrella, notes: umbrellaNotes) }
        document.report(findings, from: stage)
    }
}
