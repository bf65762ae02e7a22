import RKShared

extension Worker {
    /// The artifacts to upload: those that this run or an earlier one built from the same commit and pins, else new ones.
    func artifacts(of item: PublishPlan.Item, _ registry: RegistryAddress) async throws(Fault) -> [Outcome.Artifact] {
        let begun = await journal.entry(item, registry)
        let inputs = item.inputs(at: head)
        let target = ArtifactFolder(of: item, below: folder)
        if !begun.artifacts.isEmpty, begun.isUploadBegun || begun.inputs == inputs,
            try target.artifacts(try digests(of: item)) == begun.artifacts
        {
            return begun.artifacts
        }
        let scratch = try target.scratch()
        defer { try? Files.removeTree(scratch) }
        let built = try await build(item, into: scratch)
        guard !begun.isUploadBegun || built == begun.artifacts else {
            throw Fault(
                .digestDiffers,
                "an upload of \(item.package.id) \(item.version) was begun with files that are gone, and the build gives others now",
                hint: "look at what the registry has, and release a new version; --fresh forgets the upload, if nothing of it arrived",
                package: item.package.id)
        }
        try target.replace(with: scratch)
        try await journal.built(item, registry, built, inputs: inputs)
        return built
    }

    /// Pins, builds into a folder, restores, checks. The pins are taken back whatever happens, also when the work is broken off.
    func build(_ item: PublishPlan.Item, into folder: String) async throws(Fault) -> [Outcome.Artifact] {
        try proceed(item, to: .pinning)
        let rewriting = rewritings[item.package.id] ?? Rewriting()
        let plain = try manager(of: item).build(item.package, root: tree.root, into: folder, environment: rewriting.environment)
        let call = secrets.hidden(from: try publishing(of: item)?.building(plain, for: roads.registry(of: item)) ?? plain)
        try await pins.apply(rewriting, for: item.package.id)
        let result: Swift.Result<Completion, Fault>
        do throws(Fault) {
            try proceed(item, to: .building)
            result = .success(try await run(call, of: item, while: .building))
        } catch {
            result = .failure(error)
        }
        note(.stage(package: item.package.id, .restoring))
        try await pins.restore(item.package.id)
        let reply = try result.get()
        guard reply.succeeded else {
            throw Fault(
                .buildFailed,
                "the build of \(item.package.id) \(item.version) failed: `\(call.commandLine)` ended with \(reply.status)\n\(reply.lastLines(12))",
                hint: "run the command yourself; then run the release again", package: item.package.id)
        }
        try await publishing(of: item)?.gather(
            FinishedBuild(
                package: item.package, version: item.version, tag: item.tag, head: head, tree: tree, folder: folder), world: world)
        try proceed(item, to: .checking)
        let artifacts = try collected(in: folder, of: item)
        try await check(artifacts, of: item, in: folder)
        return artifacts
    }

    /// The artifacts of a build or of what packed them again, side by side in its folder.
    func collected(in folder: String, of item: PublishPlan.Item) throws(Fault) -> [Outcome.Artifact] {
        if let paths = try manager(of: item).artifactPaths(below: folder) { try ArtifactFolder.flatten(folder, keeping: paths) }
        return try ArtifactFolder.artifacts(in: folder, try digests(of: item))
    }

    /// Refuses artifacts that do not say what they should.
    private func check(_ artifacts: [Outcome.Artifact], of item: PublishPlan.Item, in folder: String) async throws(Fault) {
        guard !artifacts.isEmpty else {
            throw Fault(
                .artifactWrong, "the build of \(item.package.id) \(item.version) made no artifact",
                hint: "what does the build backend make?",
                package: item.package.id)
        }
        var problems = try manager(of: item).missing(from: artifacts.map(\.file), of: item.package).map { "there is no `\($0)`" }
        for artifact in artifacts {
            let file = ArtifactFile(name: artifact.file, path: "\(folder)/\(artifact.file)")
            problems += try await manager(of: item).problems(in: file, of: item.package, version: item.version, exact: item.rewrite.exact)
        }
        guard problems.isEmpty else {
            throw Fault(
                .artifactWrong,
                "what was built of \(item.package.id) \(item.version) is not what was announced: \(problems.joined(separator: "; "))",
                hint: "nothing was uploaded; look at where the build backend takes its metadata from", package: item.package.id)
        }
    }

    /// What digests artifacts get besides SHA-256.
    private func digests(of item: PublishPlan.Item) throws(Fault) -> [Digest.Algorithm] {
        try publishing(of: item)?.digests ?? []
    }
}
