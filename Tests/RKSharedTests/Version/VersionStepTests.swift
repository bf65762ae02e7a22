import RKShared
import Testing

/// From one version to the next, final and prerelease.
struct VersionStepTests {
    /// One step to a final version.
    struct Case: Sendable, CustomTestStringConvertible {
        var scheme: VersionScheme
        var base: String?
        var current: String
        var bump: Bump
        var majorOnZero = false
        var next: String
        /// The step as a line.
        var testDescription: String { "\(base ?? "-") \(current) \(bump) \(next)" }
    }

    /// Final versions.
    @Test(arguments: [
        Case(scheme: .pep440, current: "0.6.0rc1", bump: .patch, next: "0.6.0"),
        Case(scheme: .pep440, base: "0.5.0", current: "0.6.0rc1", bump: .patch, next: "0.6.0"),
        Case(scheme: .pep440, base: "0.5.0", current: "0.6.0rc1", bump: .minor, next: "0.6.0"),
        Case(scheme: .pep440, base: "0.5.0", current: "0.6.0rc1", bump: .major, next: "0.6.0"),
        Case(scheme: .pep440, base: "0.5.0", current: "0.6.0rc1", bump: .major, majorOnZero: true, next: "1.0.0"),
        Case(scheme: .pep440, current: "0.6.0rc1", bump: .major, majorOnZero: true, next: "1.0.0"),
        Case(scheme: .semver, current: "1.29.0-rc.0", bump: .patch, next: "1.29.0"),
        Case(scheme: .semver, current: "1.29.0-rc.0", bump: .minor, next: "1.29.0"),
        Case(scheme: .semver, current: "1.29.0-rc.0", bump: .major, next: "2.0.0"),
        Case(scheme: .semver, base: "1.28.4", current: "1.29.0-rc.0", bump: .major, next: "2.0.0"),
        Case(scheme: .semver, base: "1.28.4", current: "2.0.0-rc.0", bump: .minor, next: "2.0.0"),
        Case(scheme: .pep440, base: "0.5.0", current: "0.5.1.dev0", bump: .patch, next: "0.5.1"),
        Case(scheme: .pep440, base: "0.5.0", current: "0.5.1.dev0", bump: .minor, next: "0.6.0"),
        Case(scheme: .pep440, current: "0.5.1.dev0", bump: .minor, next: "0.6.0"),
        Case(scheme: .pep440, current: "0.5.1.dev0", bump: .none, next: "0.5.1"),
        Case(scheme: .pep440, base: "0.5.0", current: "0.5.0rc2", bump: .none, next: "0.5.0"),
        Case(scheme: .pep440, base: "0.5.0", current: "0.5.0rc2", bump: .patch, next: "0.5.1"),
        Case(scheme: .pep440, current: "1.0.post1", bump: .patch, next: "1.0.1"),
        Case(scheme: .pep440, base: "1.0", current: "1.0.post1.dev0", bump: .patch, next: "1.0.1"),
        Case(scheme: .pep440, current: "1.0.post1.dev0", bump: .none, next: "1.0.post1"),
        Case(scheme: .pep440, current: "1!1.0", bump: .minor, next: "1!1.1.0"),
        Case(scheme: .pep440, base: "1.0", current: "1!0.1rc1", bump: .major, next: "1!0.1"),
        Case(scheme: .pep440, current: "1.0", bump: .patch, next: "1.0.1"),
        Case(scheme: .pep440, current: "7", bump: .minor, next: "7.1.0"),
        Case(scheme: .pep440, current: "1.2.3.4", bump: .patch, next: "1.2.4.0"),
        Case(scheme: .pep440, current: "1.0RC1", bump: .none, next: "1.0"),
        Case(scheme: .pep440, current: "1.0+local", bump: .patch, next: "1.0.1"),
        Case(scheme: .semver, current: "1.2.3+build", bump: .patch, next: "1.2.4"),
        Case(scheme: .semver, base: "1.4.0", current: "1.4.0", bump: .none, next: "1.4.0"),
        Case(scheme: .semver, base: "0.4.0", current: "0.4.0", bump: .major, next: "0.5.0"),
        Case(scheme: .semver, base: "0.4.0", current: "0.4.0", bump: .major, majorOnZero: true, next: "1.0.0"),
        Case(scheme: .semver, base: "1.4.0", current: "1.3.0", bump: .patch, next: "1.4.1"),
        Case(scheme: .semver, base: "1.4.0", current: "1.6.0", bump: .patch, next: "1.6.1"),
        Case(scheme: .semver, base: "1.4.0-rc.1", current: "1.4.0-rc.1", bump: .patch, next: "1.4.0"),
        Case(scheme: .semver, current: "1.99999999999999999999.0", bump: .minor, next: "1.100000000000000000000.0"),
    ])
    func final(_ step: Case) throws {
        let next = try VersionStep(
            scheme: step.scheme, base: step.base, current: step.current, bump: step.bump, majorOnZero: step.majorOnZero
        ).final()
        #expect(next == step.next)
    }

