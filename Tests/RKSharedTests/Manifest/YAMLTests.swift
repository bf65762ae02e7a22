import Support
import Testing

@testable import RKShared

/// What the YAML reader makes of texts, and where it says that things stand.
struct YAMLTests {
    /// A document as one line: scalars in their meaning, `-` for nothing.
    private static func shown(_ node: YAMLNode?) -> String {
        guard let node else { return "-" }
        switch node.value {
        case .scalar(let text, .plain): return text.isEmpty ? "-" : text
        case .scalar(let text, _): return "'\(text.replacing("\n", with: "/"))'"
        case .sequence(let elements): return "[\(elements.map(shown).joined(separator: ","))]"
        case .mapping(let mapping): return "{\(mapping.entries.map { "\(shown($0.key)):\(shown($0.value))" }.joined(separator: ","))}"
        }
    }

    /// Every construction that manifests have, as YAML 1.2 means it.
    @Test(arguments: [
        ("a: b\n", "{a:b}"), ("a:\n- b\n- c\nd: e", "{a:[b,c],d:e}"), ("a:\n  - b\n\n  # x\n  - c # y\n", "{a:[b,c]}"),
        ("- - a\n  - b\n- c: d\n  e: f\n-\n", "[[a,b],{c:d,e:f},-]"), ("a: [b, 'c', \"d\"] # x", "{a:[b,'c','d']}"),
        ("a: {b: c, d: [e,\n  f], \"g\":h}", "{a:{b:c,d:[e,f],'g':h}}"), ("[a: b, c]", "[{a:b},c]"), ("a: 'it''s'\n", "{a:'it's'}"),
        ("a: \"x\\ty\\u00e9\\\n  z\"", "{a:'x\tyéz'}"), ("a: x\n  y\n\n  z\nb: c", "{a:x y\nz,b:c}"),
        ("a: |\n  x\n   y\n\nb: c", "{a:'x/ y/',b:c}"),
        ("a: >-\n  x\n  y\n\n  z", "{a:'x y/z'}"), ("a: |+\n  x\n\nb: c", "{a:'x//',b:c}"), ("a: &x\n  b: c\nd: *x", "{a:{b:c},d:{b:c}}"),
        ("? a\n: b\n? c", "{a:b,c:-}"), ("--- # x\na: b\n", "{a:b}"), ("%YAML 1.2\n---\na: b", "{a:b}"),
        ("a: http://x:80/y#z", "{a:http://x:80/y#z}"),
        ("\u{FEFF}a: b\r\nc:\r\n  - d\r\n", "{a:b,c:[d]}"), ("a: !!str 5\nb: !t [c]", "{a:5,b:[c]}"), ("'a b' : c", "{'a b':c}"),
        ("[? a, ? b : c, d]", "[{a:-},{b:c},d]"), ("- |+\n   ", "['/']"), ("- |\n   ", "['']"), ("# x", "-"), ("", "-"),
    ])
    func values(_ text: String, _ expected: String) throws {
        #expect(Self.shown(try YAMLDocument(Array(text.utf8)).root) == expected)
    }

    /// A stream of several documents, as pnpm's lockfile can be one.
    @Test func stream() throws {
        let document = try YAMLDocument(Array("---\na: b\n---\n- c\n...\n---\n".utf8))
        #expect(document.documents.map { Self.shown($0) } == ["{a:b}", "[c]", "-"])
        #expect(document.root?["a"]?.text == "b")
    }

