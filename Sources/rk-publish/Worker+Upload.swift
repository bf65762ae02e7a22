import RKShared

extension Worker {
    /// Uploads the artifacts; after a failure the registry is asked whether they are there all the same.
    func upload(_ item: PublishPlan.Item, _ registry: RegistryAddress, _ artifacts: [Outcome.Artifact]) async throws(Fault) {
        try proceed(item, to: .publishing)
        let target = ArtifactFolder(of: item, below: folder)
        let scratch = target.scratchPath()
        let files = artifacts.map { target.file($0.file) } + (options.attestations ? target.attestations : [])
        let wishes = try await wishes(of: item, registry)
        let asked = PublishOptions(
            attestations: options.attestations, credentials: roads.credentials[registry]?.variables ?? [:], tag: wishes.tag,
            access: wishes.access, provenance: wishes.provenance, reference: item.tag, folder: scratch)
        var call = try manager(of: item).publish(files, of: item.package, to: registry, options: asked)
        if call.directory == scratch { try ArtifactFolder.create(scratch) }
        defer { if Files.exists(scratch) { try? Files.removeTree(scratch) } }
        if let login = try manager(of: item).login(for: item.package, to: registry, options: asked) {
            let reply = try await run(login, of: item, while: .publishing)
            guard reply.succeeded else { throw UploadFailure.fault(item, login, reply) }
        }
        call = call.placed(in: tree)
        let packing = try publishing(of: item)?.repacking(
            item.package, for: registry, root: tree.root, into: "\(scratch)/again",
            environment: rewritings[item.package.id]?.environment ?? [:])
        let reply =
            if let packing {
                try await upload(item, artifacts, by: call, after: packing, in: "\(scratch)/again")
            } else { try await run(call, of: item, while: .publishing) }
        guard !reply.succeeded else { return try await conclude(item, registry) }
        var release: RegistryRelease?
        do throws(Fault) {
            release = try await ask(item, registry, about: artifacts, while: .publishing)
        } catch {
            if error.code == .cancelled { throw error }
        }
        if let release {
            try compare(release, with: artifacts, item, allowMissing: true)
            if release.holds(artifacts) { return try await conclude(item, registry) }
        }
        throw UploadFailure.fault(item, call, reply)
    }

    /// Runs an upload whose tool packs by itself: with the pins in the files, and only when that gives the bytes which were checked. The
    /// pins are taken back whatever happens.
    private func upload(
        _ item: PublishPlan.Item, _ artifacts: [Outcome.Artifact], by call: Call, after packing: Call, in folder: String
    ) async throws(Fault) -> Completion {
        try await pins.apply(rewritings[item.package.id] ?? Rewriting(), for: item.package.id)
        let result: Swift.Result<Completion, Fault>
        do throws(Fault) {
            try await repack(item, artifacts, by: packing, in: folder)
            result = .success(try await run(call, of: item, while: .publishing))
        } catch {
            result = .failure(error)
        }
        try await pins.restore(item.package.id)
        return try result.get()
    }

    /// Packs again, and refuses other bytes than those that were checked.
    private func repack(
        _ item: PublishPlan.Item, _ artifacts: [Outcome.Artifact], by packing: Call, in folder: String
    ) async throws(Fault) {
        let reply = try await run(secrets.hidden(from: packing), of: item, while: .publishing)
        guard reply.succeeded else {
            throw Fault(
                .buildFailed,
                "packing \(item.package.id) \(item.version) again failed: `\(packing.commandLine)` ended with \(reply.status)\n\(reply.lastLines(12))",
                hint: "nothing was uploaded; run the command yourself", package: item.package.id)
        }
        let again = try collected(in: folder, of: item)
        guard again == artifacts else {
            throw Fault(
                .digestDiffers,
                "\(item.package.id) \(item.version) would be uploaded with other bytes than those that were built and checked",
                hint: "nothing was uploaded: commit the lockfile, so that every build takes the same; --fresh forgets what was built",
                package: item.package.id)
        }
    }

    /// What the upload asks for; the registry is asked where that depends on what it has.
    private func wishes(of item: PublishPlan.Item, _ registry: RegistryAddress) async throws(Fault) -> UploadWishes {
        let wishes = roads.wishes[item.package.id] ?? UploadWishes()
        let publishing = try ecosystem(of: item).publishing
        guard let query = publishing?.completion(of: wishes, for: item.package, version: item.version, at: registry) else { return wishes }
        do throws(Fault) {
            return try await world.ask(query)
        } catch {
            throw Task.isCancelled ? Fault(.cancelled, "stopped while publishing", package: item.package.id) : error
        }
    }

    /// Does what is left in the repository after an upload.
    private func conclude(_ item: PublishPlan.Item, _ registry: RegistryAddress) async throws(Fault) {
        for call in try publishing(of: item)?.conclusion(item.package, tag: item.tag, registry: registry, root: tree.root) ?? [] {
            let reply = try await run(call, of: item, while: .publishing)
            if !reply.succeeded { detail("\(item.package.id): `\(call.commandLine)` ended with \(reply.status)") }
        }
    }

    /// Refuses a release whose bytes are not ours.
    func compare(_ release: RegistryRelease, with artifacts: [Outcome.Artifact], _ item: PublishPlan.Item, allowMissing: Bool) throws(Fault)
    {
        for artifact in artifacts where !release.isOpaque {
            let (digest, ours) = release.digests(of: artifact)
            if digest == nil, allowMissing { continue }
            guard let digest, digest == ours else {
                throw Fault(
                    .digestDiffers,
                    digest.map {
                        "the registry has `\(artifact.file)` with the digest \($0), but what was built has \(ours ?? artifact.sha256)"
                    } ?? "the registry has \(item.package.id) \(item.version) without `\(artifact.file)`",
                    hint: "a published version can never be replaced: find out who published it, and release a new version",
                    package: item.package.id)
            }
        }
    }
}

extension Call {
    /// The same with its working directory below the root of a tree, unless that is a path of its own.
    func placed(in tree: SourceTree) -> Call {
        guard let folder = directory, !folder.hasPrefix("/") else { return self }
        var call = self
        call.directory = tree.absolute(folder)
        return call
    }
}
