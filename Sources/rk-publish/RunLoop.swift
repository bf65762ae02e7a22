import RKShared

/// One pass over the packages: begins work as the schedule says, takes its results, tries again, obeys the user and the deadline.
struct RunLoop {
    /// What the loop hears.
    enum Input: Sendable {
        /// The work on a package ended; whether it was broken off.
        case ended(String, Swift.Result<Worker.Result, Fault>, isBrokenOff: Bool)
        /// The user asks something.
        case control(Control)
        /// The time for another try came.
        case wake
        /// The deadline passed.
        case deadline
    }

    /// What a pass does with one package.
    typealias Work = @Sendable (PublishPlan.Item) async throws(Fault) -> Worker.Result

    /// The packages by id.
    let items: [String: PublishPlan.Item]
    /// How many at once, how often.
    let options: RunOptions
    /// The clock.
    let world: World
    /// Takes secrets out of what is told.
    let redaction: Redaction
    /// Told of everything.
    let note: @Sendable (RunEvent) -> Void
    /// Takes what the loop hears.
    let feed: AsyncStream<Input>.Continuation
    /// What is done with each package.
    let work: Work
    /// Whether a package that is done ended, as opposed to being ready for the next pass.
    let isFinal: Bool

    /// Which package may begin.
    var schedule: Schedule
    /// Whether the run is being stopped.
    var halt: Halt
    /// How the packages ended, by id.
    private(set) var outcomes: [String: Outcome] = [:]
    /// What was found.
    private(set) var findings: [Diagnostic] = []
    /// How often the work on each package was begun.
    private var attempts: [String: Int] = [:]
    /// Why the last try of a package failed.
    private var lastFaults: [String: Fault] = [:]
    /// The work under way.
    private var tasks: [String: Task<Void, Never>] = [:]
    /// What waits for the time of the next try.
    private var alarm: (time: Double, task: Task<Void, Never>)?
    /// The packages whose end was told.
    private var told: Set<String> = []

    /// A pass over a schedule.
    init(
        _ schedule: Schedule, of items: [String: PublishPlan.Item], halt: Halt, isFinal: Bool, options: RunOptions, world: World,
        redaction: Redaction, note: @escaping @Sendable (RunEvent) -> Void, feed: AsyncStream<Input>.Continuation, work: @escaping Work
    ) {
        self.schedule = schedule
        self.items = items
        self.halt = halt
        self.isFinal = isFinal
        self.options = options
        self.world = world
        self.redaction = redaction
        self.note = note
        self.feed = feed
        self.work = work
    }

    /// Runs until no package is open.
    mutating func run(_ inputs: AsyncStream<Input>) async {
        var iterator = inputs.makeAsyncIterator()
        if halt.isOn { cancelWaiting() }
        while true {
            for id in schedule.start(limit: options.jobs, now: world.now()) { begin(id) }
            guard !schedule.isFinished else { break }
            setAlarm()
            guard let input = await iterator.next() else { break }
            take(input)
        }
        alarm?.task.cancel()
        settle()
    }

    /// Begins the work on a package.
    private mutating func begin(_ id: String) {
        guard let item = items[id] else { return }
        attempts[id, default: 0] += 1
        let (work, feed, redaction) = (work, feed, redaction)
        tasks[id] = Task {
            let result: Swift.Result<Worker.Result, Fault>
            do throws(Fault) {
                result = .success(try await work(item))
            } catch {
                result = .failure(error.redacted(redaction))
            }
            feed.yield(.ended(id, result, isBrokenOff: Task.isCancelled))
        }
    }

    /// Lets the loop wake up for the next try; one alarm at a time.
    private mutating func setAlarm() {
        let time = schedule.nextWake
        guard time != alarm?.time else { return }
        alarm?.task.cancel()
        alarm = nil
        guard let time else { return }
        let (world, feed) = (world, feed)
        alarm = (
            time,
            Task {
                guard (try? await world.sleep(max(0, time - world.now()))) != nil else { return }
                feed.yield(.wake)
            }
        )
    }

    /// Takes what was heard.
    private mutating func take(_ input: Input) {
        switch input {
        case .wake: alarm = nil
        case .deadline: expire()
        case .control(.pause):
            guard !halt.isOn else { return }
            schedule.pause()
            note(.run(.paused))
        case .control(.resume):
            guard !halt.isOn else { return }
            schedule.resume()
            note(.run(.running))
        case .control(.stop(let signal)): stop(by: signal)
        case .ended(let id, .success(let result), _): succeed(id, result)
        case .ended(let id, .failure(let fault), let isBrokenOff): fail(id, fault, isBrokenOff: isBrokenOff)
        }
    }

