/// The work tree that a document is about, at the commit that it is about.
public struct Checkout: Sendable {
    /// The work tree.
    public let versionControl: any VersionControl
    /// Its files.
    public let tree: SourceTree
    /// The full id of the commit.
    public let head: String

    /// Opens the repository of a document.
    /// - Parameter listsFiles: whether the tree knows which files are tracked.
    /// - Throws: a `Fault` with `.repositoryMoved` when another commit is checked out, `.repositoryMissing` when there is none.
    public init(of repository: Repository, listsFiles: Bool = false, world: World) async throws(Fault) {
        guard let root = Files.resolved(repository.root), Files.isFolder(root) else {
            throw Fault(
                .repositoryMissing, "there is no folder `\(repository.root)` here",
                hint: "run the pipeline where rk-discover ran; the document names the repository relative to that")
        }
        guard let head = repository.head else {
            throw Fault(
                .repositoryMissing, "the document names no commit",
                hint: "versions and releases need a git or Mercurial repository with a commit")
        }
        versionControl = try VersionControlKind.at(root, of: repository, world: world)
        tree = SourceTree(root: root, tracked: listsFiles ? try await versionControl.trackedFiles() : nil)
        guard let present = try await versionControl.head() else {
            throw Fault(
                .repositoryMissing, "`\(repository.root)` is no \(versionControl.title) repository with a commit",
                hint: "run the pipeline in the repository")
        }
        guard present == head else {
            throw Fault(
                .repositoryMoved, "the document is about commit \(head.prefix(12)), but \(present.prefix(12)) is checked out",
                hint: "run rk-discover again, or `\(versionControl.checkoutCommand(head))`")
        }
        self.head = head
    }
}
