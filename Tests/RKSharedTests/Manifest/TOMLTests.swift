import Testing

@testable import RKShared

/// Reading of TOML: values, structure, spans.
struct TOMLTests {
    /// Strings of all four kinds: escapes, quotes inside, trimmed line ends, folded lines.
    @Test(arguments: [
        (#""""#, ""),
        (#""a b""#, "a b"),
        (#""\b\t\n\f\r\"\\""#, "\u{8}\t\n\u{C}\r\"\\"),
        (#""\u00E9\U0001F600\u0000""#, "é😀\u{0}"),
        (#""\uD7FF\uE000\U0010FFFF""#, "\u{D7FF}\u{E000}\u{10FFFF}"),
        ("\"tab\there\"", "tab\there"),
        ("\"é😀\u{80}\"", "é😀\u{80}"),
        (#""it's # no = comment""#, "it's # no = comment"),
        (#"''"#, ""),
        (#"'C:\new\"x"'"#, #"C:\new\"x""#),
        ("\"\"\"\"\"\"", ""),
        ("\"\"\"a\"\"\"", "a"),
        ("\"\"\"\na\nb\n\"\"\"", "a\nb\n"),
        ("\"\"\"\n\na\"\"\"", "\na"),
        ("\"\"\"\r\na\r\nb\"\"\"", "a\r\nb"),
        ("\"\"\"a \\\n   b\"\"\"", "a b"),
        ("\"\"\"a\\   \n\n \t\r\n  b \\\n\"\"\"", "ab "),
        ("\"\"\"\\\n  \\\n  a\"\"\"", "a"),
        ("\"\"\"a \\\\\n b\"\"\"", "a \\\n b"),
        ("\"\"\"\"a\"\"\"\"", "\"a\""),
        ("\"\"\"\"\"a\"\"\"\"\"", "\"\"a\"\""),
        ("\"\"\"a\"\"b\\\"\"\"\"", "a\"\"b\""),
        ("\"\"\"\\u00e9\\t\"\"\"", "é\t"),
        ("''''''", ""),
        ("'''\n'a' ''b''\n\\'''", "'a' ''b''\n\\"),
        ("''''a''''", "'a'"),
        ("'''''a'''''", "''a''"),
        ("'''\\\n'''", "\\\n"),
    ])
    func stringHasValue(literal: String, value: String) throws {
        let node = try #require(try TOMLDocument(Array("k = \(literal)".utf8)).node("k"))
        #expect(node.string.map { Array($0.utf8) } == Array(value.utf8))
        #expect(node.span == Span(start: 4, end: 4 + literal.utf8.count))
        #expect(node.kindName == "string")
    }

    /// Integers in all bases up to the limits of 64 bits.
    @Test(
        arguments: [
            ("0", 0), ("+0", 0), ("-0", 0), ("42", 42), ("+99", 99), ("-17", -17), ("1_000", 1000), ("5_349_221", 5_349_221),
            ("1_2_3_4_5", 12345), ("9223372036854775807", .max), ("-9223372036854775808", .min), ("0xDEADBEEF", 0xDEAD_BEEF),
            ("0xdead_beef", 0xDEAD_BEEF), ("0x00ff", 255), ("0x7fffffffffffffff", .max), ("0o01234567", 342391), ("0o755", 493),
            ("0b11010110", 214), ("0b0000_0001", 1),
        ] as [(String, Int64)])
    func integerHasValue(literal: String, value: Int64) throws {
        let node = try #require(try TOMLDocument(Array("k = \(literal)".utf8)).node("k"))
        #expect(node.integer == value)
        #expect(node.kindName == "integer")
    }

    /// Floats with fractions, exponents, underscores, and the special ones.
    @Test(
        arguments: [
            ("+1.0", 1), ("3.1415", 3.1415), ("-0.01", -0.01), ("5e+22", 5e22), ("1e06", 1e6), ("-2E-2", -0.02), ("6.626e-34", 6.626e-34),
            ("224_617.445_991_228", 224617.445991228), ("1_0e1_0", 10e10), ("0.0", 0), ("-0.0", -0.0), ("0e0", 0), ("0.1e00", 0.1),
            ("inf", .infinity), ("+inf", .infinity), ("-inf", -.infinity), ("1e400", .infinity),
        ] as [(String, Double)])
    func floatHasValue(literal: String, value: Double) throws {
        let node = try #require(try TOMLDocument(Array("k = \(literal)".utf8)).node("k"))
        guard case .float(let number) = node.value else {
            Issue.record("\(literal) is read as \(node.kindName)")
            return
        }
        #expect(number == value && number.sign == value.sign)
    }

    /// `nan` with any sign is a float that is no number.
    @Test(arguments: ["nan", "+nan", "-nan"])
    func nanIsFloat(literal: String) throws {
        guard case .float(let number) = try TOMLDocument(Array("k = \(literal)".utf8)).node("k")?.value else {
            Issue.record("\(literal) is not read as a float")
            return
        }
        #expect(number.isNaN)
    }

    /// The four kinds of dates and times, kept as written.
    @Test(arguments: [
        "1979-05-27T07:32:00Z", "1979-05-27T00:32:00-07:00", "1979-05-27T00:32:00.999999+23:59", "1979-05-27 07:32:00z",
        "1979-05-27t07:32:00", "1979-05-27T00:32:00.5", "1979-05-27", "2024-02-29", "2000-02-29", "9999-12-31", "0001-01-01", "07:32:00",
        "00:00:00.123456789", "23:59:59", "1990-12-31T23:59:60Z",
    ])
    func datetimeKeepsText(literal: String) throws {
        let node = try #require(try TOMLDocument(Array("k = \(literal) # comment".utf8)).node("k"))
        #expect(node.kindName == "datetime")
        #expect(node.span == Span(start: 4, end: 4 + literal.utf8.count))
        guard case .datetime(let text) = node.value else { return }
        #expect(text == literal)
    }

    /// Documents of every structure, against their trees in a short notation.
    @Test(arguments: [
        ("", "{}"),
        ("# only a comment", "{}"),
        ("\u{FEFF}a = 1", "{a: 1}"),
        ("\r\n\n  \t\r\na = true # x\r\nb = false\r\n", "{a: true, b: false}"),
        ("a=1\n\tb\t=\t2", "{a: 1, b: 2}"),
        ("1234 = 1\n-_ = 2\n\"\" = 3", "{1234: 1, -_: 2, : 3}"),
        ("\"a.b\" = 1\n'q\\n' = 2\n\"\\u00e9\" = 3", "{a.b: 1, q\\n: 2, é: 3}"),
        ("a.b.c = 1\na.b.d = 2\na . e = 3", "{a: {b: {c: 1, d: 2}, e: 3}}"),
        ("a.'b c'.\"d\" = 1", "{a: {b c: {d: 1}}}"),
        ("3.14 = 1\ntrue.inf = 2", "{3: {14: 1}, true: {inf: 2}}"),
        ("apple.type = 1\norange.type = 2\napple.skin = 3", "{apple: {type: 1, skin: 3}, orange: {type: 2}}"),
        ("a = []", "{a: []}"),
        ("a = [ ]\nb = [\n# c\n]", "{a: [], b: []}"),
        ("a = [1, 2, 3]", "{a: [1, 2, 3]}"),
        ("a = [1, 'x', 1.5, [true, []], {b = 2}]", "{a: [1, \"x\", 1.5, [true, []], {b: 2}]}"),
        ("a = [ # one\n 1 # two\n , # three\n 2,\r\n\r\n]", "{a: [1, 2]}"),
        ("a = [1979-05-27, 07:32:00]", "{a: [1979-05-27, 07:32:00]}"),
        ("a = [\"\"\"x\ny\"\"\", ']']", "{a: [\"x\\ny\", \"]\"]}"),
        ("a = {}", "{a: {}}"),
        ("a = { x = 1, y = 'b' }", "{a: {x: 1, y: \"b\"}}"),
        ("a = {x.y = 1, x.z = 2, 'q' = {}}", "{a: {x: {y: 1, z: 2}, q: {}}}"),
        ("a = {x = [\n1,\n2\n], y = {z = [{}]}}", "{a: {x: [1, 2], y: {z: [{}]}}}"),
        ("a = [{x = {y.z = 1}}, {x = {y.z = 2}}]", "{a: [{x: {y: {z: 1}}}, {x: {y: {z: 2}}}]}"),
        ("[a]", "{a: {}}"),
        ("[a]\nx = 1\n[b]\nx = 2", "{a: {x: 1}, b: {x: 2}}"),
        ("[ a . 'b' . \"c.d\" ] # x\ny = 1", "{a: {b: {c.d: {y: 1}}}}"),
        ("[a.b.c]\nx = 1\n[a]\ny = 2", "{a: {b: {c: {x: 1}}, y: 2}}"),
        ("[a.b]\n[a.c]\n[a]\n[d]\n[a.e]", "{a: {b: {}, c: {}, e: {}}, d: {}}"),
        ("[a.b.c]\n[a]\nb.x = 1\nb.y = 2", "{a: {b: {c: {}, x: 1, y: 2}}}"),
        ("[a]\nb.c = 1\n[a.d]\n[a.b.e]\nx = 1", "{a: {b: {c: 1, e: {x: 1}}, d: {}}}"),
        ("[a]\na = 1\n[b]\na.a = 1", "{a: {a: 1}, b: {a: {a: 1}}}"),
        ("[[a]]\nx = 1\n[[a]]\n[[a]]\nx = 2", "{a: [{x: 1}, {}, {x: 2}]}"),
        ("[[a]]\n[a.b]\nx = 1\n[[a.c]]\n[[a.c]]\n[[a]]\n[a.b]\nx = 2", "{a: [{b: {x: 1}, c: [{}, {}]}, {b: {x: 2}}]}"),
        ("[[a.b]]\n[a]\nx = 1", "{a: {b: [{}], x: 1}}"),
        ("[a.b]\n[[a.c]]", "{a: {b: {}, c: [{}]}}"),
        ("[['a'.\"b\"]] #x\nc.d = 1", "{a: {b: [{c: {d: 1}}]}}"),
        ("\"é\" = 1\n\"e\u{301}\" = 2", "{é: 1, e\u{301}: 2}"),
    ])
    func documentHasTree(text: String, tree: String) throws {
        #expect(notation(of: try TOMLDocument(Array(text.utf8)).root) == tree)
    }

    /// Paths lead through tables of every kind, end at arrays, and give nil where there is nothing.
    @Test func pathsLeadToNodes() throws {
        let document = try TOMLDocument(Array("a.b = {c = 1}\n[[d]]\nx = 1\n[e.f]\ng = 'y'".utf8))
        #expect(document.node("a", "b", "c")?.integer == 1)
        #expect(document.node("e", "f", "g")?.string == "y")
        #expect(document.node("d")?.array?.first?.table?["x"]?.integer == 1)
        #expect(document.node("d", "x") == nil)
        #expect(document.node("a", "b", "c", "d") == nil)
        #expect(document.node("z") == nil)
        #expect(document.node() == nil)
        #expect(document.root.keys == ["a", "d", "e"])
    }

    /// Spans cover a value's bytes, a key's part, and a table's header.
    @Test func spansCoverSpelling() throws {
        let text = "[ a.'b' ]\nc.\"d\" = [ 1 , {x=true} ]  # e\n[[f]]\n[[f]]\n"
        let document = try TOMLDocument(Array(text.utf8))
        let table = try #require(document.node("a", "b"))
        #expect(spelling(of: table.span, in: text) == "[ a.'b' ]")
        #expect(spelling(of: try #require(document.node("a")).span, in: text) == "a")
        let key = try #require(document.node("a", "b", "c")?.table?.entries.first)
        #expect(spelling(of: key.keySpan, in: text) == "\"d\"")
        #expect(spelling(of: key.node.span, in: text) == "[ 1 , {x=true} ]")
        let elements = try #require(key.node.array)
        #expect(elements.map { spelling(of: $0.span, in: text) } == ["1", "{x=true}"])
        let tables = try #require(document.node("f")?.array)
        #expect(tables.map { document.position($0.span).line } == [3, 4])
    }

    /// A byte order mark takes no column.
    @Test func byteOrderMarkHasNoColumn() throws {
        let document = try TOMLDocument(Array("\u{FEFF}é.a = 1".replacing("é", with: "b").utf8))
        #expect(document.position(try #require(document.root.entries.first).keySpan) == TextPosition(of: 0, in: []))
        #expect(document.bytes.count == 10)
    }

    /// Tables with many keys find each of them, and arrays of tables with many elements are read in linear time.
    @Test func manyKeysAreFound() throws {
        let keys = (0..<20_000).map { "k\($0) = \($0)" }.joined(separator: "\n")
        let tables = String(repeating: "\n[[t]]\nx = {y = 1}", count: 20_000)
        let document = try TOMLDocument(Array((keys + tables).utf8))
        #expect(document.node("k19999")?.integer == 19_999)
        #expect(document.node("k20000") == nil)
        #expect(document.node("t")?.array?.count == 20_000)
    }

    /// Containers are read down to the limit of nesting.
    @Test func nestingUpToLimitIsRead() throws {
        let limit = TOMLParser.nestingLimit
        for (open, close) in [("[", "]"), ("{a=", "}")] {
            let value = String(repeating: open, count: limit) + (open == "[" ? "" : "1") + String(repeating: close, count: limit)
            #expect(try TOMLDocument(Array("k = \(value)".utf8)).node("k") != nil)
        }
        let header = Array(repeating: "a", count: limit).joined(separator: ".")
        #expect(try TOMLDocument(Array("[\(header)]".utf8)).node("a", "a", "a") != nil)
    }

    /// The bytes of a span as text.
    private func spelling(of span: Span, in text: String) -> String {
        String(decoding: Array(text.utf8)[span.start..<span.end], as: UTF8.self)
    }

    /// A table in a short notation: keys without quotes, values as TOML writes them.
    private func notation(of table: TOMLTable) -> String {
        "{" + table.entries.map { "\($0.key): \(notation(of: $0.node))" }.joined(separator: ", ") + "}"
    }

    /// A value in the short notation.
    private func notation(of node: TOMLNode) -> String {
        switch node.value {
        case .string(let text): TOMLDocument.quoted(text)
        case .integer(let number): "\(number)"
        case .float(let number): "\(number)"
        case .boolean(let flag): "\(flag)"
        case .datetime(let text): text
        case .array(let elements): "[" + elements.map(notation).joined(separator: ", ") + "]"
        case .table(let table): notation(of: table)
        }
    }
}
