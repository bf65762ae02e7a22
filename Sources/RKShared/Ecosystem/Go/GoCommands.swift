/// The calls of go and git. Where others publish files, Go publishes tags: the artifact is the tag's text.
struct GoCommands: PackageManager {
    /// `go mod verify`: that what was downloaded is what go.sum says. A single module's go.sum is no lockfile of a workspace.
    func lockCheck(_ workspace: Workspace, root: String) -> Call? {
        guard workspace.lockfile != nil else { return nil }
        return Call("go", ["mod", "verify"], in: folder(workspace.root, root))
    }

    /// `go get` in each module that needs it: Go's requirements and its lock are one.
    func upgrade(_ name: String, to version: String?, in workspace: Workspace, members: [Package], root: String) -> [Action.CommandRun] {
        members.map { member in
            let target = version.map { $0.hasPrefix("v") ? $0 : "v\($0)" } ?? "upgrade"
            let files = ["go.mod", "go.sum"].map { member.path == "." ? $0 : "\(member.path)/\($0)" }
            return Action.CommandRun(argv: ["go", "get", "\(name)@\(target)"], directory: member.path, writes: files)
        }
    }

    /// `go build` of every package of the module, the results thrown away: Go publishes sources, and this shows that they compile.
    func build(_ package: Package, root: String, into folder: String, environment: [String: String]) -> Call {
        var call = Call(
            "go", ["build", "-o", "/dev/null", "./..."], in: self.folder(package.path, root))
        for (name, value) in environment { call.environment[name] = .some(value) }
        return call
    }

    /// The hidden file beside a tag's text: the tag's object in the repository.
    static let objectFile = ".object"
    /// The hidden file beside it: the lines of go.sum.
    static let sumFile = ".go.sum"

    /// `git push` of a tag's object under its name, to the remote that takes uploads; a tag of that name with another object is refused.
    func publish(_ files: [String], of package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call {
        let reference = "refs/tags/\(options.reference ?? "")"
        let object = files.first.flatMap { try? Files.read("\(RelativePath.folder(of: $0))/\(Self.objectFile)", limit: 128) }
        let source = object.map { String(decoding: $0, as: UTF8.self).trimmed } ?? reference
        return Call(
            "git", ["push", "--porcelain", "--no-verify", "--", registry.upload, "\(source):\(reference)"],
            environment: ["GIT_TERMINAL_PROMPT": .some("0")].merging(options.credentials.mapValues { .some($0) }) { first, _ in first })
    }

    /// A new module that requires the version from the proxy, or from the repository itself, with the digests that its files must have, and
    /// all its packages built. go asks the checksum database for everything that is not private by its settings.
    func smokeTest(_ package: Package, version: String, from registry: RegistryAddress, artifacts: [String], in folder: String) async
        -> [Call]
    {
        var environment: [String: String?] = [:]
        environment["GOWORK"] = .some("off")
        environment["GOPROXY"] = .some(registry.index)
        environment["GOFLAGS"] = .some("-mod=mod")
        environment["GOMODCACHE"] = .some("\(folder)/cache")
        for (name, value) in registry.variables { environment[name] = .some(value) }
        let module = "\(folder)/module"
        let sums = artifacts.first.map { [Call("cp", ["--", "\(RelativePath.folder(of: $0))/\(Self.sumFile)", "\(module)/go.sum"])] } ?? []
        return [
            Call("mkdir", ["-p", "--", module], in: folder),
            Call("go", ["mod", "init", "rk.invalid/smoke"], in: module, environment: environment),
        ] + sums + [
            Call("go", ["get", "\(package.name)@\(version)"], in: module, environment: environment),
            Call("go", ["build", "-o", "/dev/null", "\(package.name)/..."], in: module, environment: environment),
            Call("go", ["clean", "-modcache"], in: module, environment: environment),
        ]
    }

    /// What a tag's text says otherwise.
    func problems(in artifact: ArtifactFile, of package: Package, version: String, exact: [String: String]) async -> [String] {
        guard let bytes = try? Files.read(artifact.path, limit: 1 << 16) else { return ["`\(artifact.name)` cannot be read"] }
        let tag = "tag \(Go().tagPrefix(of: package))\(version)"
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").contains { $0 == tag }
            ? [] : ["`\(artifact.name)` is not for `\(tag)`"]
    }

    /// The protocol of proxies.
    func registry(at address: RegistryAddress) -> any Registry { GoProxy(address: address) }

    /// A path below the root.
    private func folder(_ path: String, _ root: String) -> String { path == "." ? root : "\(root)/\(path)" }
}
