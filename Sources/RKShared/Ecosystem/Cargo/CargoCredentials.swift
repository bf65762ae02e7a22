/// The credentials that the environment has for an upload with cargo.
public struct CargoCredentials: Sendable {
    /// The variables that cargo reads; secrets.
    public let variables: [String: String]
    /// Whether there are none although the registry will ask for some.
    public let areMissing: Bool

    /// What cargo gets for a registry on loopback that asks for nothing: without any token it does not even try.
    static let placeholder = "none-needed"

    /// Looks for the variable of the registry, then for an entry of the registry in the user's `credentials.toml`, of which cargo takes
    /// the secret itself. The token of crates.io goes to no other registry.
    public init(environment: [String: String], registry: RegistryAddress, userConfiguration: [UInt8]? = nil) {
        let name = CargoRegistries.variable("TOKEN", of: registry)
        let token = environment[name].flatMap { $0.isEmpty ? nil : $0 }
        let document = userConfiguration.flatMap { try? TOMLDocument($0) }
        let isPublic = CargoRegistries.name(of: registry) == CargoRegistries.cratesIO.name
        let entry =
            isPublic ? document?.node("registry", "token") : document?.node("registries", CargoRegistries.name(of: registry), "token")
        let isLoopback = WebAddress(registry.upload)?.isLoopback == true
        let found = token ?? (isLoopback && entry == nil ? Self.placeholder : nil)
        variables = found.map { [name: $0] } ?? [:]
        areMissing = found == nil && entry == nil
    }
}
