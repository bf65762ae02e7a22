import RKShared

/// What is known of a run at a moment: its events, folded. Events that contradict the past (a stage after the end) change nothing.
struct RunPicture: Sendable {
    /// A package that the run will look at.
    struct Subject: Sendable, Hashable {
        /// The package's id.
        var id: String
        /// The version to be released.
        var version: String?
        /// Its level in the graph, from 0.
        var level: Int?
    }

    /// What is known of a package.
    struct Row: Sendable {
        /// The package's level in the graph.
        let level: Int?
        /// The id, safe to print.
        let name: TerminalText
        /// The ecosystem in front of the id, with its colon; empty where there is none.
        let prefix: String
        /// The id without that.
        let shortName: TerminalText
        /// The version, safe to print.
        let version: TerminalText?
        /// The stage it reached last.
        var stage = Stage.waiting
        /// How many steps it came; restoring, which also follows a failure, is none.
        var progress = 0
        /// How it ended; nil before that.
        var status: Outcome.Status?
        /// Which try this is, or is to come.
        var attempt = 1
        /// When it is tried again; nil while it is not waiting for that.
        var retryTime: Double?
        /// When the work on it began; nil before that.
        var beginTime: Double?
        /// When it ended.
        var endTime: Double?
        /// Why it ended so, or is tried again.
        var why: String?

        /// A package on which no work was done.
        init(_ subject: Subject) {
            level = subject.level
            name = TerminalText(subject.id)
            let colon = subject.id.firstIndex(of: ":").map { subject.id.index(after: $0) } ?? subject.id.startIndex
            prefix = String(subject.id[..<colon])
            shortName = TerminalText(String(subject.id[colon...]))
            version = subject.version.map { TerminalText($0) }
        }

        /// Whether work on it is under way, or is to be tried again.
        var isActive: Bool { status == nil && (retryTime != nil || (stage != .waiting && stage != .staged)) }

        /// How long it took so far; nil before it began.
        func elapsed(at now: Double) -> Double? { beginTime.map { (endTime ?? now) - $0 } }

        /// Name and version.
        var title: String { version.map { "\(name.text) \($0.text)" } ?? name.text }
    }

    /// The packages, in the order in which they were given; what appears during the run follows.
    private(set) var rows: [Row] = []
    /// Where each id stands in `rows`.
    private var positions: [String: Int] = [:]
    /// The rows of the packages that ended, in the order in which they did.
    private(set) var ended: [Int] = []
    /// How many levels there are.
    private(set) var levels = 0
    /// How many packages are worked on at a time.
    private(set) var jobs = 1
    /// Whether the run told that it began.
    private(set) var hasBegun = false
    /// What the run as a whole does.
    private(set) var state = RunState.running
    /// When the last event happened, in seconds since the run began.
    private(set) var lastTime = 0.0
    /// How long the published packages took together, and how many they are.
    private var published = (seconds: 0.0, count: 0)
    /// The same for all that was worked on and ended.
    private var worked = (seconds: 0.0, count: 0)

    /// The picture before a run of these packages.
    init(_ subjects: [Subject]) {
        for subject in subjects { _ = position(of: subject.id, else: subject) }
    }

    /// Whether the run is over.
    var isFinished: Bool { state == .finished }

    /// The row of a package; nil for an unknown one.
    func row(of package: String) -> Row? { positions[package].map { rows[$0] } }

    /// Takes an event that happened `seconds` after the run began.
    mutating func note(_ event: RunEvent, at seconds: Double) {
        lastTime = max(lastTime, seconds)
        switch event {
        case .began(_, let levels, let jobs):
            hasBegun = true
            self.levels = levels
            self.jobs = max(jobs, 1)
        case .stage(let package, let stage):
            let index = position(of: package, else: Subject(id: package))
            guard rows[index].status == nil else { return }
            rows[index].stage = stage
            if stage != .restoring { rows[index].progress = stage.step }
            rows[index].retryTime = nil
            if stage != .waiting, rows[index].beginTime == nil { rows[index].beginTime = seconds }
        case .retry(let package, let attempt, let delay, let why):
            let index = position(of: package, else: Subject(id: package))
            guard rows[index].status == nil else { return }
            rows[index].attempt = attempt
            rows[index].retryTime = seconds + delay
            rows[index].why = why
        case .ended(let package, let status, let why):
            end(position(of: package, else: Subject(id: package)), as: status, why: why, at: seconds)
        case .run(let state): self.state = state
        case .finding: break
        }
    }

    /// Notes the end of a package, once.
    private mutating func end(_ index: Int, as status: Outcome.Status, why: String?, at seconds: Double) {
        guard rows[index].status == nil else { return }
        rows[index].status = status
        rows[index].retryTime = nil
        rows[index].endTime = seconds
        rows[index].why = why
        ended.append(index)
        guard let begin = rows[index].beginTime else { return }
        worked = (worked.seconds + seconds - begin, worked.count + 1)
        if status == .published { published = (published.seconds + seconds - begin, published.count + 1) }
    }

    /// Where a package stands; one that is new gets a row.
    private mutating func position(of package: String, else subject: Subject) -> Int {
        if let known = positions[package] { return known }
        positions[package] = rows.count
        rows.append(Row(subject))
        return rows.count - 1
    }

    /// How many seconds the rest will take: what published packages took on average, for each that is open and less what was done of it,
    /// over the packages at a time. Nil before anything ended, and while nothing begins.
    func remaining(at now: Double) -> Double? {
        let basis = published.count > 0 ? published : worked
        guard basis.count > 0, state == .running else { return nil }
        let mean = basis.seconds / Double(basis.count)
        var work = 0.0
        var open = 0
        for row in rows where row.status == nil {
            open += 1
            work += max(mean - (row.elapsed(at: now) ?? 0), 0)
        }
        return open == 0 ? nil : work / Double(min(jobs, open))
    }
}
