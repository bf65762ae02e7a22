/// A function, or a closure with a name, that a script defines at its outermost level.
struct GradleFunction: Sendable {
    /// The names of its parameters.
    let parameters: [String]
    /// The tokens of its body.
    let body: Range<Int>

    /// Words that a definition begins with.
    private static let beginnings: Set<String> = [
        "def", "fun", "void", "private", "static", "final", "internal", "public", "protected", "val", "ext", "inline", "String",
    ]

    /// The functions of a script by name.
    static func all(in statements: [GradleStatement], of script: GradleScript) -> [String: GradleFunction] {
        var result: [String: GradleFunction] = [:]
        for statement in statements where beginnings.contains(script.tokens[statement.range.lowerBound].text) {
            if let (name, function) = function(statement.range, of: script) { result[name] = function }
        }
        return result
    }

    /// The function that a statement defines: `def name(…) { … }`, `fun name(…) { … }`, `def name = { … -> … }`.
    private static func function(_ range: Range<Int>, of script: GradleScript) -> (String, GradleFunction)? {
        for index in range.dropFirst() {
            let token = script.tokens[index]
            if token.isSymbol("("), script.isOpening(index), script.tokens[index - 1].kind == .word {
                let rest = (token.partner + 1)..<max(token.partner + 1, range.upperBound)
                guard let brace = rest.first(where: { script.tokens[$0].isSymbol("{") }), script.isOpening(brace),
                    !rest.prefix(while: { $0 < brace }).contains(where: { script.tokens[$0].isSymbol("=") })
                else { return nil }
                let parameters = script.elements(of: (index + 1)..<token.partner).compactMap { parameter($0, of: script) }
                let body = (brace + 1)..<script.tokens[brace].partner
                return (script.tokens[index - 1].text, GradleFunction(parameters: parameters, body: body))
            }
            if token.isSymbol("="), index + 1 < range.upperBound, script.tokens[index + 1].isSymbol("{"), script.isOpening(index + 1),
                script.tokens[index - 1].kind == .word
            {
                let block = (index + 2)..<script.tokens[index + 1].partner
                let (parameters, start) = GradleWalk.parameters(of: block, script)
                let function = GradleFunction(parameters: parameters.isEmpty ? ["it"] : parameters, body: start..<block.upperBound)
                return (script.tokens[index - 1].text, function)
            }
            if token.isSymbol("{") || token.isSymbol("=") { return nil }
        }
        return nil
    }

    /// The name of a parameter: in front of its type in Kotlin, behind it in Groovy.
    private static func parameter(_ range: Range<Int>, of script: GradleScript) -> String? {
        let end = range.first { script.tokens[$0].isSymbol("=") || script.tokens[$0].isSymbol(":") } ?? range.upperBound
        return (range.lowerBound..<end).last { script.tokens[$0].kind == .word }.map { script.tokens[$0].text }
    }
}
