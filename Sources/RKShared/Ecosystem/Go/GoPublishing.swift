/// Go modules go to the world as tags of the repository; proxies fetch them from there.
struct GoPublishing: Publishing {
    /// Go's own proxy, and none.
    var knownRegistries: [String] { ["proxy.golang.org", Self.direct] }
    /// The commit that a tag names.
    var digests: [Digest.Algorithm] { [.commit] }
    /// A tag names a commit.
    var publishesCommits: Bool { true }

    /// Tags go to `origin`; the versions are looked for in the proxy that is named, else where go itself would look for the module: in the first
    /// proxy of GOPROXY, in the repository when GOPRIVATE or GONOPROXY name the module or GOPROXY begins with `direct` or `off`.
    func registries(of packages: [Package], in workspace: Workspace, named name: String?, from sources: RegistrySources) throws(Fault)
        -> [String: RegistryAddress]
    {
        let settings = GoSettings(sources.environment)
        var result: [String: RegistryAddress] = [:]
        for package in packages { result[package.id] = try proxy(for: package.name, named: name, settings, sources) }
        return result
    }

    /// The proxy of a module, with the remote for tags.
    private func proxy(for module: String, named name: String?, _ settings: GoSettings, _ sources: RegistrySources) throws(Fault)
        -> RegistryAddress
    {
        if let name, let declared = sources.declared[name] {
            return checked(
                RegistryAddress(name: name, base: WebAddress.redacted(declared.index), upload: Self.remote, index: declared.index), settings
            )
        }
        let text = name == knownRegistries[0] ? GoProxy.standard : name ?? settings.proxy(for: module) ?? Self.direct
        guard text != Self.direct else {
            var address = RegistryAddress(name: text, base: text, upload: Self.remote, index: text)
            // What a private module needs may well come from proxies.
            if settings.isPrivate(module) { address.variables["GOPROXY"] = settings["GOPROXY"] ?? "\(GoProxy.standard),\(text)" }
            return address
        }
        guard let address = WebAddress(text) else {
            throw Fault(
                .registryUnknown, "`\(WebAddress.redacted(text))` is no address of a module proxy",
                hint: "it begins with https://, as \(GoProxy.standard) does; `direct` asks the repository itself")
        }
        return checked(
            RegistryAddress(
                name: address.host, base: WebAddress.redacted(address.text), upload: Self.remote, index: address.text,
                reading: Login(of: text)), settings)
    }

    /// An address with what go needs to use it: whatever it asks for is checked in the checksum database as the user has it, but a proxy on
    /// this machine has modules that the public one cannot know.
    private func checked(_ address: RegistryAddress, _ settings: GoSettings) -> RegistryAddress {
        var address = address
        if settings["GOSUMDB"] == nil, WebAddress(address.index)?.isLoopback == true { address.variables["GONOSUMDB"] = "*" }
        return address
    }

    /// The remote that takes the tags.
    private static let remote = "origin"

    /// None: git has its own.
    func credentials(for registry: RegistryAddress, from sources: RegistrySources) -> UploadCredentials {
        UploadCredentials(variables: [:])
    }

    /// None of its own.
    func exposure(of variable: String) -> Exposure? { nil }

    /// Writes the annotated tag of the commit into the repository, without a name yet, and the lines of go.sum that the proxy's files must have.
    ///
    /// The tag's time is the commit's, so that the same release gives the same tag again.
    func gather(_ build: FinishedBuild, world: World) async throws(Fault) {
        guard let tag = build.tag else {
            throw Fault(.tagInvalid, "\(build.package.id) \(build.version) has no tag", package: build.package.id)
        }
        let git = Git(root: build.tree.root, world: world)
        let identity = try await world.check(
            git.call("var", "GIT_COMMITTER_IDENT"), hint: "tell git who makes the tag: set user.name and user.email"
        ).text.trimmed
        let time = try await world.check(git.call("show", "--no-patch", "--format=%ct", build.head, "--")).text.trimmed
        guard let end = identity.lastIndex(of: ">"), Int(time) != nil else {
            throw Fault(.toolFailed, "git names no committer, or no time of the commit")
        }
        let text = """
            object \(build.head)
            type commit
            tag \(tag)
            tagger \(identity[...end]) \(time) +0000

            \(build.package.name) \(build.version)

            """
        var call = git.call("mktag")
        call.input = Array(text.utf8)
        let object = try await world.check(call).text.trimmed
        try write(text, to: "\(build.folder)/\(build.version).tag")
        try write(object, to: "\(build.folder)/\(GoCommands.objectFile)")
        try write(try sums(of: build), to: "\(build.folder)/\(GoCommands.sumFile)")
    }

    /// The lines of go.sum for the module.
    private func sums(of build: FinishedBuild) throws(Fault) -> String {
        let module = try GoModule(reading: build.package.manifest, in: build.tree)
        guard let files = GoModuleFiles(of: module.folder, language: module.file.goVersion?.text, in: build.tree) else { return "" }
        let digest = try files.digest(of: module.name, build.version, replacing: [:], in: build.tree)
        return """
            \(module.name) \(build.version) \(digest)
            \(module.name) \(build.version)/go.mod \(GoModuleHash.digest(ofManifest: module.file.bytes))

            """
    }

    /// Writes a small file.
    private func write(_ text: String, to path: String) throws(Fault) {
        do {
            try Files.replace(path, with: Array(text.utf8))
        } catch {
            throw error.fault(writing: path)
        }
    }

    /// The tag as the remote has it now, for the repository's own use.
    func conclusion(_ package: Package, tag: String?, registry: RegistryAddress, root: String) -> [Call] {
        guard let tag else { return [] }
        return [
            Call(
                "git", ["fetch", "--quiet", "--no-tags", "--", registry.upload, "refs/tags/\(tag):refs/tags/\(tag)"], in: root,
                environment: ["GIT_TERMINAL_PROMPT": .some("0")])
        ]
    }
}
