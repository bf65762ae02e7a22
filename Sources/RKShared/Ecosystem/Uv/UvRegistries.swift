/// Finds the registry that uv publishes to: what the user names, else what the tools' own configuration says.
public struct UvRegistries: Sendable {
    /// The registries of releasekit.toml.
    let declared: [String: (upload: String, index: String)]
    /// The environment, without empty variables.
    let environment: [String: String]

    /// A resolver.
    public init(declared: [String: (upload: String, index: String)], environment: [String: String]) {
        self.declared = declared
        self.environment = environment.filter { !$0.value.isEmpty }
    }

    /// The registries that have a name everywhere.
    static let known = ["pypi": pypi, "testpypi": testpypi]

    /// The Python Package Index.
    static let pypi = RegistryAddress(
        name: "pypi", base: "https://pypi.org", upload: "https://upload.pypi.org/legacy/", index: "https://pypi.org/simple/")

    /// Its twin for tests.
    static let testpypi = RegistryAddress(
        name: "testpypi", base: "https://test.pypi.org", upload: "https://test.pypi.org/legacy/", index: "https://test.pypi.org/simple/")

    /// The registry: a name or an address when given; else RK_REGISTRY, UV_PUBLISH_URL, the index of the manifest that has a `publish-url`,
    /// PyPI. With the login that uv would read its index with; the well-known ones ask for none, and get none.
    /// - Throws: a `Fault` with `.registryUnknown` for a name that nobody knows, or for what should be an address and is none.
    public func address(named name: String?, manifest: TOMLDocument?) throws(Fault) -> RegistryAddress {
        var address = try chosen(name, manifest)
        let indexes = UvIndexes(manifest: manifest, declared: declared.mapValues(\.index), environment: environment)
        let netrc = Netrc(environment: environment)
        address.otherIndexes = indexes.others(than: address.index, netrc: netrc)
        guard !Self.isKnown(address) else { return address }
        address.reading = indexes.login(for: address.index, from: address.reading, netrc: netrc)
        return address
    }

    /// The registry, with the login of its own address.
    private func chosen(_ name: String?, _ manifest: TOMLDocument?) throws(Fault) -> RegistryAddress {
        if let name { return try named(name) }
        if let base = environment["RK_REGISTRY"] { return try named(base) }
        if let upload = environment["UV_PUBLISH_URL"] {
            let derived = try derived(upload, from: "the variable UV_PUBLISH_URL")
            let index = environment["UV_PUBLISH_CHECK_URL"]
            return try registry(
                derived.name, upload: Self.isKnown(derived) ? derived.upload : upload, index: index ?? derived.index, base: derived.base,
                from: "the variable UV_PUBLISH_CHECK_URL")
        }
        return try configured(manifest) ?? Self.pypi
    }

    /// The index of `[[tool.uv.index]]` with a `publish-url`: the one that UV_PUBLISH_INDEX names, else the default, else the only one.
    private func configured(_ manifest: TOMLDocument?) throws(Fault) -> RegistryAddress? {
        let tables = (manifest?.node("tool", "uv", "index")?.array ?? []).compactMap(\.table).filter { $0["publish-url"]?.string != nil }
        let chosen: TOMLTable?
        if let name = environment["UV_PUBLISH_INDEX"] {
            guard let table = tables.first(where: { $0["name"]?.string == name }) else {
                let names = tables.compactMap { $0["name"]?.string }
                throw Fault(
                    .registryUnknown, "UV_PUBLISH_INDEX is `\(name)`, but no [[tool.uv.index]] of that name has a publish-url",
                    hint: Suggestion.nearest(to: name, among: names).map { "did you mean `\($0)`?" } ?? "add one, or unset the variable")
            }
            chosen = table
        } else {
            chosen = tables.first { $0["default"]?.boolean == true } ?? (tables.count == 1 ? tables.first : nil)
        }
        guard let chosen, let upload = chosen["publish-url"]?.string else { return nil }
        let name = chosen["name"]?.string ?? WebAddress.redacted(upload)
        return try registry(name, upload: upload, index: chosen["url"]?.string ?? upload, base: nil, from: "[[tool.uv.index]] `\(name)`")
    }

    /// A registry by its name or address.
    private func named(_ name: String) throws(Fault) -> RegistryAddress {
        if let own = declared[name] {
            return try registry(name, upload: own.upload, index: own.index, base: nil, from: "[registries.\(name)]")
        }
        if let known = Self.known[name] { return known }
        if WebAddress(name) != nil { return try derived(name, from: "") }
        throw RegistrySources.unknown(name, among: Array(Set(Self.known.keys).union(declared.keys)))
    }

    /// The registry of one address alone: a known host, the upload or index address itself, or the folder above both.
    private func derived(_ text: String, from origin: String) throws(Fault) -> RegistryAddress {
        guard let address = WebAddress(text) else { throw Self.noAddress(text, origin) }
        switch address.host {
        case "pypi.org", "www.pypi.org", "upload.pypi.org": return Self.pypi
        case "test.pypi.org": return Self.testpypi
        default: break
        }
        var base = address.text
        while base.hasSuffix("/") { base.removeLast() }
        let simple = base.hasSuffix("/+simple") ? "/+simple" : "/simple"
        if let end = ["/legacy", "/simple", "/+simple"].first(where: { base.hasSuffix($0) }) { base.removeLast(end.count) }
        return RegistryAddress(
            name: base, base: base, upload: simple == "/+simple" ? "\(base)/" : "\(base)/legacy/", index: "\(base)\(simple)/",
            reading: Login(of: text))
    }

    /// A registry of addresses that somebody wrote; of their credentials only the index's are kept, apart.
    private func registry(_ name: String, upload: String, index: String, base: String?, from origin: String) throws(Fault)
        -> RegistryAddress
    {
        guard let uploads = WebAddress(upload) else { throw Self.noAddress(upload, origin) }
        guard let reads = WebAddress(index) else { throw Self.noAddress(index, origin) }
        return RegistryAddress(
            name: name, base: base ?? WebAddress.redacted(reads.text), upload: uploads.text, index: reads.text, reading: Login(of: index))
    }

    /// Whether a registry is one that has a name everywhere.
    private static func isKnown(_ registry: RegistryAddress) -> Bool { registry == pypi || registry == testpypi }

    /// What should be an address and is none.
    private static func noAddress(_ text: String, _ origin: String) -> Fault {
        Fault(
            .registryUnknown, "\(origin) holds `\(WebAddress.redacted(text))`, which is no address of the web",
            hint: "it begins with https://")
    }
}
