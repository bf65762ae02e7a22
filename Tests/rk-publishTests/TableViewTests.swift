import RKShared
import Testing

@testable import rk_publish

/// A view of packages `pypi:p0`… of version 1.0.0, a level for each three, told of the events.
private func view(
    _ count: Int, isColoured: Bool = false, isUnicode: Bool = true, _ events: [(Double, RunEvent)] = []
) -> TableView {
    let subjects = (0..<count).map { RunPicture.Subject(id: "pypi:p\($0)", version: "1.0.0", level: $0 / 3) }
    var view = TableView(subjects, isColoured: isColoured, isUnicode: isUnicode)
    view.note(.began(total: count, levels: (count + 2) / 3, jobs: 2), at: 0)
    for (time, event) in events { view.note(event, at: time) }
    return view
}

/// Events in which every kind of row is seen.
private let mixed: [(Double, RunEvent)] = [
    (0, .stage(package: "pypi:p0", .asking)), (0, .stage(package: "pypi:p1", .asking)), (0, .stage(package: "pypi:p2", .building)),
    (2, .ended(package: "pypi:p0", .published, why: nil)), (3, .ended(package: "pypi:p1", .alreadyPublished, why: nil)),
    (3, .stage(package: "pypi:p3", .publishing)), (4, .retry(package: "pypi:p3", attempt: 2, delay: 2.5, why: "503")),
    (4.5, .stage(package: "pypi:p2", .restoring)), (5, .ended(package: "pypi:p2", .failed, why: "uv build exited with 2\nmore")),
    (5, .ended(package: "pypi:p5", .blocked, why: "waits for pypi:p2")), (5, .stage(package: "pypi:p4", .smokeTesting)),
    (5, .ended(package: "pypi:p6", .skipped, why: "unchanged")),
]

/// All packages with what each does, where there is room.
@Test func tableShowsEveryKindOfRow() {
    let frame = view(8, mixed).frame(now: 5.5, width: 80, height: 24)
    #expect(
        frame.text == """
            rk-publish  8 packages, 3 levels, 2 at a time
            Level  Package        Stage                Progress      Time
                0  pypi:p0 1.0.0  ✓ published          ██████████    2.0s
                0  pypi:p1 1.0.0  ✓ already-published  ██████████    3.0s
                0  pypi:p2 1.0.0  ✗ failed             ███░░░░░░░    5.0s
                1  pypi:p3 1.0.0  ▸ retry 2 in 1.0s    ██████░░░░    2.5s
                1  pypi:p4 1.0.0  ▸ smoke-testing      █████████░    0.5s
                1  pypi:p5 1.0.0  ⊘ blocked            ░░░░░░░░░░       -
                2  pypi:p6 1.0.0  – skipped            ░░░░░░░░░░       -
                2  pypi:p7 1.0.0  · waiting            ░░░░░░░░░░       -
            ✗ pypi:p2 1.0.0: uv build exited with 2
            published 1/8, active 1, failed 1, blocked 1, already-published 1, skipped 1, …
            elapsed 5.5s, about 2s to go
            p pause  q stop

            """)
}

/// A small terminal gets fewer columns and rows, and no more than fits; without Unicode only ASCII is written.
@Test func tableShrinks() {
    let frame = view(8, isUnicode: false, mixed).frame(now: 5.5, width: 46, height: 9)
    #expect(
        frame.text == """
            Package        Stage                  Time
            pypi:p1 1.0.0  + already-published    3.0s
            pypi:p2 1.0.0  x failed               5.0s
            pypi:p3 1.0.0  > retry 2 in 1.0s      2.5s
            pypi:p4 1.0.0  > smoke-testing        0.5s
            ~ 1 published, 1 blocked, 1 skipped, 1 waiti~
            published 1/8, active 1, failed 1, blocked 1~
            elapsed 5.5s, about 2s to go

            """)
    #expect(frame.text.utf8.allSatisfy { $0 < 0x80 })
    let narrow = view(8, isUnicode: false, mixed).frame(now: 5.5, width: 20, height: 9)
    #expect(narrow.lines[1].text == "p1 1.0.0  + alre~" && narrow.text.utf8.allSatisfy { $0 < 0x80 })
}

/// Without room for the names, the ecosystem that all share is left out, then the version; of two ecosystems both are told.
@Test(arguments: [
    (80, "pypi:orbit-codec-json 1.0.0", "pypi:orbit-codec-toml 1.0.0"), (56, "orbit-codec-json 1.0.0", "orbit-codec-toml 1.0.0"),
    (36, "orbi…dec-json 1.0.0", "orbi…dec-toml 1.0.0"), (24, "orbi…ec-json ", "orbi…ec-toml "),
]) func tableShortensNames(width: Int, first: String, second: String) {
    /// The first columns, with these ids.
    func names(_ ids: [String]) -> [String] {
        var view = TableView(ids.map { RunPicture.Subject(id: $0, version: "1.0.0", level: 0) }, isColoured: false)
        view.note(.began(total: ids.count, levels: 1, jobs: 1), at: 0)
        return view.frame(now: 0, width: width, height: 24).lines.map(\.text)
    }
    let lines = names(["pypi:orbit-codec-json", "pypi:orbit-codec-toml"])
    #expect(lines.contains { $0.contains(first) } && lines.contains { $0.contains(second) }, "\(lines)")
    #expect(lines.contains { $0.contains("pypi:") } == first.contains("pypi:"))
    #expect(names(["pypi:orbit", "npm:orbit"]).count { $0.contains(":orbit") } == 2)
}

