/// A version control system at a folder of a work tree, as far as the programs need it; rk-version reads history and tags itself.
public protocol VersionControl: Sendable {
    /// The name in documents.
    var name: String { get }
    /// The name for people.
    var title: String { get }
    /// The folder, absolute: the work tree, or a folder of it.
    var root: String { get }
    /// How its program is run.
    var world: World { get }
    /// Whether forges and Go's proxies take repositories of this system.
    var isServed: Bool { get }
    /// Whether a tag is a commit of its own, so that several are better set at once.
    var tagsAreCommits: Bool { get }

    /// The same system at another folder, absolute.
    func at(_ folder: String) -> Self
    /// The command by which a person checks a commit out.
    func checkoutCommand(_ commit: String) -> String
    /// The command by which a person looks at a tag.
    func showCommand(_ tag: String) -> String

    /// The state of the work tree, for the document.
    func facts() async throws(Fault) -> RepositoryFacts
    /// The files that are tracked below the root, relative to it, sorted by their bytes; names that are not UTF-8 are left out.
    func trackedFiles() async throws(Fault) -> [String]
    /// The files below some folders that are tracked, or neither tracked nor ignored; relative to the root.
    func files(below folders: [String]) async throws(Fault) -> [String]
    /// The full id of the commit that is checked out; nil before the first one.
    func head() async throws(Fault) -> String?
    /// The absolute path of the folder where it keeps its own files for this work tree.
    func privateFolder() async throws(Fault) -> String
    /// The path of the root below the work tree's top, without a slash at its end; empty at the top.
    func prefix() async throws(Fault) -> String
    /// The paths that are modified, staged or untracked, relative to the work tree's top.
    func changedPaths() async throws(Fault) -> [String]
    /// The file below the root whose rules say what is not to be tracked; nil where it would lie outside of the root.
    func ignoreFile() throws(Fault) -> String?
    /// The lines for that file which leave folders out wherever they are, by names that may have a `*`.
    /// - Parameter content: the file as it is, at whose end they are to stand.
    func ignoreRules(for folders: [String], behind content: [UInt8]) -> [String]
    /// Those of some paths, relative to the root, that the repository's own rules ignore; the user's own do not count.
    func ignored(_ paths: [String]) async throws(Fault) -> Set<String>

    /// The commits of all tags, by the tags' names.
    func taggedCommits() async throws(Fault) -> [String: String]
    /// The paths below the root, relative to it, in which two commits differ.
    func changedPaths(from old: String, to new: String) async throws(Fault) -> [String]
    /// The commit by which a file came to be as it is, on the way of first parents: a merge counts for all that it brings. Nil for a file
    /// that no commit has.
    func lastCommit(changing path: String, from commit: String) async throws(Fault) -> String?
    /// The day of a commit, in UTC, as `2026-11-21`.
    func day(of commit: String) async throws(Fault) -> String
    /// The first parent of a commit; nil for a root.
    func parent(of commit: String) async throws(Fault) -> String?
    /// The message of a commit.
    func message(of commit: String) async throws(Fault) -> String
    /// Whether a commit is among the ancestors of another one, or is it.
    func isAncestor(_ commit: String, of other: String) async throws(Fault) -> Bool
    /// The contents of files at a commit, by path below the root; a path that is not there, or no file, is left out.
    func contents(of paths: [String], at commit: String) async throws(Fault) -> [String: [UInt8]]
    /// What becomes of a text when the difference between two others is applied to it; nil where both changed the same lines.
    /// - Parameter folder: a folder for passing files, which stays.
    func merged(_ text: [UInt8], from old: [UInt8], to new: [UInt8], in folder: String) async throws(Fault) -> [UInt8]?