    /// Begins nothing more.
    private mutating func expire() {
        guard !halt.isOn else { return }
        halt.expire()
        note(.run(.stopping))
        cancelWaiting()
    }

    /// Begins nothing more, and breaks off what was begun if that is asked for.
    private mutating func stop(by signal: Int32?) {
        let wasAtOnce = halt.isAtOnce
        halt.stop(by: signal)
        if !wasAtOnce { note(.run(halt.isAtOnce ? .cancelled : .stopping)) }
        cancelWaiting()
        if halt.isAtOnce { for task in tasks.values { task.cancel() } }
    }

    /// Cancels what did not begin.
    private mutating func cancelWaiting() {
        schedule.resume()
        for id in schedule.cancel() {
            cancel(id, why: lastFaults[id].map { "\(halt.reason); the last try failed: \($0.message)" } ?? halt.reason)
        }
    }

    /// Notes what became of a package that was stopped.
    private mutating func cancel(_ id: String, why: String) {
        end(Outcome(package: id, version: items[id]?.version, status: .cancelled, attempts: attempts[id] ?? 0, why: why))
    }

    /// Notes a package that is done.
    private mutating func succeed(_ id: String, _ result: Worker.Result) {
        tasks[id] = nil
        var outcome = result.outcome
        outcome.attempts = outcome.status == .alreadyPublished ? 0 : attempts[id] ?? 1
        for finding in result.findings { add(finding) }
        schedule.finish(id, .done)
        if isFinal { end(outcome) }
    }

    /// Notes a package that failed, or begins it again later.
    private mutating func fail(_ id: String, _ fault: Fault, isBrokenOff: Bool) {
        tasks[id] = nil
        if isBrokenOff, Self.canBeBreakingOff.contains(fault.code) {
            let stopped = schedule.finish(id, .cancelled)
            cancel(id, why: fault.code == .cancelled ? fault.message : halt.reason)
            for dependent in stopped { cancel(dependent, why: halt.reason) }
            return
        }
        let attempt = attempts[id] ?? 1
        let retry = Retry(attempts: options.attempts)
        if !halt.isOn, let delay = retry.delay(after: Retry.Failure(fault), attempt: attempt, random: world.random()) {
            lastFaults[id] = fault
            note(.retry(package: id, attempt: attempt + 1, delay: delay, why: fault.message))
            return schedule.retry(id, at: world.now() + delay)
        }
        var finding = Diagnostic(.error, fault)
        finding.package = finding.package ?? id
        add(finding)
        let blocked = schedule.finish(id, .failed)
        end(Outcome(package: id, version: items[id]?.version, status: .failed, attempts: attempt, why: fault.message))
        for dependent in blocked { tell(.ended(package: dependent, .blocked, why: "waits for \(id)"), of: dependent) }
    }

    /// What a tool or the network may say when the work was broken off.
    private static let canBeBreakingOff: Set<Code> = [.cancelled, .serviceUnavailable, .toolFailed, .historyFailed]

    /// Keeps a finding.
    private mutating func add(_ finding: Diagnostic) {
        findings.append(finding)
        note(.finding(finding))
    }

    /// Keeps an outcome.
    private mutating func end(_ outcome: Outcome) {
        outcomes[outcome.package] = outcome
        tell(.ended(package: outcome.package, outcome.status, why: outcome.why), of: outcome.package)
    }

    /// Tells of a package's end, once.
    private mutating func tell(_ event: RunEvent, of id: String) {
        guard told.insert(id).inserted else { return }
        note(event)
    }

    /// Gives every package that has none its outcome; with all failures known, those that wait name all of them.
    private mutating func settle() {
        for (id, state) in schedule.states where outcomes[id] == nil {
            switch state {
            case .blocked(let blockers):
                var outcome = Outcome(package: id, version: items[id]?.version, status: .blocked, attempts: attempts[id] ?? 0)
                outcome.blockedBy = blockers
                outcomes[id] = outcome
                tell(.ended(package: id, .blocked, why: "waits for \(blockers.joined(separator: ", "))"), of: id)
            case .done: break
            default: cancel(id, why: halt.reason)
            }
        }
    }
}
