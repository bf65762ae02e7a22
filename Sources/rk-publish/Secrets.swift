import RKShared

/// The credentials in the environment: kept from tools that do not upload, and out of everything that is told or written.
struct Secrets: Sendable {
    /// The variables of no ecosystem that hold a credential, or lead to one.
    private static let general: [String: Exposure] = [
        "RK_REGISTRY_TOKEN": .secret, "ACTIONS_ID_TOKEN_REQUEST_TOKEN": .secret, "ACTIONS_ID_TOKEN_REQUEST_URL": .open,
    ]

    /// Takes their values out of text.
    let redaction: Redaction
    /// The variables that builds do not see.
    private let hidden: [String]

    /// The secrets of an environment, and those that ecosystems have for their registries in another form.
    init(environment: [String: String], uploads: some Sequence<UploadCredentials> = [], registries: some Sequence<RegistryAddress> = []) {
        let exposures = environment.keys.compactMap { name in Self.exposure(of: name).map { (name, $0) } }
        hidden = exposures.filter { $0.1 != .reading }.map(\.0).sorted { $0.precedes($1) }
        let own = exposures.filter { $0.1 != .open }.compactMap { environment[$0.0] }
        let derived = uploads.flatMap { $0.variables.filter { Self.exposure(of: $0.key) == .secret }.values }
        let reading = registries.compactMap { $0.reading.map { $0.password.isEmpty ? $0.user : $0.password } }
        redaction = Redaction(secrets: own + derived + reading)
    }

    /// What a variable is to any ecosystem.
    private static func exposure(of variable: String) -> Exposure? {
        general[variable] ?? Catalog.ecosystems.lazy.compactMap { $0.publishing?.exposure(of: variable) }.first
    }

    /// A call that cannot see them, but for what it is given on purpose.
    func hidden(from call: Call) -> Call {
        var call = call
        for name in hidden where (call.environment[name] ?? nil) == nil { call.environment[name] = .some(nil) }
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
