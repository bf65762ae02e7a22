import Testing

@testable import RKShared

/// Patterns of one folder's name; the expected answers are those of the libraries that npm and pnpm match with.
struct FolderNamePatternTests {
    /// Each pattern with names that fit and names that do not.
    @Test(
        arguments: [
            ("*", ["a", "a.b"], [".a"]), (".*", [".a", ".a.b"], ["a"]), ("?", ["a", "ü"], ["ab", "."]), ("a*c", ["ac", "abc"], ["abd"]),
            ("[ab]", ["a", "b"], ["c", "ab"]), ("[!ab]", ["c"], ["a"]), ("[^ab]", ["c"], ["b"]), ("[a-c]x", ["bx"], ["dx"]),
            ("[]a]", ["]", "a"], ["b"]), ("[", ["["], ["a"]), ("[[:alpha:]]", ["a", "Z"], ["1", ":"]), ("[[:digit:]x]", ["7", "x"], ["y"]),
            ("[[:none:]]", [], ["a"]), ("@(a|b)", ["a", "b"], ["ab", "c", ""]), ("+(a|b)", ["a", "abba"], ["c", ""]),
            ("*(a|b)x", ["x", "abx"], ["cx"]), ("?(a)b", ["b", "ab"], ["aab"]), ("!(a)", ["b", "ab"], ["a", ".b"]),
            ("!(a|b)", ["c", "ab"], ["a", "b"]), ("pre-!(x)", ["pre-y", "pre-"], ["pre-x"]), ("@(a*|b)c", ["axc", "bc"], ["cc"]),
            ("@(a", ["@(a"], ["a"]), ("\\*", ["*"], ["a"]), ("a\\", ["a\\"], ["a"]), ("@(a|@(b|c))", ["a", "c"], ["d"]),
        ] as [(String, [String], [String])])
    func matches(_ pattern: String, _ fitting: [String], _ others: [String]) {
        let pattern = FolderNamePattern(pattern)
        for name in fitting { #expect(pattern.matches(name, takingDots: false), "\(name)") }
        for name in others { #expect(!pattern.matches(name, takingDots: false), "\(name)") }
    }

    /// Patterns that take much backtracking elsewhere end at once, and so do names as long as file systems have them.
    @Test func bounded() {
        let long = String(repeating: "a", count: 255)
        #expect(!FolderNamePattern("*(*(a|b)|*(a|aa))c").matches(long, takingDots: false))
        #expect(!FolderNamePattern(String(repeating: "*a", count: 60) + "b").matches(long, takingDots: false))
        #expect(FolderNamePattern("!(!(b|\(long))|x)").matches(long, takingDots: false))
        #expect(!FolderNamePattern(String(repeating: "+(", count: 200)).matches(long, takingDots: false))
    }
}
