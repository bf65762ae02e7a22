/// The version control systems that there are, by their names in documents.
public enum VersionControlKind: String, Sendable, CaseIterable {
    /// Git.
    case git
    /// Mercurial.
    case hg

    /// The system at a folder, absolute.
    public func at(_ root: String, world: World) -> any VersionControl {
        switch self {
        case .git: Git(root: root, world: world)
        case .hg: Mercurial(root: root, world: world)
        }
    }

    /// The system of a document's repository, which is said to lie at a folder.
    /// - Throws: a `Fault` with `.repositoryMissing` for one that is unknown.
    public static func at(_ root: String, of repository: Repository, world: World) throws(Fault) -> any VersionControl {
        guard let kind = VersionControlKind(rawValue: repository.vcs) else {
            throw Fault(
                .repositoryMissing, "the document's repository has the version control `\(repository.vcs)`",
                hint: "versions and releases need \(allCases.map(\.rawValue).joined(separator: " or "))")
        }
        return kind.at(root, world: world)
    }

    /// The system whose work tree holds a folder, the innermost one where several do; nil where none does.
    /// - Parameter root: the folder's absolute path, links resolved.
    public static func holding(_ root: String, world: World) async throws(Fault) -> (any VersionControl)? {
        if let top = Mercurial.top(above: root), !isGitNearer(from: root, to: top) { return Mercurial(root: root, world: world) }
        let git = Git(root: root, world: world)
        return try await git.isWorkTree() ? git : nil
    }

    /// Whether a folder between two, both included, is the top of a git work tree.
    private static func isGitNearer(from root: String, to top: String) -> Bool {
        var folder = root
        while !Files.exists("\(folder)/.git") {
            guard folder != top else { return false }
            folder = Files.folder(of: folder)
        }
        return true
    }
}
