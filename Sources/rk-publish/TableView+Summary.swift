import RKShared

extension TableView {
    /// The first line: what this is.
    var title: StyledLine {
        let rows = picture.rows.count
        let packages = "\(rows) package\(rows == 1 ? "" : "s")"
        let levels = "\(picture.levels) level\(picture.levels == 1 ? "" : "s")"
        return [Segment("rk-publish", .bold), Segment("  \(packages), \(levels), \(picture.jobs) at a time")]
    }

    /// What is unusual about the run as a whole; nil while it just runs, and after it.
    var banner: StyledLine? {
        switch picture.state {
        case .running, .finished: nil
        case .paused: [Segment("PAUSED", .yellowBanner), Segment("  what was begun goes on, nothing else begins", .yellow)]
        case .stopping:
            [Segment("STOPPING", .yellowBanner), Segment("  what was begun is brought to its end, nothing else begins", .yellow)]
        case .cancelled: [Segment("CANCELLED", .redBanner), Segment("  what was begun is broken off and put back", .red)]
        }
    }

    /// Which keys do something now, or what to do after the run; nil for nothing.
    var hint: String? {
        let keys: String? =
            switch picture.state {
            case .running: "p pause  q stop"
            case .paused: "r resume  q stop"
            case .stopping: "q break off"
            case .cancelled: nil
            case .finished: picture.advice.map { "help: \($0)" }
            }
        return hasKeys || picture.isFinished ? keys : nil
    }

    /// How many packages are what; where that takes more than `limit` cells, all that are worked on are one number.
    func summary(_ limit: Int) -> StyledLine {
        let counts = picture.counts(of: picture.rows.indices)
        let full = line(of: counts)
        guard full.reduce(0, { $0 + $1.content.width }) > limit else { return full }
        let settled = Set(Outcome.Status.allCases.map(\.rawValue) + [Stage.waiting.rawValue, Stage.staged.rawValue, "retrying"])
        let active = counts.reduce(0) { settled.contains($1.word) ? $0 : $0 + $1.number }
        return line(of: [RunPicture.Count(word: "active", number: active)] + counts.filter { settled.contains($0.word) })
    }

    /// These numbers in one line, the published first.
    private func line(of counts: [RunPicture.Count]) -> StyledLine {
        var line = [Segment("published \(picture.number(of: .published))/\(picture.rows.count)", .green)]
        for count in counts where count.word != Outcome.Status.published.rawValue {
            let style: Style =
                switch Outcome.Status(rawValue: count.word) {
                case .failed: .red
                case .blocked, .cancelled: .yellow
                default: .plain
                }
            line += [Segment(", "), Segment("\(count.word) \(count.number)", style)]
        }
        return line
    }

    /// How long it took, and will take.
    func times(_ now: Double) -> StyledLine {
        let rest = picture.isFinished ? nil : picture.remaining(at: now).flatMap { $0 < 0.5 ? nil : $0 }
        return [Segment("elapsed \(now.duration)\(rest.map { ", about \($0.wholeDuration) to go" } ?? "")")]
    }

    /// Why packages failed: the latest ones.
    func failures(atMost limit: Int) -> [StyledLine] {
        picture.rows(.failed).suffix(limit).map { row in
            [Segment("\(isUnicode ? "✗" : "x") \(row.title)", .red), Segment(": \(TerminalText(firstLineOf: row.why ?? "failed").text)")]
        }
    }
}