    /// rc 1, then rc 2, a label's own count, and a fresh count for a higher target.
    @Test(
        arguments: [
            (VersionScheme.pep440, "1.1.0", "1.1.0", Bump.minor, "rc", [], "1.2.0rc1"),
            (.pep440, "1.1.0", "1.2.0rc1", .patch, "rc", [], "1.2.0rc2"),
            (.pep440, "1.1.0", "1.1.0", .minor, "rc", ["1.2.0rc1", "1.2.0rc9", "1.2.0rc10", "1.1.1rc12"], "1.2.0rc11"),
            (.pep440, "1.1.0", "1.2.0a3", .minor, "beta", ["1.2.0a1", "1.2.0a2"], "1.2.0b1"),
            (.pep440, "1.1.0", "1.1.1rc2", .minor, "rc", ["1.1.1rc1"], "1.2.0rc1"),
            (.pep440, "1.1.0", "1.2.0rc2", .major, "rc", [], "2.0.0rc1"),
            (.pep440, "0.5.0", "0.5.1.dev0", .patch, "rc", [], "0.5.1rc1"),
            (.pep440, "0.5.0", "0.5.1.dev0", .patch, "dev", [], "0.5.1.dev1"),
            (.pep440, "1.0", "1.0", .patch, "preview", ["rubbish", "1.0.1c4"], "1.0.1rc5"),
            (.pep440, "1.1.0", "1.2.0rc1", .none, "rc", [], "1.2.0rc2"),
            (.semver, "1.1.0", "1.1.0", .minor, "rc", [], "1.2.0-rc.1"),
            (.semver, "1.1.0", "1.2.0-rc.1", .minor, "rc", ["1.2.0-rc.2"], "1.2.0-rc.3"),
            (.semver, "1.1.0", "1.2.0-rc1", .minor, "rc", [], "1.2.0-rc2"),
            (.semver, "1.1.0", "1.2.0-alpha", .minor, "alpha", [], "1.2.0-alpha.1"),
            (.semver, "1.1.0", "1.1.0", .minor, "next.x-1", [], "1.2.0-next.x-1.1"),
            (.semver, "1.1.0", "1.1.0", .prerelease, "rc", [], "1.1.1-rc.1"),
            (.semver, "1.1.0", "1.2.0-alpha.4", .minor, "rc", ["1.2.0-alpha.4"], "1.2.0-rc.1"),
        ] as [(VersionScheme, String, String, Bump, String, [String], String)])
    func prerelease(
        scheme: VersionScheme, base: String, current: String, bump: Bump, label: String, existing: [String], next: String
    ) throws {
        let step = VersionStep(scheme: scheme, base: base, current: current, bump: bump)
        #expect(try step.prerelease(label: label, existing: existing) == next)
    }

    /// A prerelease that would come before what is there, a label that the scheme has not, and texts that are no versions.
    @Test(
        arguments: [
            (VersionScheme.pep440, "1.2.0rc1", "a", [], "1.2.0a1 would come before 1.2.0rc1, which exists already"),
            (.pep440, "1.2.0.dev1", "rc", ["1.2.0"], "1.2.0rc1 would come before 1.2.0, which exists already"),
            (.semver, "1.2.0-rc9", "rc", [], "1.2.0-rc10 would come before 1.2.0-rc9, which exists already"),
            (.pep440, "1.2.0rc1", "next", [], "'next' is no prerelease label of pep440"),
            (.semver, "1.2.0-rc.1", "a b", [], "'a b' is no prerelease label of semver"),
            (.semver, "1.2.0-rc.1", "", [], "'' is no prerelease label of semver"),
            (.semver, "1.2", "rc", [], "'1.2' is no semver version"),
        ] as [(VersionScheme, String, String, [String], String)])
    func refused(scheme: VersionScheme, current: String, label: String, existing: [String], message: String) {
        let step = VersionStep(scheme: scheme, base: nil, current: current, bump: .patch)
        let fault = #expect(throws: VersionFault.self) { try step.prerelease(label: label, existing: existing) }
        #expect(fault?.message == message)
        #expect(fault?.hint != nil)
    }

    /// The same version in the other scheme's spelling, where there is one.
    @Test(
        arguments: [
            (VersionScheme.semver, "1.2.0-rc.1", VersionScheme.pep440, "1.2.0rc1"),
            (.pep440, "1.2.0rc1", .semver, "1.2.0-rc.1"), (.pep440, "1.2a3", .semver, "1.2.0-alpha.3"),
            (.semver, "1.2.0-rc4", .pep440, "1.2.0rc4"), (.semver, "1.2.0+b.1", .pep440, "1.2.0"),
            (.pep440, "1.2.dev3", .semver, "1.2.0-dev.3"),
            (.pep440, "1.2.3.0", .semver, "1.2.3"), (.semver, "1.2.0-beta", .pep440, "1.2.0b0"), (.pep440, "1.0-RC1", .pep440, "1.0rc1"),
            (.pep440, "1.2.3.4", .semver, nil), (.pep440, "1!1.0", .semver, nil), (.pep440, "1.0.post1", .semver, nil),
            (.pep440, "1.0+x", .semver, nil), (.pep440, "1.0rc1.dev2", .semver, nil), (.semver, "1.0.0-next.1", .pep440, nil),
            (.semver, "nonsense", .pep440, nil),
        ] as [(VersionScheme, String, VersionScheme, String?)])
    func spelled(scheme: VersionScheme, text: String, other: VersionScheme, expected: String?) {
        #expect(scheme.spelled(text, in: other) == expected)
    }

    /// The newest of several texts, rubbish left out.
    @Test func newest() {
        #expect(VersionScheme.pep440.newest(of: ["1.9", "x", "1.10", "1.10rc1", "1.10.0"]) == "1.10")
        #expect(VersionScheme.semver.newest(of: ["x"]) == nil)
        #expect(VersionScheme.semver.compare("x", "1.0.0") == nil)
    }

    /// The sizes in order.
    @Test func bumpOrder() {
        #expect(Bump.allCases == [.none, .prerelease, .patch, .minor, .major])
        #expect(Bump.allCases.shuffled().sorted() == Bump.allCases)
    }
}
