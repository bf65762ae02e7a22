import RKShared
import Testing

@testable import rk_check

/// The formats, with what anybody may write into a message.
struct FormatTests {
    /// Findings of every severity, one without a place, one that tries to be markup everywhere.
    private static let list: FindingList = {
        var document = Document()
        document.packages = [
            Package(id: "npm:a", name: "a", ecosystem: "npm", workspace: "w", path: "a", manifest: "a/package.json", version: nil)
        ]
        let hostile = "</failure>]]>&\"'\u{202E}\u{7}\n::error::no%0A|x|"
        return FindingList(
            [
                Diagnostic(
                    .error, .licenseMissing, "no licence", hint: "write one", package: "npm:a",
                    at: Place("a b/ü,:.json", line: 3, column: 5)),
                Diagnostic(.warning, .readmeMissing, hostile, package: "npm:a"), Diagnostic(.note, .checkSkipped, "left out"),
            ], of: document)
    }()

    /// The numbers, in words.
    @Test func summary() {
        #expect(Self.list.summary == "1 error, 1 warning, 1 note")
        #expect(FindingList([], of: Document()).summary == "no findings")
        #expect(FindingTable.render(FindingList([], of: Document())) == "no findings\n")
    }

    /// Addresses are encoded, and a finding without a place gets its package's manifest.
    @Test func sarif() throws {
        let log = try JSON(parsing: Array(SARIFFormat.render(Self.list).utf8))
        let results = log.object?["runs"]?.array?.first?.object?["results"]?.array ?? []
        let places = results.compactMap { $0.object?["locations"]?.array?.first?.object?["physicalLocation"]?.object }
        #expect(
            places.compactMap { $0["artifactLocation"]?.object?["uri"]?.string } == [
                "a%20b/%C3%BC%2C%3A.json", "a/package.json", "releasekit.toml",
            ])
        #expect(results.compactMap { $0.object?["level"]?.string } == ["error", "warning", "note"])
        #expect(places[0]["region"]?.object?["startLine"]?.integer == 3 && places[1]["region"] == nil)
    }

    /// A finding keeps its fingerprint when it moves.
    @Test func fingerprints() {
        let one = Diagnostic(.error, .licenseMissing, "x", at: Place("a", line: 1))
        let moved = Diagnostic(.error, .licenseMissing, "x", at: Place("a", line: 9))
        #expect(FindingList.fingerprint(of: one) == FindingList.fingerprint(of: moved))
        #expect(FindingList.fingerprint(of: one) != FindingList.fingerprint(of: Diagnostic(.error, .licenseMissing, "y", at: Place("a"))))
    }

    /// Nothing but commands of the program's own goes to GitHub's runner.
    @Test func annotations() {
        let lines = AnnotationFormat.render(Self.list).split(separator: "\n")
        #expect(lines.count == 3 && lines.allSatisfy { $0.hasPrefix("::") })
        #expect(lines[0].hasPrefix("::error file=a b/ü%2C%3A.json,line=3,col=5,title=RK-LICENSE-MISSING::no licence%0Ahelp: write one"))
        #expect(lines[1].contains("%0A::error::no%250A"))
    }
}
