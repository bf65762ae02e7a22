/// A version control system, as far as every stage needs it; history and tags are read by rk-version.
public protocol VersionControl: Sendable {
    /// The name in documents.
    var name: String { get }
    /// The state of the work tree, for the document.
    func facts() async throws(Fault) -> RepositoryFacts
    /// The files that are tracked below the root, relative to it, sorted.
    func trackedFiles() async throws(Fault) -> [String]
    /// The files below some folders that are tracked, or neither tracked nor ignored; relative to the root.
    func files(below folders: [String]) async throws(Fault) -> [String]
    /// The full id of the commit that is checked out; nil before the first one.
    func head() async throws(Fault) -> String?
    /// The absolute path of the folder where it keeps its own files for this work tree.
    func privateFolder() async throws(Fault) -> String
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
