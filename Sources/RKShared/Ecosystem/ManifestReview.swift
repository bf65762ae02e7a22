/// An ecosystem whose manifests can be looked over before a release: what users and registries want to know of a package.
public protocol ManifestReview: Ecosystem {
    /// What the manifests of packages of a workspace say of them, by id; nothing of one that cannot be read, which rk-discover tells of.
    func profiles(of packages: [Package], in workspace: Workspace, tree: SourceTree) -> [String: PackageProfile]
}

/// An ecosystem whose manifests are looked over one by one.
public protocol SingleManifestReview: ManifestReview {
    /// What the manifest of a package says of it.
    /// - Throws: a `Fault` for a manifest that cannot be read.
    func profile(of package: Package, in workspace: Workspace, tree: SourceTree) throws(Fault) -> PackageProfile
}

extension SingleManifestReview {
    /// One after the other.
    public func profiles(of packages: [Package], in workspace: Workspace, tree: SourceTree) -> [String: PackageProfile] {
        var profiles: [String: PackageProfile] = [:]
        for package in packages { profiles[package.id] = try? profile(of: package, in: workspace, tree: tree) }
        return profiles
    }
}

/// What a manifest says of its package besides what a release is made of; the spans of edits are of the file that each place names.
public struct PackageProfile: Sendable {
    /// Something that a manifest can say.
    public struct Statement: Sendable {
        /// The key in messages.
        public var key: String
        /// What it says; nil for nothing.
        public var text: String?
        /// Where it stands, else where it belongs.
        public var place: Place
        /// Whether the registry that everybody knows takes no package without it.
        public var isDemanded = false
        /// The edit that makes it say a text; nil where none is safe.
        public var edit: (@Sendable (String) -> Edit?)?

        /// A statement.
        init(_ key: String, _ text: String?, at place: Place, isDemanded: Bool = false, edit: (@Sendable (String) -> Edit?)? = nil) {
            self.key = key
            self.text = text
            self.place = place
            self.isDemanded = isDemanded
            self.edit = edit
        }
    }

    /// A requirement as the manifest states it.
    public struct Need: Sendable {
        /// Where what is needed comes from.
        public enum Source: Sendable, Hashable {
            /// A registry, or a package of the repository whose version is written for a registry.
            case registry
            /// A folder that users do not have.
            case folder
            /// A repository of version control, or a file of the web.
            case address
        }

        /// The name as declared.
        public var name: String
        /// What it is needed for.
        public var kind: Dependency.Kind
        /// The versions that are allowed, as written.
        public var condition: String
        /// Where it comes from.
        public var source: Source
        /// Where it stands.
        public var place: Place
        /// The edit that takes it away; nil where none is safe.
        public var removal: Edit?

        /// A requirement.
        init(_ name: String, _ kind: Dependency.Kind, _ condition: String, from source: Source, at place: Place, removal: Edit? = nil) {
            self.name = name
            self.kind = kind
            self.condition = condition
            self.source = source
            self.place = place
            self.removal = removal
        }
    }

    /// A finding of the ecosystem's own, with the edit that mends it.
    public struct Finding: Sendable {
        /// The finding, with its place.
        public var diagnostic: Diagnostic
        /// The edit of the file that the place names; nil where none is safe.
        public var edit: Edit?
    }

    /// The licence; nil where manifests have no such key, and a file says it.
    public var license: Statement?
    /// Whether the registry takes no package without a file LICENSE beside its manifest.
    public var demandsLicenseFile = false
    /// The path of the README, relative to the package; nil where the registry finds it by itself.
    public var readme: Statement?
    /// Whether the registry shows a README at all.
    public var showsReadme = true
    /// A sentence on what it is.
    public var description: Statement?
    /// The address of the sources, or of a page on it.
    public var repository: Statement?
    /// The requirements.
    public var needs: [Need] = []
    /// What else is wrong.
    public var findings: [Finding] = []

    /// A manifest that says nothing.
    init() {}

    /// Notes a finding.
    mutating func report(
        _ severity: Diagnostic.Severity, _ code: Code, _ message: String, hint: String, at place: Place, edit: Edit? = nil
    ) {
        findings.append(Finding(diagnostic: Diagnostic(severity, code, message, hint: hint, at: place), edit: edit))
    }
}
