import RKShared
import Testing

/// What is told of a process that failed is what it said, wherever it said it, without colours.
@Test(arguments: [
    ("out\n", "err\n", "err"), ("out\n", "", "out"), ("out\n", "\u{1B}[0m\u{1B}[0m\n", "out"),
    ("", "\u{1B}[1;31merror\u{1B}[m: é\n", "error: é"),
    ("", "", ""), ("", "a\u{1B}[", "a"), ("", "\u{1B}x\n", "\u{1B}x"),
])
func messages(_ output: String, _ errors: String, _ expected: String) {
    let completion = Completion(status: 1, output: Array(output.utf8), errors: Array(errors.utf8))
    #expect(completion.lastLines() == expected)
}
