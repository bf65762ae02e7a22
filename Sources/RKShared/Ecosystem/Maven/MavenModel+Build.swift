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
    /// The POM that states the version in its dependency management; nil when the declaration itself does.
    let managedBy: Int?
}

extension MavenModel {
    /// Where dependency management of other POMs is looked up: the version of a key, and the POM that states it.
    typealias Imports = (_ bill: String, _ version: String?, _ key: MavenLayer.Key) -> (
        reference: MavenReference, version: String?, pom: Int
    )?

    /// The dependencies, own and inherited, with managed versions and scopes; of equal ones the nearest.
    func dependencies(imports: Imports) -> [MavenUse] {
        var seen: Set<MavenLayer.Key> = []
        var result: [MavenUse] = []
        for owned in layers {
            for reference in owned.layer.dependencies {
                guard let key = key(of: reference), seen.insert(key).inserted else { continue }
                let own = reference.version.map { resolve(text($0, in: owned.pom)) }
                let managed = own == nil || reference.scope == nil ? managed(key, imports: imports) : nil
                let scope = reference.scope.flatMap(resolve) ?? managed?.reference.scope.flatMap(resolve) ?? "compile"
                result.append(
                    MavenUse(
                        reference: reference, pom: owned.pom, name: "\(key.group):\(key.artifact)", version: own ?? managed?.version,
                        scope: scope, managedBy: own == nil ? managed?.pom : nil))
            }
        }
        return result
    }

    /// The managed dependency of a key: from the POM and its parents, else from the bills of materials that they import.
    func managed(_ key: MavenLayer.Key, imports: Imports) -> (reference: MavenReference, version: String?, pom: Int)? {
        for owned in layers {
            if let found = owned.layer.managed(key, resolve: resolve), found.scope != "import" {
                return (found, found.version.flatMap { resolve(text($0, in: owned.pom)) }, owned.pom)
            }
        }
        for owned in layers {
            for reference in owned.layer.imports {
                guard let bill = self.key(of: reference) else { continue }
                let version = reference.version.flatMap { resolve(text($0, in: owned.pom)) }
                if let found = imports("\(bill.group):\(bill.artifact)", version, key) { return found }
            }
        }
        return nil
    }

    /// The key of a reference with its properties; nil when one is not defined.
    func key(of reference: MavenReference) -> MavenLayer.Key? {
        guard let group = resolve(reference.group), let artifact = resolve(reference.artifact), let type = resolve(reference.type),
            let classifier = resolve(reference.classifier)
        else { return nil }
        return MavenLayer.Key(group: group, artifact: artifact, type: type, classifier: classifier)
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
            reference: reference, pom: pom, name: name, version: reference.version.flatMap { resolve(text($0, in: pom)) }, scope: "",
            managedBy: nil)
    }

    /// The plugins that take part in the build, what they depend on, and the build's extensions, in Maven's order.
    func buildUses() -> [MavenUse] {
        var uses: [MavenUse] = []
        let plugins = effectivePlugins()
        for key in plugins.order {
            let entries = plugins.entries[key] ?? []
            if let first = entries.first {
                let version = entries.lazy.compactMap { entry in
                    entry.plugin.reference.version.map { self.resolve(self.text($0, in: entry.pom)) }
                }.first
                uses.append(
                    MavenUse(
                        reference: first.plugin.reference, pom: first.pom, name: key, version: version ?? nil, scope: "", managedBy: nil))
            }
            var seen: Set<MavenLayer.Key> = []
            for entry in entries {
                for reference in entry.plugin.dependencies {
                    guard let key = self.key(of: reference), seen.insert(key).inserted else { continue }
                    uses.append(use(reference, "\(key.group):\(key.artifact)", in: entry.pom))
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
            reference: reference, pom: owner, name: name, version: reference.version.flatMap { resolve(text($0, in: owner)) }, scope: "",
            managedBy: nil)
    }

    /// The names of the build's plugins in order, with their declarations, strongest first: the build's, then the management's. Those that
    /// the packaging brings have none of the build's.
    private func effectivePlugins() -> (order: [String], entries: [String: [(pom: Int, plugin: MavenPlugin)]]) {
        var order: [String] = []
        var entries: [String: [(pom: Int, plugin: MavenPlugin)]] = [:]
        for owned in layers {
            for plugin in owned.layer.plugins where owned.pom == pom || plugin.reachesChildren {
                guard let name = name(of: plugin.reference) else { continue }
                if entries[name] == nil { order.append(name) }
                entries[name, default: []].append((owned.pom, plugin))
            }
        }
        for name in MavenLifecycle.plugins(of: packaging) where entries[name] == nil {
            order.append(name)
            entries[name] = []
        }
        for owned in layers {
            for plugin in owned.layer.managedPlugins where owned.pom == pom || plugin.reachesChildren {
                guard let name = name(of: plugin.reference), entries[name] != nil else { continue }
                entries[name]?.append((owned.pom, plugin))
            }
        }
        return (order, entries)
    }

    /// Why the project is not deployed; nil when it is: `<skip>` of maven-deploy-plugin, else the property `maven.deploy.skip`.
    var privateReason: String? {
        let deploy = "org.apache.maven.plugins:maven-deploy-plugin"
        for plugins in [\MavenLayer.plugins, \MavenLayer.managedPlugins] {
            for owned in layers {
                for plugin in owned.layer[keyPath: plugins] where owned.pom == pom || plugin.isInherited {
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
