import Support
import Testing

@testable import RKShared

/// Edits of TOML strings in place.
struct TOMLEditTests {
    /// A string keeps its kind of quotes where the new text can stand in them, and becomes a basic string where not.
    @Test(arguments: [
        (#""old""#, "new", #""new""#),
        (#""old""#, "a\"b\\c\td\ne\u{1}\u{7F}", #""a\"b\\c\td\ne\u0001\u007F""#),
        (#""old""#, "é😀'", #""é😀'""#),
        (#""old""#, "\u{8}\u{C}\r", #""\b\f\r""#),
        ("'old'", "new \\ \"x\"", "'new \\ \"x\"'"),
        ("'old'", "it's", "\"it's\""),
        ("'old'", "a\nb", #""a\nb""#),
        ("'old'", "tab\t", "'tab\t'"),
        ("''", "x", "'x'"),
        (#""""#, "x", #""x""#),
        ("\"\"\"old\"\"\"", "a\nb\"\"\"\"\\", "\"\"\"a\nb\"\"\\\"\"\\\\\"\"\""),
        ("\"\"\"\nold\"\"\"", "\na", "\"\"\"\n\na\"\"\""),
        ("\"\"\"\r\nold\"\"\"", "a\r\nb\r", "\"\"\"\r\na\r\nb\\r\"\"\""),
        ("\"\"\"old\"\"\"", "\nx", "\"\"\"\n\nx\"\"\""),
        ("'''old'''", "it's ''two''\nlines", "'''it's ''two''\nlines'''"),
        ("'''old'''", "three '''", #""three '''""#),
        ("'''\nold'''", "a\u{1}", #""a\u0001""#),
        ("'''old'''", "''", "''''''''"),
    ])
    func replacingKeepsQuotes(old: String, text: String, replacement: String) throws {
        let document = try TOMLDocument(Array("k = \(old) # end\n".utf8))
        let node = try #require(document.node("k"))
        let edit = document.replacingString(node, with: text)
        #expect(edit == Edit(span: Span(start: 4, end: 4 + old.utf8.count), replacement: replacement))
        let changed = try TOMLDocument([edit].applied(to: document.bytes))
        #expect(changed.node("k")?.string == text)
    }

    /// A quoted text reads back as itself, whatever it holds.
    @Test(arguments: ["", "plain", "\"", "\\u0041", "\u{0}\u{1F}\u{7F}\u{80}", "a\r\nb", "“quotes”", "\u{10FFFF}\u{FEFF}"])
    func quotedReadsBack(text: String) throws {
        #expect(try TOMLDocument(Array("k = \(TOMLDocument.quoted(text))".utf8)).node("k")?.string == text)
    }

    /// An edit of a real manifest changes one line and no other byte.
    @Test func manifestEditKeepsTheRest() throws {
        let text = """
            # project
            [project]
            name    = 'demo'   # the name
            version = "1.0.0"\r
            dependencies = [
                "httpx>=0.27",   # client
                'numpy',
            ]

            """
        let document = try TOMLDocument(Array(text.utf8))
        let version = try #require(document.node("project", "version"))
        let second = try #require(document.node("project", "dependencies")?.array?.last)
        let edits = [document.replacingString(second, with: "numpy==2"), document.replacingString(version, with: "1.1.0")]
        let changed = String(decoding: edits.applied(to: document.bytes), as: UTF8.self)
        #expect(changed == text.replacing("'numpy'", with: "'numpy==2'").replacing("1.0.0", with: "1.1.0"))
        #expect(document.position(version.span) == TextPosition(of: version.span.start, in: document.bytes))
    }

    /// In random documents, replacing any string changes its bytes alone, and only its value in the tree.
    @Test(arguments: 0..<40)
    func replacingChangesOneValue(seed: Int) throws {
        var generator = TOMLGenerator(seed: UInt64(seed))
        let document = try TOMLDocument(Array(generator.document().utf8))
        for (place, node) in strings(in: document.root).enumerated() {
            let text = generator.text()
            let edit = document.replacingString(node, with: text)
            #expect(edit.span == node.span)
            let bytes = [edit].applied(to: document.bytes)
            #expect(bytes.prefix(node.span.start) == document.bytes.prefix(node.span.start))
            #expect(bytes.suffix(document.bytes.count - node.span.end) == document.bytes[node.span.end...])
            let changed = try TOMLDocument(bytes)
            var expected = strings(in: document.root).compactMap(\.string)
            expected[place] = text
            #expect(strings(in: changed.root).compactMap(\.string).map { Array($0.utf8) } == expected.map { Array($0.utf8) })
            #expect(outline(of: changed.root) == outline(of: document.root))
        }
    }

    /// All string values below a table, in file order.
    private func strings(in table: TOMLTable) -> [TOMLNode] {
        table.entries.flatMap { strings(in: $0.node) }
    }

    /// All string values of a node.
    private func strings(in node: TOMLNode) -> [TOMLNode] {
        switch node.value {
        case .string: [node]
        case .array(let elements): elements.flatMap(strings)
        case .table(let table): strings(in: table)
        default: []
        }
    }

    /// The keys and values of a table, without what its strings hold.
    private func outline(of table: TOMLTable) -> String {
        "{" + table.entries.map { "\($0.key)=\(outline(of: $0.node))" }.joined(separator: ",") + "}"
    }

    /// A node's value, without what its strings hold.
    private func outline(of node: TOMLNode) -> String {
        switch node.value {
        case .string: "string"
        case .integer(let number): "\(number)"
        case .float(let number): "\(number)"
        case .boolean(let flag): "\(flag)"
        case .datetime(let text): text
        case .array(let elements): "[" + elements.map(outline).joined(separator: ",") + "]"
        case .table(let table): outline(of: table)
        }
    }

    /// Random documents and texts, the same ones for the same seed.
    private struct TOMLGenerator: RandomNumberGenerator {
        /// Where the sequence of numbers is.
        private var state: UInt64
        /// How many keys there are so far.
        private var keys = 0

        /// A generator whose whole output follows from `seed`.
        init(seed: UInt64) {
            state = seed
        }

        /// The next number of the SeededGenerator64 sequence.
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }

        /// Up to eight pieces that are hard on quoting.
        mutating func text() -> String {
            let pieces = [
                "a", " ", "\"", "'", "\\", "\n", "\r\n", "\r", "\t", "\u{0}", "\u{7F}", "é", "e\u{301}", "😀", "#", "=", "'''",
            ]
            return (0..<Int.random(in: 0...8, using: &self)).map { _ in pieces.randomElement(using: &self)! }.joined()
        }

        /// A few sections with values of all kinds.
        mutating func document() -> String {
            var lines: [String] = []
            for section in 0..<Int.random(in: 1...4, using: &self) {
                if section > 0 { lines.append(Bool.random(using: &self) ? "[s\(section).t]" : "[[a]] # table") }
                for _ in 0..<Int.random(in: 0...5, using: &self) { lines.append("\(key()) = \(value(depth: 0)) # comment") }
            }
            return lines.joined(separator: Bool.random(using: &self) ? "\n" : "\r\n")
        }

        /// A key that no other key of the document equals.
        private mutating func key() -> String {
            keys += 1
            return ["k\(keys)", "\"k \(keys)\"", "'k.\(keys)'", "d\(keys).e"].randomElement(using: &self)!
        }

        /// A value of any kind.
        private mutating func value(depth: Int) -> String {
            switch Int.random(in: 0...(depth < 3 ? 9 : 7), using: &self) {
            case 0: return ["1", "0x1F", "1.5", "true", "07:32:00", "inf"].randomElement(using: &self)!
            case 1: return "'literal'"
            case 2: return "'''\nit's'''"
            case 3: return "\"\"\"two \\\n  lines\"\"\""
            case 4: return "'''x'''"
            case 8: return "[ " + (0..<3).map { _ in value(depth: depth + 1) }.joined(separator: ", ") + " ]"
            case 9: return "{ " + (0..<2).map { _ in "\(key()) = \(value(depth: depth + 1))" }.joined(separator: ", ") + " }"
            default: return TOMLDocument.quoted(text())
            }
        }
    }
}
