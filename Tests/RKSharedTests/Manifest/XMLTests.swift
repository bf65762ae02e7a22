import RKShared
import Support
import Testing

/// Reading XML and changing the text of elements.
struct XMLTests {
    /// A document with the text of its root.
    private static func root(_ text: String) throws -> XMLElement { try XMLDocument(Array(text.utf8)).root }

    /// Texts of one element, and what they mean.
    @Test(arguments: [
        ("<a>x</a>", "x"), ("<a> x\n</a>", "x"), ("<a/>", ""), ("<a ></a >", ""), ("<a>1<!-- - -->2</a>", "12"),
        ("<a><![CDATA[<&]]></a>", "<&"),
        ("<a>x<![CDATA[]]]]><![CDATA[>]]>y</a>", "x]]>y"), ("<a>&lt;&amp;&gt;&quot;&apos;</a>", "<&>\"'"),
        ("<a>&#65;&#x1F600;&#x0042;</a>", "A😀B"),
        ("<a>1\r\n2\r3</a>", "1\n2\n3"), ("<a><?p ?>x<?q y?></a>", "x"),
        ("<?xml version='1.0' encoding='UTF-8'?><!--c--><a>é</a><!-- -->\n", "é"),
        ("\u{FEFF}<a>x</a>", "x"), ("<!DOCTYPE a SYSTEM \"x>y\" [<!ENTITY e \"v\"><!-- ]> -->]><a>x</a>", "x"),
        ("<?xml version=\"1.0\" encoding=\"x-unknown\" ?><a>x</a>", "x"),
    ])
    func text(_ source: String, _ expected: String) throws {
        #expect(try Self.root(source).text == expected)
    }

    /// Names, attributes, children and spans are those of the text.
    @Test func structure() throws {
        let source = "<p:a b = '1 &lt;\"' xmlns:p=\"u\">\n <b><c/></b> t <b>2</b>\n</p:a>"
        let document = try XMLDocument(Array(source.utf8))
        let root = document.root
        #expect(root.name == "p:a" && root.attributes.map(\.value) == ["1 <\"", "u"])
        #expect(root.children.map(\.name) == ["b", "b"] && root.all("b")[1].text == "2" && root["b"]?["c"]?.isEmptyTag == true)
        #expect(root.list("b", "c").count == 1 && root.text == "t")
        let second = root.all("b")[1]
        #expect(Array(source.utf8)[second.span.start..<second.span.end].elementsEqual("<b>2</b>".utf8))
        #expect(Array(source.utf8)[second.content.start..<second.content.end].elementsEqual("2".utf8))
        #expect(document.position(second.span) == document.position(Span(start: second.span.start, end: second.span.start)))
        #expect(document.position(second.span).line == 2 && document.position(second.span).column == 16)
    }

