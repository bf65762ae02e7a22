import RKShared

extension Retry.Failure {
    /// Whether trying again may help after a fault.
    init(_ fault: Fault) {
        switch fault.code {
        case .serviceUnavailable: self = fault.retryAfter.map { .serverError(after: $0) } ?? .network
        case .rateLimited: self = .rateLimited(after: fault.retryAfter)
        default: self = .never
        }
    }
}

/// Feeds the schedule: begins work, takes its results, retries, and listens to signals, keys and the deadline.
struct Runner: Sendable {
    /// What is published.
    let plan: PublishPlan
    /// What does the work.
    let worker: Worker
    /// What the command line asks.
    let options: RunOptions
    /// The outside.
    let world: World
    /// Signals and keys of the user.
    let controls: Controls
    /// Who is told of everything.
    let note: @Sendable (RunEvent) -> Void

    /// How a run ended.
    struct Ending: Sendable {
        /// The outcome of every item, in plan order.
        var outcomes: [Outcome] = []
        /// What was found.
        var findings: [Diagnostic] = []
        /// The signal that stopped it.
        var signal: Int32?
        /// Whether the deadline stopped it.
        var isOverdue = false
    }

    /// What the loop hears.
    private enum Input: Sendable {
        case ended(String, Swift.Result<Worker.Result, Fault>)
        case control(Control)
        case wake
        case deadline
    }

    /// Publishes everything; with `--stage` everything is built first, and nothing is uploaded when a build fails.
    func run() async -> Ending {
        note(.began(total: plan.items.count, levels: (plan.items.map(\.level).max() ?? -1) + 1, jobs: options.jobs))
        if options.isStaged {
            let nodes = plan.items.map { Schedule.Node(id: $0.package.id, dependencies: []) }
            let staged = await drive(nodes, isStaging: true) { item throws(Fault) in
                try await worker.prepare(item)
                note(.stage(package: item.package.id, .staged))
                return Worker.Result(outcome: Outcome(package: item.package.id, version: item.version, status: .cancelled, why: "not uploaded: another build failed"))
            }
            if staged.findings.contains(where: { $0.severity == .error }) || staged.signal != nil || staged.isOverdue {
                for outcome in staged.outcomes { note(.ended(package: outcome.package, outcome.status, why: outcome.why)) }
                return staged
            }
        }
        let nodes = plan.items.enumerated().map { Schedule.Node(id: $1.package.id, dependencies: $1.dependencies, priority: $0) }
        return await drive(nodes, isStaging: false) { item throws(Fault) in try await worker.publish(item) }
    }

    /// Runs the loop over a schedule until nothing is open.
    private func drive(
        _ nodes: [Schedule.Node], isStaging: Bool, work: @escaping @Sendable (PublishPlan.Item) async throws(Fault) -> Worker.Result
    ) async -> Ending {
        let items = plan.byId
        let retry = Retry(attempts: options.attempts)
        var schedule = Schedule(nodes)
        var ending = Ending()
        var outcomes: [String: Outcome] = [:]
        var attempts: [String: Int] = [:]
        var tasks: [String: Task<Void, Never>] = [:]
        let (inputs, feed) = AsyncStream.makeStream(of: Input.self)
        let listener = Task { for await control in controls.stream { feed.yield(.control(control)) } }
        let alarm = options.deadline.map { seconds in
            Task { if (try? await world.sleep(max(0, seconds - world.now()))) != nil { feed.yield(.deadline) } }
        }
        defer {
            listener.cancel()
            alarm?.cancel()
        }
        var iterator = inputs.makeAsyncIterator()
        while !schedule.isFinished {
            for id in schedule.start(limit: options.jobs, now: world.now()) {
                guard let item = items[id] else { continue }
                attempts[id, default: 0] += 1
                tasks[id] = Task {
                    do throws(Fault) {
                        feed.yield(.ended(id, .success(try await work(item))))
                    } catch {
                        feed.yield(.ended(id, .failure(error)))
                    }
                }
            }
            if schedule.isFinished { break }
            if let wake = schedule.nextWake {
                let delay = max(0, wake - world.now())
                Task { if (try? await world.sleep(delay)) != nil { feed.yield(.wake) } }
            }
            guard let input = await iterator.next() else { break }
            switch input {
            case .wake: break
            case .deadline:
                ending.isOverdue = true
                note(.run(.stopping))
                schedule.cancel()
            case .control(.pause):
                schedule.pause()
                note(.run(.paused))
            case .control(.resume):
                schedule.resume()
                note(.run(.running))
            case .control(.stop(let signal)):
                let isSecond = ending.signal != nil
                ending.signal = signal ?? ending.signal ?? 2
                schedule.resume()
                schedule.cancel()
                note(.run(isSecond || signal == 15 || signal == 1 ? .cancelled : .stopping))
                if isSecond || signal == 15 || signal == 1 { for task in tasks.values { task.cancel() } }
            case .ended(let id, .success(let result)):
                tasks[id] = nil
                var outcome = result.outcome
                outcome.attempts = outcome.status == .alreadyPublished ? 0 : attempts[id] ?? 1
                outcomes[id] = outcome
                ending.findings += result.findings
                for finding in result.findings { note(.finding(finding)) }
                if !isStaging { note(.ended(package: id, outcome.status, why: outcome.why)) }
                schedule.finish(id, .done)
            case .ended(let id, .failure(let fault)):
                tasks[id] = nil
                let attempt = attempts[id] ?? 1
                if ending.signal == nil, !ending.isOverdue, let delay = retry.delay(after: Retry.Failure(fault), attempt: attempt, random: world.random()) {
                    note(.retry(package: id, attempt: attempt + 1, delay: delay, why: fault.message))
                    schedule.retry(id, at: world.now() + delay)
                    continue
                }
                guard let item = items[id] else { continue }
                let isStopped = fault.code == .cancelled || (ending.signal != nil && tasks.isEmpty == false && Task.isCancelled)
                var outcome = Outcome(package: id, version: item.version, status: isStopped ? .cancelled : .failed, attempts: attempt, why: fault.message)
                outcome.registry = worker.registries[item.package.workspace]?.base
                outcomes[id] = outcome
                var finding = Diagnostic(.error, fault)
                finding.package = finding.package ?? id
                ending.findings.append(finding)
                note(.finding(finding))
                note(.ended(package: id, outcome.status, why: outcome.why))
                schedule.finish(id, isStopped ? .cancelled : .failed)
            }
        }
        for item in plan.items where outcomes[item.package.id] == nil {
            let id = item.package.id
            var outcome = Outcome(package: id, version: item.version, status: .cancelled, why: "the run was stopped")
            if case .blocked(let by)? = schedule.state(of: id) {
                outcome = Outcome(package: id, version: item.version, status: .blocked)
                outcome.blockedBy = by
            }
            outcomes[id] = outcome
            note(.ended(package: id, outcome.status, why: outcome.blockedBy.isEmpty ? outcome.why : "waits for \(outcome.blockedBy.joined(separator: ", "))"))
        }
        ending.outcomes = plan.items.compactMap { outcomes[$0.package.id] }
        return ending
    }
}