    /// Makes a work tree of a commit in an empty folder, the branch that is checked out staying as it is.
    /// - Parameter branch: the branch that what is committed there is for; nil where nothing will be.
    func addWorkTree(at folder: String, commit: String, for branch: String?) async throws(Fault)
    /// Takes a work tree away again.
    func removeWorkTree(at folder: String) async throws(Fault)
    /// Commits some files as they are now, those that are gone too, dated like another commit; false where nothing differs.
    /// - Parameter author: `Name <mail>`, also the committer's; nil for what the system is configured with.
    func commit(_ paths: [String], message: String, author: String?, runsHooks: Bool, after: String) async throws(Fault) -> Bool
    /// Sets tags, dated like their commits: two clones make the same ones.
    func set(_ tags: [Action.Tag], runsHooks: Bool) async throws(Fault)
    /// Takes tags away, here and from a remote, and gives the names of those that there were.
    /// - Parameters:
    ///   - tags: the commits that they name, by the tags' names.
    ///   - remote: nil for the tags of this clone alone.
    /// - Throws: a `Fault` with `.tagTaken` where one names another commit.
    func delete(tags: [String: String], at remote: String?, runsHooks: Bool) async throws(Fault) -> Set<String>

    /// A call that a remote has to answer, and that changes nothing.
    func probe(_ remote: String) async throws(Fault) -> Call
    /// The commits of some of a remote's tags, by the tags' names.
    func taggedCommits(at remote: String, _ tags: [String]) async throws(Fault) -> [String: String]
    /// The commit at the end of a remote's branch; nil where there is no such branch.
    func tip(of branch: String, at remote: String) async throws(Fault) -> String?
    /// Gets a commit of a remote's branch; false where the branch has moved on meanwhile.
    func fetch(_ commit: String, of branch: String, from remote: String) async throws(Fault) -> Bool
    /// Makes a commit the end of a remote's branch, if that still ends where it did.
    /// - Parameter tip: where the branch ends now; nil where there is no such branch.
    func push(_ commit: String, as branch: String, to remote: String, over tip: String?, runsHooks: Bool) async throws(Fault)
    /// Pushes the tags that a remote does not have; false where it had them all.
    /// - Throws: a `Fault` with `.tagTaken` where the remote has one on another commit.
    func push(tags: [String], to remote: String, runsHooks: Bool) async throws(Fault) -> Bool
    /// Takes a branch away from a remote, or closes it where branches are for good; false where it has none of the name.
    /// - Throws: a `Fault` with `.branchForeign` where the branch ends elsewhere.
    func deleteBranch(_ name: String, endingAt commit: String, at remote: String, runsHooks: Bool) async throws(Fault) -> Bool
    /// Who holds the lease on a remote now, in words; nil for nobody.
    func leaseHolder(on remote: String) async throws(Fault) -> String?
    /// Takes a lease on a remote, or waits for it.
    /// - Parameters:
    ///   - memory: the path of a file of this clone, which one run at a time may use: it knows the leases of a run that was killed.
    ///   - purpose: who holds it, in words for others, as in `rk-apply`.
    ///   - patience: how long to wait for another one, in seconds.
    ///   - waiting: told once who is waited for.
    /// - Throws: a `Fault` with `.lockHeld` when the patience is over, or `.serviceUnavailable`.
    func lease(
        on remote: String, memory: String, purpose: String, patience: Double, waiting: @Sendable (String) -> Void
    ) async throws(Fault) -> any Lease
}

/// A lease on a remote, so that two clones do not release at once.
public protocol Lease: Sendable {
    /// Gives the lease back; one that somebody else took meanwhile stays.
    func release() async
}

/// What a version control system says of a work tree.
public struct RepositoryFacts: Sendable, Hashable {
    /// The full id of the commit that is checked out; nil before the first one.
    public var head: String?
    /// The branch; nil when detached.
    public var branch: String?
    /// Whether nothing is modified, staged or untracked.
    public var clean: Bool
    /// Whether the history was cut off when cloning.
    public var shallow: Bool
    /// The remote's address without credentials.
    public var remote: String?

    /// Facts.
    public init(head: String?, branch: String?, clean: Bool, shallow: Bool, remote: String?) {
        self.head = head
        self.branch = branch
        self.clean = clean
        self.shallow = shallow
        self.remote = remote
    }
}