    /// ISO 8859-1 is read as declared; names of HTML's characters only where they are asked for.
    @Test func encodings() throws {
        let bytes = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xE9] + Array("</a>".utf8)
        let document = try XMLDocument(bytes)
        #expect(document.root.text == "é" && document.encoding == .latin1)
        #expect(document.replacingText(of: document.root, with: "ü<")?.first?.replacement == "&#252;&lt;")
        #expect(try XMLDocument(Array("<a>&eacute;&copy;&mdash;</a>".utf8), knowsHTMLNames: true).root.text == "é©—")
        #expect(throws: SyntaxFault.self) { try Self.root("<a>&eacute;</a>") }
    }

    /// Elements, a new text, and the whole afterwards: blanks, comments, sections and line ends stay.
    @Test(arguments: [
        ("<a>1</a>", "2", "<a>2</a>"), ("<a>\r\n  1\r\n</a>", "2", "<a>\r\n  2\r\n</a>"), ("<a/>", "2", "<a>2</a>"),
        ("<a x='1' />", "2", "<a x='1' >2</a>"),
        ("<a></a>", "2", "<a>2</a>"), ("<a><!-- c --></a>", "2", "<a>2<!-- c --></a>"), ("<a>1<!-- c -->.0</a>", "2", "<a>2<!-- c --></a>"),
        ("<a><!--c--> 1 <?p?></a>", "2", "<a><!--c--> 2 <?p?></a>"), ("<a><![CDATA[ 1 ]]></a>", "<", "<a><![CDATA[ < ]]></a>"),
        ("<a><![CDATA[1]]></a>", "]]>", "<a><![CDATA[]]]]><![CDATA[>]]></a>"), ("<a>1&#46;0</a>", "a&b", "<a>a&amp;b</a>"),
    ])
    func edits(_ before: String, _ text: String, _ after: String) throws {
        let document = try XMLDocument(Array(before.utf8))
        let edits = try #require(document.replacingText(of: document.root, with: text))
        let result = edits.applied(to: document.bytes)
        #expect(String(decoding: result, as: UTF8.self) == after)
        #expect(try XMLDocument(result).root.text == text)
        let again = try XMLDocument(result)
        #expect(again.replacingText(of: again.root, with: text)?.applied(to: result) == result)
    }

    /// Blanks between comments belong to the text that goes on behind them.
    @Test func blanksBetweenComments() throws {
        #expect(
            try XMLDocument(Array("<a>\n<!-- x -->That's<!-- --> <!-- -->a<!-- --> test <!-- --> </a>".utf8)).root.text == "That's a test")
    }

    /// An element that holds others has no text to replace.
    @Test func noEdit() throws {
        let document = try XMLDocument(Array("<a><b/></a>".utf8))
        #expect(document.replacingText(of: document.root, with: "x") == nil)
    }

    /// Texts that are no XML, with where and what is said.
    static let faults: [(String, String, String)] = [
        ("", "1:1", "there is no element"), ("x", "1:1", "expected an element, found 'x'"),
        ("<a>", "1:1", "the element <a> is never closed"),
        ("<a>\n<b>\n</a>", "3:1", "</a> stands where <b> of line 2 must be closed"), ("<a/></a>", "1:5", "</a> closes no element"),
        ("<a/><b/>", "1:5", "a second root element <b>"), ("<a/>x", "1:5", "expected an element, found 'x'"),
        ("<a b></a>", "1:5", "expected `=` behind the attribute `b`"), ("<a b=1/>", "1:6", "must stand in quotes"),
        ("<a b='<'/>", "1:7", "an attribute must not contain `<`"), ("<a b='1'c='2'/>", "1:9", "expected a blank"),
        ("<a b='1' b='2'/>", "1:10", "the attribute `b` stands twice"), ("<a>&x;</a>", "1:4", "`&x;` is no entity of XML"),
        ("<a>a & b</a>", "1:6", "begins a reference that never ends"), ("<a>&#0;</a>", "1:4", "is no character that XML allows"),
        ("<a>&#xD800;</a>", "1:4", "is no character"), ("<a>&#x110000;</a>", "1:4", "is no character"),
        ("<!DOCTYPE a [<!ENTITY e 'v'>]><a>&e;</a>", "1:34", "entities of one's own are not expanded"),
        ("<!DOCTYPE a [<!ENTITY a 'b'><!ENTITY b '&a;&a;'>]><a>&b;</a>", "1:54", "the entity `b` is declared"),
        ("<a>]]></a>", "1:4", "text must not contain `]]>`"), ("<a><!-- -- --></a>", "1:9", "a comment must not contain `--`"),
        ("<a><!-- </a>", "1:4", "the comment is never closed"), ("<a><![CDATA[</a>", "1:4", "the CDATA section is never closed"),
        ("<a><?p </a>", "1:4", "the processing instruction is never closed"),
        (" <?xml version='1.0'?><a/>", "1:2", "stands only at the very beginning"),
        ("<?xml version='1.0'><a/>", "1:1", "the XML declaration is never closed"),
        ("<?xml encoding='UTF-8'?><a/>", "1:1", "states no version"),
        ("<?xml version='1.0' encoding='Shift_JIS'?><a>é</a>", "1:31", "the encoding `Shift_JIS` is not read"),
        ("<a>\u{1}</a>", "1:4", "XML allows no character U+0001"), ("<a>\u{FFFE}</a>", "1:4", "XML allows no character U+FFFE"),
        ("<<<<<<< HEAD\n<a/>", "1:1", "expected a name behind `<`"), ("<a>\n=======\n<b>", "3:1", "the element <b> is never closed"),
        ("<a", "1:1", "the tag <a> is never closed"),
        ("<a/>\n<!DOCTYPE a>", "2:1", "the document type stands only once"), ("<1/>", "1:2", "expected a name behind `<`, found '1'"),
        ("\u{FEFF}<a>&</a>", "1:4", "begins a reference"), ("<a></a x>", "1:8", "expected `>` in the tag </a>"),
    ]

    /// Every fault has its place and says what is wrong.
    @Test(arguments: faults)
    func fault(_ source: String, _ place: String, _ message: String) {
        let fault = #expect(throws: SyntaxFault.self) { try XMLDocument(Array(source.utf8)) }
        #expect(fault.map { "\($0.line):\($0.column)" } == place, "\(fault?.message ?? "")")
        #expect(fault?.message.contains(message) == true && fault?.hint?.isEmpty == false, "\(fault?.message ?? "")")
    }

    /// Bytes that are no UTF-8, and UTF-16.
    @Test func otherBytes() {
        for bytes in [[0x3C, 0x61, 0x3E, 0xE9, 0x3C], [0xFF, 0xFE, 0x3C, 0x00], [0xFE, 0xFF, 0x00, 0x3C], [0x3C, 0x00, 0x61, 0x00]]
            as [[UInt8]]
        {
            #expect(throws: SyntaxFault.self) { try XMLDocument(bytes) }
        }
    }

    /// Depth and repetition end in a fault or a document, and never in a crash.
    @Test func hostile() {
        let depth = String(repeating: "<a>", count: 200_000)
        #expect(throws: SyntaxFault.self) { try XMLDocument(Array(depth.utf8)) }
        for part in ["<", "&", "<!--", "<![CDATA[", "<a b='", "]]>", "<?", "<!DOCTYPE [", "</", "&#"] {
            #expect(throws: SyntaxFault.self) { try XMLDocument(Array(("<a>" + String(repeating: part, count: 100_000)).utf8)) }
        }
        let wide = "<a>" + String(repeating: "<b/>x", count: 100_000) + "</a>"
        #expect((try? XMLDocument(Array(wide.utf8)))?.root.children.count == 100_000)
    }

    /// Mutations of a document are read or refused; what is read has spans inside the text, and an edit of it reads back.
    @Test func mutations() throws {
        var random = SeededGenerator(seed: 5)
        let source = Array(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE p>\n<p x='1'>\n<!-- c --><v>1.0</v><d><![CDATA[a]]>&amp;&#65;</d><?p i?><e/>\r\n</p>\n"
                .utf8)
        let alphabet = Array("<>/&;!?-[]='\" ax#é\u{0}".utf8)
        var read = 0
        for _ in 0..<20_000 {
            var bytes = source
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.remove(at: at)
                case 1: bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: at)
                case 2: bytes.removeSubrange(at..<min(bytes.count, at + 5))
                default: bytes[at] = alphabet.randomElement(using: &random) ?? 0
                }
                if bytes.isEmpty { bytes = [0x3C] }
            }
            guard let document = try? XMLDocument(bytes) else { continue }
            read += 1
            var open = [document.root]
            while let element = open.popLast() {
                try #require(
                    element.span.start <= element.content.start && element.content.end <= element.span.end
                        && element.span.end <= bytes.count)
                open += element.children
                guard let edits = document.replacingText(of: element, with: "9.9") else { continue }
                let result = edits.applied(to: bytes)
                try #require((try? XMLDocument(result)) != nil, "\(String(decoding: result, as: UTF8.self))")
            }
        }
        #expect(read > 500)
    }
}
