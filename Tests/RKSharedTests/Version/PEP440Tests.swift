import RKShared
import Testing

/// PEP 440 against what Python's `packaging` says.
struct PEP440Tests {
    /// The table's lines as equal versions, each with its text and normal form.
    private static let lines: [[(text: String, normal: String)]] = pep440Table.split(separator: "\n").map { line in
        split(line.trimmingPrefix { $0 == " " }, " | ").map { entry in
            let sides = split(entry, " = ")
            return (sides[0], sides[sides.count - 1])
        }
    }

    /// The parts of a text between separators.
    private static func split(_ text: some StringProtocol, _ separator: String) -> [String] {
        String(text).split(separator: separator).map(String.init)
    }

    /// Every spelling gets the normal form of the table, which is its own normal form.
    @Test func normalForms() {
        for (text, normal) in Self.lines.joined() {
            #expect(VersionScheme.pep440.normalized(text) == normal)
            #expect(VersionScheme.pep440.normalized(normal) == normal)
        }
    }

    /// Each pair of the table compares as its lines do.
    @Test func order() {
        let ranked = Self.lines.enumerated().flatMap { rank, line in line.map { (rank, PEP440($0.text)) } }
        #expect(ranked.count > 250)
        for (leftRank, left) in ranked {
            for (rightRank, right) in ranked {
                guard let left, let right else {
                    Issue.record("a version of the table was not read")
                    return
                }
                #expect((left < right) == (leftRank < rightRank), "\(left) < \(right)")
                #expect((left == right) == (leftRank == rightRank), "\(left) == \(right)")
                if left == right { #expect(left.hashValue == right.hashValue) }
            }
        }
    }

    /// Texts that `packaging` refuses.
    @Test(arguments: [
        "", " ", "v", "1.", ".1", "1..0", "1.0.", "1!", "!1", "1!!0", "1.0x", "1.0alph1", "1.0--a1", "1.0a-_1", "1.0+", "1.0+a..b", "1.0+é",
        "1.0+a+b", "1.0 a1", "1.0prev", "vv1", "1.0dev1a1", "1.0.post1a1", "1.0-1-1", "１.0", "1.0\u{301}", "french toast", "1,0",
    ])
    func refused(text: String) {
        #expect(PEP440(text) == nil)
    }

    /// Prereleases are those with a pre or a dev segment.
    @Test(
        arguments: [
            ("1.0", false), ("1.0.post1", false), ("1.0+x", false), ("1.0rc1", true), ("1.0.dev0", true), ("1.0.post1.dev2", true),
        ] as [(String, Bool)])
    func prereleases(text: String, isPrerelease: Bool) {
        #expect(VersionScheme.pep440.isPrerelease(text) == isPrerelease)
    }

    /// The final version that each one leads to.
    @Test(
        arguments: [
            ("1.0rc1", "1.0"), ("1.0rc1.post2.dev3", "1.0"), ("1.0.post1.dev2", "1.0.post1"), ("1.0.post1", "1.0.post1"),
            ("2!1.0.dev1", "2!1.0"),
            ("1.0rc1+local", "1.0"), ("1.0+local", "1.0+local"),
        ] as [(String, String)])
    func finalVersions(text: String, final: String) {
        #expect(PEP440(text)?.finalVersion.description == final)
    }

    /// White space around a version is ignored, whatever its kind.
    @Test func whiteSpace() {
        #expect(VersionScheme.pep440.normalized("\t 1.0-RC1\r\n") == "1.0rc1")
    }
}
