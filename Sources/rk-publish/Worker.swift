import RKShared

/// Takes one package through all steps: ask, pin, build, check, upload, poll, compare, install and import.
struct Worker: Sendable {
    /// The files that are built: the work tree, or a copy of HEAD.
    let tree: SourceTree
    /// The commit that is built.
    let head: String
    /// What changes in each package's files around its build, by id.
    let rewritings: [String: Rewriting]
    /// Where the packages go.
    let roads: Roads
    /// What builds may not see.
    let secrets: Secrets
    /// The folder for artifacts.
    let folder: String
    /// What runs began and ended.
    let journal: RunJournal
    /// The pins, for the time of a build.
    let pins: PinSession
    /// What changed since the tags.
    let changes: TagChanges
    /// The outside.
    let world: World
    /// What the command line asks.
    let options: RunOptions
    /// Told of every step.
    let note: @Sendable (RunEvent) -> Void
    /// Told of every command.
    let detail: @Sendable (String) -> Void

    /// What came of the work on a package.
    struct Result: Sendable {
        /// The outcome.
        var outcome: Outcome
        /// Findings besides.
        var findings: [Diagnostic] = []
    }

    /// Builds and checks a package, without an upload; nothing when it is in the registry or built already.
    func prepare(_ item: PublishPlan.Item) async throws(Fault) -> Result {
        let registry = try roads.registry(of: item)
        if try await ask(item, registry, while: .asking) == nil { _ = try await artifacts(of: item, registry) }
        try proceed(item, to: .staged)
        return Result(outcome: Outcome(package: item.package.id, version: item.version, status: .cancelled))
    }

    /// Publishes a package.
    func publish(_ item: PublishPlan.Item) async throws(Fault) -> Result {
        let registry = try roads.registry(of: item)
        let begun = await journal.entry(item, registry)
        var result = Result(outcome: Outcome(package: item.package.id, version: item.version, status: .published))
        result.outcome.registry = registry.base
        if let release = try await ask(item, registry, about: begun.isUploadBegun ? begun.artifacts : [], while: .asking) {
            if !begun.isUploadBegun {
                guard options.resumes, try isIncomplete(release, item) else { return try await existing(item, release, registry, result) }
                let artifacts = try await artifacts(of: item, registry)
                try compare(try await completed(release, artifacts, item, registry), with: artifacts, item, allowMissing: true)
            } else {
                try compare(release, with: begun.artifacts, item, allowMissing: true)
                if release.holds(begun.artifacts) {
                    result.outcome.artifacts = begun.artifacts
                    if !begun.isPublished { try await prove(item, registry, begun.artifacts) }
                    return result
                }
            }
        }
        let artifacts = try await artifacts(of: item, registry)
        result.outcome.artifacts = artifacts
        try await journal.upload(item, registry)
        try await upload(item, registry, artifacts)
        try await prove(item, registry, artifacts)
        return result
    }

    /// Notes that a package reaches a stage, unless the work was broken off.
    func proceed(_ item: PublishPlan.Item, to stage: Stage) throws(Fault) {
        guard !Task.isCancelled else {
            throw Fault(.cancelled, "stopped before \(stage.rawValue)", package: item.package.id)
        }
        note(.stage(package: item.package.id, stage))
    }

    /// Runs a tool, out of reach of the terminal's signals: the loop decides what is broken off, and then the tool ends with all that it began.
    func run(_ call: Call, of item: PublishPlan.Item, while stage: Stage) async throws(Fault) -> Completion {
        var call = call
        call.isShielded = true
        detail("\(item.package.id): \(call.commandLine)")
        for (path, bytes) in call.files {
            do {
                try Files.replace(path, with: bytes)
            } catch {
                throw error.fault(writing: path)
            }
        }
        let result: Swift.Result<Completion, Fault>
        do throws(Fault) {
            result = .success(try await world.run(call))
        } catch {
            result = .failure(error)
        }
        guard !Task.isCancelled else { throw Fault(.cancelled, "stopped while \(stage.rawValue)", package: item.package.id) }
        return try result.get()
    }

