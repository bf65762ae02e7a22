/// The calls of an ecosystem's tools; nothing runs here, and a test is an equality of values. Paths are relative to `root`.
public protocol PackageManager: Sendable {
    /// Checks that the lockfile of a workspace fits its manifests; nil where there is none to check.
    func lockCheck(_ workspace: Workspace, root: String) -> Call?
    /// Whether the end of that check means that the lockfile is not as it should be, and not that it could not be told.
    func isStale(_ reply: Completion) -> Bool
    /// What brings a stale lockfile up to date, as a clause.
    func lockRemedy(for call: Call, of workspace: Workspace) -> String
    /// Makes a stale lockfile fit its manifests, changing as little as it can; nil where no command of the tool does.
    func lockRefresh(_ workspace: Workspace, root: String) -> Call?
    /// Brings the lockfile of a workspace up to date after versions of some packages changed, where no edit of a manifest does; nil where
    /// there is nothing to run.
    func relock(_ workspace: Workspace, packages: [String], root: String) -> Call?
    /// Brings a package of another repository up to date in the lockfiles of a workspace, or in the manifests where these are both; none
    /// where no tool of the ecosystem does so without an install.
    /// - Parameters:
    ///   - version: the version that is there now; nil for the newest that the requirements take.
    ///   - members: the packages that need it.
    func upgrade(
        _ name: String, to version: String?, in workspace: Workspace, members: [Package], root: String
    ) -> [Action.CommandRun]
    /// Builds a package's artifacts into a folder, with the variables of its rewriting.
    func build(_ package: Package, root: String, into folder: String, environment: [String: String]) -> Call
    /// The artifacts of a build by their paths below its folder, where they do not all lie in it side by side; nil where they do.
    func artifactPaths(below folder: String) -> [String]?
    /// Tells the tool of the credentials before an upload, in the upload's folder; nil where it finds them by itself.
    func login(for package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call?
    /// Uploads files; credentials travel by environment.
    func publish(_ files: [String], of package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call
    /// Installs a published version in a clean environment below `folder` and uses it, one call after the other.
    func smokeTest(_ package: Package, version: String, from registry: RegistryAddress, artifacts: [String], in folder: String) async
        -> [Call]
    /// Checks an artifact: name, version and exact requirements inside it. Findings are sentences.
    func problems(in artifact: ArtifactFile, of package: Package, version: String, exact: [String: String]) async -> [String]
    /// The names of artifacts that were announced and are not among those that were built.
    func missing(from artifacts: [String], of package: Package) -> [String]
    /// The registry's protocol.
    func registry(at address: RegistryAddress) -> any Registry
}

extension PackageManager {
    /// Most lockfiles are edited together with the manifests.
    public func relock(_ workspace: Workspace, packages: [String], root: String) -> Call? { nil }

    /// Most tools do it only by an install.
    public func upgrade(
        _ name: String, to version: String?, in workspace: Workspace, members: [Package], root: String
    ) -> [Action.CommandRun] { [] }

    /// No command does.
    public func lockRefresh(_ workspace: Workspace, root: String) -> Call? { nil }

    /// Most tools end with 1 then.
    public func isStale(_ reply: Completion) -> Bool { reply.status == 1 }

    /// The tool knows.
    public func lockRemedy(for call: Call, of workspace: Workspace) -> String {
        "bring it up to date with `\(call.program)`, and commit it"
    }

    /// Most tools put their artifacts side by side.
    public func artifactPaths(below folder: String) -> [String]? { nil }

    /// Most tools announce no names.
    public func missing(from artifacts: [String], of package: Package) -> [String] { [] }

    /// Most tools take credentials from their environment.
    public func login(for package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call? { nil }
}
