extension PluginHost {
    /// A version of a package, and where it is or is to be.
    public struct Wanted: Sendable {
        /// The package.
        public var package: Package
        /// The version.
        public var version: String
        /// The registry.
        public var registry: RegistryAddress
        /// The version of each package that its requirements are to allow alone, by id.
        public var exact: [String: String]

        /// A version.
        public init(package: Package, version: String, registry: RegistryAddress, exact: [String: String] = [:]) {
            self.exact = exact
            self.package = package
            self.version = version
            self.registry = registry
        }
    }

    /// The ecosystems of the current work with what their programs say of a release, a request each.
    /// - Parameters:
    ///   - released: the versions that are published.
    ///   - needed: other versions that these need, which the registry may have.
    ///   - workspaces: those of the document.
    public func prepared(for released: [Wanted], needing needed: [Wanted], in workspaces: [Workspace]) async throws(Fault) -> [Plugin] {
        var plugins: [Plugin] = []
        for plugin in Catalog.plugins {
            let own = released.filter { $0.package.ecosystem == plugin.name }
            let others = needed.filter { $0.package.ecosystem == plugin.name }
            let used = workspaces.filter { workspace in own.contains { $0.package.workspace == workspace.id } }
            plugins.append(own.isEmpty ? plugin : try await prepared(plugin, own, others, used))
        }
        return plugins
    }

    /// One ecosystem with what its program says.
    private func prepared(
        _ plugin: Plugin, _ released: [Wanted], _ needed: [Wanted], _ workspaces: [Workspace]
    ) async throws(Fault) -> Plugin {
        let all = released + needed
        let list = all.map { wanted in
            JSON.object(
                JSONObject([
                    "id": .string(wanted.package.id), "name": .string(wanted.package.name), "path": .string(wanted.package.path),
                    "manifest": .string(wanted.package.manifest), "version": .string(wanted.version),
                    "dependencies": .array(wanted.package.dependencies.map(\.json)), "exact": Self.object(wanted.exact),
                    "registry": .object(
                        JSONObject([
                            "name": .string(wanted.registry.name), "upload": .string(wanted.registry.upload),
                            "index": .string(wanted.registry.index),
                        ])),
                ]))
        }
        let sites = workspaces.map { workspace in
            JSON.object(
                JSONObject([
                    "id": .string(workspace.id), "root": .string(workspace.root), "lockfile": .optional(workspace.lockfile),
                ]))
        }
        let request = JSONObject(["packages": .array(list), "workspaces": .array(sites)])
        let (answers, checks) = try await ask("commands", of: plugin.name, request, keeping: all.map(\.package.manifest)) {
            (fields) throws(Fault) in
            let answers: [PluginCommands] = try fields.sections("packages")
            let checks: [PluginLockCheck] = try fields.sections("lock_checks")
            for check in checks where !workspaces.contains(where: { $0.id == check.workspace && $0.lockfile != nil }) {
                throw Fields.fault("lock_checks is for `\(check.workspace)`, which is no workspace of the request with a lockfile")
            }
            guard Set(checks.map(\.workspace)).count == checks.count else {
                throw Fields.fault("lock_checks has one workspace twice")
            }
            guard answers.map({ [$0.id, $0.version] }) == all.map({ [$0.package.id, $0.version] }) else {
                throw Fields.fault("packages is to have each package of the request once, in its order")
            }
            for (answer, wanted) in zip(answers, all) {
                let index = WebAddress(wanted.registry.index)
                for (position, text) in answer.query.addresses.enumerated() {
                    guard let address = WebAddress(text), let index, address.hasOrigin(of: index) else {
                        throw Fields.fault(
                            "release.\(position == 0 ? "url" : "files") of \(answer.id) is no address of the registry \(wanted.registry.index)"
                        )
                    }
                }
            }
            return (answers, checks)
        }
        var result = plugin
        result.path = path(of: plugin.name)
        for (answer, wanted) in zip(answers, all) {
            result.queries[PluginCommands.key(wanted.package.registryName, wanted.version)] = answer.query
        }
        for answer in answers.prefix(released.count) { result.commands[answer.id] = answer }
        for check in checks { result.lockChecks[check.workspace] = check.call }
        return result
    }

    /// Texts by their keys as an object.
    static func object(_ texts: [String: String]) -> JSON {
        var object = JSONObject()
        for (key, text) in texts.sorted(by: { $0.key.precedes($1.key) }) { object[key] = .string(text) }
        return .object(object)
    }
}
