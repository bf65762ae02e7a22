import RKShared

/// The files that are pinned, and where their journal lies.
struct PinTarget: Sendable {
    /// The files.
    let tree: SourceTree
    /// The folder of journal and lock.
    let state: StateFolder

    /// The tree of a document, at the commit that the document is about; without version control, the folder that it names.
    init(of document: Document, _ invocation: Invocation) async throws(Fault) {
        let repository = try document.requiredRepository(for: RkPin.stage)
        let listsFiles = PinPlan.needsFiles(try document.requiredPackages(for: RkPin.stage))
        guard repository.vcs != "none" else {
            self = try await PinTarget(at: repository.root, invocation)
            return
        }
        let checkout = try await Checkout(of: repository, listsFiles: listsFiles, world: invocation.world)
        tree = checkout.tree
        state = StateFolder(privateFolder: try await checkout.versionControl.privateFolder())
    }

    /// The tree at a path.
    init(at path: String, _ invocation: Invocation) async throws(Fault) {
        guard let root = Files.resolved(path), Files.isFolder(root) else {
            throw Fault(.repositoryMissing, "there is no folder `\(path)` here", hint: "give the root of the repository, or run this there")
        }
        tree = SourceTree(root: root, tracked: nil)
        state = try await StateFolder.of(root: root, world: invocation.world, environment: invocation.environment)
    }

    /// Asks the programs of the user's own ecosystems; a signal that comes meanwhile ends them and this program.
    func host(_ invocation: Invocation, signals: Signals? = nil) -> PluginHost {
        PluginHost(
            for: tree, world: invocation.world, environment: invocation.environment, signals: signals,
            note: invocation.console.info)
    }

    /// Refuses to read manifests that are still pinned from another run: what they say is not what is committed.
    func refuseLeftovers() throws(Fault) {
        guard let first = try PinLeftover.all(in: state).first(where: { $0.state != .original }) else { return }
        throw Fault(
            .pinLeft, "`\(first.path)` is still pinned from another run", hint: "run `rk-pin restore`, then the pipeline again",
            at: Place(first.path), package: first.package)
    }
}
