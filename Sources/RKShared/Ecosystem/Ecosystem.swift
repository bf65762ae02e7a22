/// A kind of package: how its workspaces are found, how a change of version is written, which tools build and publish it.
/// One folder each; `Catalog.swift` lists them.
public protocol Ecosystem: Sendable {
    /// The name in documents and configuration, as in `uv`.
    var name: String { get }
    /// The package-url type in front of ids, as in `pypi`.
    var idPrefix: String { get }
    /// The names of the files that can begin a workspace, best first.
    var manifestNames: [String] { get }
    /// How its versions are written and ordered.
    var versionScheme: VersionScheme { get }
    /// The name that ecosystems share whose manifests are the same files: a workspace of one is none of the others.
    var family: String { get }

    /// Whether a manifest begins a workspace of several packages.
    func beginsWorkspace(_ manifest: String, in tree: SourceTree) -> Bool
    /// Whether a folder is one of test data by the ecosystem's own habits: workspaces in it are noted, not taken.
    func isTestData(_ folder: String, in tree: SourceTree) -> Bool
    /// Whether a manifest belongs to a workspace although nothing declares one: all such manifests of a repository are one workspace.
    func takesLoneManifest(_ manifest: String) -> Bool
    /// Whether a manifest is this ecosystem's, where several of a family have manifests of one name.
    func claims(_ manifest: String, in tree: SourceTree) -> Bool
    /// The only version that a requirement allows, as this ecosystem's rewriting writes it; nil for any other requirement.
    func exactVersion(of requirement: String) -> String?
    /// Whether whoever installs a package gets a newer version of another one of the repository unasked, by the requirement that it states;
    /// `former` is the version before. Nil for a requirement that cannot be read.
    func takes(_ version: String, after former: String?, by dependency: Dependency) -> Bool?
    /// Finds the members of the workspace whose manifest this is, and what they declare.
    /// - Throws: a `Fault` when nothing of the workspace can be trusted; what concerns one member is a finding.
    func discover(_ site: WorkspaceSite, in tree: SourceTree) throws(Fault) -> Discovery
    /// The edits that give a package another version and make requirements exact; pure apart from reading.
    func rewrite(_ package: Package, _ rewrite: Rewrite, in tree: SourceTree) throws(Fault) -> Rewriting
    /// The tools' calls.
    var packageManager: any PackageManager { get }
    /// The way of its packages to a registry; nil while rk-publish cannot go it.
    var publishing: (any Publishing)? { get }
}

extension Ecosystem {
    /// The ecosystem alone.
    public var family: String { name }

    /// Most ecosystems have declared workspaces, or packages that stand alone.
    public func takesLoneManifest(_ manifest: String) -> Bool { false }

    /// The names of folders tell.
    public func isTestData(_ folder: String, in tree: SourceTree) -> Bool { false }

    /// None: all stages but rk-publish.
    public var publishing: (any Publishing)? { nil }

    /// Every manifest of the right name.
    public func claims(_ manifest: String, in tree: SourceTree) -> Bool { true }

    /// Not known.
    public func takes(_ version: String, after former: String?, by dependency: Dependency) -> Bool? { nil }

    /// `==` and a version.
    public func exactVersion(of requirement: String) -> String? {
        requirement.hasPrefix("==") ? String(requirement.dropFirst(2)).trimmed : nil
    }
}

/// An ecosystem whose releases are tags of version control, so that their form is not the user's to choose.
public protocol VersionInTags: Ecosystem {
    /// What stands in front of the version in every tag of a package.
    func tagPrefix(of package: Package) -> String
    /// Whether a package can have a version; a tag of another one is no release of it.
    func accepts(_ version: String, for package: Package) -> Bool
    /// Whether a version was a package's before its name changed with its major version: the history of the next one begins there.
    func isFormer(_ version: String, of package: Package) -> Bool
    /// A version just below the lowest that a package can have; nil when it can have any.
    func floor(of package: Package) -> String?
    /// Whether a requirement on a package of the repository that is never released can stay as it is.
    func mayStay(_ requirement: String) -> Bool
    /// What to do about a version that a package cannot have.
    func remedy(for version: String, of package: Package) -> String
}

/// An ecosystem with packages whose version stands in the manifest of another ecosystem's package.
public protocol VersionBorrowing: Ecosystem {
    /// The package that holds a package's version, with the version as it spells it; nil for a package with one of its own.
    func lender(of package: Package, version: String, in tree: SourceTree) throws(Fault) -> (package: Package, version: String)?
}

