import Testing

@testable import RKShared

/// Codes and their texts.
struct CodeTests {
    /// Every code has a name of the agreed form, a text of its own, and an exit status of the page.
    @Test func explanations() throws {
        var texts: Set<String> = []
        for code in Code.allCases {
            #expect(code.rawValue.hasPrefix("RK-") && code.rawValue == code.rawValue.uppercased())
            #expect(code.explanation.count > 40 && texts.insert(code.explanation).inserted, "\(code)")
            #expect([64, 65, 66, 69, 70, 74, 75, 77, 78].contains(code.exitStatus.rawValue))
            #expect(try Code.explain(code.rawValue.lowercased()).contains(code.explanation))
        }
    }

    /// An unknown code gets a suggestion.
    @Test func unknown() {
        let fault = #expect(throws: Fault.self) { try Code.explain("RK-GRAPH-CYCEL") }
        #expect(fault?.hint == "did you mean RK-GRAPH-CYCLE?")
    }

    /// Nearest words, and words that are near to nothing.
    @Test func suggestions() {
        #expect(Suggestion.nearest(to: "tag_fromat", among: ["tag_format", "exclude"]) == "tag_format")
        #expect(Suggestion.nearest(to: "zzzzzz", among: ["tag_format", "exclude"]) == nil)
        #expect(Suggestion.nearest(to: "", among: []) == nil)
    }
}
