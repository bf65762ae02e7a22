/// A reference as Maven resolves it for one project.
struct MavenUse: Sendable {
    /// The declaration.
    let reference: MavenReference
    /// The place in `poms` of the POM that declares it.
    let pom: Int
    /// `group:artifact`.
    let name: String
    /// The version; nil when nothing in the repository states it.
    let version: String?
    /// The scope of a dependency.
    let scope: String
    /// Whether a dependency is optional.
    var isOptional = false
    /// The POM that states the version in its dependency management; nil when the declaration itself does.
    let managedBy: Int?
    /// Whether Maven's defaults state the version, of a plugin that every build of its packaging has.
    var isMavensOwn = false
}

/// What dependency management says of a key.
struct MavenManaged: Sendable {
    /// The version; nil where it says none.
    var version: String?
    /// The scope; nil where it says none.
    var scope: String?
    /// The place in `poms` of the POM that states the version.
    var pom: Int
}

extension MavenModel {
    /// Where dependency management of other POMs is looked up, by the name and the version of a bill of materials.
    typealias Imports = (_ bill: String, _ version: String?, _ key: MavenLayer.Key) -> MavenManaged?

    /// The dependencies, own and inherited, with managed versions and scopes, in Maven's order; of those that are written alike the nearest.
    ///
    /// What is written in two ways and means one thing stays twice, and only the last of both is managed: Maven merges before it resolves
    /// properties, and manages behind that.
    func dependencies(imports: Imports) -> [MavenUse] {
        var seen: Set<MavenLayer.Key> = []
        var declared: [(rank: Int, owner: Int, reference: MavenReference, key: MavenLayer.Key)] = []
        for (index, owned) in layers.enumerated() {
            let rank = rank(ofLayer: index)
            for reference in owned.layer.dependencies where seen.insert(MavenLayer.key(reference)).inserted {
                guard let key = key(of: reference) else { continue }
                declared.append((rank, owned.pom, reference, key))
            }
        }
        let order = declared.indices.sorted { (declared[$0].rank, $0) < (declared[$1].rank, $1) }
        let last = Dictionary(order.enumerated().map { (declared[$1].key, $0) }) { _, last in last }
        return order.enumerated().map { position, index in
            let (_, owner, reference, key) = declared[index]
            let own = reference.version.map { expanded(text($0, in: owner)) }
            let isManaged = last[key] == position && (own == nil || reference.scope == nil)
            let managed = isManaged ? managed(key, imports: imports) : nil
            let scope = reference.scope.map(expanded) ?? managed?.scope ?? ""
            var use = MavenUse(
                reference: reference, pom: owner, name: "\(key.group):\(key.artifact)", version: own ?? managed?.version,
                scope: scope.isEmpty ? "compile" : scope, managedBy: own == nil ? managed?.pom : nil)
            use.isOptional = reference.optional.map { expanded($0).lowercased() == "true" } ?? false
            return use
        }
    }

    /// The place of a layer in the order in which Maven lists what layers declare: a POM, its profiles, its parent.
    private func rank(ofLayer index: Int) -> Int {
        let owner = layers[index].pom
        let first = layers.firstIndex { $0.pom == owner } ?? index
        let end = layers.lastIndex { $0.pom == owner } ?? index
        return first + end - index
    }

    /// What is managed of a key: by the POM and its parents, else by the bills of materials that they import.
    ///
    /// An entry takes the place of what a parent writes alike; of those that only mean the same, each may state what the one before does not.
    func managed(_ key: MavenLayer.Key, imports: Imports) -> MavenManaged? {
        let hasImports = layers.contains { !$0.layer.imports.isEmpty }
        var seen: Set<MavenLayer.Key> = []
        var found: MavenManaged?
        for owned in layers {
            for entry in owned.layer.managed(key, resolve: expanded) where seen.insert(MavenLayer.key(entry)).inserted {
                let scope = entry.scope.map(expanded)
                guard scope != "import" else { continue }
                // Where bills are imported, Maven keeps the last of those that only mean the same.
                var merged = (hasImports ? nil : found) ?? MavenManaged(version: nil, scope: nil, pom: owned.pom)
                if merged.version == nil, let version = entry.version {
                    merged.version = expanded(text(version, in: owned.pom))
                    merged.pom = owned.pom
                }
                merged.scope = merged.scope ?? scope
                found = merged
            }
        }
        if let found { return found }
        for owned in layers {
            for reference in owned.layer.imports {
                guard let bill = self.key(of: reference) else { continue }
                let version = reference.version.map { expanded(text($0, in: owned.pom)) }
                if let found = imports("\(bill.group):\(bill.artifact)", version, key) { return found }
            }
        }
        return nil
    }

