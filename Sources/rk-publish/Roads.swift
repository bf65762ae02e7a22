import RKShared

/// Where the packages of a release go, and what the uploads are authorised with.
struct Roads: Sendable {
    /// The registry of each package, by id.
    let registries: [String: RegistryAddress]
    /// The credentials for each of these registries.
    private(set) var credentials: [RegistryAddress: UploadCredentials] = [:]
    /// What the upload of each package asks for, by id.
    private(set) var wishes: [String: UploadWishes] = [:]

    /// Finds the registries of a plan.
    /// - Throws: a `Fault` with `.registryUnknown`, or of a manifest that cannot be read.
    init(for plan: PublishPlan, of document: Document, _ choice: RegistryChoice, _ sources: RegistrySources) throws(Fault) {
        let packages = Dictionary(grouping: plan.items.map(\.package), by: \.workspace)
        let workspaces = (document.workspaces ?? []).filter { packages[$0.id] != nil }
        let families = Set(workspaces.compactMap { Catalog.ecosystem($0.ecosystem)?.family })
        var registries: [String: RegistryAddress] = [:]
        for workspace in workspaces {
            guard let ecosystem = Catalog.ecosystem(workspace.ecosystem), let publishing = ecosystem.publishing else { continue }
            let name = try choice.name(for: ecosystem, isAlone: families.count == 1, declared: sources.declared)
            let found = try publishing.registries(of: packages[workspace.id] ?? [], in: workspace, named: name, from: sources)
            for address in found.values where credentials[address] == nil {
                credentials[address] = publishing.credentials(for: address, from: sources)
            }
            for item in plan.items where item.package.workspace == workspace.id {
                guard let address = found[item.package.id] else { continue }
                wishes[item.package.id] = try publishing.wishes(
                    for: item.package, version: item.version, at: address, in: workspace, from: sources)
            }
            registries.merge(found) { first, _ in first }
        }
        self.registries = registries
    }

    /// The upload of a package, of a commit; nil without a registry.
    func upload(of item: PublishPlan.Item, at head: String) -> PlannedUpload? {
        registries[item.package.id].map {
            PlannedUpload(
                package: item.package, version: item.version, tag: item.tag, registry: $0,
                wishes: wishes[item.package.id] ?? UploadWishes(), head: head)
        }
    }

    /// The registry of a package.
    /// - Throws: a `Fault` when there is none.
    func registry(of item: PublishPlan.Item) throws(Fault) -> RegistryAddress {
        guard let registry = registries[item.package.id] else {
            throw Fault(.registryUnknown, "there is no registry for \(item.package.id)", package: item.package.id)
        }
        return registry
    }
}
