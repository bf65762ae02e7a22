import RKShared
import Support
import Testing

/// One version in the spelling of every scheme.
struct SchemeMappingTests {
    /// A version of each scheme, in the order of `VersionScheme.allCases` beside it.
    private static let order: [VersionScheme] = [.semver, .cargo, .dart, .go, .pep440, .maven]

    /// The spellings of one version.
    static let spellings: [[String]] = [
        ["1.2.0", "1.2.0", "1.2.0", "v1.2.0", "1.2.0", "1.2.0"],
        ["1.2.0-rc.1", "1.2.0-rc.1", "1.2.0-rc.1", "v1.2.0-rc.1", "1.2.0rc1", "1.2.0-rc.1"],
        ["1.2.0-alpha.3", "1.2.0-alpha.3", "1.2.0-alpha.3", "v1.2.0-alpha.3", "1.2.0a3", "1.2.0-alpha.3"],
        ["1.2.0-beta.10", "1.2.0-beta.10", "1.2.0-beta.10", "v1.2.0-beta.10", "1.2.0b10", "1.2.0-beta.10"],
        ["0.0.1-rc.0", "0.0.1-rc.0", "0.0.1-rc.0", "v0.0.1-rc.0", "0.0.1rc0", "0.0.1-rc.0"],
        ["20260102.0.0", "20260102.0.0", "20260102.0.0", "v20260102.0.0", "20260102.0.0", "20260102.0.0"],
    ]

    /// From any spelling to any other.
    @Test(arguments: spellings) func table(_ row: [String]) {
        for (from, text) in zip(Self.order, row) {
            for (to, expected) in zip(Self.order, row) {
                #expect(from.spelled(text, in: to) == expected, "\(text) of \(from) in \(to)")
            }
        }
    }

    /// What one scheme says and another cannot is said in none; the words that only some know stay among these.
    @Test(
        arguments: [
            (VersionScheme.semver, "1.2.0-next.1", VersionScheme.pep440, nil), (.semver, "1.2.0-next.1", .maven, nil),
            (.semver, "1.2.0-next.1", .go, "v1.2.0-next.1"), (.go, "v1.2.0-next.1", .cargo, "1.2.0-next.1"),
            (.semver, "1.2.0-dev.1", .pep440, "1.2.0.dev1"), (.semver, "1.2.0-dev.1", .maven, nil),
            (.maven, "1.2.0-milestone-2", .semver, "1.2.0-milestone.2"), (.maven, "1.2.0-M2", .pep440, nil),
            (.maven, "1.2.0-RC1", .go, "v1.2.0-rc.1"), (.maven, "1.2.0.CR3", .pep440, "1.2.0rc3"), (.maven, "1.2.0-jre", .semver, nil),
            (.maven, "1.2.0-sp1", .pep440, nil), (.dart, "1.2.0+1", .semver, nil), (.semver, "1.2.0+1", .dart, "1.2.0"),
            (.go, "v0.0.0-20191109021931-daa7c04131f5", .semver, nil), (.go, "v2.0.0+incompatible", .semver, "2.0.0"),
            (.pep440, "1!1.0", .go, nil), (.pep440, "1.0.post1", .maven, nil), (.pep440, "1.2.3.4", .maven, "1.2.3.4"),
            (.pep440, "1.2.3.4", .cargo, nil), (.cargo, "1.2.0-rc.1.2", .pep440, nil),
        ] as [(VersionScheme, String, VersionScheme, String?)])
    func limits(_ from: VersionScheme, _ text: String, _ to: VersionScheme, _ expected: String?) {
        #expect(from.spelled(text, in: to) == expected)
    }

    /// Between any two schemes a version comes back as it was, and the order of two versions is the same in both.
    @Test func thereAndBackInOrder() throws {
        var random = SeededGenerator(seed: 12)
        let numbers = ["0", "1", "2", "9", "10", "11", "18446744073709551616"]
        /// One of the numbers.
        func number() -> String { numbers.randomElement(using: &random) ?? "0" }
        let texts = (0..<80).map { _ in
            let label = ["", "", "-alpha.", "-beta.", "-rc."].randomElement(using: &random) ?? ""
            return "\(number()).\(number()).\(number())\(label)\(label.isEmpty ? "" : number())"
        }
        for from in VersionScheme.allCases {
            let own = try texts.map { try #require(VersionScheme.semver.spelled($0, in: from)) }
            for to in VersionScheme.allCases {
                let others = try own.map { try #require(from.spelled($0, in: to)) }
                for (text, other) in zip(own, others) { #expect(to.spelled(other, in: from) == text, "\(text) of \(from) in \(to)") }
                for left in own.indices {
                    for right in own.indices {
                        let (here, there) = (from.compare(own[left], own[right]), to.compare(others[left], others[right]))
                        if here != there { Issue.record("\(own[left]) and \(own[right]) stand otherwise in \(to) than in \(from)") }
                    }
                }
            }
        }
    }

    /// A bump, and the next prerelease, of one version is one version in all schemes.
    @Test(arguments: [(Bump.patch, "1.4.3"), (.minor, "1.5.0"), (.major, "2.0.0")]) func steps(_ bump: Bump, _ next: String) throws {
        for scheme in VersionScheme.allCases {
            let current = try #require(VersionScheme.semver.spelled("1.4.2", in: scheme))
            let step = VersionStep(scheme: scheme, base: current, current: current, bump: bump)
            #expect(try scheme.spelled(step.final(), in: .semver) == next)
            for label in ["alpha", "beta", "rc"] {
                let first = try step.prerelease(label: label)
                #expect(scheme.spelled(first, in: .semver) == "\(next)-\(label).1")
                let second = try VersionStep(scheme: scheme, base: current, current: first, bump: bump).prerelease(label: label)
                #expect(scheme.spelled(second, in: .semver) == "\(next)-\(label).2")
                let promoted = try VersionStep(scheme: scheme, base: current, current: second, bump: bump).final()
                #expect(scheme.spelled(promoted, in: .semver) == next)
            }
        }
    }
}
