/// The plugins of a POM's build, or those that it manages, with what its profiles and its parents say of them, in Maven's order.
///
/// Plugins are merged as they are written, before properties are resolved: parents first, level by level.
struct MavenPlugins {
    /// One declaration of a plugin.
    struct Part {
        /// The place in `poms` of the POM that it stands in.
        let pom: Int
        /// The declaration.
        let plugin: MavenPlugin
    }

    /// A plugin with all that is said of it.
    struct Merged {
        /// The group and the artifact, as written.
        let key: String
        /// The declarations, strongest first.
        var parts: [Part]
        /// What `<inherited>` says; nil where it is silent.
        var inherited: Bool?
        /// What `<inherited>` of each execution says.
        var executions: [Bool?]

        /// The plugin as one declaration has it.
        init(_ plugin: MavenPlugin, in pom: Int) {
            key = "\(plugin.reference.group):\(plugin.reference.artifact)"
            parts = [Part(pom: pom, plugin: plugin)]
            inherited = plugin.inherited
            executions = plugin.executions
        }

        /// The strongest declaration's reference.
        var reference: MavenReference { parts[0].plugin.reference }

        /// The plugin as modules get it; nil where they do not: with `<inherited>` false only its executions count.
        var passedOn: Merged? {
            let isInherited = inherited ?? true
            guard isInherited || !executions.isEmpty else { return nil }
            var copy = self
            copy.executions = executions.filter { $0 ?? isInherited }
            if !isInherited { copy.inherited = nil }
            return copy
        }

        /// The plugin with what a weaker one says besides.
        func over(_ weaker: Merged) -> Merged {
            var merged = self
            merged.parts += weaker.parts
            merged.inherited = inherited ?? weaker.inherited
            merged.executions += weaker.executions
            return merged
        }
    }

    /// The plugins in order.
    private(set) var plugins: [Merged] = []

    /// The plugins of a model, of one kind.
    init(_ model: MavenModel, _ kind: KeyPath<MavenLayer, [MavenPlugin]>) {
        for owner in model.lineage.reversed() {
            var own: [Merged] = []
            for owned in model.layers.reversed() where owned.pom == owner {
                let declared = Self.unique(owned.layer[keyPath: kind].map { Merged($0, in: owner) })
                own = own.isEmpty ? declared : Self.merged(declared, into: own) { new, old in new.over(old) }
            }
            let passedOn = plugins.compactMap(\.passedOn)
            plugins = passedOn.isEmpty ? own : Self.merged(own, into: passedOn) { child, parent in child.over(parent) }
        }
    }

    /// Plugins with those of one name made one: the last, where the first stands.
    private static func unique(_ plugins: [Merged]) -> [Merged] {
        var result: [Merged] = []
        var places: [String: Int] = [:]
        for plugin in plugins {
            if let place = places[plugin.key] {
                result[place] = plugin.over(result[place])
            } else {
                places[plugin.key] = result.count
                result.append(plugin)
            }
        }
        return result
    }

    /// A list with those of another one in it: merged where it has them, else in front of the next that it has, else at the end.
    private static func merged(_ new: [Merged], into old: [Merged], _ merge: (Merged, Merged) -> Merged) -> [Merged] {
        guard !new.isEmpty else { return old }
        let places = Dictionary(old.enumerated().map { ($1.key, $0) }) { first, _ in first }
        var changed = old
        var waiting: [Merged] = []
        var before: [Int: [Merged]] = [:]
        for plugin in new {
            guard let place = places[plugin.key] else {
                waiting.append(plugin)
                continue
            }
            changed[place] = merge(plugin, old[place])
            if !waiting.isEmpty {
                before[place] = waiting
                waiting = []
            }
        }
        return changed.indices.flatMap { (before[$0] ?? []) + [changed[$0]] } + waiting
    }
}