/// No frame is wider than its terminal, or as high, whatever its size, whatever the names.
@Test(arguments: [1, 2, 5, 12, 30, 45, 60, 80, 200]) func tableFits(width: Int) {
    let name = "pypi:日本語\u{1B}[2J\u{202E}\r\n👩‍👩‍👧e\u{301}" + String(repeating: "x", count: 300)
    for count in [0, 1, 30, 31, 100] {
        var view = view(count, mixed.filter { _ in count > 7 })
        view.note(.stage(package: name, .building), at: 6)
        for state in RunState.allCases {
            view.note(.run(state), at: 7)
            for height in [1, 2, 3, 5, 8, 13, 24, 60] {
                let frame = view.frame(now: 8, width: width, height: height)
                #expect(frame.lines.count <= max(height - 1, 1))
                #expect(frame.lines.allSatisfy { $0.width <= max(width - 1, 1) && !$0.text.contains("\u{1B}") })
            }
        }
    }
}

/// With more than thirty packages only what is worked on, failed or just ended has a row, in graph order; the rest is a number.
@Test func tableSlides() {
    var view = view(60)
    for index in 0..<40 { view.note(.stage(package: "pypi:p\(index)", .building), at: Double(index)) }
    for index in 0..<38 {
        view.note(.ended(package: "pypi:p\(index)", index == 4 ? .failed : .published, why: nil), at: 40 + Double(index))
    }
    view.note(.ended(package: "pypi:p50", .blocked, why: nil), at: 80)
    let wide = view.frame(now: 80, width: 100, height: 60).lines.map(\.text)
    #expect(wide.filter { $0.contains("pypi:p") && !$0.hasPrefix("✗") }.count == 30)
    let low = view.frame(now: 80, width: 100, height: 16).lines.map(\.text)
    let shown = low.dropFirst(2).prefix { !$0.hasPrefix("…") }.map { $0.split(separator: " ")[1] }
    #expect(shown == ["pypi:p4", "pypi:p33", "pypi:p34", "pypi:p35", "pypi:p36", "pypi:p37", "pypi:p38", "pypi:p39"])
    #expect(low.contains("… 32 published, 1 blocked, 19 waiting"))
    #expect(low.count == 15)
}

/// With more at work than rows, failures keep a third.
@Test func tableKeepsFailures() {
    var view = view(100)
    for index in 0..<90 { view.note(.stage(package: "pypi:p\(index)", .building), at: 1) }
    for index in 0..<20 { view.note(.ended(package: "pypi:p\(index)", .failed, why: "no"), at: 2) }
    let lines = view.frame(now: 3, width: 80, height: 50).lines.map(\.text)
    #expect(lines.filter { $0.contains("✗ failed") }.count == 10)
    #expect(lines.filter { $0.contains("▸ building") }.count == 20)
}

/// What the run as a whole does has a banner; at the end neither hint nor estimate is left, and time stands still.
@Test(
    arguments: [
        (RunState.paused, "PAUSED"), (.stopping, "STOPPING"), (.cancelled, "CANCELLED"),
    ] as [(RunState, String)])
func tableBanner(state: RunState, word: String) {
    var view = view(3, [(0, .stage(package: "pypi:p0", .asking)), (2, .ended(package: "pypi:p0", .published, why: nil))])
    #expect(view.frame(now: 3, width: 80, height: 24).text.contains("about 2s to go"))
    view.note(.run(state), at: 3)
    let text = view.frame(now: 3, width: 80, height: 24).text
    #expect(text.contains("\n\(word)  ") && !text.contains("to go"))
    view.note(.run(.finished), at: 4)
    let last = view.frame(now: 9, width: 80, height: 24).text
    #expect(last.hasSuffix("elapsed 4.0s\n") && !last.contains(word))
}

/// Colours are an addition to the same text.
@Test func tableColours() {
    let plain = view(8, mixed).frame(now: 5.5, width: 80, height: 24)
    let coloured = view(8, isColoured: true, mixed).frame(now: 5.5, width: 80, height: 24)
    #expect(coloured.text.contains("\u{1B}[31m✗ failed           \u{1B}[0m"))
    var text = ""
    for part in coloured.text.split(separator: "\u{1B}[", omittingEmptySubsequences: false) {
        text += part.isEmpty ? part : part[part.index(after: part.firstIndex(of: "m")!)...]
    }
    #expect(text == plain.text)
}

/// A frame goes over the last one, whose lines a narrower terminal wrapped, and clears what is left of it.
@Test func frameGoesOverTheLast() {
    let last = Frame([.init(text: "a long line", width: 11), .init(text: "b", width: 1)])
    let frame = Frame([.init(text: "c", width: 1)])
    #expect(frame.text(over: nil, width: 20, height: 9) == "\rc\u{1B}[K\r\n\u{1B}[J")
    #expect(frame.text(over: last, width: 20, height: 9) == "\r\u{1B}[2Ac\u{1B}[K\r\n\u{1B}[J")
    #expect(frame.text(over: last, width: 5, height: 9, above: ["x"]) == "\r\u{1B}[4Ax\u{1B}[K\r\nc\u{1B}[K\r\n\u{1B}[J")
    #expect(frame.text(over: last, width: 5, height: 3).hasPrefix("\r\u{1B}[2A"))
}
