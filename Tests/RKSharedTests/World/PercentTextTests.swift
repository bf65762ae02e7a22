import RKShared
import Testing

/// Bytes as `%XX`.
@Suite struct PercentTextTests {
    /// Triples become bytes; everything else stays.
    @Test(arguments: [
        ("a%2Bb", "a+b"), ("%C3%a9", "é"), ("%", "%"), ("%4", "%4"), ("%+1", "%+1"), ("%zz", "%zz"), ("100%", "100%"), ("%ff", "\u{FFFD}"),
    ])
    func decoded(_ text: String, _ expected: String) {
        #expect(PercentText.decoded(text) == expected)
    }

    /// A segment holds nothing that could end it.
    @Test func segment() {
        #expect(PercentText.segment("../a b?#é~") == "..%2Fa%20b%3F%23%C3%A9~")
    }
}
