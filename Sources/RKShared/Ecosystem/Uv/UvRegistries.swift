/// Finds the registry that uv publishes to: what the user names, else what the tools' own configuration says.
public struct UvRegistries: Sendable {
    /// The registries of releasekit.toml.
    let declared: [String: (upload: String, index: String)]
    /// The environment.
    let environment: [String: String]

    /// A resolver.
    public init(declared: [String: (upload: String, index: String)], environment: [String: String]) {
        self.declared = declared
        self.environment = environment
    }

    /// The registries that have a name everywhere.
    private static let known = ["pypi": pypi, "testpypi": testpypi]

    /// The Python Package Index.
    private static let pypi = RegistryAddress(
        name: "pypi", base: "https://pypi.org", upload: "https://upload.pypi.org/legacy/", index: "https://pypi.org/simple/")

    /// Its twin for tests.
    private static let testpypi = RegistryAddress(
        name: "testpypi", base: "https://test.pypi.org", upload: "https://test.pypi.org/legacy/", index: "https://test.pypi.org/simple/")

    /// The registry: a name or an address when given; else RK_REGISTRY, UV_PUBLISH_URL, the index of the manifest that has a `publish-url`, PyPI.
    /// - Throws: a `Fault` with `.registryUnknown` for a name that nobody knows.
    public func address(named name: String?, manifest: TOMLDocument?) throws(Fault) -> RegistryAddress {
        if let name { return try named(name) }
        if let base = environment["RK_REGISTRY"], !base.isEmpty { return try named(base) }
        if let upload = environment["UV_PUBLISH_URL"], !upload.isEmpty {
            var address = try named(upload)
            address.upload = RemoteAddress.withoutCredentials(upload)
            if let index = environment["UV_PUBLISH_CHECK_URL"], !index.isEmpty { address.index = RemoteAddress.withoutCredentials(index) }
            return address
        }
        return try configured(manifest) ?? Self.pypi
    }

    /// The index of `[[tool.uv.index]]` with a `publish-url`: the one that UV_PUBLISH_INDEX names, else the default, else the only one.
    private func configured(_ manifest: TOMLDocument?) throws(Fault) -> RegistryAddress? {
        let tables = (manifest?.node("tool", "uv", "index")?.array ?? []).compactMap(\.table).filter { $0["publish-url"]?.string != nil }
        let named = environment["UV_PUBLISH_INDEX"].flatMap { name in tables.first { $0["name"]?.string == name } }
        let chosen = named ?? tables.first { $0["default"]?.boolean == true } ?? (tables.count == 1 ? tables.first : nil)
        guard let chosen, let upload = chosen["publish-url"]?.string else { return nil }
        let index = chosen["url"]?.string ?? upload
        return RegistryAddress(
            name: chosen["name"]?.string ?? upload, base: RemoteAddress.withoutCredentials(index), upload: RemoteAddress.withoutCredentials(upload),
            index: RemoteAddress.withoutCredentials(index))
    }

    /// A registry by its name or address.
    private func named(_ name: String) throws(Fault) -> RegistryAddress {
        if let known = Self.known[name] { return known }
        if let own = declared[name] { return RegistryAddress(name: name, base: own.index, upload: own.upload, index: own.index) }
        guard let address = WebAddress(name) else {
            let names = Self.known.keys.sorted() + declared.keys.sorted()
            throw Fault(
                .registryUnknown, "there is no registry `\(name)`",
                hint: Suggestion.nearest(to: name, among: names).map { "did you mean `\($0)`?" }
                    ?? "give an address, one of \(names.joined(separator: ", ")), or declare [registries.\(name)] in releasekit.toml")
        }
        switch address.host {
        case "pypi.org", "upload.pypi.org": return Self.pypi
        case "test.pypi.org": return Self.testpypi
        default: break
        }
        var base = address.text
        while base.hasSuffix("/") { base.removeLast() }
        for end in ["/legacy", "/simple", "/+simple"] where base.hasSuffix(end) { base.removeLast(end.count) }
        return RegistryAddress(name: name, base: base, upload: base + "/legacy/", index: base + "/simple/")
    }
}

/// The credentials that the environment has for an upload.
public struct UvCredentials: Sendable {
    /// The variables that uv reads.
    public let variables: [String: String]
    /// Whether there are none although the registry will ask for some.
    public let areMissing: Bool

    /// Looks for UV_PUBLISH_TOKEN, UV_PUBLISH_USERNAME and _PASSWORD, then twine's names; then for a trusted publisher.
    public init(environment: [String: String], registry: RegistryAddress) {
        var variables: [String: String] = [:]
        for name in ["UV_PUBLISH_TOKEN", "UV_PUBLISH_USERNAME", "UV_PUBLISH_PASSWORD"] {
            if let value = environment[name], !value.isEmpty { variables[name] = value }
        }
        if variables.isEmpty, let password = environment["TWINE_PASSWORD"], !password.isEmpty {
            variables = ["UV_PUBLISH_USERNAME": environment["TWINE_USERNAME"] ?? "__token__", "UV_PUBLISH_PASSWORD": password]
        }
        self.variables = variables
        let isTrusted = ["ACTIONS_ID_TOKEN_REQUEST_URL", "PYPI_ID_TOKEN", "TESTPYPI_ID_TOKEN"].contains { !(environment[$0] ?? "").isEmpty }
        areMissing = variables.isEmpty && !isTrusted && WebAddress(registry.upload)?.isLoopback != true
    }
}
