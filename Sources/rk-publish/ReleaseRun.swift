import RKShared

/// One run of rk-publish: from the document to the outcomes, with the lock, the state folder and the copy of HEAD around it.
struct ReleaseRun {
    /// The document.
    let document: Document
    /// The plan.
    let plan: PublishPlan
    /// The work tree.
    let checkout: Checkout
    /// `releasekit.toml`.
    let configuration: Configuration
    /// The registry of each workspace.
    let registries: [String: RegistryAddress]
    /// What the command line asks of the run.
    var options: RunOptions
    /// The file for events.
    let eventsPath: String?
    /// The invocation.
    let invocation: Invocation

    /// How it ended.
    struct Ending {
        /// The outcomes, in document order.
        var outcomes: [Outcome]
        /// What was found.
        var findings: [Diagnostic]
        /// The exit status.
        var status: ExitStatus
        /// The signal that stopped it.
        var signal: Int32?
    }

    /// Reads everything that is needed before anything is done.
    init(document: Document, selection: SelectionOptions, options: RunOptions, eventsPath: String?, invocation: Invocation) async throws(Fault) {
        self.document = document
        self.invocation = invocation
        self.eventsPath = eventsPath
        checkout = try await Checkout(of: try document.requiredRepository(for: RkPublish.stage), world: invocation.world)
        configuration = try Configuration.load(from: checkout.tree)
        plan = try PublishPlan(document, only: selection.only, pins: !selection.noPin, configuration: configuration)
        self.options = options
        self.options.smokeTest = options.smokeTest && configuration.smokeTest
        registries = try Self.registries(
            for: plan, of: document, named: selection.registry ?? configuration.registry, configuration, checkout, invocation.environment)
    }

    /// The registry of each workspace that is published from.
    private static func registries(
        for plan: PublishPlan, of document: Document, named: String?, _ configuration: Configuration, _ checkout: Checkout,
        _ environment: [String: String]
    ) throws(Fault) -> [String: RegistryAddress] {
        let declared = configuration.registries.mapValues { (upload: $0.upload, index: $0.index) }
        let resolver = UvRegistries(declared: declared, environment: environment)
        var result: [String: RegistryAddress] = [:]
        let used = Set(plan.items.map(\.package.workspace))
        for workspace in document.workspaces ?? [] where used.contains(workspace.id) {
            let manifest = try? TOMLDocument(try checkout.tree.read(workspace.manifest))
            result[workspace.id] = try resolver.address(named: named, manifest: manifest)
        }
        return result
    }

    /// Prints what would be done, and does nothing: no file, no network, no credentials.
    func rehearse() async throws(Fault) -> Ending {
        var findings = try await preflight().findings()
        if findings.contains(where: { $0.severity == .error }) { return Ending(outcomes: plan.skipped, findings: findings, status: .findings) }
        var outcomes = plan.skipped
        for item in plan.items {
            guard let ecosystem = Catalog.ecosystem(item.package.ecosystem), let registry = registries[item.package.workspace] else { continue }
            let rewriting = try ecosystem.rewrite(item.package, item.rewrite, in: checkout.tree)
            for change in rewriting.changes { note("would edit: \(change.path), and restore it after the build") }
            for requirement in rewriting.requirements { note("  \(requirement.name) \(requirement.from) -> \(requirement.to)") }
            let folder = "DIST/\(item.package.name)"
            options.say(ecosystem.packageManager.build(item.package, root: checkout.tree.root, into: folder, environment: rewriting.environment))
            let call = ecosystem.packageManager.publish(
                ["\(folder)/*"], of: item.package, to: registry, options: PublishOptions(attestations: options.attestations))
            options.say(call)
            if options.smokeTest {
                for call in await ecosystem.packageManager.smokeTest(item.package, version: item.version, from: registry, artifacts: [], in: "VENV") {
                    options.say(call)
                }
            }
            var outcome = Outcome(package: item.package.id, version: item.version, status: .skipped, why: "dry run: would be published")
            outcome.registry = registry.base
            outcomes.append(outcome)
        }
        findings = findings.filter { $0.severity != .note }
        return Ending(outcomes: inOrder(outcomes), findings: findings, status: .done)
    }

