import RKShared

/// Takes over release-please-config.json and those like it, with .release-please-manifest.json.
struct ReleasePlease {
    /// What the tree tells.
    let survey: TreeSurvey

    /// The configuration's path.
    private static let path = Peer.releasePlease.file
    /// The path of the versions that it keeps.
    private static let manifest = ".release-please-manifest.json"
    /// The ecosystems of a kind of releases.
    private static let ecosystems = [
        "node": ["npm", "pnpm", "yarn"], "expo": ["npm", "pnpm", "yarn"], "python": ["uv"], "rust": ["cargo"], "go": ["go"],
        "go-yoshi": ["go"], "maven": ["maven", "gradle"], "java": ["maven", "gradle"], "java-yoshi": ["maven", "gradle"], "dart": ["pub"],
    ]

    /// A package of the configuration.
    private struct Component {
        /// Its name, empty where it has none.
        var name: String
        /// The index of the package here.
        var package: Int
    }

    /// Takes over what has an equivalent.
    func migrate(into scaffold: inout Scaffold, _ wishes: inout Wishes) throws(Fault) {
        var listed = Set<Int>()
        var keepsZero: [Int: Bool] = [:]
        for path in paths { try migrate(path, into: &scaffold, &wishes, &listed, &keepsZero) }
        addMajorOnZero(keepsZero, &scaffold)
        addOthers(besides: listed, &scaffold)
        try compareVersions(&scaffold)
    }

    /// The configuration, and those beside it of a repository whose jobs read one each, such as `release-please-config-tools.json`.
    private var paths: [String] {
        let stem = Self.path.dropLast(".json".count)
        let others = Files.names(in: survey.tree.root).filter { $0.hasPrefix(stem) && $0.hasSuffix(".json") && $0 != Self.path }
            .sorted { $0.precedes($1) }
        return others.isEmpty || Files.exists(survey.tree.absolute(Self.path)) ? [Self.path] + others : others
    }

    /// Takes over one file, and notes which packages it has.
    private func migrate(
        _ path: String, into scaffold: inout Scaffold, _ wishes: inout Wishes, _ listed: inout Set<Int>, _ keepsZero: inout [Int: Bool]
    ) throws(Fault) {
        var root = try PeerObject(path, of: .releasePlease, in: survey.tree)
        var components: [Component] = []
        var defaults = root
        for (path, object) in try root.object("packages")?.entries() ?? [] {
            var options = object
            guard let index = try index(of: path, try options.string("release-type", or: &defaults)) else {
                scaffold.lose("packages.\(path)", "there is no package in this folder", at: object.origin)
                continue
            }
            listed.insert(index)
            let name = try component(of: index, &options)
            components.append(Component(name: name, package: index))
            if let prefix = try tagPrefix(name, &options, &defaults), TagHistory.isTagged(survey.packages[index]) {
                wishes.prefixes[index] = prefix
            }
            keepsZero[index] = try options.bool("bump-minor-pre-major", or: &defaults) ?? false
            options.lose(Self.reasons.merging(Self.ownReasons) { $1 }, to: &scaffold, as: "packages.*.")
        }
        root.know([
            "bump-minor-pre-major", "release-type", "package-name", "component", "include-component-in-tag", "include-v-in-tag",
            "tag-separator",
        ])
        try addPlugins(&root, components, &scaffold)
        try addChangelog(&root, &scaffold)
        if let commit = try root.string("bootstrap-sha"), !wishes.hasBootstrap {
            wishes.hasBootstrap = scaffold.set("bootstrap_sha", TOMLDocument.quoted(commit), because: "`bootstrap-sha` of \(Self.path).")
            if !wishes.hasBootstrap { scaffold.lose("bootstrap-sha", "it is no id of a commit", at: root.place("bootstrap-sha")) }
        }
        root.lose(Self.reasons, to: &scaffold)
    }

    /// The package of a folder, of the kind that the configuration says where there are several.
    private func index(of path: String, _ type: String?) throws(Fault) -> Int? {
        guard let folder = RelativePath.join(".", path) else { return nil }
        let present = survey.packages.indices.filter { survey.packages[$0].path == folder }
        let kinds = type.flatMap { Self.ecosystems[$0] } ?? []
        return present.first { kinds.contains(survey.packages[$0].ecosystem) } ?? present.first
    }

    /// The name of a package in tags: what the configuration says, else what release-please takes from the manifest.
    private func component(of index: Int, _ options: inout PeerObject) throws(Fault) -> String {
        let package = survey.packages[index]
        let own = try options.string("component")
        let named = try options.string("package-name")
        if let name = own { return name }
        let name = named ?? (["go", "maven", "gradle"].contains(package.ecosystem) ? "" : package.name)
        guard ["npm", "pnpm", "yarn"].contains(package.ecosystem), name.hasPrefix("@"), let slash = name.firstIndex(of: "/") else {
            return name
        }
        return String(name[name.index(after: slash)...])
    }

