import RKShared
import Support
import Testing

@testable import rk_show

/// What the formats make of texts that nobody should use: as ids, names, versions, subjects, reasons, paths and messages at once.
struct HostileTests {
    /// Texts that are commands, markup or invisible somewhere.
    static let texts =
        HostileIDs.all + [
            "</script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onfocus='alert(1)", "<!--", "]]>", "</title></svg>",
            "</style>", "<svg/onload=alert(1)>", "&lt;script&gt;", "javascript:alert(1)", "\u{2066}x", "\u{FEFF}", "\u{AD}",
            "a\u{1B}[2Jb", "a\r\n::set-output name=x::y", "\u{85}::error::x", "##[command]x", "|", "\\|", "`|`", "``", "a|b|c", "[x](y)",
            "![x](https://example.com/y)", "@ada", "\"\u{301}", "\"", "\"\"", ",", "=1+1", "\u{0}", "e\u{301}\u{301}", "שלום", "👩‍👩‍👧", "\t",
            String(repeating: "long ", count: 300),
        ]

    /// A plan of packages whose every field is such a text.
    static func scene() -> PlanScene {
        var scene = PlanScene(texts)
        for (index, text) in texts.enumerated() {
            scene.document.packages?[index].name = text
            scene.document.packages?[index].version = text
            scene.document.packages?[index].ecosystem = text
            var plan = VersionPlan(package: text, current: text, next: text, bump: text, reason: index % 2 == 0 ? .commit : .dependency)
            plan.because = [text] + texts.suffix(3)
            plan.commits = [
                Change(id: text, type: text, scope: text, breaking: false, subject: text, bump: text, pullRequest: nil, author: text)
            ]
            plan.rest["why"] = .string(text)
            scene.document.versions = (scene.document.versions ?? []) + [plan]
            var outcome = Outcome(package: text, version: text, status: .blocked, why: text)
            outcome.blockedBy = index % 2 == 0 ? [text] : []
            scene.document.results = (scene.document.results ?? []) + [outcome]
            scene.document.report([Diagnostic(.error, .defect, text, hint: text, at: Place(text))], from: text)
            scene.document.diagnostics[index].code = text
        }
        scene.document.graph?.leftOut = texts
        scene.document.repository = Repository(
            root: ".", vcs: "git", head: texts[0], branch: "</p><script>x</script>", clean: true, shallow: false,
            remote: "https://example.com/\"><script>alert(1)</script>")
        return scene
    }

    /// No format but JSON holds anything that a terminal or the runner of a workflow obeys, or that could not be seen; JSON escapes it.
    @Test(arguments: PlanFormatName.allValueStrings) func nothingIsObeyed(format: String) throws {
        let text = try Self.scene().rendered(format)
        let lines = text.unicodeScalars.split(separator: "\n").map { String(String.UnicodeScalarView($0)) }
        for line in lines {
            let line =
                format == "csv" && line.unicodeScalars.last == "\r"
                ? String(String.UnicodeScalarView(line.unicodeScalars.dropLast())) : line
            let known = line.unicodeScalars.filter { $0 != "\u{200B}" || format != "markdown" }
            #expect(String(String.UnicodeScalarView(known)).visible.unicodeScalars.elementsEqual(known), "\(line.debugDescription)")
            #expect(!line.trimmed.hasPrefix("::"), "\(line)")
        }
    }

    /// Python reads the records as they were written, one line each.
    @Test func pythonReadsCSV() async throws {
        let scene = Self.scene()
        let script = """
            import csv, io, json, sys
            text = sys.stdin.buffer.read().decode("utf-8")
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
            json.dump({"lines": text.count("\\n"), "rows": rows}, sys.stdout)
            """
        var call = Call("python3", ["-c", script])
        call.input = Array(try scene.rendered("csv").utf8)
        let read = try JSON(parsing: try await World.live.check(call).output)
        let rows = try #require(read.object?["rows"]?.array?.map { $0.array?.compactMap(\.string) ?? [] })
        #expect(read.object?["lines"] == .integer(Self.texts.count + 1))
        for (text, row) in zip(Self.texts, rows.dropFirst()) {
            #expect(row.count == 11 && row[2...7].allSatisfy { $0.sameBytes(text.visible) }, "\(row)")
        }
        #expect(rows.count == Self.texts.count + 1)
    }

    /// Every id comes out of JSON as it was.
    @Test func idsInJSON() throws {
        let json = try JSON(parsing: Array(try Self.scene().rendered("json").utf8))
        let ids = try #require(json.object?["packages"]?.array?.compactMap { $0.object?["id"]?.string })
        #expect(ids.count == Self.texts.count && zip(ids, Self.texts).allSatisfy { $0.sameBytes($1) })
    }

    /// A row of Markdown has as many bars as columns, and none that is a text's.
    @Test func barsInMarkdown() throws {
        let lines = try Self.scene().rendered("markdown").unicodeScalars.split(separator: "\n").map { $0.count { $0 == "|" } }
        #expect(lines.filter { $0 > 1 } == Array(repeating: 11, count: Self.texts.count + 2))
    }
}
