import RKShared
import Testing

/// SemVer 2.0.0 by the examples of its text and of its suggested regular expression.
struct SemVerTests {
    /// Ascending versions: the chain of section 11.4 and those around it.
    private static let chain = [
        "0.0.0", "0.0.1", "0.1.0-0", "0.1.0", "1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0-99999999999999999999998",
        "1.0.0-99999999999999999999999", "1.0.0--", "1.0.0--1", "1.0.0-A", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.1.0",
        "1.0.0-alpha.beta",
        "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0-rc1", "1.0.0-rc10", "1.0.0-rc9", "1.0.0", "2.0.0", "2.1.0",
        "2.1.1",
        "2.10.0", "99999999999999999999999.0.0", "100000000000000000000000.0.0",
    ]

    /// Precedence of every pair.
    @Test func precedence() throws {
        let versions = try Self.chain.map { try #require(SemVer($0)) }
        for (leftRank, left) in versions.enumerated() {
            for (rightRank, right) in versions.enumerated() {
                #expect((left < right) == (leftRank < rightRank), "\(left) < \(right)")
                #expect((left == right) == (leftRank == rightRank))
            }
        }
    }

    /// Build metadata is kept, and counts for nothing.
    @Test func buildMetadata() {
        #expect(VersionScheme.semver.compare("1.0.0+a", "1.0.0+b") == 0)
        #expect(Set([SemVer("1.0.0+a"), SemVer("1.0.0")]).count == 1)
        #expect(VersionScheme.semver.normalized("1.0.0-rc.1+exp.sha.5114f85") == "1.0.0-rc.1+exp.sha.5114f85")
    }

    /// Every valid version is its own normal form.
    @Test(arguments: [
        "0.0.4", "1.2.3", "10.20.30", "1.1.2-prerelease+meta", "1.1.2+meta", "1.1.2+meta-valid", "1.0.0-alpha", "1.0.0-beta",
        "1.0.0-alpha.beta",
        "1.0.0-alpha.beta.1", "1.0.0-alpha.1", "1.0.0-alpha0.valid", "1.0.0-alpha.0valid",
        "1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay", "1.0.0-rc.1+build.1", "2.0.0-rc.1+build.123", "1.2.3-beta",
        "10.2.3-DEV-SNAPSHOT", "1.2.3-SNAPSHOT-123", "1.0.0", "2.0.0", "1.1.7", "2.0.0+build.1848", "2.0.1-alpha.1227", "1.0.0-alpha+beta",
        "1.2.3----RC-SNAPSHOT.12.9.1--.12+788", "1.2.3----R-S.12.9.1--.12+meta", "1.2.3----RC-SNAPSHOT.12.9.1--.12",
        "1.0.0+0.build.1-rc.10000aaa-kk-0.1", "99999999999999999999999.999999999999999999.99999999999999999", "1.0.0-0A.is.legal",
    ])
    func valid(text: String) {
        #expect(VersionScheme.semver.normalized(text) == text)
    }

    /// Texts outside the grammar.
    @Test(arguments: [
        "", "1", "1.2", "1.2.3-0123", "1.2.3-0123.0123", "1.1.2+.123", "+invalid", "-invalid", "-invalid+invalid", "-invalid.01", "alpha",
        "alpha.beta", "alpha.beta.1", "alpha.1", "alpha+beta", "alpha_beta", "alpha.", "alpha..", "beta", "1.0.0-alpha_beta", "-alpha.",
        "1.0.0-alpha..", "1.0.0-alpha..1", "1.0.0-alpha...1", "01.1.1", "1.01.1", "1.1.01", "1.2.3.DEV", "1.2-SNAPSHOT",
        "1.2.31.2.3----RC-SNAPSHOT.12.09.1--..12+788", "1.2-RC-SNAPSHOT", "-1.0.3-gamma+b7718", "+justmeta", "9.8.7+meta+meta",
        "9.8.7-whatever+meta+meta", "v1.2.3", " 1.2.3", "1.2.3\n", "1.2.3-", "1.2.3+", "1.2.3-é", "1.2.3.4", "１.2.3",
    ])
    func invalid(text: String) {
        #expect(SemVer(text) == nil)
    }

    /// Label and number of prereleases, whichever way they are written.
    @Test(
        arguments: [
            ("1.0.0-rc.1", "rc", "1"), ("1.0.0-rc12", "rc", "12"), ("1.0.0-alpha", "alpha", nil), ("1.0.0-a.b.3", "a.b", "3"),
            ("1.0.0-7", "", "7"),
            ("1.0.0-rc.x", "rc.x", nil), ("1.0.0-rc01", "rc01", nil),
        ] as [(String, String, String?)])
    func labels(text: String, label: String, number: String?) throws {
        let prerelease = try #require(SemVer(text)?.prerelease)
        #expect(prerelease.label == label)
        #expect(prerelease.number?.description == number)
    }
}
