/// Go modules go to the world as tags of the repository; proxies fetch them from there.
struct GoPublishing: Publishing {
    /// Go's own proxy.
    var knownRegistries: [String] { ["proxy.golang.org"] }
    /// The commit that a tag names.
    var digests: [Digest.Algorithm] { [.commit] }
    /// A tag names a commit.
    var publishesCommits: Bool { true }

    /// Tags go to `origin`; the versions are looked for in the proxy that is named, else in the first of GOPROXY, else in Go's own.
    func registries(of packages: [Package], in workspace: Workspace, named name: String?, from sources: RegistrySources) throws(Fault)
        -> [String: RegistryAddress]
    {
        let address = try proxy(named: name, sources)
        return Dictionary(packages.map { ($0.id, address) }) { first, _ in first }
    }

    /// The proxy, with the remote for tags.
    private func proxy(named name: String?, _ sources: RegistrySources) throws(Fault) -> RegistryAddress {
        if let name, let declared = sources.declared[name] {
            return RegistryAddress(name: name, base: WebAddress.redacted(declared.index), upload: Self.remote, index: declared.index)
        }
        let text: String
        if let name {
            text = knownRegistries.contains(name) ? GoProxy.standard : name
        } else {
            let listed = (sources.environment["GOPROXY"] ?? GoProxy.standard).split { $0 == "," || $0 == "|" }.map(\.trimmed)
            guard let first = listed.first(where: { $0 != "direct" && $0 != "off" }) else {
                throw Fault(
                    .registryUnknown, "GOPROXY is `\(listed.joined(separator: ","))`: no proxy would show that a module is there",
                    hint: "name one: --registry go=ADDRESS")
            }
            text = first
        }
        guard let address = WebAddress(text) else {
            throw Fault(
                .registryUnknown, "`\(WebAddress.redacted(text))` is no address of a module proxy",
                hint: "it begins with https://, as \(GoProxy.standard) does")
        }
        return RegistryAddress(
            name: address.host, base: WebAddress.redacted(address.text), upload: Self.remote, index: address.text, reading: Login(of: text))
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