    /// Writes a line of a dry run.
    private func note(_ line: String) { StandardStreams.error(Array("\(line)\n".utf8)) }

    /// Publishes.
    func perform() async throws -> Ending {
        let state = StateFolder(privateFolder: try await checkout.git.privateFolder())
        let lock = try Lock(at: state.lock, purpose: RkPublish.stage)
        defer { lock.release() }
        let pins = PinSession(state: state, root: checkout.tree.root)
        try await pins.recover()
        let findings = try await preflight().findings()
        guard !findings.contains(where: { $0.severity == .error }) else {
            let outcomes = plan.items.map { Outcome(package: $0.package.id, version: $0.version, status: .cancelled, why: "the preflight found errors") }
            return Ending(outcomes: inOrder(outcomes + plan.skipped), findings: findings, status: .findings)
        }
        let folder = "\(state.path)/publish"
        if options.isFresh { try? Files.removeTree(folder) }
        let journal = try RunJournal(at: "\(folder)/journal.ndjson", fresh: options.isFresh)
        if await journal.isUnfinished { invocation.console.info("going on with a run that was stopped (--fresh forgets it)") }
        let copy = options.isIsolated ? try await WorkTreeCopy(of: checkout, below: state.path) : nil
        let ending: Runner.Ending
        do {
            ending = try await run(journal, pins, tree: copy?.tree ?? checkout.tree, folder: folder)
        } catch {
            try await copy?.remove(checkout.git)
            throw error
        }
        try await copy?.remove(checkout.git)
        let isComplete = ending.outcomes.allSatisfy { $0.status == .published || $0.status == .alreadyPublished }
        if isComplete { try? Files.removeTree(folder) }
        return Ending(
            outcomes: inOrder(ending.outcomes + plan.skipped), findings: findings + ending.findings + overdue(ending), status: status(of: ending),
            signal: ending.signal)
    }

    /// Runs the loop, with its views.
    private func run(_ journal: RunJournal, _ pins: PinSession, tree: SourceTree, folder: String) async throws -> Runner.Ending {
        let views = try RunViews(plan: plan, eventsPath: eventsPath, invocation: invocation, world: invocation.world)
        let note = views.note
        let worker = Worker(
            tree: tree, checkout: checkout, registries: registries, folder: folder, journal: journal, pins: pins, world: invocation.world,
            environment: invocation.environment, options: options, note: note)
        let runner = Runner(
            plan: plan, worker: worker, options: options, world: invocation.world, controls: Controls(), note: note)
        let ending = await runner.run()
        note(.run(.finished))
        await views.end()
        return ending
    }

    /// The preflight.
    private func preflight() -> Preflight {
        Preflight(
            document: document, plan: plan, checkout: checkout, registries: registries, configuration: configuration, options: options,
            invocation: invocation)
    }

    /// The outcomes in the document's order of packages.
    private func inOrder(_ outcomes: [Outcome]) -> [Outcome] {
        let position = Dictionary((document.packages ?? []).enumerated().map { ($1.id, $0) }) { first, _ in first }
        return outcomes.sorted { position[$0.package] ?? .max < position[$1.package] ?? .max }
    }

    /// The finding of a deadline that passed.
    private func overdue(_ ending: Runner.Ending) -> [Diagnostic] {
        let left = ending.outcomes.count { $0.status == .cancelled }
        guard ending.isOverdue, left > 0 else { return [] }
        return [
            Diagnostic(
                .warning, .deadlinePassed, "the deadline passed with \(left) packages left",
                hint: "run the same command again; it goes on from here")
        ]
    }

    /// The exit status of a run.
    private func status(of ending: Runner.Ending) -> ExitStatus {
        if ending.outcomes.contains(where: { $0.status == .failed || $0.status == .blocked }) {
            let failures = ending.findings.filter { $0.severity == .error }
            let isRateLimit = !failures.isEmpty && failures.allSatisfy { $0.code == Code.rateLimited.rawValue }
            return isRateLimit ? .tryAgain : .findings
        }
        return ending.isOverdue && ending.outcomes.contains { $0.status == .cancelled } ? .tryAgain : .done
    }
}