/// An ecosystem whose packages may be built from one of another ecosystem that no requirement names.
public protocol Embedding: Ecosystem {
    /// The manifest of what a package is built from; nil for most.
    func embedded(in package: Package, of tree: SourceTree) -> String?
}

/// An ecosystem that must see all packages of a release to rewrite one, as files of one hold digests of another.
public protocol WorkspaceRewriting: Ecosystem {
    /// The edits of each package, by id.
    func rewrite(_ packages: [Package], _ rewrites: [String: Rewrite], in tree: SourceTree) throws(Fault) -> [String: Rewriting]
    /// Whether that takes the list of tracked files.
    var readsTrackedFiles: Bool { get }
}

extension WorkspaceRewriting {
    /// Digests are of what is tracked.
    public var readsTrackedFiles: Bool { true }
}

/// An ecosystem whose manifests keep in the repository what is written otherwise for a registry, such as `workspace:^`.
public protocol LastingRewriting: Ecosystem {
    /// The edits of each package, by id, that are meant for a commit.
    func lastingRewrite(_ packages: [Package], _ rewrites: [String: Rewrite], in tree: SourceTree) throws(Fault) -> [String: Rewriting]
}

/// Where a workspace was found.
public struct WorkspaceSite: Sendable, Hashable {
    /// The id that the document gives it.
    public var id: String
    /// Its folder, relative to the repository's root; `.` for the root.
    public var root: String
    /// Its manifest, relative to the repository's root.
    public var manifest: String
    /// The folders below it, relative to the repository's root, that belong to workspaces of their own.
    public var inner: [String]

    /// A site.
    public init(id: String, root: String, manifest: String, inner: [String] = []) {
        self.id = id
        self.root = root
        self.manifest = manifest
        self.inner = inner
    }
}

/// What was found in a workspace.
public struct Discovery: Sendable, Hashable {
    /// A folder that should be a member and has no manifest.
    public struct BareFolder: Sendable, Hashable {
        /// Its path, relative to the repository's root.
        public var path: String
        /// What is wrong when it holds a file that somebody meant to keep; a folder of leftovers is passed over.
        public var finding: Diagnostic

        /// A folder.
        public init(path: String, finding: Diagnostic) {
            self.path = path
            self.finding = finding
        }
    }

    /// A requirement on another package of the workspace that is none on its folder. It is an edge when it states a version that is
    /// released by nobody yet: that of a release that is being made.
    public struct UpcomingEdge: Sendable, Hashable {
        /// The id of the package that requires.
        public var package: String
        /// The name that it requires.
        public var name: String
        /// The id of the package of this name.
        public var target: String
    }

    /// The workspace.
    public var workspace: Workspace
    /// Its packages, in any order.
    public var packages: [Package]
    /// What is wrong or worth knowing.
    public var findings: [Diagnostic]
    /// The folders of which version control must say whether they are a finding.
    public var bareFolders: [BareFolder] = []
    /// The requirements of which the tags must say whether they are edges.
    public var upcoming: [UpcomingEdge] = []

    /// A discovery.
    public init(workspace: Workspace, packages: [Package] = [], findings: [Diagnostic] = []) {
        self.workspace = workspace
        self.packages = packages
        self.findings = findings
    }
}

/// How a package's files are to change.
public struct Rewrite: Sendable, Hashable {
    /// The version to write; nil leaves it.
    public var version: String?
    /// The exact version for each package id that the package requires.
    public var exact: [String: String]

    /// A rewrite.
    public init(version: String? = nil, exact: [String: String] = [:]) {
        self.version = version
        self.exact = exact
    }
}

/// The changes of files that a rewrite comes to.
public struct Rewriting: Sendable, Hashable {
    /// A file before and after.
    public struct FileChange: Sendable, Hashable {
        /// The path, relative to the repository's root.
        public var path: String
        /// The bytes that were read.
        public var before: [UInt8]
        /// The bytes to write.
        public var after: [UInt8]
        /// Whether there is no such file yet; `before` is empty then.
        public var isNew: Bool

        /// A change.
        public init(path: String, before: [UInt8], after: [UInt8], isNew: Bool = false) {
            self.path = path
            self.before = before
            self.after = after
            self.isNew = isNew
        }
    }

    /// The files that change, the manifest first.
    public var changes: [FileChange]
    /// The requirements that become exact, in the manifest's order.
    public var requirements: [Pin.Requirement]
    /// Variables that the build needs, for versions that are kept outside files.
    public var environment: [String: String]

    /// A rewriting.
    public init(changes: [FileChange] = [], requirements: [Pin.Requirement] = [], environment: [String: String] = [:]) {
        self.changes = changes
        self.requirements = requirements
        self.environment = environment
    }
}

