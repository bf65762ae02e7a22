import RKShared

extension Worker {
    /// Uploads the artifacts; after a failure the registry is asked whether they are there all the same.
    func upload(_ item: PublishPlan.Item, _ registry: RegistryAddress, _ artifacts: [Outcome.Artifact]) async throws(Fault) {
        note(.stage(package: item.package.id, .publishing))
        let credentials = UvCredentials(environment: environment, registry: registry)
        let target = ArtifactFolder(of: item, below: folder)
        var call = try manager(of: item).publish(
            artifacts.map { target.file($0.file) }, of: item.package, to: registry,
            options: PublishOptions(attestations: options.attestations, credentials: credentials.variables))
        call.isShielded = true
        let reply = try await world.run(call)
        guard !reply.succeeded else { return }
        if let release = try? await world.ask(try manager(of: item).registry(at: registry).release(item.package.name, item.version)) {
            try compare(release, with: artifacts, item, allowMissing: true)
            if release.holds(artifacts) { return }
        }
        throw UploadFailure.fault(item, call, reply, redaction: Redaction(secrets: Array(credentials.variables.values)))
    }

    /// Waits until the index shows the artifacts, compares their digests, installs and imports; then the journal knows it as published.
    func prove(_ item: PublishPlan.Item, _ registry: RegistryAddress, _ artifacts: [Outcome.Artifact]) async throws(Fault) {
        note(.stage(package: item.package.id, .polling))
        let release = try await poll(item, registry, artifacts)
        note(.stage(package: item.package.id, .verifying))
        try compare(release, with: artifacts, item, allowMissing: false)
        if options.smokeTest, PackageSettings(of: item.package).smokeTest ?? true { try await smokeTest(item, registry, artifacts) }
        try await journal.published(item, registry)
    }

    /// Asks the index again and again, ever more slowly, until it shows all artifacts.
    private func poll(_ item: PublishPlan.Item, _ registry: RegistryAddress, _ artifacts: [Outcome.Artifact]) async throws(Fault) -> RegistryRelease {
        let query = try manager(of: item).registry(at: registry).release(item.package.name, item.version)
        let end = world.now() + options.indexTimeout
        var delay = 0.1
        while true {
            let answer = try? await world.ask(query)
            if let release = answer.flatMap({ $0 }), release.holds(artifacts) || release.contradicts(artifacts) { return release }
            guard world.now() + delay < end else {
                throw Fault(
                    .registryLag, "\(item.package.id) \(item.version) was uploaded, but \(registry.index) does not show it after \(Int(options.indexTimeout)) s",
                    hint: "run the same command again later; it goes on from here", package: item.package.id)
            }
            do {
                try await world.sleep(delay)
            } catch {
                throw Fault(.cancelled, "stopped while waiting for the index to show \(item.package.id)", package: item.package.id)
            }
            delay = min(5, delay * 1.6)
        }
    }

    /// Installs and imports the package in a clean environment; what an index that lags may cause is tried again.
    private func smokeTest(_ item: PublishPlan.Item, _ registry: RegistryAddress, _ artifacts: [Outcome.Artifact]) async throws(Fault) {
        note(.stage(package: item.package.id, .smokeTesting))
        let scratch = ArtifactFolder(of: item, below: folder).path + ".smoke"
        let target = ArtifactFolder(of: item, below: folder)
        defer { try? Files.removeTree(scratch) }
        var last = Completion(status: 0)
        var failed = Call("", [])
        for attempt in 0..<4 {
            try? Files.removeTree(scratch)
            try? Files.createFolder(scratch)
            let calls = try await manager(of: item).smokeTest(
                item.package, version: item.version, from: registry, artifacts: artifacts.map { target.file($0.file) }, in: scratch)
            var succeeded = true
            for call in calls {
                last = try await world.run(call)
                guard !last.succeeded else { continue }
                failed = call
                succeeded = false
                break
            }
            if succeeded { return }
            guard attempt < 3, UploadFailure.mayBeLag(last) else { break }
            try? await world.sleep(Double(attempt + 1) * 2)
        }
        throw Fault(
            .smokeTestFailed, "\(item.package.id) \(item.version) is published, but `\(failed.commandLine)` ended with \(last.status)\n\(last.lastLines(12))",
            hint: "a published version cannot be replaced: yank it, mend it, release a new one; --no-smoke-test leaves this step out",
            package: item.package.id)
    }

    /// Refuses a release whose bytes are not ours.
    func compare(_ release: RegistryRelease, with artifacts: [Outcome.Artifact], _ item: PublishPlan.Item, allowMissing: Bool) throws(Fault) {
        for artifact in artifacts {
            let digest = release.digests[artifact.file]
            if digest == nil, allowMissing { continue }
            guard digest == artifact.sha256 else {
                throw Fault(
                    .digestDiffers,
                    digest.map { "the registry has `\(artifact.file)` with the digest \($0), but what was built has \(artifact.sha256)" }
                        ?? "the registry has \(item.package.id) \(item.version) without `\(artifact.file)`",
                    hint: "a published version can never be replaced: find out who published it, and release a new version", package: item.package.id)
            }
        }
    }
}

extension RegistryRelease {
    /// Whether all artifacts are there, with the same bytes.
    func holds(_ artifacts: [Outcome.Artifact]) -> Bool { !artifacts.isEmpty && artifacts.allSatisfy { digests[$0.file] == $0.sha256 } }

    /// Whether an artifact is there with other bytes.
    func contradicts(_ artifacts: [Outcome.Artifact]) -> Bool { artifacts.contains { digests[$0.file] != nil && digests[$0.file] != $0.sha256 } }
}

extension UploadFailure {
    /// Whether an installer's words may come from an index that does not show everything yet.
    static func mayBeLag(_ completion: Completion) -> Bool {
        let text = completion.lastLines(20).lowercased()
        return ["no solution found", "not found in the package registry", "no version of", "404"].contains { text.contains($0) } || namesNetwork(text)
    }
}
