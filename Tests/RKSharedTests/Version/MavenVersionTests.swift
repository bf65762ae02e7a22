import RKShared
import Support
import Testing

/// Maven's versions: its order, its prereleases, the steps from one to the next.
struct MavenVersionTests {
    /// Pairs with how the first compares to the second: the POM reference's examples, and those of Maven's own tests.
    static let pairs: [(String, String, Int)] = [
        ("1", "1.1", -1), ("1-snapshot", "1", -1), ("1", "1-sp", -1), ("1-foo2", "1-foo10", -1), ("1.foo", "1-1", -1), ("1-foo", "1-1", -1),
        ("1-1", "1.1", -1), ("1.ga", "1-ga", 0), ("1-ga", "1-0", 0), ("1-0", "1.0", 0), ("1.0", "1", 0), ("1-final", "1-ga", 0),
        ("1-release", "1", 0), ("1-sp", "1-ga", 1), ("1-sp.1", "1-ga.1", 1), ("1-sp-1", "1-ga-1", -1), ("1-a1", "1-alpha-1", 0),
        ("1-b1", "1-beta-1", 0), ("1-m1", "1-milestone-1", 0), ("1-cr1", "1-rc1", 0), ("1-RC1", "1-rc1", 0), ("1-alpha", "1-beta", -1),
        ("1-beta", "1-milestone", -1), ("1-milestone", "1-rc", -1), ("1-rc", "1-snapshot", -1), ("1-snapshot", "1", -1),
        ("1-sp", "1-abc", -1),
        ("1-abc", "1-xyz", -1), ("1.0.0.0", "1", 0), ("1.0.0-0", "1", 0), ("2.0.1", "2.0.1-123", -1), ("2.0.1-xyz", "2.0.1-123", -1),
        ("2.0.1-beta-123", "2.0.1", -1), ("1.0-alpha-1-SNAPSHOT", "1.0-alpha-1", -1), ("1.0-beta1-SNAPSHOT", "1.0-beta1", -1),
        ("1.99999999999999999999", "1.100000000000000000000", -1), ("20040925", "20040925.1", -1), ("1.2.0-rc-1", "1.2.0-rc-2", -1),
        ("1.2.0-rc.1", "1.2.0", -1), ("1.0.RC1", "1.0.RC2", -1), ("6.1.0.Final", "6.1.0", 0), ("33.0-jre", "33.0", 1),
        ("1-alpha-10", "1-alpha-9", 1), ("1.0.SNAPSHOT", "1.0-foo", -1), ("0.b2", "0-rcfinalx", -1), ("0.ga2", "0-2", -1),
        ("1.2.3-final.rc", "1.2.3-sp-beta1.rc", 1), ("1.0.RC1", "1.0-RC1", 0), ("1.rc.2", "1-rc.2", -1),
        ("1.sp.1", "1", 1), ("1", "1-alpha", 1), ("1-alpha", "1.sp.1", 1),
    ]

    /// Both directions agree.
    @Test(arguments: pairs)
    func order(_ left: String, _ right: String, _ expected: Int) {
        #expect(VersionScheme.maven.compare(left, right) == expected)
        #expect(VersionScheme.maven.compare(right, left) == -expected)
    }

