import RKShared

/// Writes one JSON object a line for each event. Every line has `event` and `elapsed`, the seconds since the run began. The others:
///
/// | event     | fields |
/// |-----------|--------|
/// | `began`   | `total`, `levels`, `jobs` |
/// | `stage`   | `package`, `stage` (the raw values of `Stage`) |
/// | `retry`   | `package`, `attempt` (the try to come, from 2), `delay` (seconds), `why` |
/// | `ended`   | `package`, `status` (as in the document's `results`), `why` where there is one |
/// | `run`     | `state`: `running paused stopping cancelled finished` |
/// | `finding` | `severity`, `code`, `message`, and where known `hint`, `package`, `path`, `line`, `column` |
struct EventLog: Observer {
    /// Takes a line with its newline.
    let write: @Sendable (String) -> Void

    /// A log that writes through a closure.
    init(write: @escaping @Sendable (String) -> Void) {
        self.write = write
    }

    /// Writes the event's line.
    func note(_ event: RunEvent, at seconds: Double) { write(Self.line(for: event, at: seconds) + "\n") }

    /// An event as JSON, without a newline.
    static func line(for event: RunEvent, at seconds: Double) -> String {
        var fields = Self.fields(of: event)
        fields["elapsed"] = .number(seconds.thousandths)
        return JSON.object(fields).line
    }

    /// The fields of an event apart from the time.
    private static func fields(of event: RunEvent) -> JSONObject {
        switch event {
        case .began(let total, let levels, let jobs):
            JSONObject(["event": .string("began"), "total": .integer(total), "levels": .integer(levels), "jobs": .integer(jobs)])
        case .stage(let package, let stage):
            JSONObject(["event": .string("stage"), "package": .string(package), "stage": .string(stage.rawValue)])
        case .retry(let package, let attempt, let delay, let why):
            JSONObject([
                "event": .string("retry"), "package": .string(package), "attempt": .integer(attempt),
                "delay": .number(delay.thousandths), "why": .string(why),
            ])
        case .ended(let package, let status, let why):
            JSONObject([
                "event": .string("ended"), "package": .string(package), "status": .string(status.rawValue), "why": why.map { .string($0) },
            ])
        case .run(let state):
            JSONObject(["event": .string("run"), "state": .string(state.rawValue)])
        case .finding(let finding):
            JSONObject([
                "event": .string("finding"), "severity": .string(finding.severity.rawValue), "code": .string(finding.code),
                "message": .string(finding.message), "hint": finding.hint.map { .string($0) },
                "package": finding.package.map { .string($0) }, "path": finding.place.map { .string($0.path) },
                "line": finding.place?.line.map { .integer($0) }, "column": finding.place?.column.map { .integer($0) },
            ])
        }
    }
}
