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
        let workspaces = document.workspaces ?? []
        registries = try choice.registries(of: plan.items.map(\.package), in: workspaces, from: sources)
        for workspace in workspaces {
            guard let publishing = Catalog.ecosystem(workspace.ecosystem)?.publishing else { continue }
            for item in plan.items where item.package.workspace == workspace.id {
                guard let address = registries[item.package.id] else { continue }
                if credentials[address] == nil { credentials[address] = publishing.credentials(for: address, from: sources) }
                wishes[item.package.id] = try publishing.wishes(
                    for: item.package, version: item.version, at: address, in: workspace, from: sources)
            }
        }
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
