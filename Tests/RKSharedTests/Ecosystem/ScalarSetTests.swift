import Testing

@testable import RKShared

/// Sets of characters, as all patterns of names have them; only those of npm, pnpm and yarn know classes.
@Test(
    arguments: [
        ("[abc]", "b", "d", true), ("[a-c]x", "c", "x", true), ("[!a-c]", "d", "b", true), ("[^a]", "^", "a", true),
        ("[]a]", "]", "b", true), ("[!]]", "a", "]", true), ("[a-]", "-", "b", true), ("[c-a]", "", "b", true),
        ("[[:digit:]_]", "7", "d", true), ("[[:digit:]_]", "d", "7", false), ("[[:none:]]", ":", "7", true), ("[[:]", ":", "a", true),
    ])
func scalarSet(_ pattern: String, _ inside: String, _ outside: String, _ takesClasses: Bool) throws {
    let scalars = Array(pattern.unicodeScalars)
    var index = 0
    let set = try #require(ScalarSet(in: scalars, at: &index, takesClasses: takesClasses))
    #expect(scalars[index] == "]")
    #expect(inside.unicodeScalars.allSatisfy(set.contains) && !outside.unicodeScalars.contains(where: set.contains))
}

/// What is never closed is no set, and the reader stays where it was.
@Test(arguments: ["[", "[a", "[]", "[!]", "[a-", "[[:digit:"]) func openSet(_ pattern: String) {
    var index = 0
    #expect(ScalarSet(in: Array(pattern.unicodeScalars), at: &index, takesClasses: true) == nil && index == 0)
}
