extension PluginHost {
    /// A workspace of an ecosystem of the user's own: where it is, and all manifests in it.
    public struct Site: Sendable, Hashable {
        /// The id that the document gives it.
        public var id: String
        /// Its folder, relative to the repository's root.
        public var root: String
        /// The manifests, relative to the repository's root, sorted; not empty.
        public var manifests: [String]

        /// A site.
        public init(id: String, root: String, manifests: [String]) {
            self.id = id
            self.root = root
            self.manifests = manifests
        }
    }

    /// The packages of all workspaces of an ecosystem, from one request.
    public func discoveries(of plugin: Plugin, at sites: [Site]) async throws(Fault) -> [Discovery] {
        let workspaces = sites.map { site in
            JSON.object(JSONObject(["id": .string(site.id), "root": .string(site.root), "manifests": .strings(site.manifests)]))
        }
        let request = JSONObject(["workspaces": .array(workspaces)])
        return try await ask("discover", of: plugin.name, request, keeping: sites.flatMap(\.manifests)) { (fields) throws(Fault) in
            let answers: [PluginWorkspace] = try fields.sections("workspaces")
            let findings: [PluginFinding] = try fields.sections("findings")
            guard answers.map(\.id).sorted() == sites.map(\.id).sorted() else {
                throw Fields.fault("workspaces is to have each workspace of the request once")
            }
            let byId = Dictionary(answers.map { ($0.id, $0) }) { first, _ in first }
            var discoveries = try sites.map { site throws(Fault) in try Self.discovery(of: plugin, at: site, byId[site.id]) }
            try Self.requireMembers(discoveries)
            if !discoveries.isEmpty { discoveries[0].findings += findings.map(\.diagnostic) }
            return discoveries
        }
    }

    /// One workspace as the document has it.
    private static func discovery(of plugin: Plugin, at site: Site, _ answer: PluginWorkspace?) throws(Fault) -> Discovery {
        var workspace = Workspace(
            id: site.id, ecosystem: plugin.name, root: site.root, manifest: site.manifests.first ?? site.root, lockfile: answer?.lockfile)
        workspace.rest[Plugin.field] = plugin.description.json
        var discovery = Discovery(workspace: workspace)
        for found in answer?.packages ?? [] {
            guard site.manifests.contains(found.manifest) else {
                throw Fields.fault("the manifest `\(found.manifest)` of `\(found.name)` is none of the workspace `\(site.id)`")
            }
            var package = Package(
                id: "\(plugin.idPrefix):\(found.name)", name: found.name, ecosystem: plugin.name, workspace: site.id,
                path: RelativePath.folder(of: found.manifest), manifest: found.manifest, version: found.version, publish: found.isPublished)
            package.privateReason = found.isPublished ? nil : found.privateReason ?? "not published"
            package.dependencies = found.dependencies.sorted { left, right in
                left.name.sameBytes(right.name) ? left.kind.rawValue.precedes(right.kind.rawValue) : left.name.precedes(right.name)
            }
            discovery.packages.append(package)
            guard let version = found.version, !plugin.versionScheme.isValid(version) else { continue }
            discovery.findings.append(
                Diagnostic(
                    .error, .versionInvalid, "the version is `\(version)`, which is none of the scheme \(plugin.versionScheme.rawValue)",
                    hint: "correct it in the manifest", package: package.id, at: Place(found.manifest)))
        }
        return discovery
    }

    /// Refuses edges to packages that were not found.
    private static func requireMembers(_ discoveries: [Discovery]) throws(Fault) {
        let ids = Set(discoveries.flatMap(\.packages).map(\.id))
        for package in discoveries.flatMap(\.packages) {
            for id in package.dependencies.compactMap(\.package) where !ids.contains(id) {
                throw Fields.fault("`\(package.id)` depends on `\(id)`, which is no package of the answer")
            }
        }
    }
}

/// A workspace as a program found it.
private struct PluginWorkspace: Section {
    /// The id of the request.
    let id: String
    /// The lockfile.
    let lockfile: String?
    /// The packages.
    let packages: [PluginPackage]

    init(from fields: inout Fields) throws(Fault) {
        id = try fields.string("id")
        lockfile = try fields.optionalString("lockfile")
        packages = try fields.sections("packages")
        if let lockfile, RelativePath.join(".", lockfile) != lockfile {
            throw Fields.fault("\(fields.path).lockfile is `\(lockfile)`, no path inside the repository")
        }
        try fields.finish()
    }

    var object: JSONObject { JSONObject(["id": .string(id)]) }
}

/// A package as a program found it.
private struct PluginPackage: Section {
    /// The name as the registry spells it.
    let name: String
    /// The manifest, one of the request's.
    let manifest: String
    /// The version.
    let version: String?
    /// Whether it is meant for a registry.
    let isPublished: Bool
    /// Why it is not.
    let privateReason: String?
    /// What it needs.
    let dependencies: [Dependency]

    init(from fields: inout Fields) throws(Fault) {
        name = try fields.string("name")
        manifest = try fields.string("manifest")
        version = try fields.optionalString("version")
        isPublished = try fields.bool("publish", default: true)
        privateReason = try fields.optionalString("private")
        dependencies = try fields.sections("dependencies")
        guard !name.isEmpty, name.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else {
            throw Fields.fault("\(fields.path).name is empty, or has blanks or control characters")
        }
        for dependency in dependencies {
            guard let member = dependency.rest.members.first else { continue }
            throw Fields.fault("\(fields.path).dependencies: \(member.key) has no meaning")
        }
        try fields.finish()
    }

    var object: JSONObject { JSONObject(["name": .string(name)]) }
}
