/// The crate that maturin builds a package from. Its version is the package's where `project.dynamic` has `version`, in the spelling of
/// PEP 440.
struct UvCrate {
    /// The crate's manifest.
    let manifest: CargoManifest
    /// The manifest of its workspace's root; its own, where it is in no workspace.
    let root: CargoManifest
    /// The version as cargo has it.
    let version: String
    /// The path of the manifest that holds the version.
    let holder: String

    /// Why a package has no such crate.
    struct Absence: Error {
        /// A clause.
        let reason: String
    }

    /// Finds the crate as maturin does: `manifest-path`, a crate in `rust` beside Python sources in `src`, one beside the manifest.
    init(of member: PyProject, in tree: SourceTree) throws(Absence) {
        let path = Self.path(of: member, in: tree)
        guard let path else { throw Absence(reason: "tool.maturin.manifest-path leads outside the repository") }
        do throws(Fault) {
            manifest = try CargoManifest(reading: path, in: tree)
            root = try Self.root(of: manifest, in: tree)
        } catch {
            throw Absence(reason: error.message)
        }
        guard let (node, holder) = manifest.inherited("version", from: root), let text = node.string, CargoName.isVersion(text) else {
            throw Absence(reason: "`\(path)`, which maturin builds, states no version")
        }
        version = text
        self.holder = holder.path
    }

    /// What tells the place of the version from others, also from that of the workspace in the same manifest.
    var group: String { manifest.inherits("version") ? holder : Package.ownVersionGroup(of: manifest.path) }

    /// The version as Python has it; nil for one that PEP 440 cannot say.
    var pythonVersion: String? { VersionScheme.cargo.spelled(version, in: .pep440) }

    /// The crate as a package of Cargo.
    func package(in tree: SourceTree) -> Package {
        var package = Package(
            id: CargoContext.id(manifest.name ?? ""), name: manifest.name ?? "", ecosystem: "cargo", workspace: "cargo",
            path: manifest.folder, manifest: manifest.path, version: version)
        Cargo.note(root: root.path, isLocked: tree.holds(RelativePath.join(root.folder, Cargo.lockfile) ?? Cargo.lockfile), on: &package)
        return package
    }

    /// The path of the crate's manifest; nil for one outside the repository.
    static func path(of member: PyProject, in tree: SourceTree) -> String? {
        if let named = member["tool", "maturin", "manifest-path"]?.string { return RelativePath.join(member.folder, named) }
        let module = "src/\((member.name ?? "").replacing("-", with: "_"))/__init__.py"
        let beside = RelativePath.join(member.folder, "rust/Cargo.toml")
        let sources = RelativePath.join(member.folder, module)
        if let beside, Files.exists(tree.absolute(beside)) {
            let isNamed = member["tool", "maturin", "python-source"] != nil
            if isNamed || sources.map({ Files.exists(tree.absolute($0)) }) == true { return beside }
        }
        return RelativePath.join(member.folder, "Cargo.toml")
    }

    /// The manifest of the workspace that a crate is in, as cargo looks for it: the one that it names, else the first above that has it.
    private static func root(of crate: CargoManifest, in tree: SourceTree) throws(Fault) -> CargoManifest {
        guard !crate.isWorkspaceRoot else { return crate }
        if let named = crate.namedWorkspace, let path = RelativePath.join(named, "Cargo.toml") {
            return try CargoManifest(reading: path, in: tree)
        }
        var folder = crate.folder
        while folder != "." {
            folder = RelativePath.folder(of: folder)
            guard let path = RelativePath.join(folder, "Cargo.toml"), Files.exists(tree.absolute(path)) else { continue }
            let manifest = try CargoManifest(reading: path, in: tree)
            guard manifest.isWorkspaceRoot else { continue }
            return try CargoWorkspace(root: manifest, in: tree).members[crate.folder] == nil ? crate : manifest
        }
        return crate
    }
}

extension Uv: Embedding {
    /// The crate that maturin builds.
    public func embedded(in package: Package, of tree: SourceTree) -> String? {
        guard let manifest = try? PyProject(reading: package.manifest, in: tree) else { return nil }
        guard manifest["build-system", "build-backend"]?.string == "maturin" else { return nil }
        return UvCrate.path(of: manifest, in: tree)
    }
}

extension Uv: VersionBorrowing {
    /// The crate that maturin builds.
    public func lender(of package: Package, version: String, in tree: SourceTree) throws(Fault) -> (package: Package, version: String)? {
        guard package.versionGroup != nil else { return nil }
        let manifest = try PyProject(reading: package.manifest, in: tree)
        guard manifest["project", "version"] == nil, case .crate(let crate) = UvVersion.dynamicSource(of: manifest, in: tree) else {
            return nil
        }
        // A version that stays is left as it is spelled.
        if crate.pythonVersion == version { return (crate.package(in: tree), crate.version) }
        guard let spelled = VersionScheme.pep440.spelled(version, in: .cargo) else {
            throw Fault(
                .pinImpossible, "the version \(version) of \(package.id) is written in `\(crate.holder)`, and cargo has none like it",
                hint: "choose one that both have, as 1.2.0 or 1.2.0rc1", at: Place(crate.holder), package: package.id)
        }
        return (crate.package(in: tree), spelled)
    }
}
