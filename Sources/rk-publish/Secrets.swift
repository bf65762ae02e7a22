import RKShared

/// The credentials in the environment: kept from tools that do not upload, and out of everything that is told or written.
struct Secrets: Sendable {
    /// The variables that hold a credential, or lead to one.
    static let names = [
        "UV_PUBLISH_TOKEN", "UV_PUBLISH_USERNAME", "UV_PUBLISH_PASSWORD", "TWINE_USERNAME", "TWINE_PASSWORD", "RK_REGISTRY_TOKEN",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL", "PYPI_ID_TOKEN", "TESTPYPI_ID_TOKEN",
    ]
    /// The names whose values are no secrets.
    private static let open: Set<String> = ["UV_PUBLISH_USERNAME", "TWINE_USERNAME", "ACTIONS_ID_TOKEN_REQUEST_URL"]

    /// Takes their values out of text.
    let redaction: Redaction

    /// The secrets of an environment.
    init(environment: [String: String]) {
        redaction = Redaction(secrets: Self.names.filter { !Self.open.contains($0) }.compactMap { environment[$0] })
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
