import RKShared
import Synchronization
import Testing

@testable import rk_publish

/// Three packages, one without a version.
private let subjects: [RunPicture.Subject] = [
    .init(id: "pypi:a", version: "1.0.0"), .init(id: "pypi:b", version: "2.0.0"), .init(id: "pypi:c"),
]

/// Events of a run of three packages in which one fails.
private let events: [(Double, RunEvent)] = [
    (0, .began(total: 3, levels: 2, jobs: 2)), (0, .stage(package: "pypi:a", .waiting)), (0.05, .stage(package: "pypi:a", .asking)),
    (0.1, .stage(package: "pypi:a", .building)), (0.2, .stage(package: "pypi:a", .building)),
    (1, .retry(package: "pypi:a", attempt: 2, delay: 2, why: "503 Service Unavailable")), (3, .stage(package: "pypi:a", .building)),
    (3.5, .run(.running)), (3.5, .run(.paused)), (4, .run(.running)),
    (4, .finding(Diagnostic(.warning, .graphCycle, "a cycle", hint: "cut it", package: "pypi:c", at: Place("c/pyproject.toml", line: 3)))),
    (4, .finding(Diagnostic(.note, .graphCycle, "not shown"))),
    (61, .ended(package: "pypi:a", .failed, why: "uv build exited with 2\nerror: \u{1B}[31mno\u{1B}[0m\n\n")),
    (61, .ended(package: "pypi:b", .blocked, why: "waits for pypi:a")), (61, .ended(package: "pypi:b", .blocked, why: "again")),
    (61, .stage(package: "pypi:a", .restoring)), (125, .ended(package: "pypi:c", .published, why: nil)),
    (125, .run(.finished)), (126, .run(.finished)),
]

/// A line for each change of state, none where nothing changed, and a summary with what to do next.
@Test func logOfARun() {
    var view = LogView(subjects)
    var text = ""
    for (time, event) in events { text += view.note(event, at: time) }
    #expect(
        text == """
            [0.0s] 3 packages in 2 levels, 2 at a time
            [0.1s] pypi:a 1.0.0 asking
            [0.1s] pypi:a 1.0.0 building
            [1.0s] pypi:a 1.0.0 retrying in 2.0s (attempt 2): 503 Service Unavailable
            [3.0s] pypi:a 1.0.0 building
            [3.5s] run paused
            [4.0s] run running
            [4.0s] pypi:c warning[RK-GRAPH-CYCLE]: c/pyproject.toml:3: a cycle
                help: cut it
            [61.0s] pypi:a 1.0.0 failed: uv build exited with 2
            [61.0s] pypi:b 2.0.0 blocked: waits for pypi:a
            [2m05s] pypi:c published
            [2m05s] 1 of 3 packages published, 1 failed, 1 blocked
              failed: pypi:a 1.0.0: uv build exited with 2
              blocked: pypi:b 2.0.0: waits for pypi:a
            help: correct the cause and run the same command again: it does only the rest

            """)
}

/// A run in which all went well needs no advice; one that was stopped says how to go on.
@Test func adviceAtTheEnd() {
    var good = LogView([.init(id: "a", version: "1")])
    _ = good.note(.ended(package: "a", .published, why: nil), at: 1)
    #expect(good.note(.run(.finished), at: 1) == "[1.0s] 1 of 1 package published\n")
    var stopped = LogView((0..<30).map { .init(id: "p\($0)") })
    for index in 0..<30 { _ = stopped.note(.ended(package: "p\(index)", .cancelled, why: nil), at: 1) }
    let lines = stopped.note(.run(.finished), at: 1).split(separator: "\n")
    #expect(lines.count == 23 && lines[21] == "  cancelled: … and 10 more")
    #expect(lines.last?.hasPrefix("help: run the same command again") == true)
}

/// Collects what is written.
private final class Sink: Sendable {
    /// What was written.
    private let content = Mutex("")

    /// What was written so far.
    var text: String { content.withLock { $0 } }

    /// Adds to it.
    func write(_ text: String) { content.withLock { $0 += text } }
}

/// The watchers write what their views say, and each event reaches all of them.
@Test func watchersWrite() {
    let (log, screen, lines) = (Sink(), Sink(), Sink())
    let table = TableWatcher(TableView(subjects, isColoured: false), write: screen.write)
    let observers: [any Observer] = [LogWatcher(LogView(subjects), write: log.write), table, EventLog(write: lines.write)]
    observers.note(.stage(package: "pypi:a", .building), at: 1)
    observers.note(.stage(package: "pypi:a", .building), at: 2)
    #expect(log.text == "[1.0s] pypi:a 1.0.0 building\n")
    #expect(lines.text.split(separator: "\n").count == 2)
    table.draw(now: 3, width: 80, height: 24)
    #expect(screen.text.isEmpty)
    table.note(.began(total: 3, levels: 1, jobs: 1), at: 0)
    table.draw(now: 3, width: 80, height: 24)
    table.draw(now: 3, width: 80, height: 24, above: ["news"])
    #expect(screen.text.contains("\u{1B}[8Anews\u{1B}[K\r\nrk-publish"))
}
