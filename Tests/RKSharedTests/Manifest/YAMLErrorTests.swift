import Testing

@testable import RKShared

/// What the YAML reader refuses, and how it says so.
struct YAMLErrorTests {
    /// Each broken text with the place and the message.
    @Test(arguments: [
        ("a: b: c\n", 1, 5, "a second `:` on one line"), ("a:\n\tb: c\n", 2, 1, "a tab cannot indent a line"),
        ("a:\n  b: c\n d: e\n", 3, 2, "this stands too far right"), ("a: b\n  c: d\n", 2, 4, "a second `:` on one line"),
        ("a: [b, c\n", 1, 4, "`[` is never closed"), ("a: {b\n", 1, 4, "`{` is never closed"),
        ("a: [b c: d}\n", 1, 11, "expected `,` or `]`"),
        ("a: ]\n", 1, 4, "a text cannot begin with `]`"), ("a: 'x\n", 1, 4, "the text in `'` has no end"),
        ("a: \"x\n", 1, 4, "the text in `\"` has no end"),
        ("a: \"\\q\"\n", 1, 5, "no such escape"), ("a: @x\n", 1, 4, "a text cannot begin with `@`"),
        ("a: *x\n", 1, 4, "there is no anchor `&x` in front of this"),
        ("a: 1\nb: 2\na: 3\n", 3, 1, "the key `a` stands twice in this mapping"), ("- a\nb: c\n", 2, 1, "expected `- `"),
        ("a: b\n- c\n", 2, 1, "expected a key, found `-`"), ("a: b\nc\n", 2, 1, "expected `:` behind the key"),
        ("a: \"b\" c\n", 1, 8, "unexpected text behind the value"),
        ("a: - b\n", 1, 4, "a list cannot begin on this line"), (": a\n", 1, 1, "a key is missing in front of `:`"),
        ("a: |x\n  y\n", 1, 5, "unexpected text behind `|`"),
        ("a: \u{1}\n", 1, 4, "a control character cannot stand in YAML"),
        ("%YAML 1.2\na: b\n", 1, 1, "a directive needs a `---` behind it"),
        ("<<<<<<< HEAD\na: b\n", 1, 1, "a merge conflict is not resolved here"), ("\u{FEFF}a: 'x", 1, 4, "the text in `'` has no end"),
        ("a: & b\n", 1, 4, "the anchor has no name"),
    ])
    func refused(_ text: String, _ line: Int, _ column: Int, _ message: String) {
        do throws(SyntaxFault) {
            _ = try YAMLDocument(Array(text.utf8))
            Issue.record("accepted: \(text)")
        } catch {
            #expect(error.message == message && error.line == line && error.column == column, "\(text): \(error)")
            #expect(error.hint?.isEmpty == false, "\(text)")
        }
    }

    /// Bytes that are no UTF-8, and UTF-16.
    @Test func encodings() {
        #expect(throws: SyntaxFault("byte 4 (0xFF) is not valid UTF-8", hint: "save the file as UTF-8", at: 4, in: Array("a: bcd".utf8))) {
            try YAMLDocument(Array("a: b".utf8) + [0xFF])
        }
        #expect(throws: SyntaxFault.self) { try YAMLDocument([0xFF, 0xFE, 0x61, 0]) }
    }
}
