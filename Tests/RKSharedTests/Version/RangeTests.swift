import Support
import Testing

@testable import RKShared

/// Requirements of Python, Dart and Maven.
struct RangeTests {
    /// Versions that every specifier is asked about.
    private static let versions = """
        1.0 1.0rc1 1.0rc2 1.1 1.1a1 1.1.0.post1 1.4.2 1.5 1.7 1.7.post2 1.7.post3 1.7+local 1.7.1 2.0 2.0rc1 2.0.dev1 2.2.post4 3.0 1!1.0 \
        1!1.1rc1 1.0+x
        """.split(separator: " ").map(String.init)

    /// Python's specifiers with the versions that they take, as the library `packaging` 26.2 answers, prereleases only where they name one.
    @Test(arguments: [
        ("", "1.0 1.1 1.1.0.post1 1.4.2 1.5 1.7 1.7.post2 1.7.post3 1.7+local 1.7.1 2.0 2.2.post4 3.0 1!1.0 1.0+x"),
        (">=1.0", "1.0 1.1 1.1.0.post1 1.4.2 1.5 1.7 1.7.post2 1.7.post3 1.7+local 1.7.1 2.0 2.2.post4 3.0 1!1.0 1.0+x"),
        (">=1.0,<2", "1.0 1.1 1.1.0.post1 1.4.2 1.5 1.7 1.7.post2 1.7.post3 1.7+local 1.7.1 1.0+x"),
        ("~=1.4", "1.4.2 1.5 1.7 1.7.post2 1.7.post3 1.7+local 1.7.1"),
        ("~=1.4.2", "1.4.2"),
        ("~=2.2.post3", "2.2.post4"),
        ("==1.1", "1.1"),
        ("==1.1.*", "1.1 1.1.0.post1"),
        ("!=1.1.*", "1.0 1.4.2 1.5 1.7 1.7.post2 1.7.post3 1.7+local 1.7.1 2.0 2.2.post4 3.0 1!1.0 1.0+x"),
        ("!=1.1", "1.0 1.1.0.post1 1.4.2 1.5 1.7 1.7.post2 1.7.post3 1.7+local 1.7.1 2.0 2.2.post4 3.0 1!1.0 1.0+x"),
        ("<2", "1.0 1.1 1.1.0.post1 1.4.2 1.5 1.7 1.7.post2 1.7.post3 1.7+local 1.7.1 1.0+x"),
        (">1.7", "1.7.1 2.0 2.2.post4 3.0 1!1.0"),
        (">1.7.post2", "1.7.post3 1.7.1 2.0 2.2.post4 3.0 1!1.0"),
        ("<=1.0", "1.0 1.0+x"),
        ("===1.0+x", "1.0+x"),
        ("==1.0+x", "1.0+x"),
        (
            ">=1.0rc1",
            "1.0 1.0rc1 1.0rc2 1.1 1.1a1 1.1.0.post1 1.4.2 1.5 1.7 1.7.post2 1.7.post3 1.7+local 1.7.1 2.0 2.0rc1 2.0.dev1 2.2.post4 3.0 1!1.0 1!1.1rc1 1.0+x"
        ),
        ("~=1.0a1", "1.0 1.0rc1 1.0rc2 1.1 1.1a1 1.1.0.post1 1.4.2 1.5 1.7 1.7.post2 1.7.post3 1.7+local 1.7.1 1.0+x"),
        ("<2.0rc1", "1.0 1.0rc1 1.0rc2 1.1 1.1a1 1.1.0.post1 1.4.2 1.5 1.7 1.7.post2 1.7.post3 1.7+local 1.7.1 2.0.dev1 1.0+x"),
        ("==1!1.*", "1!1.0"),
        (">=1!0", "1!1.0"),
        ("<3.1,>=1, !=2", "1.0 1.1 1.1.0.post1 1.4.2 1.5 1.7 1.7.post2 1.7.post3 1.7+local 1.7.1 2.2.post4 3.0 1.0+x"),
        ("!=1.0rc1", "1.0 1.1 1.1.0.post1 1.4.2 1.5 1.7 1.7.post2 1.7.post3 1.7+local 1.7.1 2.0 2.2.post4 3.0 1!1.0 1.0+x"),
        ("== 1.0 ", "1.0 1.0+x"),
        ("==1.7", "1.7 1.7+local"),
    ])
    func python(_ text: String, _ taken: String) throws {
        let specifiers = try #require(PEP440Specifiers(text))
        #expect(Self.versions.filter(specifiers.allows).joined(separator: " ") == taken)
    }

