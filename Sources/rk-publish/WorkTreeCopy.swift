import RKShared

/// A temporary work tree of HEAD, so that the user's is never touched.
struct WorkTreeCopy {
    /// The folder that version control made.
    let folder: String
    /// The part of it that the document is about.
    let tree: SourceTree

    /// Makes the copy in the state folder; one that a killed run left behind is taken away first.
    init(of checkout: Checkout, below state: String) async throws(Fault) {
        folder = "\(state)/worktree"
        if Files.exists(folder) {
            try? await checkout.versionControl.removeWorkTree(at: folder)
            try? Files.removeTree(folder)
        }
        try await checkout.versionControl.addWorkTree(at: folder, commit: checkout.head, for: nil)
        let inside = try await checkout.versionControl.prefix()
        let root = inside.isEmpty ? folder : "\(folder)/\(inside)"
        tree = SourceTree(root: Files.resolved(root) ?? root, tracked: checkout.tree.tracked)
    }

    /// Takes the copy away; one that cannot be is taken away by the next run.
    func remove(_ versionControl: any VersionControl) async { try? await versionControl.removeWorkTree(at: folder) }
}
