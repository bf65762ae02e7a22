/// The credentials that the environment has for an upload.
public struct UvCredentials: Sendable {
    /// The variables that uv reads; secrets.
    public let variables: [String: String]
    /// Whether there are none although the registry will ask for some.
    public let areMissing: Bool

    /// The variables of which one says that a trusted publisher can be used: of GitHub, of GitLab.
    private static let identities = ["ACTIONS_ID_TOKEN_REQUEST_URL", "PYPI_ID_TOKEN", "TESTPYPI_ID_TOKEN"]

    /// What uv gets for a registry on loopback that asks for nothing: without any credentials uv looks for a trusted publisher first.
    static let placeholder = "none-needed"

    /// Looks for UV_PUBLISH_TOKEN, UV_PUBLISH_USERNAME and _PASSWORD, then in UV_PUBLISH_URL where that is the registry, then
    /// for twine's names.
    public init(environment: [String: String], registry: RegistryAddress) {
        let environment = environment.filter { !$0.value.isEmpty }
        let own = environment.filter { ["UV_PUBLISH_TOKEN", "UV_PUBLISH_USERNAME", "UV_PUBLISH_PASSWORD"].contains($0.key) }
        let isSecret = own["UV_PUBLISH_TOKEN"] != nil || own["UV_PUBLISH_PASSWORD"] != nil
        let found = isSecret ? own : Self.inAddress(environment, registry) ?? Self.twine(environment) ?? own
        let isTrusted = Self.identities.contains { environment[$0] != nil }
        let isPresent = found["UV_PUBLISH_TOKEN"] != nil || found["UV_PUBLISH_PASSWORD"] != nil
        let isLoopback = WebAddress(registry.upload)?.isLoopback == true
        variables = !isPresent && isLoopback ? ["UV_PUBLISH_TOKEN": Self.placeholder] : found
        areMissing = !isPresent && !isTrusted && !isLoopback
    }

    /// The user and password of UV_PUBLISH_URL.
    private static func inAddress(_ environment: [String: String], _ registry: RegistryAddress) -> [String: String]? {
        guard let text = environment["UV_PUBLISH_URL"], let address = WebAddress(text), let upload = WebAddress(registry.upload),
            address.hasOrigin(of: upload), let login = Login(of: text), !login.user.isEmpty, !login.password.isEmpty
        else { return nil }
        return ["UV_PUBLISH_USERNAME": login.user, "UV_PUBLISH_PASSWORD": login.password]
    }

    /// Twine's user and password.
    private static func twine(_ environment: [String: String]) -> [String: String]? {
        environment["TWINE_PASSWORD"].map {
            ["UV_PUBLISH_USERNAME": environment["TWINE_USERNAME"] ?? "__token__", "UV_PUBLISH_PASSWORD": $0]
        }
    }
}
