import RKShared

/// The credentials in the environment: kept from tools that do not upload, and out of everything that is told or written.
struct Secrets: Sendable {
    /// The variables that hold a credential, or lead to one.
    static let names = [
        "UV_PUBLISH_URL", "UV_PUBLISH_TOKEN", "UV_PUBLISH_USERNAME", "UV_PUBLISH_PASSWORD", "TWINE_USERNAME", "TWINE_PASSWORD",
        "RK_REGISTRY_TOKEN",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL", "PYPI_ID_TOKEN", "TESTPYPI_ID_TOKEN",
    ]
    /// The names whose values are no secrets as a whole; user and password in addresses are always taken out of text.
    private static let open: Set<String> = ["UV_PUBLISH_URL", "UV_PUBLISH_USERNAME", "TWINE_USERNAME", "ACTIONS_ID_TOKEN_REQUEST_URL"]

    /// Takes their values out of text.
    let redaction: Redaction

    /// The secrets of an environment, and those that it has for registries in another form.
    init(environment: [String: String], registries: some Sequence<RegistryAddress> = []) {
        let own = Self.names.filter { !Self.open.contains($0) }.compactMap { environment[$0] }
        let derived = registries.flatMap { registry in
            UvCredentials(environment: environment, registry: registry).variables.filter { !Self.open.contains($0.key) }.values
        }
        let indexes = environment.filter { $0.key.hasPrefix("UV_INDEX_") && $0.key.hasSuffix("_PASSWORD") }.values
        let reading = registries.compactMap { $0.reading.map { $0.password.isEmpty ? $0.user : $0.password } }
        redaction = Redaction(secrets: own + derived + indexes + reading)
    }

    /// A call that cannot see them.
    static func hidden(from call: Call) -> Call {
        var call = call
        for name in names { call.environment[name] = .some(nil) }
        return call
    }
}

extension Fault {
    /// The same without secrets.
    func redacted(_ redaction: Redaction) -> Fault {
        var fault = self
        fault.message = redaction.applied(to: message)
        fault.hint = hint.map { redaction.applied(to: $0) }
        return fault
    }
}