    /// A scalar's span holds exactly its own bytes, also behind characters of several bytes, and its place counts characters.
    @Test func spans() throws {
        let bytes = Array("\u{FEFF}é: {ü: 'x', y: \"z\" } # 😀\nlist:\n  - 😀 plain text\n  - &a 1.0\n  - *a\n".utf8)
        let document = try YAMLDocument(bytes)
        let list = try #require(document.root?["list"]?.sequence)
        /// A value's own bytes.
        func source(_ node: YAMLNode?) -> String { node.map { String(decoding: bytes[$0.span.start..<$0.span.end], as: UTF8.self) } ?? "-" }
        #expect(source(document.root?["é"]) == "{ü: 'x', y: \"z\" }")
        #expect(source(document.root?["é"]?["ü"]) == "'x'")
        #expect(list.map { source($0) } == ["😀 plain text", "1.0", "*a"])
        #expect(list[2].isAlias && list[2].text == "1.0" && list[1].string == nil)
        #expect(try #require(document.root?["é"]?["ü"]).span.start == 12)
        #expect(document.position(try #require(document.root?["é"]?["ü"]).span) == position(1, 8))
        #expect(document.position(list[0].span) == position(3, 5))
    }

    /// A place.
    private func position(_ line: Int, _ column: Int) -> TextPosition {
        var position = TextPosition(of: 0, in: [])
        (position.line, position.column) = (line, column)
        return position
    }

    /// Merge keys give what the mapping itself has not.
    @Test func mergeKeys() throws {
        let root = try YAMLDocument(Array("x: &x {a: 1, b: 2}\ny: &y {c: 3}\nz:\n  <<: [*x, *y]\n  a: 9\n".utf8)).root
        #expect(["a", "b", "c", "d"].map { root?["z"]?[$0]?.text } == ["9", "2", "3", nil])
    }

    /// Plain scalars mean what the core schema says; `yes` and versions are strings.
    @Test func coreSchema() throws {
        let root = try YAMLDocument(
            Array("[1.0, 1.2.3, yes, true, ~, 0x1F, '1', 1e3, .5, ., -, +1, null]".replacing("-,", with: "\"-\",").utf8)
        ).root
        let strings = (root?.sequence ?? []).map { $0.string }
        #expect(strings == [nil, "1.2.3", "yes", nil, nil, nil, "1", nil, nil, ".", "-", nil, nil])
    }

    /// An edit keeps the kind of quotes where the new text can stand in them and means the same.
    @Test(arguments: [
        ("old", "new", "new"), ("old", "1.0", "\"1.0\""), ("1.0", "1.1", "1.1"), ("old", "a: b", "\"a: b\""), ("old", "a #b", "\"a #b\""),
        ("old", "", "\"\""), ("old", "- x", "\"- x\""), ("old", "true", "\"true\""), ("old", "a,b", "\"a,b\""),
        ("'old'", "it's", "'it''s'"),
        ("'old'", "a\nb", "\"a\\nb\""), ("\"old\"", "a\"b\\", "\"a\\\"b\\\\\""), ("^1.0.0", "^2.0.0", "^2.0.0"),
        ("old", ">=1.0.0", "\">=1.0.0\""),
        ("|\n    text\n    more", "x", "\"x\""), ("&a old", "new", "&a new"), ("!t old", "new", "!t new"),
    ])
    func edits(_ old: String, _ text: String, _ replacement: String) throws {
        let document = try YAMLDocument(Array("a:\n  k: \(old)\n  z: 1 # end\n".utf8))
        let node = try #require(document.root?["a"]?["k"])
        let after = [document.replacingScalar(node, with: text)].applied(to: document.bytes)
        #expect(String(decoding: after, as: UTF8.self) == "a:\n  k: \(replacement)\n  z: 1 # end\n")
        #expect(try YAMLDocument(after).root?["a"]?["k"]?.text == text)
    }

    /// Aliases that stand for billions of values are refused before they take memory; deep nesting is, too.
    @Test func bombs() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 { bomb += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n" }
        #expect(throws: SyntaxFault.self) { try YAMLDocument(Array(bomb.utf8)) }
        for open in ["[", "{a: ", "- ", "? "] {
            #expect(throws: SyntaxFault.self) { try YAMLDocument(Array(String(repeating: open, count: 100_000).utf8)) }
        }
    }
}
