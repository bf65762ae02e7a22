import RKShared

/// What a run looks like where no terminal is: a line for each change of state, `[12.3s] pypi:widget-core 1.5.0 building`, and a summary.
struct LogView: Sendable {
    /// What is known of the run.
    private(set) var picture: RunPicture
    /// Whether notes are shown too.
    let isVerbose: Bool

    /// How many packages of a kind the summary names.
    private static let maximumNames = 20

    /// The view of a run of these packages.
    init(_ subjects: [RunPicture.Subject], isVerbose: Bool = false) {
        picture = RunPicture(subjects)
        self.isVerbose = isVerbose
    }

    /// Takes an event and returns the lines to print for it, each with its newline; empty when nothing changed.
    mutating func note(_ event: RunEvent, at seconds: Double) -> String {
        let before = picture.isFinished
        let line = text(for: event)
        picture.note(event, at: seconds)
        if case .run(.finished) = event { return before ? "" : summary(at: seconds) }
        guard let line else { return "" }
        return "[\(seconds.duration)] \(line)\n"
    }

    /// What an event says beyond what is known; nil for nothing.
    private func text(for event: RunEvent) -> String? {
        switch event {
        case .began(let total, let levels, let jobs):
            return "\(Self.number(total, "package")) in \(Self.number(levels, "level")), \(jobs) at a time"
        case .stage(let package, let stage):
            let row = picture.row(of: package)
            let known = row.map { $0.status != nil || ($0.stage == stage && $0.retryTime == nil) } ?? (stage == .waiting)
            return known ? nil : "\(title(package)) \(stage.rawValue)"
        case .retry(let package, let attempt, let delay, let why):
            return "\(title(package)) retrying in \(delay.duration) (attempt \(attempt)): \(Self.indented(why))"
        case .ended(let package, let status, let why):
            if picture.row(of: package)?.status != nil { return nil }
            return "\(title(package)) \(status.rawValue)\(why.map { ": \(TerminalText(firstLineOf: $0).text)" } ?? "")"
        case .run(let state):
            return state == picture.state ? nil : "run \(state.rawValue)"
        case .finding(let finding):
            if finding.severity == .note, !isVerbose { return nil }
            let package = finding.package.map { "\(title($0)) " } ?? ""
            let place = finding.place.map { "\(TerminalText($0.description).text): " } ?? ""
            let hint = finding.hint.map { "\n    help: \(Self.indented($0))" } ?? ""
            return "\(package)\(finding.severity.rawValue)[\(finding.code)]: \(place)\(Self.indented(finding.message))\(hint)"
        }
    }

    /// The lines at the end: how many of what, which ones not, and what to do about it.
    private func summary(at seconds: Double) -> String {
        let total = picture.rows.count
        let done = picture.number(of: .published)
        let others = picture.counts(of: picture.rows.indices).filter { $0.word != Outcome.Status.published.rawValue }
        var parts = ["\(done) of \(Self.number(total, "package")) published"]
        parts += others.map { "\($0.number) \($0.word)" }
        var lines = ["[\(seconds.duration)] \(parts.joined(separator: ", "))"]
        for status in [Outcome.Status.failed, .blocked, .cancelled] {
            let rows = picture.rows(status)
            for row in rows.prefix(Self.maximumNames) {
                let why = row.why.map { ": \(TerminalText(firstLineOf: $0).text)" } ?? ""
                lines.append("  \(status.rawValue): \(row.title)\(why)")
            }
            if rows.count > Self.maximumNames { lines.append("  \(status.rawValue): … and \(rows.count - Self.maximumNames) more") }
        }
        if let help = picture.advice { lines.append("help: \(help)") }
        return lines.map { "\($0)\n" }.joined()
    }

    /// Name and version of a package, safe to print.
    private func title(_ package: String) -> String { picture.row(of: package)?.title ?? TerminalText(package).text }

    /// Untrusted text: further lines are indented under the first.
    private static func indented(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { TerminalText(String($0)).text }.joined(separator: "\n    ")
    }

    /// A number with its noun.
    private static func number(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension RunPicture {
    /// What to do next after a run that did not publish everything; nil after one that did.
    var advice: String? {
        if number(of: .failed) > 0 {
            return "correct the cause and run the same command again: it does only the rest"
        }
        if number(of: .cancelled) > 0 || number(of: .blocked) > 0 {
            return "run the same command again: what is published stays, the rest goes on"
        }
        return nil
    }
}
