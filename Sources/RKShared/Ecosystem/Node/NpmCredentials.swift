/// The credentials that the environment has for an upload to a registry with npm's protocol.
public struct NpmCredentials: Sendable {
    /// The variables that npm reads; secrets. A token goes by a variable that names the registry, so that no other one is sent it.
    public let variables: [String: String]
    /// Whether there are none although the registry will ask for some.
    public let areMissing: Bool

    /// The variables with a token, best first.
    private static let tokens = ["NPM_TOKEN", "NODE_AUTH_TOKEN"]
    /// The variables of which one says that a trusted publisher can be used: of GitHub, of GitLab.
    private static let identities = ["ACTIONS_ID_TOKEN_REQUEST_URL", "NPM_ID_TOKEN"]
    /// What npm gets for a registry on loopback that asks for nothing: without any token npm does not even try.
    static let placeholder = "none-needed"

    /// Looks for npm's own variable of the registry, NPM_TOKEN, NODE_AUTH_TOKEN, a trusted publisher; where npm's settings have a login
    /// (`isConfigured`), npm takes the secret itself.
    public init(environment: [String: String], registry: RegistryAddress, isConfigured: Bool = false) {
        let environment = environment.filter { !$0.value.isEmpty }
        let key = Self.key(of: registry.upload)
        let own = "npm_config_\(key):_authToken"
        let token = environment[own] ?? Self.tokens.lazy.compactMap { environment[$0] }.first
        let isTrusted = Self.identities.contains { environment[$0] != nil }
        let isLoopback = WebAddress(registry.upload)?.isLoopback == true
        var variables: [String: String] = [:]
        if let token { variables[own] = token } else if isLoopback, !isConfigured { variables[own] = Self.placeholder }
        // Npm attests the origin only where it can: asked for elsewhere, it fails.
        if isTrusted, !isLoopback { variables["npm_config_provenance"] = environment["npm_config_provenance"] ?? "true" }
        self.variables = variables
        areMissing = token == nil && !isTrusted && !isConfigured && !isLoopback
    }

    /// How npm's configuration names a registry: the address without its scheme, up to the last `/`.
    static func key(of address: String) -> String {
        guard let parsed = WebAddress(address) else { return "//" }
        let path = String(parsed.path.prefix { $0 != "?" })
        return "//\(parsed.authority)\(path.hasSuffix("/") ? path : path + "/")"
    }
}
