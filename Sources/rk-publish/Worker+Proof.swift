import RKShared

extension Worker {
    /// Waits until the index shows the artifacts, compares their digests, installs and imports; then the journal knows it as published.
    func prove(_ item: PublishPlan.Item, _ registry: RegistryAddress, _ artifacts: [Outcome.Artifact]) async throws(Fault) {
        let release = try await poll(item, registry, artifacts)
        try proceed(item, to: .verifying)
        try compare(release, with: artifacts, item, allowMissing: false)
        if options.smokeTest, PackageSettings(of: item.package).smokeTest ?? true { try await smokeTest(item, registry, artifacts) }
        try await journal.published(item, registry)
    }

    /// Asks the index again and again, ever more slowly, until it shows all artifacts; an index that is in trouble counts as one that lags.
    private func poll(_ item: PublishPlan.Item, _ registry: RegistryAddress, _ artifacts: [Outcome.Artifact]) async throws(Fault)
        -> RegistryRelease
    {
        let end = world.now() + options.indexTimeout
        var delay = 0.1
        while true {
            var asked = 0.0
            do throws(Fault) {
                let release = try await ask(item, registry, about: artifacts, while: .polling)
                if let release, release.holds(artifacts) || release.contradicts(artifacts) { return release }
            } catch {
                guard Retry.Failure(error) != .never else { throw error }
                asked = error.retryAfter ?? 0
            }
            let wait = max(delay, asked)
            guard world.now() + wait < end else {
                throw Fault(
                    .registryLag,
                    "\(item.package.id) \(item.version) was uploaded, but \(registry.index) does not show it after \(Int(options.indexTimeout)) s",
                    hint: try publishing(of: item)?.completionByHand(at: registry)
                        ?? "run the same command again later; it goes on from here", package: item.package.id)
            }
            try? await world.sleep(wait)
            delay = min(5, delay * 1.6)
        }
    }

    /// Installs and imports the package in a clean environment; what an index that lags or the network may cause is tried again.
    private func smokeTest(_ item: PublishPlan.Item, _ registry: RegistryAddress, _ artifacts: [Outcome.Artifact]) async throws(Fault) {
        let retry = Retry(attempts: options.attempts)
        var attempt = 1
        while true {
            try proceed(item, to: .smokeTesting)
            guard let (call, reply) = try await firstFailure(item, registry, artifacts) else { return }
            let failure: Retry.Failure = UploadFailure.mayBeLag(reply) ? .indexLag : .never
            guard let delay = retry.delay(after: failure, attempt: attempt, random: world.random()) else {
                throw Fault(
                    .smokeTestFailed,
                    "\(item.package.id) \(item.version) is published, but `\(call.commandLine)` ended with \(reply.status)\n\(reply.lastLines(12))",
                    hint:
                        "a published version cannot be replaced: yank it, mend it, release a new one; --no-smoke-test leaves this step out",
                    package: item.package.id)
            }
            attempt += 1
            note(
                .retry(
                    package: item.package.id, attempt: attempt, delay: delay,
                    why: "the index may not show everything yet: \(reply.lastLines(1))"))
            try? await world.sleep(delay)
        }
    }

    /// Takes the calls of a smoke test in a new folder; returns the first one that failed.
    private func firstFailure(
        _ item: PublishPlan.Item, _ registry: RegistryAddress, _ artifacts: [Outcome.Artifact]
    ) async throws(Fault) -> (call: Call, reply: Completion)? {
        let target = ArtifactFolder(of: item, below: folder)
        let scratch = try target.scratch()
        defer { try? Files.removeTree(scratch) }
        let calls = try await manager(of: item).smokeTest(
            item.package, version: item.version, from: readable(registry, by: item), artifacts: artifacts.map { target.file($0.file) },
            in: scratch)
        for call in calls {
            let reply = try await run(secrets.hidden(from: call), of: item, while: .smokeTesting)
            guard reply.succeeded else { return (call, reply) }
        }
        return nil
    }

    /// The registry, without the login where everybody may read its index. One that does not answer keeps it: its tool will say why.
    private func readable(_ registry: RegistryAddress, by item: PublishPlan.Item) async throws(Fault) -> RegistryAddress {
        guard let query = try publishing(of: item)?.loginNeed(at: registry), let isNeeded = try? await world.ask(query), !isNeeded else {
            return registry
        }
        var open = registry
        open.reading = nil
        return open
    }
}
