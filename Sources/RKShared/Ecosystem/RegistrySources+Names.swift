extension RegistrySources {
    /// A registry by the name under which it is declared, by that of the public one, or by its address.
    /// - Parameters:
    ///   - known: the public registry of the ecosystem.
    ///   - read: the registry of an address, and where the address stands.
    func registry(
        _ name: String, known: RegistryAddress, at read: (_ text: String, _ origin: String) throws(Fault) -> RegistryAddress
    ) throws(Fault) -> RegistryAddress {
        if let declared = declared[name] {
            var address = try read(declared.upload, "[registries.\(name)]")
            address.name = name
            address.index = try read(declared.index, "[registries.\(name)]").index
            return address
        }
        if name == known.name { return known }
        if WebAddress(name) != nil { return try read(name, "") }
        throw Self.unknown(name, among: [known.name] + declared.keys)
    }

    /// A name that no registry has.
    static func unknown(
        _ name: String, among names: [String], addresses: String = "an address", places: String = "releasekit.toml"
    ) -> Fault {
        let (shown, names) = (WebAddress.redacted(name), names.sorted { $0.precedes($1) })
        return Fault(
            .registryUnknown, "there is no registry `\(shown)`",
            hint: Suggestion.nearest(to: shown, among: names).map { "did you mean `\($0)`?" }
                ?? "give \(addresses), or one of \(names.joined(separator: ", ")); [registries.NAME] in \(places) declares one")
    }
}