    /// Maven's own comparison says the same of the table and of generated pairs.
    @Test func likeMaven() async throws {
        var random = SeededGenerator(seed: 42)
        let parts = [
            "0", "1", "2", "10", "alpha", "beta1", "rc", "SNAPSHOT", "ga", "sp", "final", "x", "a", "b2", "M3", "cr2", "jre", "foo",
        ]
        var texts = Self.pairs.flatMap { [$0.0, $0.1] }
        for _ in 0..<400 {
            var text = ["0", "1", "2", "1.0", "1.2.3"].randomElement(using: &random) ?? "1"
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                text += ([".", "-", "-", ""].randomElement(using: &random) ?? ".") + (parts.randomElement(using: &random) ?? "1")
            }
            texts.append(text)
        }
        let sandbox = try await Sandbox()
        let output = try await sandbox.check("java -jar '\(Programs.mavenArtifactJar)' \(texts.joined(separator: " "))").output
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").map(\.trimmed)
        let relations = lines.filter {
            $0.split(separator: " ").count == 3 && !$0.hasSuffix("]") && ["<", ">", "=="].contains($0.split(separator: " ")[1])
        }
        #expect(relations.count == texts.count - 1)
        for line in relations {
            let words = line.split(separator: " ").map(String.init)
            let expected = words[1] == "<" ? -1 : words[1] == ">" ? 1 : 0
            #expect(VersionScheme.maven.compare(words[0], words[2]) == expected, "\(line)")
        }
    }

    /// What is a version and what is none.
    @Test(arguments: [
        ("1", true), ("1.2.3-rc-1", true), ("1.0-SNAPSHOT", true), ("20240101", true), ("1.0.0.Final", true), ("1_2", true),
        ("1.0+b", true), ("", false),
        ("${revision}", false), ("v1", false), ("1 0", false), ("[1,2)", false), ("1/2", false), ("LATEST", false), ("é", false),
        ("1:2", false),
    ])
    func validity(_ text: String, _ isValid: Bool) {
        #expect(VersionScheme.maven.isValid(text) == isValid)
        #expect(VersionScheme.maven.normalized(text) == (isValid ? text : nil))
    }

    /// Prereleases, by Maven's order.
    @Test(arguments: [
        ("1.0-SNAPSHOT", true), ("1.0-rc-1", true), ("1.0-rc.1", true), ("1.0.CR1", true), ("1.0-M1", true), ("1.0-alpha-1-SNAPSHOT", true),
        ("1.0", false), ("1.0.Final", false), ("1.0-jre", false), ("1.0-1", false), ("1.0-sp1", false), ("1.0.RELEASE", false),
    ])
    func prereleases(_ text: String, _ isPrerelease: Bool) {
        #expect(VersionScheme.maven.isPrerelease(text) == isPrerelease)
    }

    /// Versions in the spelling of another scheme.
    @Test(
        arguments: [
            ("1.2.0-rc-1", VersionScheme.semver, "1.2.0-rc.1"), ("1.2.0-rc.1", .semver, "1.2.0-rc.1"), ("1.2.0-RC1", .semver, "1.2.0-rc.1"),
            ("1.2.0-rc-1", .pep440, "1.2.0rc1"), ("1.2.0.Alpha2", .pep440, "1.2.0a2"), ("1.2", .semver, "1.2.0"),
            ("1.2.0-SNAPSHOT", .semver, "1.2.0-SNAPSHOT.0"),
            ("1.2.0-jre", .semver, nil), ("1.2.0-SNAPSHOT", .pep440, nil),
        ] as [(String, VersionScheme, String?)])
    func spelled(_ text: String, _ other: VersionScheme, _ expected: String?) {
        #expect(VersionScheme.maven.spelled(text, in: other) == expected)
    }

    /// Versions of other schemes as Maven's.
    @Test(
        arguments: [
            ("1.2.0-rc.1", VersionScheme.semver, "1.2.0-rc.1"), ("1.2.0", .semver, "1.2.0"), ("1.2.0rc1", .pep440, "1.2.0-rc.1"),
            ("1.2a3", .pep440, "1.2-alpha.3"),
            ("1.2.0-next.1", .semver, nil),
        ] as [(String, VersionScheme, String?)])
    func fromOthers(_ text: String, _ scheme: VersionScheme, _ expected: String?) {
        #expect(scheme.spelled(text, in: .maven) == expected)
    }

    /// The next final version.
    @Test(
        arguments: [
            (nil, "1.2.0-SNAPSHOT", .patch, "1.2.0"), ("1.1.0", "1.2.0-SNAPSHOT", .patch, "1.2.0"),
            ("1.1.0", "1.1.1-SNAPSHOT", .minor, "1.2.0"),
            ("1.1.0", "1.1.1-SNAPSHOT", .major, "2.0.0"), ("1.0", "1.0", .patch, "1.0.1"),
            ("6.0.0.Final", "6.0.0.Final", .minor, "6.1.0.Final"),
            ("33.0.0-jre", "33.0.0-jre", .patch, "33.0.1-jre"), (nil, "1.0-rc-2", .minor, "1.0"), ("1", "1", .minor, "1.1.0"),
            (nil, "1..1", .patch, "1.0.2"), (nil, "0..2.0", .patch, "0.0.3.0"),
        ] as [(String?, String, Bump, String)])
    func final(_ base: String?, _ current: String, _ bump: Bump, _ next: String) throws {
        #expect(try VersionStep(scheme: .maven, base: base, current: current, bump: bump).final() == next)
    }

    /// What is so long that the next version would be none is none itself.
    @Test func long() {
        #expect(
            MavenVersion("1.0" + String(repeating: ".", count: 200) + "1") == nil && MavenVersion(String(repeating: "9", count: 250)) == nil
        )
        #expect(MavenVersion(String(repeating: "9", count: 200))?.bumped(.major).description.utf8.count == 205)
    }

    /// The next prerelease keeps the spelling that is there.
    @Test(
        arguments: [
            ("1.1.0", "1.2.0-SNAPSHOT", "rc", [], "1.2.0-rc.1"), ("1.1.0", "1.2.0-SNAPSHOT", "rc", ["1.2.0-rc-4"], "1.2.0-rc-5"),
            ("1.1.0", "1.2.0-rc-1", "rc", [], "1.2.0-rc-2"),
            ("1.1.0", "1.2.0-RC1", "rc", ["1.2.0-RC2"], "1.2.0-RC3"), ("1.1.0", "1.1.0", "RC", [], "1.2.0-RC1"),
            ("1.1.0", "1.1.0", "M", [], "1.2.0-M1"),
            ("1.1.0", "1.2.0.CR1", "rc", [], "1.2.0.CR2"), ("1.1.0", "1.2.0-rc.9", "rc", [], "1.2.0-rc.10"),
        ] as [(String, String, String, [String], String)])
    func prerelease(_ base: String, _ current: String, _ label: String, _ existing: [String], _ next: String) throws {
        let step = VersionStep(scheme: .maven, base: base, current: current, bump: .minor)
        #expect(try step.prerelease(label: label, existing: existing) == next)
    }
}
