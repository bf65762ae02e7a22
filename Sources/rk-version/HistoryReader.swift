import RKShared

/// Reads a repository's history for all packages at once, in a few processes whatever their number.
protocol HistoryReader: Sendable {
    /// The program that reads it.
    var program: String { get }
    /// The command that tells what is damaged.
    var inspection: String { get }

    /// All tags, sorted by name.
    func tags() async throws(Fault) -> [TagReference]
    /// The commits that a commit can reach.
    func graph(from head: String) async throws(Fault) -> CommitGraph
    /// The ids at which the history of a shallow clone was cut off; none in a whole clone.
    func cuts() async throws(Fault) -> Set<String>
    /// The commits from `head` back to some commits, which are left out with everything behind them, newest first.
    /// - Parameter manifests: the paths of which it matters whether a commit adds them.
    func log(from head: String, without excluded: [String], adding manifests: Set<String>) async throws(Fault) -> [LogEntry]
}

extension Checkout {
    /// What reads the history of the repository.
    func historyReader() throws(Fault) -> any HistoryReader {
        switch versionControl {
        case let git as Git: return GitHistory(git: git)
        case let mercurial as Mercurial: return MercurialHistory(mercurial: mercurial)
        default: throw Fault(.defect, "nobody reads the history of \(versionControl.title)")
        }
    }
}
