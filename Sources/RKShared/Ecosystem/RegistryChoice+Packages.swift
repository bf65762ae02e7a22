extension RegistryChoice {
    /// The registry of each package, by id; packages of ecosystems that are not published have none.
    /// - Throws: a `Fault` with `.registryUnknown`, or of a manifest that cannot be read.
    public func registries(of packages: [Package], in workspaces: [Workspace], from sources: RegistrySources) throws(Fault)
        -> [String: RegistryAddress]
    {
        let members = Dictionary(grouping: packages, by: \.workspace)
        let used = workspaces.filter { members[$0.id] != nil }
        let families = Set(used.compactMap { Catalog.ecosystem($0.ecosystem)?.family })
        var registries: [String: RegistryAddress] = [:]
        for workspace in used {
            guard let ecosystem = Catalog.ecosystem(workspace.ecosystem), let publishing = ecosystem.publishing else { continue }
            let name = try name(for: ecosystem, isAlone: families.count == 1, declared: sources.declared)
            let found = try publishing.registries(of: members[workspace.id] ?? [], in: workspace, named: name, from: sources)
            registries.merge(found) { first, _ in first }
        }
        return registries
    }
}

extension RegistrySources {
    /// The registry of a package that has an address which a document shows: its own, or one that the user can name.
    /// - Throws: a `Fault` with `.registryUnknown` where nothing leads to that address.
    public func registry(at base: String, of package: Package, in workspace: Workspace) throws(Fault) -> RegistryAddress {
        if let publishing = Catalog.ecosystem(workspace.ecosystem)?.publishing {
            let names = [nil] + publishing.knownRegistries + declared.keys.sorted { $0.precedes($1) } + [base]
            for name in names {
                let found = try? publishing.registries(of: [package], in: workspace, named: name, from: self)[package.id]
                if let found, found.base == base { return found }
            }
        }
        throw Fault(
            .registryUnknown, "nothing leads from \(package.id) to the registry \(WebAddress.redacted(base)) any more",
            hint: "run the pipeline again in this environment", package: package.id)
    }
}
