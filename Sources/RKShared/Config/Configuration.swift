/// The repository's `releasekit.toml`.
public struct Configuration: Sendable, Hashable {
    /// A workspace that the user declares in `[ecosystems.NAME]`.
    public struct DeclaredWorkspace: Sendable, Hashable {
        /// The name.
        public var id: String
        /// Its folder, relative to the repository's root.
        public var root: String
        /// The ecosystem; nil for the one whose manifest is found there.
        public var ecosystem: String?
        /// Where it is declared.
        public var place: Place
    }

    /// A registry that the user declares in `[registries.NAME]`.
    public struct DeclaredRegistry: Sendable, Hashable {
        /// Where uploads go.
        public var upload: String
        /// Where the index is read.
        public var index: String
        /// The ecosystem whose packages go there when nothing else is named; nil for none.
        public var ecosystem: String?
    }

    /// A program `rk-ecosystem-NAME` that the user names.
    public struct NamedPlugin: Sendable, Hashable {
        /// The ecosystem's name.
        public var name: String
        /// Where it is named.
        public var place: Place

        /// A name and its place.
        public init(name: String, place: Place) {
            self.name = name
            self.place = place
        }
    }

    /// Where publishing is allowed.
    public enum PublishFrom: String, Sendable, Hashable, CaseIterable {
        /// Anywhere.
        case local
        /// Only where the variable CI is set.
        case ci
    }

    /// The file's name.
    public static let fileName = "releasekit.toml"

    /// Whether all packages share one version.
    public var synchronize = false
    /// The template of tags.
    public var tagFormat = "{name}-v{version}"
    /// Where the tag format is set; nil for the default.
    public var tagFormatPlace: Place?
    /// The tag of a release as a whole; nil for none.
    public var umbrella: UmbrellaSettings?
    /// The files that say the version of the release as a whole.
    public var extraFiles: [ExtraFile] = []
    /// The files for the page of the release as a whole: paths whose last part may be a pattern.
    public var assets: [String] = []
    /// Whether manifests get a development version after each release.
    public var developmentVersions = false
    /// The repositories that are told of what was published.
    public var dispatches: [DispatchTarget] = []
    /// Whether a breaking change of a version 0.x gives 1.0.0.
    public var majorOnZero = false
    /// The commit at which history begins for packages that were never released.
    public var bootstrapSha: String?
    /// Globs of package names and paths that are left out.
    public var exclude: [String] = []
    /// Where publishing is allowed.
    public var publishFrom = PublishFrom.local
    /// The registry to publish to: a name or an address.
    public var registry: String?
    /// Whether a published package is installed and imported.
    public var smokeTest = true
    /// The forge that the remote is on; nil where its host's name tells.
    public var forge: ForgeSite.Kind?
    /// What uploads to npm's registries ask for.
    public var npm = NpmSettings()
    /// How notes are written.
    public var changelog = ChangelogSettings()
    /// What rk-check makes of its findings.
    public var check = CheckSettings()
    /// The declared workspaces, by id; empty when they are to be found.
    public var workspaces: [DeclaredWorkspace] = []
    /// The ecosystems of the user's own, in the file's order.
    public var plugins: [NamedPlugin] = []
    /// The release groups whose members share one version.
    public var fixedGroups: [String] = []
    /// Where each release group is declared, by its name.
    public var groupPlaces: [String: Place] = [:]
    /// How releases pass from dependencies to dependents.
    public var propagation = Propagation()
    /// The declared registries by name.
    public var registries: [String: DeclaredRegistry] = [:]

    /// The defaults.
    public init() {}

    /// Reads the file at the root of a tree; the defaults where there is none.
    /// - Throws: a `Fault` with file, line and column of the first mistake.
    public static func load(from tree: SourceTree) throws(Fault) -> Configuration {
        guard let bytes = try tree.readIfPresent(fileName) else { return Configuration() }
        return try Configuration(parsing: bytes, path: fileName)
    }

    /// Reads the text of a file at `path`.
    /// - Throws: a `Fault` with file, line and column of the first mistake.
    public init(parsing bytes: [UInt8], path: String) throws(Fault) {
        let reader = try ConfigurationReader(bytes, path: path)
        var table = reader.root
        synchronize = try table.bool("synchronize") ?? synchronize
        if let (format, place) = try table.tagFormat() { (tagFormat, tagFormatPlace) = (format, place) }
        umbrella = try UmbrellaSettings(in: &table)
        let extras = try table.extraFiles(in: ".")
        if umbrella == nil, let first = extras.first {
            throw Fault(
                .configValue, "extra_files has `\(first.text)`, but the release as a whole has no version",
                hint: "set `umbrella_tag_format`, or name the file in the releasekit.toml of the package whose version it says",
                at: Place(path))
        }
        extraFiles = extras
        assets = try table.assets(in: ".")
        developmentVersions = try table.bool("development_versions") ?? developmentVersions
        for var entry in try table.tables("dispatch") { dispatches.append(try DispatchTarget(in: &entry)) }
        majorOnZero = try table.bool("major_on_zero") ?? majorOnZero
        bootstrapSha = try table.commit("bootstrap_sha")
        exclude = try table.strings("exclude") ?? exclude
        publishFrom = try table.choice("publish_from") ?? publishFrom
        registry = try table.string("registry")
        smokeTest = try table.bool("smoke_test") ?? smokeTest
        forge = try table.choice("forge")
        for (name, place) in try table.stringsWithPlaces("plugins") ?? [] {
            try Self.requirePluginName(name, at: place)
            if !plugins.contains(where: { $0.name == name }) { plugins.append(NamedPlugin(name: name, place: place)) }
        }
        npm = try NpmSettings(in: &table)
        changelog = try ChangelogSettings(in: &table)
        check = try CheckSettings(in: &table)
        for var entry in try table.tables("ecosystems") {
            let root = try entry.string("workspace_root") ?? "."
            guard let folder = RelativePath.join(".", root) else {
                throw Fault(
                    .configValue, "workspace_root `\(root)` leads outside the repository", hint: "give a folder relative to this file",
                    at: entry.place)
            }
            workspaces.append(
                DeclaredWorkspace(id: entry.name, root: folder, ecosystem: try entry.string("ecosystem"), place: entry.place))
            try entry.finish()
        }
        propagation = try table.propagation()
        for var entry in try table.tables("groups") {
            groupPlaces[entry.name] = entry.place
            if try entry.bool("synchronize") ?? false { fixedGroups.append(entry.name) }
            try entry.finish()
        }
        for var entry in try table.tables("registries") {
            registries[entry.name] = DeclaredRegistry(
                upload: try entry.address("upload"), index: try entry.address("index"), ecosystem: try entry.string("ecosystem"))
            try entry.finish()
        }
        try table.finish()
    }
}
