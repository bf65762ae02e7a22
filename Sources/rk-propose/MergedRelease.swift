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
    /// What the tree says otherwise.
    let findings: [Diagnostic]

    /// Reads the record and compares it with the packages of the tree.
    init(in checkout: Checkout, packages: [Package]) async throws(Fault) {
        guard let bytes = try checkout.tree.readIfPresent(ReleaseRecord.path),
            let commit = try await checkout.git.lastCommit(changing: ReleaseRecord.path, from: checkout.head)
        else {
            (commit, record, versions, notes, findings) = (nil, ReleaseRecord(packages: []), [], [], [])
            return
        }
        let record = try ReleaseRecord(parsing: bytes)
        self.commit = commit
        self.record = record
        let present = Dictionary(packages.map { ($0.id, $0) }) { first, _ in first }
        var findings: [Diagnostic] = []
        var versions: [VersionPlan] = []
        var notes: [PackageNotes] = []
        for entry in record.packages {
            if let finding = Self.contradiction(of: entry, present[entry.package], commit, head: checkout.head) {
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
        document.rest["release"] = commit.map { .object(JSONObject(["commit": .string($0)])) }
        document.report(findings, from: stage)
    }
}
