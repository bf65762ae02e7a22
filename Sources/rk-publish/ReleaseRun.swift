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
    /// Where the packages go.
    let roads: Roads
    /// What the command line asks of the run.
    var options: RunOptions
    /// The file for events.
    let eventsPath: String?
    /// The invocation.
    let invocation: Invocation
    /// What must not be told.
    let secrets: Secrets
    /// Asks the programs of the user's own ecosystems.
    private let host: PluginHost
    /// What these programs say of this release.
    let plugins: [Plugin]

    /// How it ended.
    struct Ending {
        /// The outcomes, in document order.
        var outcomes: [Outcome]
        /// What was found.
        var findings: [Diagnostic]
        /// The exit status.
        var status: ExitStatus
    }

    /// Reads everything that is needed before anything is done.
    init(document: Document, selection: SelectionOptions, options: RunOptions, eventsPath: String?, invocation: Invocation)
        async throws(Fault)
    {
        self.document = document
        self.invocation = invocation
        self.eventsPath = eventsPath
        checkout = try await Checkout(
            of: try document.requiredRepository(for: RkPublish.stage), listsFiles: PinPlan.needsFiles(document.packages ?? []),
            world: invocation.world)
        configuration = try Configuration.load(from: checkout.tree)
        plan = try PublishPlan(
            document, only: selection.only, groups: selection.group, pins: !selection.noPin, configuration: configuration)
        self.options = options
        self.options.smokeTest = options.smokeTest && configuration.smokeTest
        let sources = RegistrySources(
            declared: configuration.registries, environment: invocation.environment, tree: checkout.tree, npm: configuration.npm)
        let choice = try RegistryChoice(selection.registry, configured: configuration.registry)
        roads = try Roads(for: plan, of: document, choice, sources)
        secrets = Secrets(
            environment: invocation.environment, uploads: roads.credentials.values, registries: roads.registries.values)
        var world = invocation.world
        world.run = { [secrets] (call) async throws(Fault) in try await invocation.world.run(secrets.hidden(from: call)) }
        host = PluginHost(for: checkout.tree, world: world, environment: invocation.environment, note: invocation.console.info)
        plugins = Catalog.plugins.isEmpty ? [] : try await host.prepared(for: plan, of: document, roads)
    }

    /// Publishes. Whoever holds the lock undoes first what a killed run left behind.
    func perform() async throws -> Ending {
        let state = StateFolder(privateFolder: try await checkout.versionControl.privateFolder())
        let lock = try Lock(at: state.lock, purpose: RkPublish.stage)
        defer { lock.release() }
        for path in try await PinSession(state: state, root: checkout.tree.root).recover() {
            invocation.console.info("restored \(path), which a run that was stopped had left pinned")
        }
        for path in try UnkeptFiles(state).restore() {
            invocation.console.info("`\(path)` is again as it was before a run that was stopped")
        }
        let journal = try await openJournal("\(state.path)/publish")
        guard options.isIsolated else { return try await perform(in: checkout.tree, state, journal) }
        let copy = try await WorkTreeCopy(of: checkout, below: state.path)
        let ending: Ending
        do {
            ending = try await perform(in: copy.tree, state, journal)
        } catch {
            await copy.remove(checkout.versionControl)
            throw error
        }
        await copy.remove(checkout.versionControl)
        return ending
    }

    /// The journal of earlier runs, as the options want it.
    private func openJournal(_ folder: String) async throws(Fault) -> RunJournal {
        let path = "\(folder)/journal.ndjson"
        if options.isFresh {
            do {
                if Files.exists(folder) { try Files.removeTree(folder) }
            } catch {
                throw error.fault(writing: folder)
            }
        }
        let journal = try RunJournal(at: path)
        ArtifactFolder.removeScratch(below: folder)
        guard let head = await journal.head else {
            if options.resumes { invocation.console.info("no earlier run left a journal here; what the registry has decides") }
            return journal
        }
        if head == checkout.head {
            invocation.console.info("going on with a run that was stopped (--fresh forgets it)")
        } else if options.resumes {
            throw Fault(
                .repositoryMoved,
                "the run that was stopped is about commit \(head.prefix(12)), but \(checkout.head.prefix(12)) is checked out",
                hint:
                    "`\(checkout.versionControl.checkoutCommand(head))` and run the pipeline again; or begin a release of this commit, without --resume",
                at: Place(path))
        } else {
            invocation.console.info("a run about commit \(head.prefix(12)) was stopped; this one is about \(checkout.head.prefix(12))")
        }
        return journal
    }

    /// Looks at everything, then publishes what a tree holds.
    private func perform(in tree: SourceTree, _ state: StateFolder, _ journal: RunJournal) async throws -> Ending {
        let rewritings = try await rewritings(in: tree)
        let findings = try await preflight(tree) { _ in }.findings() + uncommitted(rewritings)
        guard !findings.contains(where: { $0.severity == .error }) else {
            let outcomes = plan.items.map {
                Outcome(package: $0.package.id, version: $0.version, status: .cancelled, why: "the preflight found errors")
            }
            return Ending(outcomes: inOrder(outcomes + plan.skipped), findings: findings, status: .findings)
        }
        if !plan.items.isEmpty { try await journal.begin(head: checkout.head) }
        let controls = Controls(withKeys: RunViews.isLive(invocation))
        defer { controls.end() }
        let views = try RunViews(plan: plan, eventsPath: eventsPath, invocation: invocation, keyboard: controls.keyboard)
        let suspension = RunViews.isLive(invocation) ? Suspension(of: views, controls.keyboard) : nil
        defer { suspension?.end() }
        let folder = "\(state.path)/publish"
        let pins = PinSession(state: state, root: tree.root, keepsJournal: true)
        let worker = Worker(
            tree: tree, head: checkout.head, rewritings: rewritings, roads: roads, secrets: secrets, folder: folder, journal: journal,
            pins: pins, changes: TagChanges(checkout, folders: (document.packages ?? []).map(\.path)),
            world: invocation.world, options: options, note: views.note,
            detail: invocation.console.detail)
        let unkept = UnkeptFiles(state)
        if !options.isIsolated { try unkept.take(leavings(in: tree)) }
        let ending = await Runner(
            plan: plan, worker: worker, options: options, world: invocation.world, controls: controls.stream, redaction: secrets.redaction,
            note: views.note
        ).run()
        views.note(.run(.finished))
        await views.end()
        try await pins.close()
        try unkept.restore()
        if ending.isComplete, await !journal.isUnfinished { try? Files.removeTree(folder) }
        return Ending(
            outcomes: inOrder(ending.outcomes + plan.skipped), findings: findings + ending.findings + overdue(ending),
            status: status(of: ending))
    }

    /// The files that tools write for the packages though version control does not keep them, by their absolute paths.
    private func leavings(in tree: SourceTree) -> Set<String> {
        Set(
            plan.items.flatMap { item in
                (Catalog.ecosystem(item.package.ecosystem)?.publishing?.leavings(of: item.package) ?? []).map(tree.absolute)
            })
    }

    /// What changes in the packages' files that builds read; all computed from one state of the tree.
    func rewritings(in tree: SourceTree) async throws(Fault) -> [String: Rewriting] {
        let rewrites = Dictionary(plan.items.map { ($0.package.id, $0.rewrite) }) { first, _ in first }
        var rewritings = try await PinPlan.rewritings(of: plan.items.map(\.package), rewrites, in: tree, asking: host)
        for package in plan.items.map(\.package) {
            guard let publishing = Catalog.ecosystem(package.ecosystem)?.publishing else { continue }
            rewritings[package.id]?.changes.removeAll { !publishing.reads($0.path, toBuild: package) }
        }
        return rewritings
    }

    /// Changes of files that a build cannot bring to those who use the package, since the commit is what is published.
    func uncommitted(_ rewritings: [String: Rewriting]) -> [Diagnostic] {
        plan.items.compactMap { item in
            guard Catalog.ecosystem(item.package.ecosystem)?.publishing?.publishesCommits == true else { return nil }
            guard checkout.versionControl.isServed else {
                return Diagnostic(
                    .error, .repositoryMissing,
                    "\(item.package.id) is published as a tag of git, but this is a \(checkout.versionControl.title) repository",
                    hint: "publish it from a git repository; `publishable = false` in its releasekit.toml leaves it out here",
                    package: item.package.id, at: Place(item.package.manifest))
            }
            guard let change = rewritings[item.package.id]?.changes.first else { return nil }
            return Diagnostic(
                .error, .pinsUncommitted,
                "\(item.package.id) \(item.version) is published as a commit, but `\(change.path)` of this one lacks what it should require",
                hint: "write the versions with `… | rk-pin apply --for-good --only '\(item.package.id.prefix { $0 != ":" }):*'`, "
                    + "commit them, and run the pipeline again",
                package: item.package.id, at: Place(change.path))
        }
    }

    /// The preflight of a tree.
    func preflight(_ tree: SourceTree, say: @escaping (Call) -> Void) -> Preflight {
        Preflight(
            document: document, plan: plan, checkout: checkout, files: tree, roads: roads, configuration: configuration,
            options: options, invocation: invocation, secrets: secrets, say: say)
    }

    /// The outcomes in the document's order of packages.
    func inOrder(_ outcomes: [Outcome]) -> [Outcome] {
        let position = Dictionary((document.packages ?? []).enumerated().map { ($1.id, $0) }) { first, _ in first }
        return outcomes.sorted { position[$0.package] ?? .max < position[$1.package] ?? .max }
    }

    /// The finding of a deadline that passed.
    private func overdue(_ ending: Runner.Ending) -> [Diagnostic] {
        let left = ending.outcomes.count { $0.status == .cancelled }
        guard ending.halt.isOverdue, left > 0 else { return [] }
        return [
            Diagnostic(
                .warning, .deadlinePassed, "the deadline passed with \(left) package\(left == 1 ? "" : "s") left",
                hint: "run the same command again; it goes on from here")
        ]
    }

    /// The exit status of a run: of the signal that left something undone, of what failed, of the deadline.
    private func status(of ending: Runner.Ending) -> ExitStatus {
        guard !ending.isComplete else { return .done }
        if let signal = ending.halt.signal { return .signal(signal) }
        let failures = ending.findings.filter { $0.severity == .error }
        guard ending.outcomes.contains(where: { $0.status == .failed || $0.status == .blocked }) else { return .tryAgain }
        return !failures.isEmpty && failures.allSatisfy { $0.code == Code.rateLimited.rawValue } ? .tryAgain : .findings
    }
}
