/// The work tree that a document is about, at the commit that it is about.
public struct Checkout: Sendable {
    /// The work tree.
    public let git: Git
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
                .repositoryMissing, "the document names no commit", hint: "versions and releases need a git repository with a commit")
        }
        git = Git(root: root, world: world)
        tree = SourceTree(root: root, tracked: listsFiles ? try await git.trackedFiles() : nil)
        guard let present = try await git.head() else {
            throw Fault(
                .repositoryMissing, "`\(repository.root)` is no git repository with a commit", hint: "run the pipeline in the repository")
        }
        guard present == head else {
            throw Fault(
                .repositoryMoved, "the document is about commit \(head.prefix(12)), but \(present.prefix(12)) is checked out",
                hint: "run rk-discover again, or `git checkout \(head)`")
        }
        self.head = head
    }
}
