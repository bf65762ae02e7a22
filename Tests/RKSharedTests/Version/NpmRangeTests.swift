import Support
import Testing

@testable import RKShared

/// Ranges as node-semver reads them; the expected answers were compared with node-semver itself.
struct NpmRangeTests {
    /// Ranges with versions that lie in them and versions that do not.
    @Test(
        arguments: [
            ("^1.2.3", ["1.2.3", "1.9.0"], ["1.2.2", "2.0.0", "2.0.0-0", "1.3.0-rc.1"]),
            ("^0.2.3", ["0.2.3", "0.2.9"], ["0.3.0", "0.2.2"]),
            ("^0.0.3", ["0.0.3"], ["0.0.4"]), ("^0.0", ["0.0.0", "0.0.9"], ["0.1.0"]), ("^0", ["0.9.0"], ["1.0.0"]),
            ("^1.x", ["1.0.0"], ["2.0.0"]),
            ("~1.2.3", ["1.2.3", "1.2.9"], ["1.3.0"]), ("~1.2", ["1.2.0"], ["1.3.0"]), ("~1", ["1.9.9"], ["2.0.0"]),
            ("~> 1.2.3", ["1.2.4"], ["1.3.0"]),
            ("*", ["0.0.0", "9.9.9"], ["1.0.0-rc.1"]), ("", ["1.0.0"], ["1.0.0-rc.1"]), ("1.2.x", ["1.2.7"], ["1.3.0"]),
            ("1", ["1.9.0"], ["2.0.0"]),
            ("1.2.3 - 2.3.4", ["1.2.3", "2.3.4"], ["2.3.5"]), ("1.2 - 2", ["2.9.9"], ["3.0.0", "1.1.9"]), (">1.2", ["1.3.0"], ["1.2.9"]),
            ("<=1.2", ["1.2.9"], ["1.3.0"]),
            (">=1.2 <2 || ^3", ["1.2.0", "3.5.0"], ["2.0.0", "4.0.0"]),
            ("^1.2.3-beta.2", ["1.2.3-beta.4", "1.2.3"], ["1.2.4-beta.2", "1.2.3-beta.1"]),
            ("=1.2.3", ["1.2.3", "1.2.3+x"], ["1.2.4"]), ("v1.2.3", ["1.2.3"], ["1.2.2"]), (">= 1.0.0", ["1.0.0"], ["0.9.9"]),
            ("<1.0.0", ["0.9.0"], ["1.0.0-rc.1", "1.0.0"]),
            ("> *", [], ["1.0.0"]), ("99999999999999999999.0.0", ["99999999999999999999.0.0"], ["1.0.0"]),
        ] as [(String, [String], [String])])
    func satisfaction(_ range: String, _ inside: [String], _ outside: [String]) throws {
        let range = try #require(NpmRange(range))
        for version in inside { #expect(range.allows(version), "\(version)") }
        for version in outside { #expect(!range.allows(version), "\(version)") }
    }

    /// With prereleases included the bounds alone decide.
    @Test func prereleases() {
        #expect(NpmRange("^1.0.0", includesPrereleases: true)?.allows("1.5.0-rc.1") == true)
        #expect(NpmRange("^1.0", includesPrereleases: true)?.allows("1.0.0-rc.1") == true)
        #expect(NpmRange("^1.0.0", includesPrereleases: true)?.allows("2.0.0-rc.1") == false)
        #expect(NpmRange("*", includesPrereleases: true)?.allows("1.0.0-rc.1") == true)
    }

    /// Tags, addresses and broken ranges are none.
    @Test(arguments: [
        "latest", "git+https://x", "1.2.3.4", "01.2.3", "^", ">", "1.2.3-01", "a || b", "1 -", "workspace:*", "file:x",
        String(repeating: "1 ", count: 600),
    ])
    func none(_ text: String) { #expect(NpmRange(text) == nil) }

    /// For random versions: `^` and `~` hold exactly what is not below and does not change the leading numbers.
    @Test func operators() throws {
        var random = SeededGenerator(seed: 5)
        /// Three small numbers.
        func version() -> [Int] { (0..<3).map { _ in Int.random(in: 0...3, using: &random) } }
        for _ in 0..<2000 {
            let (base, other) = (version(), version())
            let (from, to) = (base.map(String.init).joined(separator: "."), other.map(String.init).joined(separator: "."))
            let isNotBelow = !other.lexicographicallyPrecedes(base)
            let leading = base.firstIndex { $0 != 0 } ?? 2
            #expect(
                NpmRange("^\(from)")?.allows(to) == (isNotBelow && base.prefix(leading + 1) == other.prefix(leading + 1)), "^\(from) \(to)")
            #expect(NpmRange("~\(from)")?.allows(to) == (isNotBelow && base.prefix(2) == other.prefix(2)), "~\(from) \(to)")
            #expect(NpmRange(">=\(from)")?.allows(to) == isNotBelow)
            #expect(NpmRange("<\(from) || \(from)")?.allows(to) == (!isNotBelow || base == other))
        }
    }
}
