import Testing

@testable import rk_publish

/// Texts with what is printed of them, and in how many cells.
@Test(
    arguments: [
        ("plain", "plain", 5), ("日本", "日本", 4), ("e\u{301}", "e\u{301}", 1), ("한글ｆ", "한글ｆ", 6), ("🚀", "🚀", 2),
        ("a\u{1B}[2Jb\r\n\t", "a\u{FFFD}[2Jb\u{FFFD}\u{FFFD}\u{FFFD}", 9), ("\u{9B}31m", "\u{FFFD}31m", 4),
        ("\u{202E}evil\u{200B}", "\u{FFFD}evil\u{FFFD}", 6), ("\u{301}a", "a", 1), ("\u{E000}", "\u{FFFD}", 1),
        ("a" + String(repeating: "\u{301}", count: 9), "a" + String(repeating: "\u{301}", count: 4), 1), ("", "", 0),
    ])
func safeText(input: String, output: String, width: Int) {
    let text = TerminalText(input)
    #expect(Array(text.text.unicodeScalars) == Array(output.unicodeScalars))
    #expect(text.width == width)
}

/// What is cut leaves a mark, and never more cells than asked for, also where a wide letter does not fit.
@Test(
    arguments: [
        ("abcdef", 6, "abcdef", "abcdef"), ("abcdef", 4, "abc…", "a…ef"), ("abcdef", 1, "…", "…"), ("abcdef", 0, "", ""),
        ("日本語", 4, "日…", "…語"), ("e\u{301}abc", 3, "e\u{301}a…", "e\u{301}…c"), ("pypi:acme-plugin-11", 10, "pypi:acme…", "pyp…gin-11"),
    ])
func cutText(input: String, limit: Int, end: String, middle: String) {
    let text = TerminalText(input)
    #expect(text.truncated(to: limit).text == end)
    #expect(text.condensed(to: limit).text == middle)
    #expect(text.truncated(to: limit).width <= limit && text.condensed(to: limit).width <= limit)
}

/// Blanks before or behind fill a column; text that is wider stays.
@Test func filledText() {
    #expect(TerminalText("日").padded(to: 4).text == "日  ")
    #expect(TerminalText("日").indented(to: 4).text == "  日")
    #expect(TerminalText("long").padded(to: 2).text == "long")
    #expect(TerminalText(firstLineOf: "one\r\ntwo").text == "one")
}
