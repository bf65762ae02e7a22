import RKShared

/// Publishes all packages of a plan: with `--stage` in two passes, of which the second uploads, else in one.
struct Runner: Sendable {
    /// What is published.
    let plan: PublishPlan
    /// What does the work.
    let worker: Worker
    /// What the command line asks.
    let options: RunOptions
    /// The outside.
    let world: World
    /// What the user asks.
    let controls: AsyncStream<Control>
    /// Takes secrets out of what is told.
    let redaction: Redaction
    /// Who is told of everything.
    let note: @Sendable (RunEvent) -> Void

    /// How a run ended.
    struct Ending: Sendable {
        /// The outcome of every item, in plan order.
        var outcomes: [Outcome]
        /// What was found.
        var findings: [Diagnostic]
        /// Why it was stopped, if it was.
        var halt: Halt

        /// Whether every package is where it should be.
        var isComplete: Bool { outcomes.allSatisfy { $0.status == .published || $0.status == .alreadyPublished } }
    }

    /// Publishes everything; with `--stage` everything is built first, and nothing is uploaded when a build fails.
    func run() async -> Ending {
        note(.began(total: plan.items.count, levels: (plan.items.map(\.level).max() ?? -1) + 1, jobs: options.jobs))
        let (inputs, feed) = AsyncStream.makeStream(of: RunLoop.Input.self)
        let listener = Task { for await control in controls { feed.yield(.control(control)) } }
        let alarm = options.deadline.map { seconds in
            Task { if (try? await world.sleep(max(0, seconds - world.now()))) != nil { feed.yield(.deadline) } }
        }
        defer {
            listener.cancel()
            alarm?.cancel()
        }
        var halt = Halt()
        if options.isStaged {
            let nodes = plan.items.enumerated().map { Schedule.Node(id: $1.package.id, dependencies: [], priority: $0) }
            var pass = loop(nodes, halt, isFinal: false, feed) { item throws(Fault) in try await worker.prepare(item) }
            await pass.run(inputs)
            guard pass.outcomes.isEmpty, !pass.halt.isOn else { return abandoned(pass) }
            halt = pass.halt
        }
        var pass = loop(nodes, halt, isFinal: true, feed) { item throws(Fault) in try await worker.publish(item) }
        await pass.run(inputs)
        return Ending(outcomes: plan.items.compactMap { pass.outcomes[$0.package.id] }, findings: pass.findings, halt: pass.halt)
    }

    /// The packages with what they wait for.
    private var nodes: [Schedule.Node] {
        plan.items.enumerated().map { Schedule.Node(id: $1.package.id, dependencies: $1.dependencies, priority: $0) }
    }

    /// A pass over packages.
    private func loop(
        _ nodes: [Schedule.Node], _ halt: Halt, isFinal: Bool, _ feed: AsyncStream<RunLoop.Input>.Continuation, work: @escaping RunLoop.Work
    ) -> RunLoop {
        RunLoop(
            Schedule(nodes), of: plan.byId, halt: halt, isFinal: isFinal, options: options, world: world, redaction: redaction, note: note,
            feed: feed, work: work)
    }

    /// The ending of a staged run whose builds did not all succeed: nothing is uploaded.
    private func abandoned(_ pass: RunLoop) -> Ending {
        var schedule = Schedule(nodes)
        let failed = plan.items.map(\.package.id).filter { pass.outcomes[$0]?.status == .failed }
        for id in failed { schedule.finish(id, .failed) }
        let states = Dictionary(schedule.states.map { ($0.id, $0.state) }) { first, _ in first }
        let why = failed.isEmpty ? pass.halt.reason : "nothing is uploaded, because the build of \(failed.joined(separator: ", ")) failed"
        let outcomes = plan.items.map { item in
            let id = item.package.id
            if let outcome = pass.outcomes[id], outcome.status == .failed { return outcome }
            var outcome = pass.outcomes[id] ?? Outcome(package: id, version: item.version, status: .cancelled, why: why)
            if case .blocked(let blockers)? = states[id] {
                outcome = Outcome(package: id, version: item.version, status: .blocked, attempts: outcome.attempts)
                outcome.blockedBy = blockers
            }
            if pass.outcomes[id] == nil { note(.ended(package: id, outcome.status, why: outcome.why)) }
            return outcome
        }
        return Ending(outcomes: outcomes, findings: pass.findings, halt: pass.halt)
    }
}
