import RKShared

/// Which packages changed since the tags of their versions; version control is asked once for all tags, and once for each commit that a tag names.
actor TagChanges {
    /// The repository.
    private let checkout: Checkout
    /// The folders of all packages.
    private let folders: Set<String>
    /// The commits of the tags, once known.
    private var tags: Task<Result<[String: String], Fault>, Never>?
    /// The folders of packages with changes since a commit, once known.
    private var changed: [String: Task<Result<Set<String>, Fault>, Never>] = [:]

    /// The changes in these folders of packages.
    init(_ checkout: Checkout, folders: [String]) {
        self.checkout = checkout
        self.folders = Set(folders)
    }

    /// Whether files of a package differ from its version's tag; a file counts for the innermost package. Nil when there is no such tag.
    func differs(_ folder: String, since tag: String) async throws(Fault) -> Bool? {
        let checkout = checkout
        let tags = tags ?? Task { await Self.result { () async throws(Fault) in try await checkout.versionControl.taggedCommits() } }
        self.tags = tags
        guard let commit = try await tags.value.get()[tag] else { return nil }
        let folders = folders
        let task =
            changed[commit]
            ?? Task {
                await Self.result { () async throws(Fault) in
                    Set(try await checkout.versionControl.changedPaths(from: commit, to: checkout.head).map { Self.owner(of: $0, folders) })
                }
            }
        changed[commit] = task
        return try await task.value.get().contains(folder)
    }

    /// The innermost of the folders that holds a path; empty for none.
    static func owner(of path: String, _ folders: Set<String>) -> String {
        var folder = RelativePath.folder(of: path)
        while !folders.contains(folder) {
            guard folder != "." else { return "" }
            folder = RelativePath.folder(of: folder)
        }
        return folder
    }

    /// What work came to, as a value.
    private static func result<Value: Sendable>(_ work: @Sendable () async throws(Fault) -> Value) async -> Result<Value, Fault> {
        do throws(Fault) { return .success(try await work()) } catch { return .failure(error) }
    }
}
