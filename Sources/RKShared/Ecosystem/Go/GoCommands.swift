/// The calls of go and git. Where others publish files, Go publishes tags: the files of `publish` are names of tags.
struct GoCommands: PackageManager {
    /// `go mod verify`: that what was downloaded is what go.sum says. A single module's go.sum is no lockfile of a workspace.
    func lockCheck(_ workspace: Workspace, root: String) -> Call? {
        guard workspace.lockfile != nil else { return nil }
        return Call("go", ["mod", "verify"], in: folder(workspace.root, root))
    }

    /// `go build` of every package of the module, the results thrown away: Go publishes sources, and this shows that they compile.
    func build(_ package: Package, root: String, into folder: String, environment: [String: String]) -> Call {
        var call = Call(
            "go", ["build", "-o", "/dev/null", "./..."], in: self.folder(package.path, root))
        for (name, value) in environment { call.environment[name] = .some(value) }
        return call
    }

    /// `git push` of tags, all or none, to the remote that takes uploads.
    func publish(_ files: [String], of package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call {
        let references = files.map { "refs/tags/\($0):refs/tags/\($0)" }
        return Call(
            "git", ["push", "--porcelain", "--atomic", "--", registry.upload] + references,
            environment: ["GIT_TERMINAL_PROMPT": .some("0")].merging(options.credentials.mapValues { .some($0) }) { first, _ in first })
    }

    /// A new module that requires the version from the proxy, and all its packages built. The checksum database knows public modules
    /// only: for any other proxy than Go's own it is not asked.
    func smokeTest(_ package: Package, version: String, from registry: RegistryAddress, artifacts: [String], in folder: String) async
        -> [Call]
    {
        var environment: [String: String?] = [:]
        environment["GOWORK"] = .some("off")
        environment["GOPROXY"] = .some(registry.index)
        environment["GOFLAGS"] = .some("-mod=mod")
        environment["GOMODCACHE"] = .some("\(folder)/cache")
        if !GoProxy.isPublic(registry.index) { environment["GONOSUMDB"] = .some("*") }
        let module = "\(folder)/module"
        return [
            Call("mkdir", ["-p", "--", module], in: folder),
            Call("go", ["mod", "init", "rk.invalid/smoke"], in: module, environment: environment),
            Call("go", ["get", "\(package.name)@\(version)"], in: module, environment: environment),
            Call("go", ["build", "-o", "/dev/null", "\(package.name)/..."], in: module, environment: environment),
            Call("go", ["clean", "-modcache"], in: module, environment: environment),
        ]
    }

    /// What a module's archive from a proxy says otherwise: its names, its path, the versions of modules of the repository.
    func problems(in artifact: ArtifactFile, of package: Package, version: String, exact: [String: String]) async -> [String] {
        await GoArchive(path: artifact.path).problems(package, version, exact).map { "`\(artifact.name)` \($0)" }
    }

    /// The protocol of proxies.
    func registry(at address: RegistryAddress) -> any Registry { GoProxy(address: address) }

    /// A path below the root.
    private func folder(_ path: String, _ root: String) -> String { path == "." ? root : "\(root)/\(path)" }
}
