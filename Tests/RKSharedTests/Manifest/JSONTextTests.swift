import Support
import Testing

@testable import RKShared

/// The JSON text that keeps its bytes.
struct JSONTextTests {
    /// Values and their spans; of a key that stands twice the last one counts.
    @Test func values() throws {
        let bytes = Array("\u{FEFF}{ \"é\": [1.50, true, null, \"x\\u00e9\\ud83d\\ude00\\n\"],\r\n  \"a\": {}, \"a\": \"b\" }\n".utf8)
        let text = try JSONText(bytes)
        let list = try #require(text.node("é")?.array)
        /// A value's own bytes.
        func source(_ node: JSONNode) -> String { String(decoding: bytes[node.span.start..<node.span.end], as: UTF8.self) }
        #expect(list.map(source) == ["1.50", "true", "null", #""x\u00e9\ud83d\ude00\n""#])
        #expect(list[3].string == "xé😀\n" && list[1].boolean == true)
        #expect(text.node("a")?.string == "b" && text.root.members?.count == 3)
        let position = text.position(try #require(text.node("a")).span)
        #expect(position.line == 2 && position.column == 17)
        #expect(text.position(list[0].span).column == 9)
    }

    /// An edit changes one value and no other byte: indentation, line ends, order and escapes of the rest stay.
    @Test func edits() throws {
        let source = "\u{FEFF}{\r\n\t\"name\" :\t\"a\\/b\",\r\n\t\"version\": \"1.0.0\"  ,\"z\":1.0e0}"
        let text = try JSONText(Array(source.utf8))
        let after = [text.replacing(try #require(text.node("version")), with: "2.0.0-\"\\\u{1}é")].applied(to: text.bytes)
        #expect(String(decoding: after, as: UTF8.self) == source.replacing("\"1.0.0\"", with: "\"2.0.0-\\\"\\\\\\u0001é\""))
        #expect(try JSONText(after).node("version")?.string == "2.0.0-\"\\\u{1}é")
    }

    /// Each broken text with the place, the message, and the words of the hint.
    @Test(arguments: [
        ("", 1, 1, "the file is empty", "object"), ("{", 1, 1, "`{` is never closed", "}"), ("[1, 2", 1, 1, "`[` is never closed", "]"),
        ("{\"a\": 1,}", 1, 8, "a comma must not stand in front of the end", "remove"),
        ("[1,\n]", 1, 3, "a comma must not stand in front of the end", "remove"),
        ("{a: 1}", 1, 2, "expected a key in double quotes, found `a`", ""),
        ("{'a': 1}", 1, 2, "expected a key in double quotes, found `'`", "double quotes"),
        ("{\"a\" 1}", 1, 6, "expected `:` behind the key `a`, found `1`", ""),
        ("{\"a\": 1 \"b\": 2}", 1, 9, "expected `,` or `}`, found `\"`", "comma"),
        ("{\"a\": }", 1, 7, "expected a value, found `}`", ""), ("{\"a\": tru}", 1, 7, "expected a value, found `t`", ""),
        ("{\n// x\n\"a\": 1}", 2, 1, "expected a key in double quotes, found `/`", "comments"),
        ("{\"a\": \"b\n\"}", 1, 7, "the string is not closed on its line", "close"),
        ("{\"a\": \"b", 1, 7, "the string is never closed", "close"), ("{\"a\": \"\\x\"}", 1, 8, "no such escape", "backslash"),
        ("{\"a\": \"\\u12\"}", 1, 10, "expected four hexadecimal digits", ""),
        ("{\"a\": \"\t\"}", 1, 8, "a control character must be escaped", "\\t"),
        ("{\"a\": 01}", 1, 7, "a number must not begin with 0", ""), ("{\"a\": 1.}", 1, 9, "expected a digit, found `}`", ""),
        ("{} x", 1, 4, "expected the end of the file, found `x`", ""),
        ("<<<<<<< HEAD\n{}", 1, 1, "expected a value, found `<`", "merge conflict"),
        ("{\"a\": NaN}", 1, 7, "expected a value, found `N`", ""),
        ("\u{FEFF}{x}", 1, 2, "expected a key in double quotes, found `x`", ""),
    ])
    func refused(_ text: String, _ line: Int, _ column: Int, _ message: String, _ hint: String) {
        do throws(SyntaxFault) {
            _ = try JSONText(Array(text.utf8))
            Issue.record("accepted: \(text)")
        } catch {
            #expect(error.message == message && error.line == line && error.column == column, "\(text): \(error)")
            #expect(error.hint?.contains(hint.isEmpty ? " " : hint) == true, "\(text): \(error)")
        }
    }

    /// Nesting beyond any manifest is refused, not followed.
    @Test func depth() {
        #expect(throws: SyntaxFault.self) { try JSONText([UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)) }
    }
}
