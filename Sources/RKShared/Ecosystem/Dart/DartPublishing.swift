/// Packages of Dart go to registries with pub.dev's protocol.
struct DartPublishing: Publishing {
    /// The public registry.
    var knownRegistries: [String] { [Self.pubDev.name] }

    /// The public registry.
    static let pubDev = RegistryAddress(name: "pub.dev", base: "https://pub.dev/", upload: "https://pub.dev/", index: "https://pub.dev/")

    /// `publish_to` of the manifest, which decides wherever it stands; else the registry that is named, that of `PUB_HOSTED_URL`, pub.dev.
    func registries(of packages: [Package], in workspace: Workspace, named name: String?, from sources: RegistrySources) throws(Fault)
        -> [String: RegistryAddress]
    {
        var result: [String: RegistryAddress] = [:]
        for package in packages {
            let spec = try Pubspec(reading: package.manifest, in: sources.tree)
            var address = try stated(in: spec, of: package)
            if let name {
                let wanted = try named(name, sources)
                if let address, address.upload != wanted.upload {
                    throw Fault(
                        .registryUnknown, "`publish_to` is \(address.base), and pub would take it in place of \(wanted.base)",
                        hint: "leave --registry out for this package, or the key out of its manifest",
                        at: spec["publish_to"].map { spec.place($0.span) } ?? Place(package.manifest), package: package.id)
                }
                address = wanted
            }
            var registry: RegistryAddress
            if let address { registry = address } else { registry = try standard(sources) }
            if registry.upload != Self.pubDev.upload { registry.reading = PubTokens(sources.environment).login(for: registry.upload) }
            result[package.id] = registry
        }
        return result
    }

    /// The registry that a manifest names.
    private func stated(in spec: Pubspec, of package: Package) throws(Fault) -> RegistryAddress? {
        guard let node = spec["publish_to"], let text = node.text, text != "none" else { return nil }
        do throws(Fault) {
            return try Self.registry(at: text, from: "`publish_to`")
        } catch {
            throw Fault(error.code, error.message, hint: error.hint, at: spec.place(node.span), package: package.id)
        }
    }

    /// The registry of packages that name none.
    private func standard(_ sources: RegistrySources) throws(Fault) -> RegistryAddress {
        guard let text = sources.environment["PUB_HOSTED_URL"] else { return Self.pubDev }
        return try Self.registry(at: text, from: "PUB_HOSTED_URL")
    }

    /// A registry by its name or address.
    private func named(_ name: String, _ sources: RegistrySources) throws(Fault) -> RegistryAddress {
        try sources.registry(name, known: Self.pubDev) { text, origin throws(Fault) in try Self.registry(at: text, from: origin) }
    }

    /// The registry of an address; uploads and queries go to one place.
    /// - Throws: a `Fault` with the code `.registryUnknown` for what is no address of the web.
    static func registry(at text: String, from origin: String) throws(Fault) -> RegistryAddress {
        guard let address = WebAddress(text) else {
            throw Fault(
                .registryUnknown, "\(origin) holds `\(WebAddress.redacted(text))`, which is no address of the web",
                hint: "it begins with https://")
        }
        if ["pub.dev", "pub.dartlang.org"].contains(address.host) { return pubDev }
        let base = WebAddress.joined(address.text, "")
        return RegistryAddress(name: base, base: base, upload: base, index: base)
    }

    /// A token of a variable, of pub's own store, for pub.dev a login of `dart pub login`.
    func credentials(for registry: RegistryAddress, from sources: RegistrySources) -> UploadCredentials {
        let tokens = PubTokens(sources.environment)
        let isKnown =
            tokens.ofEnvironment != nil || tokens.hasEntry(for: registry.upload)
            || registry.upload == Self.pubDev.upload && tokens.hasPubDevLogin || WebAddress(registry.upload)?.isLoopback == true
        return UploadCredentials(
            variables: tokens.ofEnvironment.map { [PubTokens.variable: $0] } ?? [:],
            remedy: isKnown
                ? nil
                : "set PUB_TOKEN, or run `dart pub token add \(registry.upload)`; never give a token on the command line")
    }

    /// The tokens; `PUB_HOSTED_URL` is no secret.
    func exposure(of variable: String) -> Exposure? { PubTokens.variables.contains(variable) ? .secret : nil }
}
