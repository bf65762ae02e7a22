/// The `releasekit.toml` of one package, as the document carries it in `settings`.
public struct PackageSettings: Sendable, Hashable {
    /// The release group.
    public var group: String?
    /// Whether it is meant for a registry, over what the manifest says.
    public var publishable: Bool?
    /// The template of its tags, over the repository's.
    public var tagFormat: String?
    /// Over the repository's setting.
    public var majorOnZero: Bool?
    /// Over the repository's setting.
    public var bootstrapSha: String?
    /// The files for the page of its releases: paths below its folder whose last part may be a pattern.
    public var assets: [String] = []
    /// Over the repository's setting.
    public var developmentVersions: Bool?
    /// Over the repository's setting.
    public var smokeTest: Bool?
    /// Over the repository's rules, for what this package needs.
    public var propagation = Propagation()
    /// Over the repository's setting.
    public var npm = NpmSettings()
    /// The files beyond the manifest that say its version.
    public var extraFiles: [ExtraFile] = []
    /// The ids of packages that must be released first although the manifest does not name them, with their places.
    public var dependsOn: [DeclaredDependency] = []

    /// An entry of `depends_on`.
    public struct DeclaredDependency: Sendable, Hashable {
        /// The id of the package.
        public var id: String
        /// Where it stands.
        public var place: Place
    }

    /// No settings.
    public init() {}

    /// Reads the text of a file at `path`.
    /// - Throws: a `Fault` with file, line and column of the first mistake.
    public init(parsing bytes: [UInt8], path: String) throws(Fault) {
        let reader = try ConfigurationReader(bytes, path: path)
        var table = reader.root
        group = try table.string("group")
        publishable = try table.bool("publishable")
        tagFormat = try table.tagFormat()?.format
        majorOnZero = try table.bool("major_on_zero")
        bootstrapSha = try table.commit("bootstrap_sha")
        assets = try table.assets(in: RelativePath.folder(of: path))
        developmentVersions = try table.bool("development_versions")
        smokeTest = try table.bool("smoke_test")
        extraFiles = try table.extraFiles(in: RelativePath.folder(of: path))
        propagation = try table.propagation()
        npm = try NpmSettings(in: &table)
        dependsOn = try (table.stringsWithPlaces("depends_on") ?? []).map { DeclaredDependency(id: $0, place: $1) }
        try table.finish()
    }

    /// The settings of a package in a document.
    public init(of package: Package) {
        let object = package.rest["settings"]?.object ?? JSONObject()
        tagFormat = object["tag_format"]?.string
        bootstrapSha = object["bootstrap_sha"]?.string
        if case .bool(let flag)? = object["major_on_zero"] { majorOnZero = flag }
        assets = (object["assets"]?.array ?? []).compactMap(\.string)
        if case .bool(let flag)? = object["development_versions"] { developmentVersions = flag }
        if case .bool(let flag)? = object["smoke_test"] { smokeTest = flag }
        extraFiles = (object["extra_files"]?.array ?? []).compactMap(\.string).compactMap { ExtraFile($0, in: package.path) }
        propagation = Propagation(object["propagation"]) ?? Propagation()
        npm = NpmSettings(object["npm"])
    }

    /// What later stages need, as the document carries it; nil when there is nothing.
    public var json: JSON? {
        var object = JSONObject()
        object["tag_format"] = tagFormat.map { .string($0) }
        object["bootstrap_sha"] = bootstrapSha.map { .string($0) }
        object["major_on_zero"] = majorOnZero.map { .bool($0) }
        object["assets"] = assets.isEmpty ? nil : .strings(assets)
        object["development_versions"] = developmentVersions.map { .bool($0) }
        object["smoke_test"] = smokeTest.map { .bool($0) }
        object["extra_files"] = extraFiles.isEmpty ? nil : .strings(extraFiles.map(\.text))
        object["propagation"] = propagation.json
        object["npm"] = npm.json
        return object.members.isEmpty ? nil : .object(object)
    }
}
