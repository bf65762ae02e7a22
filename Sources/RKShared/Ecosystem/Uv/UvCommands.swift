/// The calls of uv, and what its artifacts must say.
struct UvCommands: PackageManager {
    /// Variables that let whoever has them upload; no code of packages, which builds and imports run, may see them.
    private static let secrets = [
        "UV_PUBLISH_TOKEN", "UV_PUBLISH_USERNAME", "UV_PUBLISH_PASSWORD", "TWINE_USERNAME", "TWINE_PASSWORD",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
        "ACTIONS_ID_TOKEN_REQUEST_URL", "PYPI_ID_TOKEN", "TESTPYPI_ID_TOKEN",
    ]

    /// The name under which uv gets the login of the registry's index.
    private static let indexName = "rk-release"

    /// `uv lock --check` in the workspace.
    func lockCheck(_ workspace: Workspace, root: String) -> Call? {
        workspace.lockfile == nil ? nil : Call("uv", ["lock", "--check"], in: folder(workspace.root, root))
    }

    /// `uv lock`, which keeps every version that still fits.
    func lockRefresh(_ workspace: Workspace, root: String) -> Call? {
        workspace.lockfile == nil ? nil : Call("uv", ["lock"], in: folder(workspace.root, root))
    }

    /// `uv lock` in the workspace, once for all packages.
    func relock(_ workspace: Workspace, packages: [String], root: String) -> Call? {
        guard workspace.lockfile != nil, !packages.isEmpty else { return nil }
        return Call("uv", ["lock"] + packages.flatMap { ["--upgrade-package", $0] }, in: folder(workspace.root, root))
    }

    /// `uv lock --upgrade-package`, with the version as the least that will do.
    func upgrade(_ name: String, to version: String?, in workspace: Workspace, members: [Package], root: String) -> [Action.CommandRun] {
        guard let lockfile = workspace.lockfile else { return [] }
        let target = version.map { "\(name)>=\($0)" } ?? name
        return [Action.CommandRun(argv: ["uv", "lock", "--upgrade-package", target], directory: workspace.root, writes: [lockfile])]
    }

    /// `uv build` of one member, source distribution and wheel, without workspace sources: as its users will build it.
    func build(_ package: Package, root: String, into folder: String, environment: [String: String]) -> Call {
        var call = Call(
            "uv",
            [
                "build", "--no-sources", "--no-create-gitignore", "--no-progress", "--out-dir", folder, "--",
                self.folder(package.path, root),
            ],
            in: root, environment: Self.withoutSecrets)
        for (name, value) in environment { call.environment[name] = .some(value) }
        return call
    }

    /// `uv publish`, which skips files that are there already with the same digest. Its arguments are globs, and its own variables for
    /// the registry exclude each other. An index that wants a login is named by variable, where nobody sees it. Its trace is the only place where it tells how long a registry asks to wait.
    func publish(_ files: [String], of package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call {
        let attestations = options.attestations ? [] : ["--no-attestations"]
        var environment: [String: String?] = options.credentials.mapValues { .some($0) }
        for name in ["UV_PUBLISH_URL", "UV_PUBLISH_CHECK_URL", "UV_PUBLISH_INDEX"] { environment[name] = .some(nil) }
        environment["RUST_LOG"] = "uv_publish=trace"
        var check = ["--check-url", registry.index]
        if let address = registry.reading?.applied(to: registry.index) {
            environment["UV_PUBLISH_CHECK_URL"] = address
            check = []
        }
        return Call(
            "uv",
            ["publish", "--no-progress", "--publish-url", registry.upload] + check + attestations + ["--"] + files.map(Self.globbed),
            environment: environment)
    }

    /// A new environment, the version from the registry that it was published to, and its modules imported.
    ///
    /// The registry goes first and `first-index` holds: a name that it has comes from it alone, whatever other indexes offer; the rest
    /// comes from the indexes that the user configured. A cut-off date that the user configured holds for the rest only. It is installed
    /// from outside the repository: uv would take overrides and constraints from its manifest, which no user of the package has.
    func smokeTest(_ package: Package, version: String, from registry: RegistryAddress, artifacts: [String], in folder: String) async
        -> [Call]
    {
        let python = "\(folder)/venv/bin/python"
        let internalNames = package.dependencies.filter { !$0.isDeclared }.compactMap(\.package).map { Uv.name(ofId: $0) }
        let names =
            [PythonName.normalize(package.name)]
            + Set(internalNames).subtracting([PythonName.normalize(package.name)]).sorted { $0.precedes($1) }
        let fresh = names.flatMap { ["--refresh-package", $0, "--exclude-newer-package", "\($0)=2999-12-31"] }
        let index = registry.reading == nil ? registry.index : "\(Self.indexName)=\(registry.index)"
        var install = Call(
            "uv",
            ["pip", "install", "--no-progress", "--python", python, "--index", index, "--index-strategy", "first-index"] + fresh
                + ["--", "\(package.name)==\(version)"], in: "/", environment: Self.withoutSecrets)
        for name in ["UV_INDEX", "UV_EXTRA_INDEX_URL"] { install.environment[name] = .some(nil) }
        for (name, indexes) in registry.otherIndexes { install.environment[name] = indexes.map(\.text).joined(separator: " ") }
        if let login = registry.reading {
            install.environment["\(UvIndexes.variable(Self.indexName))_USERNAME"] = login.user
            install.environment["\(UvIndexes.variable(Self.indexName))_PASSWORD"] = login.password
        }
        let wheel = UvArtifact(path: artifacts.first { $0.hasSuffix(".whl") } ?? "")
        let requires = await wheel.pythonRequirement().map { ["--python", $0] } ?? []
        let code = """
            import importlib, importlib.metadata, sys
            importlib.metadata.version(sys.argv[1])
            for name in sys.argv[2:]: importlib.import_module(name)
            """
        return [
            Call(
                "uv", ["venv", "--quiet", "--no-project", "--no-config"] + requires + ["--", "\(folder)/venv"], in: folder,
                environment: Self.withoutSecrets),
            install,
            Call(python, ["-I", "-c", code, package.name] + (await wheel.modules()), in: folder, environment: Self.withoutSecrets),
        ]
    }

    /// What an artifact's name and metadata say otherwise.
    func problems(in artifact: ArtifactFile, of package: Package, version: String, exact: [String: String]) async -> [String] {
        guard PyPI.isOf(artifact.name, package.name, version) else {
            return ["`\(artifact.name)` is not named for \(package.name) \(version)"]
        }
        do throws(UvArtifact.Problem) {
            let metadata = try await UvArtifact(path: artifact.path).metadata()
            return UvArtifact.problems(metadata, of: package, version: version, exact: exact).map { "`\(artifact.name)` \($0)" }
        } catch {
            return ["`\(artifact.name)` \(error.reason)"]
        }
    }

    /// PyPI's protocol.
    func registry(at address: RegistryAddress) -> any Registry { PyPI(address: address) }

    /// The removal of every secret.
    private static var withoutSecrets: [String: String?] { Dictionary(uniqueKeysWithValues: secrets.map { ($0, .none) }) }

    /// The glob that matches this path alone; a name that ends in `*` stays one.
    private static func globbed(_ path: String) -> String {
        let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
        let name = path[folder.endIndex...]
        return folder.map { "*?[".contains($0) ? "[\($0)]" : String($0) }.joined() + name
    }

    /// A path below the root.
    private func folder(_ path: String, _ root: String) -> String { path == "." ? root : "\(root)/\(path)" }
}