    /// What stands in front of a package's versions in tags.
    private func tagPrefix(_ component: String, _ options: inout PeerObject, _ defaults: inout PeerObject) throws(Fault) -> String? {
        let includes = try options.bool("include-component-in-tag", or: &defaults) ?? true
        let mark = try options.bool("include-v-in-tag", or: &defaults) ?? true ? "v" : ""
        let separator = try options.string("tag-separator", or: &defaults) ?? "-"
        return includes && !component.isEmpty ? "\(component)\(separator)\(mark)" : mark
    }

    /// What a breaking change of 0.x does: for the root as for most packages, for the others in their own files.
    private func addMajorOnZero(_ keepsZero: [Int: Bool], _ scaffold: inout Scaffold) {
        let isCommon = keepsZero.values.count { $0 } * 2 > keepsZero.count
        _ = scaffold.set(
            "major_on_zero", isCommon ? "false" : "true",
            because: isCommon
                ? "`bump-minor-pre-major` of \(Self.path)." : "`bump-minor-pre-major` is not set, so a breaking change of 0.x gives 1.0.0.")
        for (index, keeps) in keepsZero.sorted(by: { $0.key < $1.key }) where keeps != isCommon {
            guard !scaffold.put("major_on_zero", keeps ? "false" : "true", for: survey.packages[index]) else { continue }
            scaffold.lose("packages.*.bump-minor-pre-major", Scaffold.rootless, at: Place(Self.path))
        }
    }

    /// Packages that it does not release are not released here either.
    private func addOthers(besides listed: Set<Int>, _ scaffold: inout Scaffold) {
        for index in survey.packages.indices where survey.packages[index].publish && !listed.contains(index) {
            guard !scaffold.put("publishable", "false", for: survey.packages[index]) else { continue }
            scaffold.lose(
                survey.packages[index].id, "it is not among `packages`, but \(Scaffold.rootless)",
                at: Place(survey.packages[index].manifest))
        }
    }

    /// Groups, and what is so anyway.
    private func addPlugins(_ root: inout PeerObject, _ components: [Component], _ scaffold: inout Scaffold) throws(Fault) {
        let place = root.place("plugins")
        for (name, object) in try root.objects("plugins") {
            var options = object
            let type = try options?.string("type")
            switch name ?? type ?? "" {
            case "linked-versions":
                let names = try options?.strings("components") ?? []
                let group = try options?.string("groupName") ?? "linked"
                let members = components.filter { names.contains($0.name) }.map(\.package)
                for name in names where !components.contains(where: { $0.name == name }) {
                    scaffold.lose("plugins: \(group): \(name)", "there is no such component", at: place)
                }
                for package in survey.addGroup(group, members, to: &scaffold, because: "`linked-versions` of \(Self.path).") {
                    scaffold.lose("plugins: \(group): \(package.name)", Scaffold.rootless, at: place)
                }
            case "node-workspace", "cargo-workspace", "maven-workspace": break
            case let other: scaffold.lose("plugins: \(other)", Self.plugins[other] ?? "no plugin of this name is known", at: place)
            }
        }
    }

    /// The headings of the notes, and their file.
    private func addChangelog(_ root: inout PeerObject, _ scaffold: inout Scaffold) throws(Fault) {
        var headings: [(key: String, value: String)] = []
        for (_, section) in try root.objects("changelog-sections") {
            guard var section, let type = try section.string("type"), let title = try section.string("section") else { continue }
            let isHidden = try section.bool("hidden") ?? false
            let shown = ChangelogSettings().title(ofType: type)
            guard isHidden ? shown != nil : shown != title else { continue }
            headings.removeAll { $0.key == Scaffold.key(type) }
            headings.append((Scaffold.key(type), isHidden ? "\"\"" : TOMLDocument.quoted(title)))
        }
        if let path = try root.string("changelog-path"), path != ChangelogSettings().file,
            !scaffold.hasTable("changelog"),
            !scaffold.table("changelog", [("file", TOMLDocument.quoted(path))], because: "`changelog-path` of \(Self.path).")
        {
            scaffold.lose("changelog-path", "the path leads outside the packages' folders", at: root.place("changelog-path"))
        }
        guard !headings.isEmpty, !scaffold.hasTable("changelog.types") else { return }
        _ = scaffold.table("changelog.types", headings, because: "`changelog-sections` of \(Self.path); an empty heading hides a type.")
    }

    /// Says where the versions that it keeps are others than the manifests'.
    private func compareVersions(_ scaffold: inout Scaffold) throws(Fault) {
        guard Files.exists(survey.tree.absolute(Self.manifest)) else { return }
        var versions = try PeerObject(Self.manifest, of: .releasePlease, in: survey.tree)
        for package in survey.packages {
            guard let kept = try versions.string(package.path), let stated = package.version,
                let scheme = Catalog.ecosystem(package.ecosystem)?.versionScheme, scheme.compare(kept, stated) != 0
            else { continue }
            scaffold.lose("\(package.path) \(kept)", "\(package.manifest) says \(stated), which counts", at: versions.place(package.path))
        }
    }
}
