import RKShared

/// Everything that is looked at before the first effect; all findings at once.
struct Preflight {
    /// The document.
    let document: Document
    /// The plan.
    let plan: PublishPlan
    /// The work tree.
    let checkout: Checkout
    /// The files that are built: the work tree, or a copy of HEAD.
    let files: SourceTree
    /// Where the packages go.
    let roads: Roads
    /// `releasekit.toml`.
    let configuration: Configuration
    /// The options that matter here.
    let options: RunOptions
    /// The invocation.
    let invocation: Invocation
    /// What tools may not see, nor findings tell.
    let secrets: Secrets
    /// Takes the commands of a dry run.
    let say: (Call) -> Void

    /// All findings, errors among them when nothing may start.
    func findings() async throws(Fault) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        findings += try await tree()
        findings += try await lockfiles()
        findings += Readiness.leftovers(of: plan.items.map(\.package), in: files)
        findings += place()
        findings += credentials()
        findings += await objections()
        if !options.isDryRun { findings += await unreleased() }
        return findings
    }

    /// The work tree must be clean, unless a copy of HEAD is built.
    private func tree() async throws(Fault) -> [Diagnostic] {
        guard !options.isIsolated else { return [] }
        let hint = "commit, stash or ignore them; or build a copy of HEAD with --isolated"
        return Readiness.changes(in: try await checkout.versionControl.changedPaths(), hint: hint).map { [$0] } ?? []
    }

    /// Each lockfile must fit its manifests.
    private func lockfiles() async throws(Fault) -> [Diagnostic] {
        let used = Set(plan.items.map(\.package.workspace))
        var findings: [Diagnostic] = []
        for workspace in document.workspaces ?? [] where used.contains(workspace.id) {
            guard let manager = Catalog.ecosystem(workspace.ecosystem)?.packageManager,
                var call = manager.lockCheck(workspace, root: files.root)
            else { continue }
            if invocation.environment["RK_REGISTRY"] != nil { call.environment["UV_INDEX"] = .some(nil) }
            if options.isDryRun {
                say(call)
                continue
            }
            let reply = try await invocation.world.run(secrets.hidden(from: call))
            guard var finding = Readiness.lockfile(of: workspace, call, reply, manager) else { continue }
            finding.message = secrets.redaction.applied(to: finding.message)
            findings.append(finding)
        }
        return findings
    }

    /// Whether publishing is allowed where this runs.
    private func place() -> [Diagnostic] {
        guard configuration.publishFrom == .ci, (invocation.environment["CI"] ?? "").isEmpty, !options.isDryRun else { return [] }
        return [
            Diagnostic(
                .error, .configValue, "publish_from is `ci`, but this is no CI run",
                hint: "publish from CI, or set publish_from = \"local\"",
                at: Place(Configuration.fileName))
        ]
    }

    /// Whether there is something to authorise with, where the registry asks for it.
    private func credentials() -> [Diagnostic] {
        guard !options.isDryRun else { return [] }
        return roads.credentials.sorted { $0.key.base.precedes($1.key.base) }.compactMap { registry, credentials in
            guard let remedy = credentials.remedy else { return nil }
            return Diagnostic(.error, .credentialsMissing, "there are no credentials for \(registry.upload)", hint: remedy)
        }
    }

    /// What the ecosystems have to say against the uploads.
    private func objections() async -> [Diagnostic] {
        var findings: [Diagnostic] = []
        for family in Catalog.families {
            let names = family.map(\.name)
            let uploads = plan.items.filter { names.contains($0.package.ecosystem) }.compactMap {
                roads.upload(of: $0, at: checkout.head)
            }
            guard !uploads.isEmpty, let publishing = family[0].publishing else { continue }
            findings += await publishing.objections(to: uploads, in: files, world: options.isDryRun ? nil : invocation.world)
        }
        return findings
    }

    /// Exact requirements on packages of the repository that are neither published now nor in the registry.
    private func unreleased() async -> [Diagnostic] {
        let published = Set(plan.items.map(\.package.id))
        let packages = document.packagesByID
        var findings: [Diagnostic] = []
        var answers: [String: Swift.Result<Bool, Fault>] = [:]
        for item in plan.items {
            for (id, version) in item.rewrite.exact.sorted(by: { $0.key.precedes($1.key) }) where !published.contains(id) {
                guard let target = packages[id], let registry = roads.registries[item.package.id] else { continue }
                let answer: Swift.Result<Bool, Fault>
                if let known = answers[id] { answer = known } else { answer = await isReleased(target, version, item, registry) }
                if answers.updateValue(answer, forKey: id) == nil, case .failure(let fault) = answer {
                    findings.append(Diagnostic(.error, fault.redacted(secrets.redaction)))
                }
                guard case .success(false) = answer else { continue }
                findings.append(
                    Diagnostic(
                        .error, .dependencyUnreleased,
                        "\(item.package.id) \(item.version) needs \(id) \(version), which is neither in the registry nor in this release",
                        hint: target.publish
                            ? "release it too: rk-version --set \(id)=\(version)"
                            : "it is private (\(target.privateReason ?? "not published")): publish it, or drop the dependency",
                        package: item.package.id, at: Place(item.package.manifest)))
            }
        }
        return findings
    }

    /// Whether the registry has a version; asked again while it is in trouble.
    private func isReleased(
        _ package: Package, _ version: String, _ item: PublishPlan.Item, _ registry: RegistryAddress
    ) async -> Swift.Result<Bool, Fault> {
        guard let manager = Catalog.ecosystem(item.package.ecosystem)?.packageManager else { return .success(true) }
        let query = manager.registry(at: registry).releaseBeforehand(package.registryName, version)
        let inspection = Catalog.ecosystem(item.package.ecosystem)?.publishing?.inspection(
            of: PlannedUpload(
                package: package, version: version, tag: nil, registry: registry, wishes: UploadWishes(), head: checkout.head),
            isBeforehand: true, root: files.root)
        let retry = Retry(attempts: options.attempts)
        var attempt = 1
        while true {
            do throws(Fault) {
                guard let inspection else { return .success(try await invocation.world.ask(query) != nil) }
                return .success(try inspection.read(try await invocation.world.run(secrets.hidden(from: inspection.call))) != nil)
            } catch {
                guard let delay = retry.delay(after: Retry.Failure(error), attempt: attempt, random: invocation.world.random()) else {
                    return .failure(error)
                }
                attempt += 1
                try? await invocation.world.sleep(delay)
            }
        }
    }
}
