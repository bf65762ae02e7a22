import RKShared

/// A temporary work tree of HEAD, so that the user's is never touched.
struct WorkTreeCopy {
    /// The folder that git made.
    let folder: String
    /// The part of it that the document is about.
    let tree: SourceTree

    /// Makes the copy in the state folder; one that a killed run left behind is taken away first.
    init(of checkout: Checkout, below state: String) async throws(Fault) {
        folder = "\(state)/worktree"
        if Files.exists(folder) {
            try? await checkout.git.removeWorkTree(at: folder)
            try? Files.removeTree(folder)
        }
        try await checkout.git.addWorkTree(at: folder, commit: checkout.head)
        let inside = try await checkout.git.prefix()
        tree = SourceTree(root: inside.isEmpty ? folder : "\(folder)/\(inside)", tracked: nil)
    }

    /// Takes the copy away.
    func remove(_ git: Git) async throws(Fault) { try await git.removeWorkTree(at: folder) }
}
