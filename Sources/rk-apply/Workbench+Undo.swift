import RKShared

extension Workbench {
    /// Takes a file away that is as it was when the action was planned.
    func remove(_ removal: Action.FileRemoval) async throws(Fault) -> Effect {
        let tree = SourceTree(root: bench.root, tracked: nil)
        try Self.confine(removal.path, in: tree)
        guard let now = try tree.readIfPresent(removal.path) else {
            // A run that was killed may have left it in the index.
            if try await !bench.files(below: [removal.path]).isEmpty { changed.insert(removal.path) }
            return .skipped("it is gone already")
        }
        changed.insert(removal.path)
        guard Action.FileWrite.digest(now) == removal.before else { throw stale(removal.path) }
        do { try Files.remove(tree.absolute(removal.path)) } catch { throw error.fault(writing: removal.path) }
        return .done
    }

    /// Takes a tag away, with all others that go where that takes a commit.
    func delete(_ tag: Action.TagDeletion) async throws(Fault) -> Effect {
        if let effect = early.removeValue(forKey: .deleteTag(tag)) { return effect }
        var tags = [tag]
        if versionControl.tagsAreCommits {
            tags += planned.compactMap { if case .deleteTag(let tag) = $0 { tag } else { nil } }
                .filter { $0.name != tag.name && $0.remote == tag.remote }
        }
        let commits = Dictionary(tags.map { ($0.name, $0.commit) }) { first, _ in first }
        let deleted = try await versionControl.delete(tags: commits, at: tag.remote, runsHooks: options.runsHooks)
        /// What came of a tag.
        func effect(_ tag: Action.TagDeletion) -> Effect { deleted.contains(tag.name) ? .done : .skipped("there is no such tag") }
        for other in tags.dropFirst() { early[.deleteTag(other)] = effect(other) }
        return effect(tag)
    }

    /// Takes a branch away from a remote.
    func delete(_ branch: Action.BranchDeletion) async throws(Fault) -> Effect {
        let isDeleted = try await versionControl.deleteBranch(
            branch.branch, endingAt: branch.commit, at: branch.remote, runsHooks: options.runsHooks)
        return isDeleted ? .done : .skipped("\(branch.remote) has no such branch")
    }
}

extension Action.Work {
    /// The remote whose references it changes.
    var changedRemote: String? {
        switch self {
        case .push(let push): push.remote
        case .deleteTag(let tag): tag.remote
        case .deleteBranch(let branch): branch.remote
        default: nil
        }
    }
}
