extension PluginHost {
    /// A version of a package, and where it is or is to be.
    public struct Wanted: Sendable {
        /// The package.
        public var package: Package
        /// The version.
        public var version: String
        /// The registry.
        public var registry: RegistryAddress

        /// A version.
        public init(package: Package, version: String, registry: RegistryAddress) {
            self.package = package
            self.version = version
            self.registry = registry
        }
    }

    /// The ecosystems of the current work with what their programs say of a release, a request each.
    /// - Parameters:
    ///   - released: the versions that are published.
    ///   - needed: other versions that these need, which the registry may have.
    public func prepared(for released: [Wanted], needing needed: [Wanted]) async throws(Fault) -> [Plugin] {
        var plugins: [Plugin] = []
        for plugin in Catalog.plugins {
            let own = released.filter { $0.package.ecosystem == plugin.name }
            let others = needed.filter { $0.package.ecosystem == plugin.name }
            plugins.append(own.isEmpty ? plugin : try await prepared(plugin, own, others))
        }
        return plugins
    }

    /// One ecosystem with what its program says.
    private func prepared(_ plugin: Plugin, _ released: [Wanted], _ needed: [Wanted]) async throws(Fault) -> Plugin {
        let all = released + needed
        let list = all.map { wanted in
            JSON.object(
                JSONObject([
                    "id": .string(wanted.package.id), "name": .string(wanted.package.name), "path": .string(wanted.package.path),
                    "manifest": .string(wanted.package.manifest), "version": .string(wanted.version),
                    "dependencies": .array(wanted.package.dependencies.map(\.json)),
                    "registry": .object(
                        JSONObject([
                            "name": .string(wanted.registry.name), "upload": .string(wanted.registry.upload),
                            "index": .string(wanted.registry.index),
                        ])),
                ]))
        }
        let answers = try await ask("commands", of: plugin.name, JSONObject(["packages": .array(list)])) { (fields) throws(Fault) in
            let answers: [PluginCommands] = try fields.sections("packages")
            guard answers.map({ [$0.id, $0.version] }) == all.map({ [$0.package.id, $0.version] }) else {
                throw Fields.fault("packages is to have each package of the request once, in its order")
            }
            for (answer, wanted) in zip(answers, all) {
                guard let address = WebAddress(answer.query.url), let index = WebAddress(wanted.registry.index),
                    address.hasOrigin(of: index)
                else { throw Fields.fault("release.url of \(answer.id) is no address of the registry \(wanted.registry.index)") }
            }
            return answers
        }
        var result = plugin
        result.path = path(of: plugin.name)
        for (answer, wanted) in zip(answers, all) {
            result.queries[PluginCommands.key(wanted.package.registryName, wanted.version)] = answer.query
        }
        for answer in answers.prefix(released.count) { result.commands[answer.id] = answer }
        return result
    }
}
