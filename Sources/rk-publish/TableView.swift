import RKShared

/// What a run looks like on a terminal: a live table of the packages with a summary. A pure function from what is known to a frame; the
/// caller decides when to draw, at most ten times a second.
struct TableView: Sendable {
    /// What is known of the run.
    private(set) var picture: RunPicture
    /// Whether the terminal takes colours; false under NO_COLOR.
    let isColoured: Bool
    /// Whether the terminal takes more than ASCII.
    let isUnicode: Bool
    /// Whether keys are read, so that they are worth a hint.
    let hasKeys: Bool

    /// How many packages are all shown, if the terminal is high enough; with more, only those that matter now.
    static let windowSize = 30

    /// The view of a run of these packages.
    init(_ subjects: [RunPicture.Subject], isColoured: Bool, isUnicode: Bool = true, hasKeys: Bool = true) {
        picture = RunPicture(subjects)
        self.isColoured = isColoured
        self.isUnicode = isUnicode
        self.hasKeys = hasKeys
    }

    /// Takes an event.
    mutating func note(_ event: RunEvent, at seconds: Double) { picture.note(event, at: seconds) }

    /// The image at `now`, seconds since the run began, for a terminal of this many cells: narrower than `width`, and lower than `height`.
    func frame(now: Double, width: Int, height: Int) -> Frame {
        let now = picture.isFinished ? picture.lastTime : now
        let limit = min(max(width, 2), 1000) - 1
        let available = max(height - 1, 1)
        let columns = columns(limit)
        let isRoomy = available >= 12
        var above = isRoomy ? [title] : []
        if let banner { above.append(banner) }
        if available >= 6 { above.append(columns.header) }
        var below: [StyledLine] = []
        if isRoomy { below += failures(atMost: 3) }
        below.append(summary(limit))
        if available >= 4 { below.append(times(now)) }
        if isRoomy, let hint { below.append([Segment(hint, .dim)]) }
        let choice = choose(atMost: available - above.count - below.count)
        var lines = above + choice.shown.map { line(of: picture.rows[$0], columns, now) }
        if let hidden = choice.hidden { lines.append([Segment(hidden, .dim)]) }
        lines += below
        return Frame(lines.suffix(available).map { render($0, limit) })
    }

    /// Which rows are shown, in graph order, and a line about the others.
    private func choose(atMost room: Int) -> (shown: [Int], hidden: String?) {
        let all = picture.rows.indices
        if all.count <= min(room, Self.windowSize) { return (Array(all), nil) }
        let capacity = min(room - 1, Self.windowSize)
        guard capacity > 0 else { return ([], nil) }
        let active = all.filter { picture.rows[$0].isActive }
        let failed = picture.ended.reversed().filter { picture.rows[$0].status == .failed }
        let shownFailures = failed.prefix(max(capacity / 3, capacity - active.count))
        var shown = Set(active.prefix(capacity - shownFailures.count)).union(shownFailures)
        for index in picture.ended.reversed() where picture.rows[index].beginTime != nil {
            guard shown.count < capacity else { break }
            shown.insert(index)
        }
        let hidden = picture.counts(of: all.lazy.filter { !shown.contains($0) })
        let words = hidden.map { "\($0.number) \($0.word)" }.joined(separator: ", ")
        return (shown.sorted(), hidden.isEmpty ? nil : "\(ellipsis) \(words)")
    }
}
