/// The way of an ecosystem's packages to a registry: which one it is, what an upload is authorised with, what may not be told.
public protocol Publishing: Sendable {
    /// The names of the registries that everybody knows.
    var knownRegistries: [String] { get }
    /// What digests an artifact gets besides SHA-256, because registries state them.
    var digests: [Digest.Algorithm] { get }

    /// The registry of each package of a workspace, by id: the one that is named, else what variables and manifests say.
    /// - Throws: a `Fault` with `.registryUnknown` for a name that nobody knows, or what should be an address and is none.
    func registries(of packages: [Package], in workspace: Workspace, named name: String?, from sources: RegistrySources) throws(Fault)
        -> [String: RegistryAddress]
    /// What the environment and the user's own files have for an upload.
    func credentials(for registry: RegistryAddress, from sources: RegistrySources) -> UploadCredentials
    /// Whether a variable holds a credential or leads to one; nil when it does neither.
    func exposure(of variable: String) -> Exposure?
    /// Whether a release looks like one whose upload was broken off.
    func isIncomplete(_ release: RegistryRelease) -> Bool
    /// Whether a commit is what is published, so that every change of a file must be committed before.
    var publishesCommits: Bool { get }
    /// Whether a package cannot be built before the packages of the release that its tests need in stated versions are in the registry.
    var packsTestRequirements: Bool { get }
    /// The call of a build, with what its tool must know of the registry that the package goes to.
    func building(_ call: Call, for registry: RegistryAddress) -> Call
    /// The call that packs once more into a folder what the upload's tool packs by itself, from the files with their pins; nil where the
    /// upload takes the artifacts.
    func repacking(_ package: Package, for registry: RegistryAddress, root: String, into folder: String, environment: [String: String])
        -> Call?
    /// Puts the artifacts into the folder where the build leaves them elsewhere, or makes none.
    /// - Throws: a `Fault` when a tool or a file fails.
    func gather(_ build: FinishedBuild, world: World) async throws(Fault)
    /// What is left to do in the repository after an upload; a failure of it harms nobody else.
    func conclusion(_ package: Package, tag: String?, registry: RegistryAddress, root: String) -> [Call]
    /// What the user has to do after an upload before the registry shows it; nil for nothing.
    func completionByHand(at registry: RegistryAddress) -> String?
    /// Whether the build of a package reads a file that a release changes; others are left as they are around it.
    func reads(_ path: String, toBuild package: Package) -> Bool
    /// The files of the work tree that the tools write for a package although version control does not keep them.
    func leavings(of package: Package) -> [String]
    /// What an upload asks for besides its files, as settings and manifests say it.
    /// - Throws: a `Fault` for settings that no registry can follow.
    func wishes(for package: Package, version: String, at registry: RegistryAddress, in workspace: Workspace, from sources: RegistrySources)
        throws(Fault) -> UploadWishes
    /// The wishes with what only the registry can tell; nil where nothing is open.
    func completion(of wishes: UploadWishes, for package: Package, version: String, at registry: RegistryAddress) -> Query<UploadWishes>?
    /// Whether an index lets nobody read without a login, nil where it does not say; no query where nobody has one for it, or its tool
    /// finds out by itself.
    func loginNeed(at registry: RegistryAddress) -> Query<Bool?>?
    /// What speaks against uploads, found out before the first effect.
    /// - Parameter world: nil in a dry run, which asks nobody.
    func objections(to uploads: [PlannedUpload], in tree: SourceTree, world: World?) async -> [Diagnostic]
    /// A command that tells what there is of a version, where no query of the web does.
    /// - Parameter isBeforehand: whether the version is not uploaded yet.
    func inspection(of upload: PlannedUpload, isBeforehand: Bool, root: String) -> Inspection?
}

extension Publishing {
    /// None.
    public var digests: [Digest.Algorithm] { [] }

    /// Never, where a release is one file.
    public func isIncomplete(_ release: RegistryRelease) -> Bool { false }

    /// Files are published by most.
    public var publishesCommits: Bool { false }

    /// What tests need is not looked at by most.
    public var packsTestRequirements: Bool { false }

    /// The call as it is.
    public func building(_ call: Call, for registry: RegistryAddress) -> Call { call }

    /// Artifacts are uploaded by most.
    public func repacking(
        _ package: Package, for registry: RegistryAddress, root: String, into folder: String, environment: [String: String]
    ) -> Call? { nil }

    /// The tool has put them there.
    public func gather(_ build: FinishedBuild, world: World) async throws(Fault) {}

    /// Nothing.
    public func conclusion(_ package: Package, tag: String?, registry: RegistryAddress, root: String) -> [Call] { [] }

    /// Nothing.
    public func completionByHand(at registry: RegistryAddress) -> String? { nil }

