/// The calls of uv, and what its artifacts must say.
struct UvCommands: PackageManager {
    /// `uv lock --check` in the workspace.
    func lockCheck(_ workspace: Workspace, root: String) -> Call? {
        workspace.lockfile == nil ? nil : Call("uv", ["lock", "--check"], in: folder(workspace.root, root))
    }

    /// `uv build` of one member, source distribution and wheel, without workspace sources: as its users will build it.
    func build(_ package: Package, root: String, into folder: String, environment: [String: String]) -> Call {
        Call(
            "uv", ["build", "--no-sources", "--no-create-gitignore", "--no-progress", "--out-dir", folder, "--", self.folder(package.path, root)],
            in: root, environment: environment.mapValues { .some($0) })
    }

    /// `uv publish`, which skips files that are there already with the same digest. Its trace is the only place where it tells how long a
    /// registry asks to wait.
    func publish(_ files: [String], of package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call {
        let attestations = options.attestations ? [] : ["--no-attestations"]
        var environment: [String: String?] = options.credentials.mapValues { .some($0) }
        environment["UV_PUBLISH_URL"] = .some(nil)
        environment["UV_PUBLISH_CHECK_URL"] = .some(nil)
        environment["RUST_LOG"] = "uv_publish=trace"
        return Call(
            "uv", ["publish", "--no-progress", "--publish-url", registry.upload, "--check-url", registry.index] + attestations + ["--"] + files,
            environment: environment)
    }

    /// A new environment, the version from the registry that it was published to, and its modules imported.
    func smokeTest(_ package: Package, version: String, from registry: RegistryAddress, artifacts: [String], in folder: String) async -> [Call] {
        let python = "\(folder)/venv/bin/python"
        let normal = PythonName.normalize(package.name)
        var install = Call(
            "uv",
            [
                "pip", "install", "--no-progress", "--python", python, "--index", registry.index, "--refresh-package", normal, "--",
                "\(package.name)==\(version)",
            ], in: folder)
        install.environment = ["UV_INDEX": nil]
        let modules = await UvArtifact(path: artifacts.first { $0.hasSuffix(".whl") } ?? "").modules()
        let code = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
        return [
            Call("uv", ["venv", "--quiet", "--no-project", "--no-config", "\(folder)/venv"], in: folder),
            install,
            Call(python, ["-I", "-c", code] + modules, in: folder),
        ]
    }

    /// What an artifact's name and metadata say otherwise.
    func problems(in artifact: ArtifactFile, of package: Package, version: String, exact: [String: String]) async -> [String] {
        guard PyPI.isOf(artifact.name, package.name, version) else { return ["`\(artifact.name)` is not named for \(package.name) \(version)"] }
        do throws(UvArtifact.Problem) {
            let metadata = try await UvArtifact(path: artifact.path).metadata()
            return UvArtifact.problems(metadata, name: package.name, version: version, exact: exact).map { "`\(artifact.name)` \($0)" }
        } catch {
            return ["`\(artifact.name)` \(error.reason)"]
        }
    }

    /// PyPI's protocol.
    func registry(at address: RegistryAddress) -> any Registry { PyPI(address: address) }

    /// A path below the root.
    private func folder(_ path: String, _ root: String) -> String { path == "." ? root : "\(root)/\(path)" }
}
