import RKShared

extension Worker {
    /// Uploads the artifacts; after a failure the registry is asked whether they are there all the same.
    func upload(_ item: PublishPlan.Item, _ registry: RegistryAddress, _ artifacts: [Outcome.Artifact]) async throws(Fault) {
        try proceed(item, to: .publishing)
        let target = ArtifactFolder(of: item, below: folder)
        let scratch = target.scratchPath()
        let files = artifacts.map { target.file($0.file) } + (options.attestations ? target.attestations : [])
        let wishes = try await wishes(of: item, registry)
        let call = try manager(of: item).publish(
            files, of: item.package, to: registry,
            options: PublishOptions(
                attestations: options.attestations, credentials: roads.credentials[registry]?.variables ?? [:], tag: wishes.tag,
                access: wishes.access, provenance: wishes.provenance, reference: item.tag, folder: scratch))
        if call.directory == scratch { try ArtifactFolder.create(scratch) }
        defer { if call.directory == scratch { try? Files.removeTree(scratch) } }
        let reply = try await run(call, of: item, while: .publishing)
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
        for call in try ecosystem(of: item).publishing?.conclusion(item.package, tag: item.tag, registry: registry, root: tree.root) ?? [] {
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
