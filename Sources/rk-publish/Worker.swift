import RKShared

/// Takes one package through all steps: ask, pin, build, check, upload, poll, compare, install and import.
struct Worker: Sendable {
    /// The files that are built: the work tree, or a copy of HEAD.
    let tree: SourceTree
    /// The work tree.
    let checkout: Checkout
    /// The registry of each workspace.
    let registries: [String: RegistryAddress]
    /// The folder for artifacts.
    let folder: String
    /// What runs began and ended.
    let journal: RunJournal
    /// The pins, for the time of a build.
    let pins: PinSession
    /// The outside.
    let world: World
    /// The environment, for credentials.
    let environment: [String: String]
    /// What the command line asks.
    let options: RunOptions
    /// Told of every step.
    let note: @Sendable (RunEvent) -> Void

    /// How the work on a package ended.
    struct Result: Sendable {
        /// The outcome.
        var outcome: Outcome
        /// What stopped it, for failures.
        var fault: Fault?
        /// Findings besides.
        var findings: [Diagnostic] = []
    }

    /// Builds and checks a package, without an upload; nothing when it is in the registry or built already.
    func prepare(_ item: PublishPlan.Item) async throws(Fault) {
        let registry = try registry(of: item)
        if try await ask(item, registry) == nil { _ = try await artifacts(of: item, registry) }
    }

    /// Publishes a package.
    func publish(_ item: PublishPlan.Item) async throws(Fault) -> Result {
        let registry = try registry(of: item)
        let begun = await journal.entry(item, registry)
        var result = Result(outcome: Outcome(package: item.package.id, version: item.version, status: .published))
        result.outcome.registry = registry.base
        if let release = try await ask(item, registry) {
            guard begun.isUploadBegun else { return try await existing(item, release, result) }
            try compare(release, with: begun.artifacts, item, allowMissing: true)
            if release.holds(begun.artifacts) {
                result.outcome.artifacts = begun.artifacts
                if !begun.isPublished { try await prove(item, registry, begun.artifacts) }
                return result
            }
        }
        let artifacts = try await artifacts(of: item, registry)
        result.outcome.artifacts = artifacts
        try await journal.upload(item, registry)
        try await upload(item, registry, artifacts)
        try await prove(item, registry, artifacts)
        return result
    }

    /// The registry of a package.
    private func registry(of item: PublishPlan.Item) throws(Fault) -> RegistryAddress {
        guard let registry = registries[item.package.workspace] else {
            throw Fault(.registryUnknown, "there is no registry for \(item.package.id)", package: item.package.id)
        }
        return registry
    }

    /// The ecosystem's tools.
    func manager(of item: PublishPlan.Item) throws(Fault) -> any PackageManager {
        guard let ecosystem = Catalog.ecosystem(item.package.ecosystem) else {
            throw Fault(.documentInvalid, "\(item.package.id) has the ecosystem `\(item.package.ecosystem)`, which this program does not know")
        }
        return ecosystem.packageManager
    }

    /// What the registry has of the version.
    private func ask(_ item: PublishPlan.Item, _ registry: RegistryAddress) async throws(Fault) -> RegistryRelease? {
        note(.stage(package: item.package.id, .asking))
        return try await world.ask(try manager(of: item).registry(at: registry).release(item.package.name, item.version))
    }

    /// A version that was there before: nothing to do, but a look at what that hides.
    private func existing(_ item: PublishPlan.Item, _ release: RegistryRelease, _ result: Result) async throws(Fault) -> Result {
        var result = result
        result.outcome.status = .alreadyPublished
        if let tag = item.tag, try await checkout.git.differs(item.package.path, since: tag, at: checkout.head) == true {
            result.findings.append(
                Diagnostic(
                    .warning, .bumpForgotten, "\(item.package.id) \(item.version) is published, but its files changed since the tag `\(tag)`",
                    hint: "bump the version, so that the changes are released", package: item.package.id, at: Place(item.package.manifest)))
        }
        guard options.verifiesExisting else { return result }
        let built = try await build(item)
        result.outcome.artifacts = built
        try compare(release, with: built, item, allowMissing: false)
        return result
    }

