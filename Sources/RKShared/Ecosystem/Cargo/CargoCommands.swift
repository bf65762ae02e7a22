/// The calls of cargo, and what its artifacts must say.
struct CargoCommands: PackageManager {
    /// Variables that let whoever has them upload; no code of packages, which builds run, may see them. A token of another registry stands
    /// in a variable with that registry's name.
    private static let secrets = ["CARGO_REGISTRY_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL"]

    /// The name by which the crate that a smoke test uses is imported.
    private static let subject = "subject"

    /// `cargo update --workspace --locked`, which changes nothing and fails where the lockfile is not of these manifests.
    func lockCheck(_ workspace: Workspace, root: String) -> Call? {
        guard workspace.lockfile != nil else { return nil }
        return Call(
            "cargo", ["update", "--workspace", "--locked"], in: Self.folder(workspace.root, root), environment: Self.withoutSecrets)
    }

    /// `cargo update` of the crate alone.
    func upgrade(_ name: String, to version: String?, in workspace: Workspace, members: [Package], root: String) -> [Action.CommandRun] {
        guard let lockfile = workspace.lockfile else { return [] }
        return [Action.CommandRun(argv: ["cargo", "update", "--package", name], directory: workspace.root, writes: [lockfile])]
    }

    /// The check without `--locked`.
    func lockRefresh(_ workspace: Workspace, root: String) -> Call? {
        workspace.lockfile == nil ? nil : Call("cargo", ["update", "--workspace"], in: Self.folder(workspace.root, root))
    }

    /// cargo ends with 101 whatever it is: the lockfile is stale, or cannot be read; everything else, as a registry that cannot be asked, says
    /// nothing of it.
    func isStale(_ reply: Completion) -> Bool {
        reply.message.contains("--locked was passed") || reply.message.contains("failed to parse lock file")
    }

    /// The call without `--locked`, which changes only what concerns the members.
    func lockRemedy(for call: Call, of workspace: Workspace) -> String {
        let place = workspace.root == "." ? "" : " in `\(workspace.root)`"
        return "run `cargo update --workspace`\(place), and commit Cargo.lock"
    }

    /// `cargo package` of one crate, which also compiles what its users will get, with the crates that it needs from their registry.
    /// Everything else that it leaves in `folder` can go.
    func build(_ package: Package, root: String, into folder: String, environment: [String: String]) -> Call {
        var call = Call(
            "cargo",
            ["package", "--package", package.name, "--manifest-path", Self.folder(package.manifest, root), "--target-dir", folder]
                + Self.lockArguments(of: package),
            in: Self.folder(RelativePath.folder(of: Cargo.rootManifest(of: package)), root), environment: Self.withoutSecrets)
        for (name, value) in environment { call.environment[name] = .some(value) }
        return call
    }

    /// The crate; what cargo compiled and unpacked beside it is none.
    func artifactPaths(below folder: String) -> [String]? {
        Files.names(in: "\(folder)/package").filter { $0.hasSuffix(".crate") }.map { "package/\($0)" }
    }

    /// `cargo publish` of one crate, in the workspace's folder and with the pins in the files: cargo uploads only what it packs itself,
    /// from the same files to the same bytes. It was compiled when it was built.
    func publish(_ files: [String], of package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call {
        var environment: [String: String?] = options.credentials.mapValues { .some($0) }
        environment.merge(CargoRegistries.variables(of: registry)) { first, _ in first }
        return Call(
            "cargo",
            ["publish", "--package", package.name, "--registry", CargoRegistries.name(of: registry)]
                + CargoRegistries.arguments(of: registry) + (options.folder.map { ["--target-dir", $0] } ?? []) + ["--no-verify"]
                + Self.lockArguments(of: package),
            in: RelativePath.folder(of: Cargo.rootManifest(of: package)), environment: environment)
    }

    /// The published version as a dependency of a new package, compiled; a crate without a library is installed. cargo has a home of its
    /// own, so that nothing comes from what it fetched before, with the user's settings. A token for reading is for fetching alone.
    func smokeTest(_ package: Package, version: String, from registry: RegistryAddress, artifacts: [String], in folder: String) async
        -> [Call]
    {
        var environment = Self.withoutSecrets.merging(CargoRegistries.variables(of: registry)) { first, _ in first }
        environment["CARGO_HOME"] = .some("\(folder)/home")
        let name = CargoRegistries.name(of: registry)
        let exact = "=\(version.prefix { $0 != "+" })"
        let options = CargoRegistries.arguments(of: registry) + (registry.settings.map { ["--config", $0] } ?? [])
        let crate = artifacts.first { $0.hasSuffix(".crate") }.map { CargoArtifact(path: $0) }
        let isProgram = crate?.hasLibrary == false
        let installation = Call(
            "cargo", ["install", "--registry", name] + options + ["--root", "\(folder)/root", "--version", exact, "--", package.name],
            in: folder, environment: environment)
        guard !isProgram || registry.reading != nil else { return [installation] }
        let source = CargoRegistries.isPublic(registry) ? "" : ", registry = \(TOMLDocument.quoted(name))"
        let manifest = """
            [package]
            name = "rk-smoke-test"
            version = "0.0.0"
            edition = "2021"

            [lib]
            path = "lib.rs"

            [dependencies]
            \(Self.subject) = { package = \(TOMLDocument.quoted(package.name)), version = \(TOMLDocument.quoted(exact))\(source) }

            [workspace]

            """
        var call = Call(
            "cargo", ["build", "--manifest-path", "\(folder)/Cargo.toml", "--target-dir", "\(folder)/target"] + options, in: folder,
            environment: environment)
        call.files["\(folder)/Cargo.toml"] = Array(manifest.utf8)
        call.files["\(folder)/lib.rs"] = Array("#[allow(unused_imports)]\nuse \(Self.subject) as _;\n".utf8)
        guard let login = registry.reading else { return [call] }
        // What fetches runs no code of packages, so it may have the token; what compiles needs no network then.
        var fetch = call
        fetch.arguments = ["fetch", "--manifest-path", "\(folder)/Cargo.toml"] + options
        fetch.environment[CargoRegistries.variable("TOKEN", of: registry)] = login.password.isEmpty ? login.user : login.password
        var use = isProgram ? installation : call
        use.arguments.insert("--offline", at: 1)
        return [fetch, use]
    }

    /// What a crate's name and manifest say otherwise.
    func problems(in artifact: ArtifactFile, of package: Package, version: String, exact: [String: String]) async -> [String] {
        guard RelativePath.name(of: artifact.name) == "\(package.name)-\(version).crate" else {
            return ["`\(artifact.name)` is not named for \(package.name) \(version)"]
        }
        return CargoArtifact(path: artifact.path).problems(of: package, version: version, exact: exact).map { "`\(artifact.name)` \($0)" }
    }

    /// The protocol of sparse indexes.
    func registry(at address: RegistryAddress) -> any Registry { CargoIndex(address: address) }

    /// The pins make the work tree another one than the commit; a lockfile must fit what is packed.
    private static func lockArguments(of package: Package) -> [String] { ["--allow-dirty"] + (Cargo.isLocked(package) ? ["--locked"] : []) }

    /// The removal of every secret.
    private static var withoutSecrets: [String: String?] { Dictionary(uniqueKeysWithValues: secrets.map { ($0, .none) }) }

    /// A path below the root.
    private static func folder(_ path: String, _ root: String) -> String { path == "." ? root : "\(root)/\(path)" }
}
