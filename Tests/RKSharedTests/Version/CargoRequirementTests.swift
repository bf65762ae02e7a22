import Support
import Testing

@testable import RKShared

/// Requirements as cargo reads them; the expected answers were compared with cargo itself.
struct CargoRequirementTests {
    /// Requirements with versions that fit and versions that do not.
    @Test(
        arguments: [
            ("1.2.3", ["1.2.3", "1.9.0"], ["1.2.2", "2.0.0", "2.0.0-0", "1.3.0-rc.1"]), ("0.2.3", ["0.2.3", "0.2.9"], ["0.3.0", "0.2.2"]),
            ("0.0.3", ["0.0.3"], ["0.0.4", "0.0.2"]), ("0.0", ["0.0.0", "0.0.9"], ["0.1.0"]), ("0", ["0.0.0", "0.9.0"], ["1.0.0"]),
            ("1", ["1.0.0", "1.9.9"], ["2.0.0", "0.9.0"]), ("^1.2", ["1.2.0", "1.9.0"], ["1.1.9", "2.0.0"]),
            ("~1.2.3", ["1.2.3", "1.2.9"], ["1.3.0", "1.2.2"]), ("~1.2", ["1.2.0"], ["1.3.0"]), ("~1", ["1.9.9"], ["2.0.0"]),
            ("=1.2.3", ["1.2.3", "1.2.3+x"], ["1.2.4"]), ("=1.2", ["1.2.0", "1.2.9"], ["1.3.0"]),
            ("*", ["0.0.0", "9.9.9"], ["1.0.0-rc.1"]),
            ("1.*", ["1.0.0"], ["2.0.0"]), ("1.2.x", ["1.2.7"], ["1.3.0"]), (">1.2", ["1.3.0"], ["1.2.9"]), (">=1.2", ["1.2.0"], ["1.1.9"]),
            ("<1.2", ["1.1.9"], ["1.2.0"]), ("<=1.2", ["1.2.9"], ["1.3.0"]), (">=1.2, <2", ["1.9.0"], ["2.0.0", "1.1.0"]),
            ("^1.2.3-beta.2", ["1.2.3-beta.4", "1.2.3", "1.3.0"], ["1.2.4-beta.2", "1.2.3-beta.1"]), (" >= 1.0.0 ", ["1.0.0"], ["0.9.9"]),
        ] as [(String, [String], [String])])
    func satisfaction(_ text: String, _ inside: [String], _ outside: [String]) throws {
        let requirement = try CargoRequirement(text)
        for version in inside { #expect(requirement.allows(version), "\(version)") }
        for version in outside + ["x", "1.0"] { #expect(!requirement.allows(version), "\(version)") }
    }

    /// What cargo refuses too, with the column.
    @Test(arguments: [
        ("", 1), ("1.2.3.4", 6), ("01", 1), ("1.02", 3), ("v1", 1), ("^", 2), (">1 <2", 4), ("1 || 2", 3), ("*, 1", 2), ("1.*.2", 5),
        ("1,", 3),
        ("1.2.3-", 7), ("1.2.3-01", 1), ("1.2.3+", 7), ("==1", 2), ("latest", 1), ("99999999999999999999", 1), ("1.", 3),
        (String(repeating: "1,", count: 40), 65), (String(repeating: "1", count: 5000), 1),
    ])
    func none(_ text: String, _ column: Int) {
        let fault = #expect(throws: SyntaxFault.self) { try CargoRequirement(text) }
        #expect(fault?.column == column, "\(fault?.message ?? "")")
    }

    /// A requirement, a version, and what is written for it: operators, blanks and the number of numbers stay where nothing is lost.
    @Test(arguments: [
        ("1.2", "1.3.0", "1.3"), ("1.2", "1.3.4", "1.3.4"), ("1.2.3", "1.3.0", "1.3.0"), ("1", "2.0.0", "2"), ("1", "2.1.0", "2.1"),
        ("^0.3", "0.4.0", "^0.4"), ("^ 1.2", "1.3.0", "^ 1.3"), ("~1.2", "1.3.4", "~1.3.4"), ("~1", "1.3.0", "~1"), ("~1", "2.0.0", "~2"),
        ("=1.2.3", "1.3.0", "=1.3.0"), ("=1.2", "1.3.4", "=1.3"), ("1.2.*", "1.3.4", "1.3.*"), ("1.*", "2.0.0", "2.*"),
        ("*", "1.3.0", "1.3.0"),
        (">=1.2, <2", "1.3.0", ">=1.3, <2"), (">=1.2, <2", "2.1.0", ">=2.1, <3"), (">1, <=1.5", "1.6.2", ">=1.6.2, <=1.6"),
        (">0.9", "1.0.0", ">0.9"), ("<2", "1.3.0", "<2"), ("<2.0.0", "2.1.0", "<3.0.0"), ("1.2", "1.3.0-rc.1", "1.3.0-rc.1"),
        ("=1.2", "1.3.0-rc.1", "=1.3.0-rc.1"), ("1.2.*", "1.3.0-rc.1", "1.3.0-rc.1"), ("1", "1.3.0+b", "1.3"), ("1.2", "0.1.0", "0.1"),
    ])
    func raised(_ text: String, _ version: String, _ expected: String) throws {
        #expect(try CargoRequirement(text).raised(to: version) == expected)
    }

    /// For random requirements and versions: what is raised allows the version, and raising it again changes nothing; a requirement on one
    /// version is on the new one.
    @Test func raising() throws {
        var random = SeededGenerator(seed: 17)
        /// One of some texts.
        func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
        /// A version or the beginning of one.
        func numbers(_ count: Int) -> String { (0..<count).map { _ in pick(["0", "1", "2", "10"]) }.joined(separator: ".") }
        for _ in 0..<5000 {
            let version = numbers(3) + pick(["", "", "", "-rc.1", "-alpha", "+b"])
            let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                pick(["", "^", "~", "=", ">", ">=", "<", "<=", "^ "])
                    + pick([numbers(1), numbers(2), numbers(3), numbers(3) + "-rc.0", "1.*"])
            }
            let text = parts.joined(separator: pick([", ", ",", " , "]))
            let raised = try CargoRequirement(text).raised(to: version)
            let requirement = try CargoRequirement(raised)
            #expect(requirement.allows(version), "\(text) for \(version) is \(raised)")
            #expect(requirement.raised(to: version) == raised, "\(text) for \(version)")
            if try CargoRequirement(text).exactVersion != nil {
                #expect(requirement.exactVersion == SemVer(version)?.withoutBuild.description)
            }
        }
    }

    /// For random versions: `^`, `~` and the comparisons hold exactly what their rules say.
    @Test func operators() throws {
        var random = SeededGenerator(seed: 5)
        /// Three small numbers.
        func version() -> [Int] { (0..<3).map { _ in Int.random(in: 0...3, using: &random) } }
        for _ in 0..<2000 {
            let (base, other) = (version(), version())
            let (from, to) = (base.map(String.init).joined(separator: "."), other.map(String.init).joined(separator: "."))
            let isNotBelow = !other.lexicographicallyPrecedes(base)
            let leading = base.firstIndex { $0 != 0 } ?? 2
            #expect(try CargoRequirement(from).allows(to) == (isNotBelow && base.prefix(leading + 1) == other.prefix(leading + 1)))
            #expect(try CargoRequirement("~\(from)").allows(to) == (isNotBelow && base.prefix(2) == other.prefix(2)))
            #expect(try CargoRequirement(">=\(from)").allows(to) == isNotBelow)
            #expect(try CargoRequirement("<\(from)").allows(to) == !isNotBelow)
            #expect(try CargoRequirement("=\(from)").allows(to) == (base == other))
        }
    }

    /// Random bytes never crash the reader.
    @Test func rubbish() {
        var random = SeededGenerator(seed: 3)
        let alphabet = Array("012.*xX^~=<>, -+rcé\u{0}").map(String.init)
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "" }.joined()
            guard let requirement = try? CargoRequirement(text) else { continue }
            #expect(requirement.description == text)
            #expect((try? CargoRequirement(requirement.raised(to: "1.2.3")))?.allows("1.2.3") == true, "\(text)")
        }
    }
}
