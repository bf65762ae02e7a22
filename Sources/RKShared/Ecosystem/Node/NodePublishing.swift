/// JavaScript packages go to registries with npm's protocol.
struct NodePublishing: Publishing {
    /// The public registry.
    var knownRegistries: [String] { ["npm"] }
    /// What registries state: SHA-512, of old versions SHA-1.
    var digests: [Digest.Algorithm] { [.sha512, .sha1] }

    /// The registry that is named; else `publishConfig.registry` of the manifest, the scope's, npm's variable, `registry` of `.npmrc`, the public one,
    /// as `npm publish` would take them.
    func registries(of packages: [Package], in workspace: Workspace, named name: String?, from sources: RegistrySources) throws(Fault)
        -> [String: RegistryAddress]
    {
        let settings = Npmrc(below: workspace.root, from: sources)
        var result: [String: RegistryAddress] = [:]
        for package in packages {
            let manifest = try PackageJSON(reading: package.manifest, in: sources.tree)
            let own = manifest["publishConfig", "registry"]
            var address: RegistryAddress
            if let name {
                address = try named(name, sources)
                if let own, let text = own.string, let other = try? NpmRegistries.registry(at: text, from: ""),
                    other.upload != address.upload
                {
                    throw Fault(
                        .registryUnknown,
                        "`publishConfig.registry` is \(other.base), and npm would take it in place of \(address.base)",
                        hint: "leave --registry out for this package, or the key out of its manifest",
                        at: manifest.place(own.span), package: package.id)
                }
            } else {
                let place = own.flatMap { node in node.string.map { (text: $0, place: manifest.place(node.span)) } }
                address = try configured(package.registryName, place, settings)
            }
            address.reading = settings.login(for: address.index)
            result[package.id] = address
        }
        return result
    }

    /// The registry of a package when none is named.
    private func configured(_ name: String, _ own: (text: String, place: Place)?, _ settings: Npmrc) throws(Fault) -> RegistryAddress {
        if let own { return try NpmRegistries.registry(at: own.text, from: "`publishConfig.registry`", in: own.place) }
        if name.hasPrefix("@"), let scope = name.split(separator: "/").first, let text = settings["\(scope):registry"] {
            return try NpmRegistries.registry(at: text, from: "`\(scope):registry`", in: settings.places["\(scope):registry"])
        }
        guard let text = settings["registry"] else { return NpmRegistries.npm }
        return try NpmRegistries.registry(at: text, from: "npm's setting `registry`", in: settings.places["registry"])
    }

    /// A registry by its name or address.
    private func named(_ name: String, _ sources: RegistrySources) throws(Fault) -> RegistryAddress {
        try sources.registry(name, known: NpmRegistries.npm) { text, origin throws(Fault) in
            try NpmRegistries.registry(at: text, from: origin)
        }
    }

    /// A token of a variable, an entry of `.npmrc`, a trusted publisher.
    func credentials(for registry: RegistryAddress, from sources: RegistrySources) -> UploadCredentials {
        let settings = Npmrc(below: ".", from: sources)
        let found = NpmCredentials(
            environment: sources.environment, registry: registry, isConfigured: settings.hasLogin(for: registry.upload))
        return UploadCredentials(
            variables: found.variables,
            remedy: found.areMissing ? "set NPM_TOKEN, or use a trusted publisher; never give a token on the command line" : nil)
    }

    /// What npm, pnpm and yarn read.
    func exposure(of variable: String) -> Exposure? {
        switch variable {
        case "NPM_TOKEN", "NODE_AUTH_TOKEN", "NPM_ID_TOKEN", "SIGSTORE_ID_TOKEN", "YARN_NPM_AUTH_TOKEN": .secret
        default:
            variable.lowercased().hasPrefix("npm_config_//") && (variable.hasSuffix(":_authToken") || variable.hasSuffix(":_password"))
                ? .secret : nil
        }
    }
}