    /// The artifacts to upload: those that this run or an earlier one built from the same commit and pins, else new ones.
    private func artifacts(of item: PublishPlan.Item, _ registry: RegistryAddress) async throws(Fault) -> [Outcome.Artifact] {
        let begun = await journal.entry(item, registry)
        let inputs = item.inputs(at: checkout.head)
        if !begun.artifacts.isEmpty, begun.isUploadBegun || begun.inputs == inputs {
            if try ArtifactFolder(of: item, below: folder).artifacts() == begun.artifacts { return begun.artifacts }
        }
        let built = try await build(item)
        guard !begun.isUploadBegun || built == begun.artifacts else {
            throw Fault(
                .digestDiffers, "an upload of \(item.package.id) \(item.version) was begun with files that are gone, and the build gives others now",
                hint: "look at what the registry has, and release a new version; --fresh forgets the upload, if nothing of it arrived",
                package: item.package.id)
        }
        try await journal.built(item, registry, built, inputs: inputs)
        return built
    }

    /// Pins, builds, restores, checks.
    private func build(_ item: PublishPlan.Item) async throws(Fault) -> [Outcome.Artifact] {
        guard let ecosystem = Catalog.ecosystem(item.package.ecosystem) else { throw Fault(.defect, "no ecosystem") }
        note(.stage(package: item.package.id, .pinning))
        let target = ArtifactFolder(of: item, below: folder)
        do {
            try Files.removeTree(target.path)
            try Files.createFolder(target.path)
        } catch {
            throw Fault(.fileUnwritable, "`\(target.path)` cannot be made: \(error)")
        }
        let rewriting = try ecosystem.rewrite(item.package, item.rewrite, in: tree)
        try await pins.apply(rewriting, for: item.package.id)
        note(.stage(package: item.package.id, .building))
        let call = ecosystem.packageManager.build(item.package, root: tree.root, into: target.path, environment: rewriting.environment)
        let completion: Swift.Result<Completion, Fault>
        do throws(Fault) {
            completion = .success(try await world.run(call))
        } catch {
            completion = .failure(error)
        }
        note(.stage(package: item.package.id, .restoring))
        try await pins.restore(item.package.id)
        let reply = try completion.get()
        guard reply.succeeded else {
            throw Fault(
                .buildFailed, "the build of \(item.package.id) \(item.version) failed: `\(call.commandLine)` ended with \(reply.status)\n\(reply.lastLines(12))",
                hint: "run the command yourself; then run the release again", package: item.package.id)
        }
        note(.stage(package: item.package.id, .checking))
        let artifacts = try target.artifacts()
        try await check(artifacts, of: item, in: target)
        return artifacts
    }

    /// Refuses artifacts that do not say what they should.
    private func check(_ artifacts: [Outcome.Artifact], of item: PublishPlan.Item, in folder: ArtifactFolder) async throws(Fault) {
        guard !artifacts.isEmpty else {
            throw Fault(.artifactWrong, "the build of \(item.package.id) \(item.version) made no artifact", hint: "what does the build backend make?", package: item.package.id)
        }
        var problems: [String] = []
        for artifact in artifacts {
            let file = ArtifactFile(name: artifact.file, path: folder.file(artifact.file))
            problems += try await manager(of: item).problems(in: file, of: item.package, version: item.version, exact: item.rewrite.exact)
        }
        guard problems.isEmpty else {
            throw Fault(
                .artifactWrong, "what was built of \(item.package.id) \(item.version) is not what was announced: \(problems.joined(separator: "; "))",
                hint: "nothing was uploaded; look at where the build backend takes its metadata from", package: item.package.id)
        }
    }
}
