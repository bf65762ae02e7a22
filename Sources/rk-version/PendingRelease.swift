import RKShared

/// The release that was merged and is not tagged yet, by its record in the tree: its commits must not be counted once more.
struct PendingRelease {
    /// The tags that are still to be set, as if they were there.
    private(set) var tags: [TagReference] = []
    /// The commit that is the release; empty where every tag is there.
    private var commit = ""

    /// Looks for the tags of the record; a record that cannot be read tells nothing, and rk-propose writes it anew.
    init(in checkout: Checkout, packages: [Package], beside tags: [TagReference]) async throws(Fault) {
        guard let bytes = try checkout.tree.readIfPresent(ReleaseRecord.path), let record = try? ReleaseRecord(parsing: bytes) else {
            return
        }
        let names = Set(tags.map(\.name))
        let known = packages.byID
        let missing = record.packages.filter { entry in
            !names.contains(entry.tag) && known[entry.package].map { Self.states(entry.version, $0) } ?? false
        }
        guard !missing.isEmpty,
            let writer = try await checkout.versionControl.lastCommit(changing: ReleaseRecord.path, from: checkout.head)
        else { return }
        commit = record.commit ?? writer
        self.tags = missing.map { TagReference(name: $0.tag, commit: commit, isNested: false) }
    }

    /// What is said of missing tags: an error where there is more to release, since the next record would forget them; nil where all are there.
    func finding(isReleasing: Bool) -> Diagnostic? {
        guard let first = tags.first else { return nil }
        let others = tags.count > 1 ? " and \(tags.count - 1) more" : ""
        return Diagnostic(
            isReleasing ? .error : .warning, .versionUntagged,
            "commit \(commit.prefix(7)) is a release, but has no tag `\(first.name)`\(others)",
            hint: "rk-release tags it, rk-undo takes it back, `git fetch --tags` or `hg pull` gets tags that are elsewhere",
            at: Place(ReleaseRecord.path))
    }

    /// Whether a package has come to a version; one whose ecosystem keeps it in tags has, if the record says so.
    private static func states(_ version: String, _ package: Package) -> Bool {
        guard let stated = package.version, let scheme = Catalog.ecosystem(package.ecosystem)?.versionScheme else { return true }
        return scheme.compare(stated, version).map { $0 >= 0 } ?? false
    }
}
