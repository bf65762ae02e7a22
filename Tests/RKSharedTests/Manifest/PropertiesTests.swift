import Support
import Testing

@testable import RKShared

/// Java's properties format: what it means, what is broken, and that an edit changes its value alone.
struct PropertiesTests {
    /// Texts with what `java.util.Properties` makes of them.
    static let texts: [(String, [String: String])] = [
        ("a=b", ["a": "b"]), ("a = b ", ["a": "b "]), ("a:b\nc d", ["a": "b", "c": "d"]), ("a", ["a": ""]), ("# x\n! y\n a=b", ["a": "b"]),
        ("a=b\\\n   c", ["a": "bc"]), ("a\\ b=c", ["a b": "c"]), ("a\\=b=c=d", ["a=b": "c=d"]), ("a=\\u00e9", ["a": "é"]),
        ("a=b\r\nc=d\r\n", ["a": "b", "c": "d"]),
        ("a=1\na=2", ["a": "2"]), ("a==b", ["a": "=b"]), ("a : = b", ["a": "= b"]), ("a=b\\", ["a": "b"]), ("a=\\t\\n\\x", ["a": "\t\nx"]),
        ("", [:]), ("\n\n", [:]),
        ("=b", ["": "b"]), ("a=b#c", ["a": "b#c"]), ("\u{FEFF}a=b", ["a": "b"]), ("a=\\\\u12", ["a": "\\u12"]),
    ]

    /// Keys and values; of a key that stands twice the last counts.
    @Test(arguments: texts)
    func values(_ text: String, _ expected: [String: String]) throws {
        let document = try PropertiesDocument(Array(text.utf8))
        #expect(Dictionary(document.entries.map { ($0.key, $0.value) }) { _, last in last } == expected)
    }

    /// Text that is not UTF-8 is ISO 8859-1.
    @Test func latin() throws {
        #expect(try PropertiesDocument([0x61, 0x3D, 0xE9])["a"]?.value == "é")
    }

    /// Broken texts with line, column and a word of the message.
    @Test(arguments: [
        ("a=\\u", 1, 3, "hexadecimal"), ("a=\\u1", 1, 3, "hexadecimal"), ("a=\\u12", 1, 3, "hexadecimal"),
        ("a=\\u123", 1, 3, "hexadecimal"),
        ("a=\\u12g4", 1, 3, "hexadecimal"), ("a=\\u+123", 1, 3, "hexadecimal"), ("\\u=b", 1, 1, "hexadecimal"),
        ("x=1\na=C:\\users", 2, 5, "hexadecimal"),
        ("a=b\\\n\\uzzzz", 2, 1, "hexadecimal"), ("a=\u{0}", 1, 3, "control"), ("\u{0}", 1, 1, "control"), ("a\u{7}=b", 1, 2, "control"),
        ("é=\u{1}", 1, 3, "control"),
        ("# x\n\u{1B}[0m", 2, 1, "control"), ("a=\\u 123", 1, 3, "hexadecimal"),
    ])
    func faults(_ text: String, _ line: Int, _ column: Int, _ word: String) {
        let fault = #expect(throws: SyntaxFault.self) { try PropertiesDocument(Array(text.utf8)) }
        #expect(fault?.line == line && fault?.column == column && fault?.message.contains(word) == true && fault?.hint != nil)
    }

    /// Any text at all is read or refused; a value that is replaced reads back, and no byte outside it changes.
    @Test func editsAndMutations() {
        var generator = SeededGenerator(seed: 5)
        let alphabet = Array("ab=: \\\n\r\t#!u0é\u{C}").map(String.init)
        for _ in 0..<5000 {
            let text = (0..<Int.random(in: 0...30, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? "" }.joined()
            guard let document = try? PropertiesDocument(Array(text.utf8)), let entry = document.entries.last else { continue }
            let value = (0..<Int.random(in: 0...8, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? "" }.joined()
            let edit = document.replacingValue(entry, with: value)
            let after = [edit].applied(to: document.bytes)
            #expect(
                after.starts(with: document.bytes[..<entry.valueSpan.start])
                    && after.suffix(document.bytes.count - entry.valueSpan.end).elementsEqual(document.bytes[entry.valueSpan.end...]))
            if entry.valueSpan.start > entry.keySpan.end {
                #expect(
                    (try? PropertiesDocument(after))?.entries.last?.value == value, "\(text.debugDescription) \(value.debugDescription)")
            }
        }
    }
}
