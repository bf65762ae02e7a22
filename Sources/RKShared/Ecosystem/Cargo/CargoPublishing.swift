/// Crates go to registries with a sparse index.
struct CargoPublishing: Publishing {
    /// crates.io, by cargo's name for it.
    var knownRegistries: [String] { [CargoRegistries.cratesIO.name] }
    /// cargo resolves what tests need when it packs, and fails for a version that is not in the registry yet.
    var packsTestRequirements: Bool { true }

    /// The lockfile that version control does not keep: cargo makes it, and brings it up to date for the pins.
    func leavings(of package: Package) -> [String] {
        Cargo.isLocked(package)
            ? [] : [RelativePath.join(RelativePath.folder(of: Cargo.rootManifest(of: package)), Cargo.lockfile)].compactMap { $0 }
    }

    /// The registry that is named; else the only one of `publish` in the manifest, cargo's default, crates.io, as `cargo publish` takes
    /// them. One that members of the workspace are looked for in, although they name no registry, stands in the place of crates.io.
    func registries(of packages: [Package], in workspace: Workspace, named name: String?, from sources: RegistrySources) throws(Fault)
        -> [String: RegistryAddress]
    {
        let settings = CargoSettings(below: workspace.root, from: sources)
        var result: [String: RegistryAddress] = [:]
        for package in packages {
            var address = try registry(of: package, named: name, settings, sources)
            address.settings = settings.userFile
            if !CargoRegistries.isPublic(address) { address.reading = settings.token(of: address).map { Login(token: $0) } }
            result[package.id] = address
        }
        guard !settings.replacesStandard else { return result }
        var standing: Set<RegistryAddress> = []
        for package in packages {
            guard let address = result[package.id], !CargoRegistries.isPublic(address), !standing.contains(address) else { continue }
            if try meansCratesIO(package, sources.tree) { standing.insert(address) }
        }
        for (id, address) in result where standing.contains(address) { result[id]?.standsFor = CargoRegistries.cratesIO.name }
        return result
    }

    /// The registry of one package.
    private func registry(
        of package: Package, named name: String?, _ settings: CargoSettings, _ sources: RegistrySources
    ) throws(Fault) -> RegistryAddress {
        let allowed = package.rest["registries"]?.array?.compactMap(\.string) ?? []
        let chosen = name ?? (allowed.count == 1 ? allowed[0] : settings.defaultRegistry)
        let address = try chosen.map { text throws(Fault) in try named(text, settings, sources) } ?? CargoRegistries.cratesIO
        guard !allowed.isEmpty, !allowed.contains(CargoRegistries.name(of: address)) else { return address }
        for other in allowed {
            if let found = try? named(other, settings, sources), found.index == address.index { return found }
        }
        let names = allowed.map { "`\($0)`" }.joined(separator: ", ")
        throw Fault(
            .registryUnknown, "`publish` of the manifest allows \(names), not \(WebAddress.redacted(address.name))",
            hint: name == nil ? "say which one with --registry" : "name one of these with --registry, or add the registry to `publish`",
            at: Place(package.manifest), package: package.id)
    }

    /// Whether a package needs members of the workspace from wherever crates are that name no registry.
    private func meansCratesIO(_ package: Package, _ tree: SourceTree) throws(Fault) -> Bool {
        let members = Set(package.dependencies.filter { $0.package != nil }.map(\.name))
        guard !members.isEmpty else { return false }
        let manifest = try CargoManifest(reading: package.manifest, in: tree)
        let root = Cargo.rootManifest(of: package)
        let dependencies = CargoDependencies(
            manifest, root: root == package.manifest ? manifest : try CargoManifest(reading: root, in: tree))
        return dependencies.declarations.contains { declared in
            declared.registry == nil && members.contains(declared.name) && (declared.kind != .dev || !declared.requirement.isEmpty)
        }
    }

    /// A registry by its name or address.
    private func named(_ name: String, _ settings: CargoSettings, _ sources: RegistrySources) throws(Fault) -> RegistryAddress {
        if let declared = sources.declared[name] {
            var address = try CargoRegistries.registry(at: declared.index, from: "[registries.\(name)]")
            address.upload = try CargoRegistries.registry(at: declared.upload, from: "[registries.\(name)]").upload
            address.name = name
            return address
        }
        if name == CargoRegistries.cratesIO.name { return CargoRegistries.cratesIO }
        if let index = settings.index(of: name) {
            guard index.hasPrefix(CargoRegistries.mark) else {
                throw Fault(
                    .registryUnknown, "the registry `\(name)` has the index \(WebAddress.redacted(index)), which is a git repository",
                    hint: "rk-publish reads sparse indexes: give the registry's address that begins with sparse+https://")
            }
            var address = try CargoRegistries.registry(at: index, from: "the index of cargo's registry `\(name)`")
            address.name = name
            return address
        }
        if WebAddress(name.rest(behind: CargoRegistries.mark) ?? name) != nil { return try CargoRegistries.registry(at: name, from: "") }
        throw RegistrySources.unknown(
            name, among: [CargoRegistries.cratesIO.name] + sources.declared.keys, addresses: "the address of a sparse index",
            places: "releasekit.toml or in .cargo/config.toml")
    }

    /// A token of a variable, else what cargo itself finds: its file of tokens, or a program.
    func credentials(for registry: RegistryAddress, from sources: RegistrySources) -> UploadCredentials {
        let settings = CargoSettings(below: ".", from: sources)
        let found = CargoCredentials(environment: sources.environment, registry: registry, userConfiguration: settings.credentials)
        let isMissing = found.areMissing && settings.token(of: registry) == nil && !settings.hasProvider(for: registry)
        return UploadCredentials(
            variables: found.variables,
            remedy: isMissing
                ? "set \(CargoRegistries.variable("TOKEN", of: registry)), or run `cargo login`; never give a token on the command line"
                : nil)
    }

    /// The index says so itself, where there is a token for it.
    func loginNeed(at registry: RegistryAddress) -> Query<Bool?>? {
        registry.reading == nil ? nil : CargoIndex(address: registry).loginNeed
    }

    /// Tokens and keys of cargo's registries.
    func exposure(of variable: String) -> Exposure? {
        let isOwn = variable.hasPrefix("CARGO_REGISTRIES_") || variable.hasPrefix("CARGO_REGISTRY_")
        return isOwn && (variable.hasSuffix("_TOKEN") || variable.hasSuffix("_SECRET_KEY")) ? .secret : nil
    }

    /// Where the registry is, and whether it stands in the place of crates.io: cargo asks it for the crates that are needed.
    func building(_ call: Call, for registry: RegistryAddress) -> Call {
        var call = call
        call.arguments += CargoRegistries.arguments(of: registry)
        call.environment.merge(CargoRegistries.variables(of: registry)) { first, _ in first }
        return call
    }

    /// `cargo package` without compiling: `cargo publish` takes no file, it packs the same way from the same files.
    func repacking(_ package: Package, for registry: RegistryAddress, root: String, into folder: String, environment: [String: String])
        -> Call?
    {
        var call = building(CargoCommands().build(package, root: root, into: folder, environment: environment), for: registry)
        call.arguments.append("--no-verify")
        return call
    }
}
