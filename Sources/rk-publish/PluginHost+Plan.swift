import RKShared

extension PluginHost {
    /// The ecosystems of the current work with what their programs say of a plan: of what is published, and of what that needs besides.
    func prepared(for plan: PublishPlan, of document: Document, _ roads: Roads) async throws(Fault) -> [Plugin] {
        let packages = document.packagesByID
        var released: [Wanted] = []
        var needed: [String: Wanted] = [:]
        for item in plan.items {
            guard let registry = roads.registries[item.package.id] else { continue }
            released.append(Wanted(package: item.package, version: item.version, registry: registry, exact: item.rewrite.exact))
            for (id, version) in item.rewrite.exact where plan.byId[id] == nil {
                guard let target = packages[id], target.ecosystem == item.package.ecosystem else { continue }
                needed["\(id) \(version)"] = Wanted(package: target, version: version, registry: registry)
            }
        }
        return try await prepared(
            for: released, needing: needed.sorted { $0.key.precedes($1.key) }.map(\.value), in: document.workspaces ?? [])
    }
}
