import RKShared
import Support
import Testing

/// What holds for every version of every scheme, tried on generated ones.
struct VersionPropertyTests {
    /// Numbers that meet each other often, and some that no machine integer holds.
    private static let numbers = ["0", "1", "2", "9", "10", "11", "18446744073709551616", "99999999999999999999999"]

    /// A version from parts of which each has few values, so that near neighbours are frequent.
    private static func text(_ scheme: VersionScheme, _ random: inout SeededGenerator) -> String {
        /// One of some texts.
        func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
        /// One of the numbers.
        func number() -> String { pick(numbers) }
        switch scheme {
        case .semver, .go, .dart, .cargo:
            let release = "\(number()).\(pick(["0", "1"])).\(number())"
            /// A prerelease identifier.
            func part() -> String { pick(["rc", "alpha", "beta", "rc1", "rc9", "x-y", "-", "0a"]) }
            let pre = ["", "", "-\(number())", "-\(part())", "-\(part()).\(number())", "-\(part()).\(part())"]
            let builds = scheme == .dart ? ["", "+1", "+2", "+10", "+b.01", "+b"] : ["", "", "+b.01"]
            return scheme.mark + release + pick(pre) + pick(builds)
        case .maven:
            // Not `-ga-SNAPSHOT`: Maven's own order goes round in a circle with it and `-sp`.
            let release = pick(["1", "1.0", "1.0.0", "0.\(number())", "\(number()).\(number()).\(number())", "1.2.3.4"])
            let label = pick(["alpha", "beta", "milestone", "rc", "RC", "M", "sp", "jre"])
            let pre = pick([
                "", "", "-\(label)-\(number())", ".\(label)\(number())", "-\(label).\(number())", "-SNAPSHOT", ".Final", ".ga", "-1",
            ])
            return release + pre + pick(["", "", "", "-SNAPSHOT"])
        case .pep440:
            let release = pick(["1", "1.0", "1.0.0", "0.\(number())", "\(number()).\(number()).\(number())", "1.2.3.4"])
            let pre = pick(["", "", "a\(number())", "b", "rc\(number())", "-preview.2"])
            let post = pick(["", "", "", ".post\(number())", "-1"])
            let dev = pick(["", "", "", ".dev\(number())"])
            return pick(["", "", "", "1!"]) + release + pre + post + dev + pick(["", "", "", "+abc.1", "+1", "+a"])
        }
    }

    /// Distinct generated versions of a type.
    private static func versions<Number: VersionNumber>(_ scheme: VersionScheme, _ type: Number.Type, count: Int) -> [Number] {
        var random = SeededGenerator(seed: 2026)
        return (0..<count).compactMap { _ in Number(text(scheme, &random)) }
    }

    /// Runs one property on a type's versions.
    private static func check<Number: VersionNumber>(_ scheme: VersionScheme, _ type: Number.Type) {
        let versions = versions(scheme, type, count: 120)
        #expect(versions.count == 120)
        for left in versions {
            #expect(Number(left.description) == left)
            #expect(Number(left.description)?.description == left.description)
            for right in versions {
                let relations = [left < right, left == right, right < left]
                #expect(relations.count { $0 } == 1, "\(left) and \(right)")
                if left == right { #expect(left.hashValue == right.hashValue) }
            }
        }
        let sorted = versions.sorted()
        for index in sorted.indices {
            for other in sorted.indices where index < other {
                #expect(sorted[index] <= sorted[other], "\(sorted[index]) stands before \(sorted[other])")
            }
        }
    }

    /// A bump is greater than the original and, but for prereleases, final; a prerelease comes before its final version.
    private static func checkBumps<Number: VersionNumber>(_ scheme: VersionScheme, _ type: Number.Type) throws {
        for version in versions(scheme, type, count: 400) {
            #expect(version.bumped(.none) == version)
            for bump in Bump.allCases where bump != .none {
                let next = version.bumped(bump)
                #expect(next > version, "\(version) and \(bump) give \(next)")
                #expect(next.isPrerelease == (bump == .prerelease))
            }
            #expect(version.bumped(.patch) < version.bumped(.minor))
            #expect(version.bumped(.minor) < version.bumped(.major))
            #expect(version.finalVersion >= version)
            #expect(!version.finalVersion.isPrerelease)
            let candidate = try #require(version.asPrerelease(label: "rc", number: Natural(1)))
            #expect(candidate.prerelease == Prerelease(label: "rc", number: Natural(1)))
            #expect(candidate < version.replacing(release: version.release))
        }
    }

    /// Exactly one of <, ==, > holds, order is transitive, and the normal form reads back.
    @Test func totalOrderAndRoundTrip() {
        Self.check(.semver, SemVer.self)
        Self.check(.pep440, PEP440.self)
        Self.check(.maven, MavenVersion.self)
        Self.check(.go, GoVersion.self)
        Self.check(.dart, DartVersion.self)
    }

    /// Bumps count up, in every scheme.
    @Test func bumps() throws {
        try Self.checkBumps(.semver, SemVer.self)
        try Self.checkBumps(.pep440, PEP440.self)
        try Self.checkBumps(.maven, MavenVersion.self)
        try Self.checkBumps(.go, GoVersion.self)
        try Self.checkBumps(.dart, DartVersion.self)
    }

    /// What can be said in the other scheme comes back as it was.
    @Test func spelledThereAndBack() {
        var random = SeededGenerator(seed: 7)
        var count = 0
        for _ in 0..<2000 {
            let label = ["alpha", "beta", "rc", "dev"].randomElement(using: &random) ?? "rc"
            let number = Self.numbers.randomElement(using: &random) ?? "0"
            let text = "\(number).1.\(number)-\(label).\(number)"
            guard let other = VersionScheme.semver.spelled(text, in: .pep440) else { continue }
            count += 1
            #expect(VersionScheme.pep440.spelled(other, in: .semver) == text)
        }
        #expect(count == 2000)
    }

    /// Random bytes never crash a parser.
    @Test func rubbish() {
        var random = SeededGenerator(seed: 99)
        let alphabet = Array("01v!.-_+aAbcrpdevost é\u{0}\n").map(String.init)
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "" }.joined()
            for scheme in VersionScheme.allCases {
                guard let normal = scheme.normalized(text) else { continue }
                #expect(scheme.normalized(normal) == normal)
            }
        }
    }
}
