import Testing

@testable import RKShared

/// Go's versions as golang.org/x/mod/semver and golang.org/x/mod/module have them.
struct GoVersionTests {
    /// Texts that are versions, with their canonical form.
    @Test(arguments: [
        ("v1.2.3", "v1.2.3"), ("1.2.3", "v1.2.3"), ("v1", "v1.0.0"), ("v1.2", "v1.2.0"), ("v0.0.0", "v0.0.0"),
        ("v1.2.3-pre", "v1.2.3-pre"), ("v1.2.3+meta", "v1.2.3"), ("v1.2.3-rc.1+meta", "v1.2.3-rc.1"),
        ("v2.0.0+incompatible", "v2.0.0+incompatible"), ("v0.0.0-00010101000000-000000000000", "v0.0.0-00010101000000-000000000000"),
    ])
    func canonical(_ text: String, _ expected: String) { #expect(VersionScheme.go.normalized(text) == expected) }

    /// Texts that are none.
    @Test(arguments: [
        "", "v", "vv1.2.3", "v1.2.3.4", "v01.2.3", "v1.02.3", "v1.2.3-01", "v1.2.3-", "v1.2.3+", "v1-pre", "v1.2-pre", "V1.2.3", "v1.2.x",
        " v1.2.3",
    ])
    func invalid(_ text: String) { #expect(!VersionScheme.go.isValid(text)) }

    /// The table of golang.org/x/mod/semver's order, lowest first.
    @Test func order() {
        let sorted = [
            "v1.0.0-alpha", "v1.0.0-alpha.1", "v1.0.0-alpha.beta", "v1.0.0-beta", "v1.0.0-beta.2", "v1.0.0-beta.11", "v1.0.0-rc.1",
            "v1.0.0",
            "v1.2.0", "v1.2.3-456", "v1.2.3-456.789", "v1.2.3-456-789", "v1.2.3-456a", "v1.2.3-pre", "v1.2.3-zzz", "v1.2.3",
            "v1.2.4-0.20060102150405-abcdef123456", "v1.2.4", "v2.0.0+incompatible", "v3.0.0",
        ]
        for (left, right) in zip(sorted, sorted.dropFirst()) {
            #expect(VersionScheme.go.compare(left, right) == -1 && VersionScheme.go.compare(right, left) == 1, "\(left) \(right)")
        }
        #expect(VersionScheme.go.compare("v2.0.0", "v2.0.0+incompatible") == 0)
    }

    /// The three forms of pseudo-versions, with the version that they come behind.
    @Test(arguments: [
        ("v0.0.0-20191109021931-daa7c04131f5", nil), ("v2.0.0-20191109021931-daa7c04131f5", nil),
        ("v1.2.4-0.20191109021931-daa7c04131f5", "v1.2.3"), ("v1.3.0-0.20191109021931-daa7c04131f5", nil),
        ("v1.2.3-pre.0.20191109021931-daa7c04131f5", "v1.2.3-pre"), ("v1.2.3-rc.1.0.20191109021931-daa7c04131f5", "v1.2.3-rc.1"),
        ("v2.0.1-0.20191109021931-daa7c04131f5+incompatible", "v2.0.0+incompatible"),
        ("v1.10.10-0.20191109021931-daa7c04131f5", "v1.10.9"), ("v1.2.100-0.20191109021931-daa7c04131f5", "v1.2.99"),
    ])
    func pseudo(_ text: String, _ base: String?) throws {
        let version = try #require(GoVersion(text))
        #expect(version.pseudo?.base == base)
        #expect(version.isPseudo == !text.hasPrefix("v1.3.0"))
        if let pseudo = version.pseudo { #expect(pseudo.time == "20191109021931" && pseudo.commit == "daa7c04131f5") }
    }

    /// What looks like a pseudo-version and is none, and the one that means no commit.
    @Test func notPseudo() {
        for text in [
            "v1.2.3-20191109021931-daa7c04131f5", "v1.0.0-2019110902193-daa7c04131f5", "v1.0.0-rc.1", "v1.2.3-0.20191109021931-a-b",
        ] {
            #expect(GoVersion(text)?.isPseudo == false, "\(text)")
        }
        #expect(GoVersion("v2.0.0-00010101000000-000000000000")?.isPlaceholder == true)
        #expect(GoVersion("v0.0.0-20191109021931-daa7c04131f5")?.isPlaceholder == false)
    }

    /// Steps, and spellings of other schemes.
    @Test func steps() throws {
        #expect(try VersionStep(scheme: .go, base: "v1.4.0", current: "v1.4.0", bump: .minor).final() == "v1.5.0")
        #expect(try VersionStep(scheme: .go, base: "v1.4.0", current: "v1.4.0", bump: .minor).prerelease(label: "rc") == "v1.5.0-rc.1")
        #expect(try VersionStep(scheme: .go, current: "v2.0.0-0", bump: .minor).final() == "v2.0.0")
        #expect(try VersionStep(scheme: .go, base: "v1.4.0", current: "v2.0.0-0", bump: .patch).final() == "v2.0.0")
        #expect(VersionScheme.pep440.spelled("1.2.0rc1", in: .go) == "v1.2.0-rc.1")
        #expect(VersionScheme.go.spelled("v1.2.0-rc.1", in: .pep440) == "1.2.0rc1")
        #expect(VersionScheme.go.spelled("v0.0.0-20191109021931-daa7c04131f5", in: .pep440) == nil)
    }

    /// Paths with the suffix of their major version, nil for one that no module has.
    @Test(
        arguments: [
            ("example.com/a", ""), ("example.com/a/v2", "/v2"), ("example.com/v2/a", ""), ("example.com/a/v10", "/v10"),
            ("gopkg.in/yaml.v3", ".v3"), ("gopkg.in/a/b.v0", ".v0"), ("gopkg.in/yaml.v2-unstable", ".v2"), ("example.com/av2", ""),
            ("example.com/a/v1", nil), ("example.com/a/v0", nil), ("example.com/a/v02", nil), ("example.com/a/v2.1", nil),
            ("gopkg.in/yaml", nil),
            ("example.com/a/v", ""), ("v2", ""), ("/v2", "/v2"),
        ] as [(String, String?)])
    func paths(_ text: String, _ suffix: String?) { #expect(GoModulePath(text)?.majorSuffix == suffix) }

    /// Upper-case letters in addresses.
    @Test func escapes() { #expect(GoModulePath.escaped("github.com/Azure/GoX") == "github.com/!azure/!go!x") }

    /// Paths that nobody can fetch.
    @Test(arguments: [
        "test", "example.com/x", "a/b", "", "github.com//x", "github.com/x/", "github.com/.x", "git_hub.com/x", "-a.com/x", "a.com/x y",
        "a.com/x/v1",
    ])
    func unfetchable(_ path: String) { #expect(GoModulePath.problem(in: path) != nil) }
}