    /// What the registry has of the version, and of these artifacts.
    func ask(
        _ item: PublishPlan.Item, _ registry: RegistryAddress, about artifacts: [Outcome.Artifact] = [], while stage: Stage
    ) async throws(Fault) -> RegistryRelease? {
        try proceed(item, to: stage)
        if let upload = roads.upload(of: item, at: head),
            let inspection = try ecosystem(of: item).publishing?.inspection(
                of: upload, isBeforehand: stage == .asking, root: tree.root)
        {
            return try inspection.read(try await run(secrets.hidden(from: inspection.call), of: item, while: stage))
        }
        let service = try manager(of: item).registry(at: registry)
        let name = item.package.registryName
        let query = stage == .asking ? service.releaseBeforehand(name, item.version) : service.release(name, item.version)
        do throws(Fault) {
            guard let release = try await world.ask(query) else { return nil }
            return try await completed(release, artifacts, item, registry)
        } catch {
            throw Task.isCancelled ? Fault(.cancelled, "stopped while \(stage.rawValue)", package: item.package.id) : error
        }
    }

    /// A release with the digests of artifacts that a registry must be asked for one by one.
    private func completed(
        _ release: RegistryRelease, _ artifacts: [Outcome.Artifact], _ item: PublishPlan.Item, _ registry: RegistryAddress
    ) async throws(Fault) -> RegistryRelease {
        var release = release
        let protocols = try manager(of: item).registry(at: registry)
        for file in artifacts.map(\.file) where release.digests[file] == nil {
            guard let query = protocols.digest(of: file, item.package.registryName, item.version) else { return release }
            release.digests[file] = try await world.ask(query)
        }
        return release
    }

    /// The package's ecosystem.
    func ecosystem(of item: PublishPlan.Item) throws(Fault) -> any Ecosystem {
        guard let ecosystem = Catalog.ecosystem(item.package.ecosystem) else {
            throw Fault(
                .documentInvalid, "\(item.package.id) has the ecosystem `\(item.package.ecosystem)`, which this program does not know")
        }
        return ecosystem
    }

    /// The ecosystem's way to registries.
    func publishing(of item: PublishPlan.Item) throws(Fault) -> (any Publishing)? { try ecosystem(of: item).publishing }

    /// The ecosystem's tools.
    func manager(of item: PublishPlan.Item) throws(Fault) -> any PackageManager { try ecosystem(of: item).packageManager }

    /// A version that was there before: nothing to do, but a look at what that hides.
    private func existing(
        _ item: PublishPlan.Item, _ release: RegistryRelease, _ registry: RegistryAddress, _ result: Result
    ) async throws(Fault) -> Result {
        var result = result
        result.outcome.status = .alreadyPublished
        let place = Place(item.package.manifest)
        if let tag = item.tag, try await changes.differs(item.package.path, since: tag) == true {
            result.findings.append(
                Diagnostic(
                    .warning, .bumpForgotten,
                    "\(item.package.id) \(item.version) is published, but its files changed since the tag `\(tag)`",
                    hint: "bump the version, so that the changes are released", package: item.package.id, at: place))
        }
        if try isIncomplete(release, item) {
            let names = release.digests.keys.sorted().joined(separator: ", ")
            result.findings.append(
                Diagnostic(
                    .warning, .releaseIncomplete, "\(item.package.id) \(item.version) is published with \(names) only",
                    hint: "if an upload was broken off, run again with --resume: it builds, compares, and uploads what is missing",
                    package: item.package.id, at: place))
        }
        guard options.verifiesExisting else { return result }
        let scratch = try ArtifactFolder(of: item, below: folder).scratch()
        defer { try? Files.removeTree(scratch) }
        let built = try await build(item, into: scratch)
        result.outcome.artifacts = built
        try compare(try await completed(release, built, item, registry), with: built, item, allowMissing: false)
        return result
    }

    /// Whether a release looks like one whose upload was broken off.
    private func isIncomplete(_ release: RegistryRelease, _ item: PublishPlan.Item) throws(Fault) -> Bool {
        try ecosystem(of: item).publishing?.isIncomplete(release) ?? false
    }
}