    /// The key of a reference with its properties; nil when one in the group or the artifact is not defined.
    func key(of reference: MavenReference) -> MavenLayer.Key? {
        guard let group = resolve(reference.group), let artifact = resolve(reference.artifact) else { return nil }
        return MavenLayer.Key(
            group: group, artifact: artifact, type: expanded(reference.type), classifier: expanded(reference.classifier))
    }

    /// `group:artifact` of a reference; nil when it holds a property that is not defined.
    func name(of reference: MavenReference) -> String? {
        guard let group = resolve(reference.group), let artifact = resolve(reference.artifact) else { return nil }
        return "\(group):\(artifact)"
    }

    /// The parent as declared.
    func parentUse(_ reference: MavenReference) -> MavenUse? {
        guard let name = name(of: reference) else { return nil }
        return MavenUse(
            reference: reference, pom: pom, name: name, version: reference.version.map { expanded(text($0, in: pom)) }, scope: "",
            managedBy: nil)
    }

    /// The plugins that take part in the build, what they depend on, and the build's extensions, in Maven's order.
    func buildUses() -> [MavenUse] {
        var uses: [MavenUse] = []
        let managed = Dictionary(
            MavenPlugins(self, \.managedPlugins).plugins.compactMap { plugin in name(of: plugin.reference).map { ($0, plugin) } }
        ) { _, last in last }
        // Of two that only mean the same, Maven keeps the last.
        var own: [String: [MavenPlugins.Part]] = [:]
        var names: [String] = []
        for plugin in MavenPlugins(self, \.plugins).plugins {
            guard let name = name(of: plugin.reference) else { continue }
            if own.updateValue(plugin.parts, forKey: name) == nil { names.append(name) }
        }
        let bound = MavenLifecycle.plugins(of: packaging)
        for name in names + bound.filter({ own[$0] == nil && managed[$0] != nil }) {
            let parts = (own[name] ?? []) + (managed[name]?.parts ?? [])
            guard let first = parts.first else { continue }
            let version = parts.lazy.compactMap { part in part.plugin.reference.version.map { expanded(text($0, in: part.pom)) } }.first
            var use = MavenUse(
                reference: first.plugin.reference, pom: first.pom, name: name, version: version, scope: "", managedBy: nil)
            use.isMavensOwn = version == nil && (bound.contains(name) || MavenLifecycle.others.contains(name))
            uses.append(use)
            var seen: Set<MavenLayer.Key> = []
            for part in parts {
                for reference in part.plugin.dependencies {
                    guard let key = self.key(of: reference), seen.insert(key).inserted else { continue }
                    uses.append(self.use(reference, "\(key.group):\(key.artifact)", in: part.pom))
                }
            }
        }
        for owned in layers {
            for reference in owned.layer.extensions {
                if let name = name(of: reference) { uses.append(use(reference, name, in: owned.pom)) }
            }
        }
        return uses
    }

    /// A reference with its version.
    private func use(_ reference: MavenReference, _ name: String, in owner: Int) -> MavenUse {
        MavenUse(
            reference: reference, pom: owner, name: name, version: reference.version.map { expanded(text($0, in: owner)) }, scope: "",
            managedBy: nil)
    }

    /// Why the project is not deployed; nil when it is: `<skip>` of maven-deploy-plugin, else the property `maven.deploy.skip`.
    var privateReason: String? {
        let deploy = "org.apache.maven.plugins:maven-deploy-plugin"
        for plugins in [\MavenLayer.plugins, \MavenLayer.managedPlugins] {
            for owned in layers {
                for plugin in owned.layer[keyPath: plugins].reversed() where owned.pom == pom || plugin.isInherited {
                    guard let skip = plugin.skip, name(of: plugin.reference) == deploy else { continue }
                    return resolve(skip)?.lowercased() == "true" ? "maven-deploy-plugin is configured to skip it" : nil
                }
            }
        }
        return resolve("${maven.deploy.skip}")?.lowercased() == "true" ? "maven.deploy.skip is true" : nil
    }
}

/// The plugins that a packaging brings without being named (Maven's default lifecycle bindings).
enum MavenLifecycle {
    /// The plugins whose versions every POM inherits from Maven itself.
    static let others = Set(["antrun", "assembly", "dependency", "release"].map { "org.apache.maven.plugins:maven-\($0)-plugin" })

    /// The names of the plugins of a packaging; of one that only an extension knows, those of `jar`.
    static func plugins(of packaging: String) -> [String] {
        let own: [String] =
            switch packaging {
            case "pom": []
            case "war", "ear", "rar": ["resources", "compiler", "surefire", packaging]
            case "ejb": ["resources", "compiler", "surefire", "ejb"]
            case "maven-plugin": ["resources", "compiler", "surefire", "jar", "plugin"]
            default: ["resources", "compiler", "surefire", "jar"]
            }
        return (["clean"] + own + ["install", "deploy", "site"]).map { "org.apache.maven.plugins:maven-\($0)-plugin" }
    }
}