    /// What is no specifier of Python.
    @Test(arguments: [
        "1.0", ">=", "=>1", ">=1.*", "~=1", "==1.0.dev1.*", "==1.1a1.*", "==1.0+x.*", ">=1.0+x", "foo", "==", ">=1 2", "~=1.0+x", ">1.*",
        "^1.0",
        ">=1.0;", "=== a b", ">=1.0 <2",
    ])
    func noPython(_ text: String) { #expect(PEP440Specifiers(text) == nil) }

    /// Conditions of pub with versions that fit and versions that do not.
    @Test(
        arguments: [
            ("", "0.0.0 9.9.9 1.0.0-rc.1", ""), ("any", "1.0.0", ""), ("^1.2.3", "1.2.3 1.9.0 1.3.0-rc.1", "1.2.2 2.0.0 2.0.0-rc.1"),
            ("^0.1.2", "0.1.2 0.1.9", "0.2.0 0.2.0-dev 0.1.1"), ("^0.0.3", "0.0.3 0.0.9", "0.1.0"),
            ("^1.0.0-rc.1", "1.0.0-rc.2 1.5.0", "1.0.0-rc.0 2.0.0"),
            ("1.2.3", "1.2.3", "1.2.4 1.2.3+1"), (">=1.0.0 <2.0.0", "1.0.0 1.9.9", "0.9.9 2.0.0 2.0.0-dev.1"),
            (">=1.0.0<2.0.0", "1.5.0", "2.0.0"), (">= 1.0.0 < 2.0.0", "1.5.0", "2.0.0"), ("<2.0.0 >1.0.0", "1.0.1", "1.0.0"),
            ("<=2.0.0", "2.0.0 2.0.0-dev.1", "2.0.1"), (">=2.0.0-a <2.0.0", "2.0.0-b", "2.0.0"), (">1.0.0 >1.5.0", "1.6.0", "1.5.0 1.2.0"),
            (">=1.5.0 >1.5.0 <=1.6.0 <1.6.0", "1.5.1", "1.5.0 1.6.0"), ("^1.2.3+1", "1.2.3+1 1.2.3+2 1.3.0", "1.2.3"),
            ("<1.0.0 >2.0.0", "", "0.5.0 1.5.0 3.0.0"),
        ] as [(String, String, String)])
    func dart(_ text: String, _ inside: String, _ outside: String) throws {
        let range = try #require(DartRange(text))
        for version in inside.split(separator: " ") { #expect(range.allows(String(version)), "\(version)") }
        for version in outside.split(separator: " ") { #expect(!range.allows(String(version)), "\(version)") }
        #expect(!range.allows("nonsense"))
    }

    /// What is no condition of pub.
    @Test(arguments: ["latest", "^", "^any", ">=", ">=1", "=1.0.0", "~1.0.0", "1.0.0 ||", ">=1.0.0 any", "<>1.0.0", "1.x"])
    func noDart(_ text: String) { #expect(DartRange(text) == nil) }

    /// Ranges of Maven with versions that lie in them and versions that do not.
    @Test(
        arguments: [
            ("[1.0]", "1.0 1", "1.0.1"), ("[1.0,2.0)", "1.0 1.9.9 2.0-rc-1", "0.9 2.0 2.0.1"), ("(1.0,2.0]", "1.0.1 2.0", "1.0 2.1"),
            ("(,1.0]", "0.1 1.0", "1.1"), ("[1.5,)", "1.5 9", "1.4"), ("(,)", "1 2", ""), ("(,1.0],[1.2,)", "0.9 1.2 3", "1.1"),
            ("[1.0,1.2),(1.2,)", "1.1 1.3", "1.2"), (" [1.0 , 2.0) , [3.0] ", "1.5 3.0", "2.5"),
        ] as [(String, String, String)])
    func maven(_ text: String, _ inside: String, _ outside: String) throws {
        let range = try #require(MavenRange(text))
        for version in inside.split(separator: " ") { #expect(range.contains(String(version)), "\(version)") }
        for version in outside.split(separator: " ") { #expect(!range.contains(String(version)), "\(version)") }
    }

    /// What is no range of Maven.
    @Test(arguments: ["", "1.0", "[", "[1.0", "1.0,2.0", "[1,2,3]", "[1.0,2.0)x", "${revision}", "[1,2]]", "latest"])
    func noMaven(_ text: String) { #expect(MavenRange(text) == nil) }

    /// Random texts of the characters that matter never crash a reader, and what is read answers.
    @Test func rubbish() {
        var random = SeededGenerator(seed: 4)
        let alphabet = Array("01.,<>=!~^[]()*+- arcdev|x\u{0}é").map(String.init)
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...14, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "" }.joined()
            _ = PEP440Specifiers(text)?.allows("1.0.0")
            _ = DartRange(text)?.allows("1.0.0")
            _ = MavenRange(text)?.contains("1.0.0")
        }
    }
}