/// An artifact's name and where it lies.
public struct ArtifactFile: Sendable, Hashable {
    /// The file's name.
    public var name: String
    /// The absolute path.
    public var path: String

    /// An artifact file.
    public init(name: String, path: String) {
        self.name = name
        self.path = path
    }
}

/// What a user may ask of an upload.
public struct PublishOptions: Sendable, Hashable {
    /// Whether attestation files beside the artifacts go along.
    public var attestations: Bool
    /// Variables with credentials, by the names that the tool reads.
    public var credentials: [String: String]
    /// The name in the registry under which the version is found besides its number, where the registry has such (npm's dist-tags).
    public var tag: String?
    /// Who may see the package, where the registry asks for it: `public` or `restricted`.
    public var access: String?
    /// Whether the registry is told where the files come from; nil leaves that to the tool.
    public var provenance: Bool?
    /// The version's tag in version control, without `refs/tags/`.
    public var reference: String?
    /// An empty folder for the upload's own files, gone when it has ended; nil where there is none.
    public var folder: String?

    /// Options.
    public init(
        attestations: Bool = true, credentials: [String: String] = [:], tag: String? = nil, access: String? = nil,
        provenance: Bool? = nil, reference: String? = nil, folder: String? = nil
    ) {
        self.attestations = attestations
        self.credentials = credentials
        self.tag = tag
        self.access = access
        self.provenance = provenance
        self.reference = reference
        self.folder = folder
    }
}

/// Where packages are uploaded to and read from.
public struct RegistryAddress: Sendable, Hashable {
    /// The name in the configuration, or the address that the user gave.
    public var name: String
    /// The address that the document shows, without credentials.
    public var base: String
    /// Where uploads go.
    public var upload: String
    /// Where the index is read.
    public var index: String
    /// What the index is read with; nil where nobody names any.
    public var reading: Login?
    /// The other indexes that the workspace takes packages from, by the variable that names them to its tool.
    public var otherIndexes: [String: [Index]] = [:]
    /// The registry in whose place this one stands for the tools, by their name for it; nil for none.
    public var standsFor: String?
    /// The file with the user's own settings of the tool, for calls that give it another home; nil for none.
    public var settings: String?
    /// What the environment of tools that read it needs besides.
    public var variables: [String: String] = [:]

    /// An index of packages, with what it is read with.
    public struct Index: Sendable, Hashable {
        /// The address, without credentials.
        public var address: String
        /// The login; nil where nobody names any.
        public var reading: Login?

        /// The address with the login in it; a secret.
        public var text: String { reading?.applied(to: address) ?? address }
    }

    /// An address.
    public init(name: String, base: String, upload: String, index: String, reading: Login? = nil) {
        self.name = name
        self.base = base
        self.upload = upload
        self.index = index
        self.reading = reading
    }
}

/// A registry's protocol as queries.
public protocol Registry: Sendable {
    /// What the registry has of one version; nil when it has nothing.
    func release(_ name: String, _ version: String) -> Query<RegistryRelease?>
    /// The same, in a way that is safe before the version exists: some registries remember for a while that there was nothing.
    func releaseBeforehand(_ name: String, _ version: String) -> Query<RegistryRelease?>
    /// The digest of one file of a version, by the algorithm of `release`, nil when the registry has no such file; no query where `release`
    /// tells of all files.
    func digest(of file: String, _ name: String, _ version: String) -> Query<String?>?
    /// The versions that the registry lists; nil when it has no such package, and no query where nothing lists them.
    func published(_ name: String) -> Query<[String]?>?
}

extension Registry {
    /// The same query: most registries remember nothing.
    public func releaseBeforehand(_ name: String, _ version: String) -> Query<RegistryRelease?> { release(name, version) }

    /// Nothing lists them.
    public func published(_ name: String) -> Query<[String]?>? { nil }

    /// Most registries tell of all files of a version at once.
    public func digest(of file: String, _ name: String, _ version: String) -> Query<String?>? { nil }
}

/// What a registry has of one version.
public struct RegistryRelease: Sendable, Hashable {
    /// The lower-case hexadecimal digest of each file, by file name.
    public var digests: [String: String]
    /// How the registry computes its digests.
    public var algorithm: Digest.Algorithm
    /// Whether the registry says only that the version is there.
    public var isOpaque = false

    /// A release.
    public init(digests: [String: String], algorithm: Digest.Algorithm = .sha256) {
        self.digests = digests
        self.algorithm = algorithm
    }

    /// A release of which the registry states no digests.
    public static var opaque: RegistryRelease {
        var release = RegistryRelease(digests: [:])
        release.isOpaque = true
        return release
    }
}
