import Testing

@testable import RKShared

/// The lossless JSON value.
struct JSONTests {
    /// What is read is written again: numbers exactly, keys sorted, escapes only for what a terminal would obey or hide.
    @Test(arguments: [
        ("{\"b\":1,\"a\":[true,false,null]}", "{\"a\":[true,false,null],\"b\":1}"),
        ("12345678901234567890123", "12345678901234567890123"), ("-0.10e+5", "-0.10e+5"), ("\"a\\/b\\u00e9\\ud83d\\ude00\"", "\"a/bé😀\""),
        ("\"\\u0000\\n\\t\\\"\\\\\"", "\"\\u0000\\n\\t\\\"\\\\\""), (" [ ] ", "[]"), ("{}", "{}"), ("\"\u{7F}\"", "\"\\u007f\""),
        ("\"\u{9B}2J\u{202E}\u{2028}\u{E0001}\u{200D}\"", "\"\\u009b2J\\u202e\\u2028\\udb40\\udc01\u{200D}\""),
        ("{\"é\":1,\"e\u{301}\":2,\"z\":3}", "{\"e\u{301}\":2,\"z\":3,\"é\":1}"),
    ])
    func roundTrip(_ text: String, _ expected: String) throws {
        #expect(try JSON(parsing: Array(text.utf8)).line.utf8.elementsEqual(expected.utf8))
    }

    /// Texts that are no JSON, each with the line and column of what is wrong.
    @Test(arguments: [
        ("", 1, 1), ("{", 1, 2), ("[1,", 1, 4), ("[1 2]", 1, 4), ("{\"a\" 1}", 1, 6), ("{a:1}", 1, 2), ("\"a", 1, 3), ("01", 1, 2),
        ("-", 1, 2),
        ("1.", 1, 3), ("1e", 1, 3), ("tru", 1, 1), ("nul!", 1, 1), ("\"\n\"", 1, 2), ("\"\\x\"", 1, 2), ("\"\\ud800\"", 1, 2),
        ("\"\\u12\"", 1, 4),
        ("[1]\n x", 2, 2), ("{\"a\":1,\"a\":2}", 1, 1), ("\u{FEFF}{}", 1, 1), ("[1,]", 1, 4), ("'a'", 1, 1), ("NaN", 1, 1),
    ])
    func broken(_ text: String, _ line: Int, _ column: Int) {
        let fault = #expect(throws: SyntaxFault.self) { try JSON(parsing: Array(text.utf8)) }
        #expect(fault?.line == line && fault?.column == column, "\(fault?.message ?? "") \(fault?.column ?? 0)")
    }

    /// Bytes that are no UTF-8, and nesting without end, are refused.
    @Test func hostile() throws {
        #expect(throws: SyntaxFault.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
        #expect(throws: SyntaxFault.self) { try JSON(parsing: [0x22, 0xED, 0xA0, 0x80, 0x22]) }
        #expect(throws: SyntaxFault.self) { try JSON(parsing: [UInt8](repeating: UInt8(ascii: "["), count: 100_000)) }
        let deep = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        #expect(try JSON(parsing: Array(deep.utf8)).line == deep)
    }

    /// An object's members are found, replaced and removed by the bytes of their keys.
    @Test func members() {
        var object = JSONObject(["b": .integer(2), "a": .null, "c": nil])
        #expect(object.members.map(\.key) == ["a", "b"])
        object["aa"] = .bool(true)
        #expect(object.take("a") == .null && object.take("a") == nil)
        object["b"] = nil
        #expect(JSON.object(object).line == "{\"aa\":true}")
    }

    /// The document form is stable, ends with a newline, and reads back as the same value.
    @Test func documentForm() throws {
        let value = JSON.object(JSONObject(["list": .array([.integer(1), .object(JSONObject())]), "text": .string("a/b")]))
        let text = String(decoding: value.documentBytes, as: UTF8.self)
        #expect(text == "{\n  \"list\": [\n    1,\n    {}\n  ],\n  \"text\": \"a/b\"\n}\n")
        #expect(try JSON(parsing: value.documentBytes) == value)
    }
}
