import RKShared
import Testing

@testable import rk_publish

/// Each kind of event as its line.
@Test(
    arguments: [
        (.began(total: 3, levels: 2, jobs: 4), #"{"elapsed":1.234,"event":"began","jobs":4,"levels":2,"total":3}"#),
        (
            .stage(package: "pypi:a", .smokeTesting),
            #"{"elapsed":1.234,"event":"stage","package":"pypi:a","stage":"smoke-testing"}"#
        ),
        (
            .retry(package: "pypi:a", attempt: 2, delay: 0.05, why: "503\n\u{1B}"),
            #"{"attempt":2,"delay":0.050,"elapsed":1.234,"event":"retry","package":"pypi:a","why":"503\n\u001b"}"#
        ),
        (
            .ended(package: "pypi:a", .alreadyPublished, why: nil),
            #"{"elapsed":1.234,"event":"ended","package":"pypi:a","status":"already-published"}"#
        ),
        (
            .ended(package: "pypi:a", .failed, why: "no"),
            #"{"elapsed":1.234,"event":"ended","package":"pypi:a","status":"failed","why":"no"}"#
        ),
        (.run(.stopping), #"{"elapsed":1.234,"event":"run","state":"stopping"}"#),
        (
            .finding(Diagnostic(.warning, .graphCycle, "a cycle", package: "pypi:a", at: Place("a.toml", line: 2, column: 5))),
            #"{"code":"RK-GRAPH-CYCLE","column":5,"elapsed":1.234,"event":"finding","line":2,"message":"a cycle","#
                + #""package":"pypi:a","path":"a.toml","severity":"warning"}"#
        ),
    ] as [(RunEvent, String)])
func eventLines(event: RunEvent, line: String) {
    #expect(EventLog.line(for: event, at: 1.2341) == line)
}

/// Times for people, in tenths as far as they matter, and for programs; what is no time does no harm.
@Test(
    arguments: [
        (0, "0.0s", "0s", "0.000"), (0.049, "0.0s", "0s", "0.049"), (12.34, "12.3s", "12s", "12.340"), (99.96, "1m40s", "1m40s", "99.960"),
        (125, "2m05s", "2m05s", "125.000"), (3725, "1h02m", "1h02m", "3725.000"), (-5, "0.0s", "0s", "0.000"),
        (.nan, "0.0s", "0s", "0.000"), (.infinity, "888888h53m", "888888h53m", "3200000000.000"),
    ] as [(Double, String, String, String)])
func durations(seconds: Double, exact: String, whole: String, thousandths: String) {
    #expect(seconds.duration == exact)
    #expect(seconds.wholeDuration == whole)
    #expect(seconds.thousandths == thousandths)
}
