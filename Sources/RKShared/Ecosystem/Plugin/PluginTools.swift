/// The calls of an ecosystem of the user's own, as its program named them for this release.
struct PluginTools: PackageManager {
    /// The ecosystem, with what its program said.
    let plugin: Plugin

    /// The call that the program names, from the repository's root.
    func lockCheck(_ workspace: Workspace, root: String) -> Call? {
        plugin.lockChecks[workspace.id].map { call($0, folder: root, in: root) }
    }

    /// The call that builds, from the repository's root.
    func build(_ package: Package, root: String, into folder: String, environment: [String: String]) -> Call {
        call(plugin.commands[package.id]?.build, folder: folder, in: root)
    }

    /// The call that uploads, from an empty folder; credentials are in its environment only.
    func publish(_ files: [String], of package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call {
        var call = call(plugin.commands[package.id]?.publish, folder: options.folder ?? ".", files: files, in: options.folder)
        for (name, value) in options.credentials { call.environment[name] = .some(value) }
        return call
    }

    /// The calls that use a published version, from an empty folder.
    func smokeTest(_ package: Package, version: String, from registry: RegistryAddress, artifacts: [String], in folder: String) async
        -> [Call]
    {
        (plugin.commands[package.id]?.smokeTest ?? []).map { call($0, folder: folder, files: artifacts, in: folder) }
    }

    /// What was built under another name than the program announced, what no answer of the registry would ever show, and what the
    /// artifact says otherwise.
    func problems(in artifact: ArtifactFile, of package: Package, version: String, exact: [String: String]) async -> [String] {
        guard let commands = plugin.commands[package.id] else { return [] }
        let names = commands.query.artifacts.sorted { $0.precedes($1) }
        guard names.contains(artifact.name) else {
            return ["`\(artifact.name)` is none of \(names.map { "`\($0)`" }.joined(separator: ", "))"]
        }
        return await PluginContent.problems(of: commands.contents, in: artifact)
    }

    /// What the program announced and the build did not make.
    func missing(from artifacts: [String], of package: Package) -> [String] {
        (plugin.commands[package.id]?.artifacts ?? []).filter { !artifacts.contains($0) }
    }

    /// The registry's answers as the program reads them.
    func registry(at address: RegistryAddress) -> any Registry { PluginRegistry(plugin: plugin, address: address) }

    /// A call with everything in place; without one the program itself, which says what it wants.
    private func call(_ call: PluginCall?, folder: String, files: [String] = [], in directory: String?) -> Call {
        let program = plugin.path ?? Plugin.program(of: plugin.name)
        return call?.call(program: program, folder: folder, files: files, in: directory) ?? Call(program, [], in: directory)
    }
}

/// A registry as a program describes its answers.
private struct PluginRegistry: Registry {
    /// The ecosystem.
    let plugin: Plugin
    /// The registry.
    let address: RegistryAddress

    /// What the registry has of a version that the program was asked about.
    func release(_ name: String, _ version: String) -> Query<RegistryRelease?> {
        if let query = plugin.queries[PluginCommands.key(name, version)] { return query.query }
        return Query(Request("GET", address.index)) { (_) throws(Fault) in
            throw Fault(.defect, "`\(Plugin.program(of: plugin.name))` was not asked about \(name) \(version)")
        }
    }

    /// The digest of a file's bytes, where the registry tells no digests and the program says where the bytes are.
    func digest(of file: String, _ name: String, _ version: String) -> Query<String?>? {
        plugin.queries[PluginCommands.key(name, version)]?.digest(of: file)
    }
}

/// Packages of an ecosystem of the user's own go where the user says.
struct PluginPublishing: Publishing {
    /// The ecosystem.
    let plugin: Plugin

    /// None that everybody knows.
    var knownRegistries: [String] { [] }

    /// Those that the registry states.
    var digests: [Digest.Algorithm] {
        Set(plugin.queries.values.compactMap(\.algorithm)).subtracting([.sha256]).sorted { $0.rawValue.precedes($1.rawValue) }
    }

    /// The registry that is named; there is no other.
    func registries(of packages: [Package], in workspace: Workspace, named name: String?, from sources: RegistrySources) throws(Fault)
        -> [String: RegistryAddress]
    {
        let address = try registry(name, sources)
        return Dictionary(packages.map { ($0.id, address) }) { first, _ in first }
    }

    /// A registry of `releasekit.toml`, or an address that takes uploads and answers questions.
    private func registry(_ name: String?, _ sources: RegistrySources) throws(Fault) -> RegistryAddress {
        guard let name else {
            throw Fault(
                .registryUnknown, "there is no registry for packages of `\(plugin.name)`",
                hint: "name one with --registry \(plugin.name)=ADDRESS, or by `ecosystem = \"\(plugin.name)\"` in [registries.NAME]")
        }
        if let declared = sources.declared[name] {
            return RegistryAddress(name: name, base: declared.index, upload: declared.upload, index: declared.index)
        }
        guard let address = WebAddress(name), WebAddress.userInfo(of: name) == nil else {
            throw Fault(
                .registryUnknown, "there is no registry `\(WebAddress.redacted(name))` for packages of `\(plugin.name)`",
                hint: "give an address without credentials, or a name of [registries] in \(Configuration.fileName)")
        }
        return RegistryAddress(name: address.text, base: address.text, upload: address.text, index: address.text)
    }

    /// The variables that the program names, as far as they are set.
    func credentials(for registry: RegistryAddress, from sources: RegistrySources) -> UploadCredentials {
        UploadCredentials(variables: sources.environment.filter { plugin.description.credentials.contains($0.key) })
    }

    /// Whether the program names a variable as a credential.
    func exposure(of variable: String) -> Exposure? { plugin.description.credentials.contains(variable) ? .secret : nil }
}
