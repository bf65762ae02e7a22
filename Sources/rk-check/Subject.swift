import RKHTTP
import RKShared

/// What is checked: the document, and the repository that it is about.
struct Subject: Sendable {
    /// The document.
    let document: Document
    /// Its packages.
    let packages: [Package]
    /// Those that are meant for a registry.
    let published: [Package]
    /// Its workspaces.
    let workspaces: [Workspace]
    /// The repository.
    let repository: Repository
    /// Its files.
    let tree: SourceTree
    /// Its version control; nil before the first commit, and where it has none.
    let versionControl: (any VersionControl)?
    /// `releasekit.toml`.
    let configuration: Configuration
    /// What manifests say, by the package's id.
    let profiles: [String: PackageProfile]
    /// The remote to ask.
    let remote: String
    /// The registries that the command line names.
    let registries: [String]
    /// Processes and the web.
    let world: World
    /// The variables.
    let environment: [String: String]
    /// Where it is talked.
    let console: Console
    /// The packages by id.
    private let byID: [String: Package]

    /// Opens the repository of a document.
    /// - Throws: a `Fault`: there is none, another commit is checked out, the configuration is bad.
    init(of document: Document, remote: String, registries: [String], _ invocation: Invocation) async throws(Fault) {
        self.document = document
        repository = try document.requiredRepository(for: RkCheck.stage)
        packages = try document.requiredPackages(for: RkCheck.stage)
        published = packages.filter(\.publish)
        workspaces = document.workspaces ?? []
        world = Transport.world(invocation.world, environment: invocation.environment)
        if repository.head != nil {
            let checkout = try await Checkout(of: repository, world: world)
            (tree, versionControl) = (checkout.tree, checkout.versionControl)
        } else {
            guard let root = Files.resolved(repository.root), Files.isFolder(root) else {
                throw Fault(
                    .repositoryMissing, "there is no folder `\(repository.root)` here",
                    hint: "run the pipeline where rk-discover ran; the document names the repository relative to that")
            }
            (tree, versionControl) = (SourceTree(root: root, tracked: nil), nil)
        }
        configuration = try Configuration.load(from: tree)
        var profiles: [String: PackageProfile] = [:]
        for workspace in workspaces {
            guard let review = Catalog.ecosystem(workspace.ecosystem) as? any ManifestReview else { continue }
            let members = packages.filter { $0.workspace == workspace.id }
            profiles.merge(review.profiles(of: members, in: workspace, tree: tree)) { first, _ in first }
        }
        self.profiles = profiles
        self.remote = remote
        self.registries = registries
        environment = invocation.environment
        console = invocation.console
        byID = packages.byID
    }

    /// The package of an id.
    func package(_ id: String) -> Package? { byID[id] }

    /// The workspace of a package.
    func workspace(of package: Package) -> Workspace? { workspaces.first { $0.id == package.workspace } }

    /// The files of a folder whose names begin with a word, in any case, sorted.
    func files(in folder: String, beginningWith words: [String]) -> [String] {
        Files.names(in: tree.absolute(folder)).filter { name in words.contains { name.lowercased().hasPrefix($0) } }
            .compactMap { RelativePath.join(folder, $0) }.filter { !Files.isFolder(tree.absolute($0)) }.sorted { $0.precedes($1) }
    }
}