    /// None.
    public func leavings(of package: Package) -> [String] { [] }

    /// Every one, for all that is known.
    public func reads(_ path: String, toBuild package: Package) -> Bool { true }

    /// Nothing.
    public func wishes(
        for package: Package, version: String, at registry: RegistryAddress, in workspace: Workspace, from sources: RegistrySources
    ) throws(Fault) -> UploadWishes { UploadWishes() }

    /// Nothing is open.
    public func completion(of wishes: UploadWishes, for package: Package, version: String, at registry: RegistryAddress) -> Query<
        UploadWishes
    >? { nil }

    /// Nobody asks.
    public func loginNeed(at registry: RegistryAddress) -> Query<Bool?>? { nil }

    /// Nothing.
    public func objections(to uploads: [PlannedUpload], in tree: SourceTree, world: World?) async -> [Diagnostic] { [] }

    /// Registries are on the web.
    public func inspection(of upload: PlannedUpload, isBeforehand: Bool, root: String) -> Inspection? { nil }
}

/// What an upload asks of a registry besides its files.
public struct UploadWishes: Sendable, Hashable {
    /// The name of the version in the registry besides its number; nil leaves it open.
    public var tag: String?
    /// Who may see the package; nil leaves it to the registry.
    public var access: String?
    /// Whether the origin is attested; nil leaves it to the tool.
    public var provenance: Bool?

    /// Wishes.
    public init(tag: String? = nil, access: String? = nil, provenance: Bool? = nil) {
        self.tag = tag
        self.access = access
        self.provenance = provenance
    }
}

/// An upload as it is planned.
public struct PlannedUpload: Sendable {
    /// The package.
    public let package: Package
    /// Its version.
    public let version: String
    /// The tag of the version in version control.
    public let tag: String?
    /// Where it goes.
    public let registry: RegistryAddress
    /// What it asks for.
    public let wishes: UploadWishes
    /// The commit that is released.
    public let head: String

    /// An upload.
    public init(package: Package, version: String, tag: String?, registry: RegistryAddress, wishes: UploadWishes, head: String) {
        self.package = package
        self.version = version
        self.tag = tag
        self.registry = registry
        self.wishes = wishes
        self.head = head
    }
}

/// A command together with what it tells of a version.
public struct Inspection: Sendable {
    /// What is run.
    public let call: Call
    /// Reads its end; nil when there is no such version.
    public let read: @Sendable (Completion) throws(Fault) -> RegistryRelease?

    /// An inspection.
    public init(_ call: Call, read: @escaping @Sendable (Completion) throws(Fault) -> RegistryRelease?) {
        self.call = call
        self.read = read
    }
}

/// A build that ended well.
public struct FinishedBuild: Sendable {
    /// The package.
    public let package: Package
    /// Its version.
    public let version: String
    /// The tag of the version.
    public let tag: String?
    /// The commit that was built.
    public let head: String
    /// The files that were built.
    public let tree: SourceTree
    /// The absolute path of the artifacts' folder.
    public let folder: String

    /// A build.
    public init(package: Package, version: String, tag: String?, head: String, tree: SourceTree, folder: String) {
        self.package = package
        self.version = version
        self.tag = tag
        self.head = head
        self.tree = tree
        self.folder = folder
    }
}

/// How a variable takes part in an upload.
public enum Exposure: Sendable, Hashable {
    /// Its value is a secret.
    case secret
    /// Its value leads to one, or stands beside one, and may be told.
    case open
    /// Its value is a secret that builds read packages with; they see it.
    case reading
}

/// What decides where packages go and with what.
public struct RegistrySources: Sendable {
    /// The registries of releasekit.toml.
    public let declared: [String: Configuration.DeclaredRegistry]
    /// The environment, without empty variables.
    public let environment: [String: String]
    /// The repository's files.
    public let tree: SourceTree
    /// `[npm]` of releasekit.toml.
    public let npm: NpmSettings

    /// Sources.
    public init(
        declared: [String: Configuration.DeclaredRegistry] = [:], environment: [String: String], tree: SourceTree,
        npm: NpmSettings = NpmSettings()
    ) {
        self.declared = declared
        self.npm = npm
        self.environment = environment.filter { !$0.value.isEmpty }
        self.tree = tree
    }
}

/// What an upload is authorised with.
public struct UploadCredentials: Sendable {
    /// Variables by the names that the tool reads; secrets.
    public let variables: [String: String]
    /// What to do where there is nothing although the registry asks for something; nil where there is enough.
    public let remedy: String?

    /// Credentials.
    public init(variables: [String: String], remedy: String? = nil) {
        self.variables = variables
        self.remedy = remedy
    }
}
