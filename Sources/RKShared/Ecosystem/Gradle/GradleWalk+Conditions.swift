extension GradleWalk {
    /// Ends the pass of a loop, or the function, at `continue` or `return`; under a condition that cannot be known, all behind it is
    /// conditional too. Whether the statement was one of these.
    func leave(_ statement: GradleStatement, _ frames: inout [GradleFrame]) -> Bool {
        let word = script.tokens[statement.range.lowerBound]
        guard word.kind == .word, ["continue", "return"].contains(word.text), let innermost = frames.last else { return false }
        guard let pass = frames.lastIndex(where: \.isPass) else { return false }
        let isSure = innermost.context.conditions == frames[pass].context.conditions
        if isSure {
            frames.removeSubrange(pass...)
        } else {
            for index in pass..<frames.count { frames[index].context.isConditional = true }
        }
        return true
    }

    /// Adds to a list, for every block that sees it: `x << y`, `x += y`, `x.add(y)`, `x.addAll(y)`. Whether the statement is one of these.
    func change(_ statement: GradleStatement, _ context: GradleContext, _ names: inout GradleNames) -> Bool {
        guard let first = statement.links.first, first.arguments == nil, case .list(var list)? = names.value(first.name) else {
            return false
        }
        var added: [Range<Int>] = []
        if statement.links.count == 2, ["add", "addAll", "push", "plusAssign"].contains(statement.links[1].name) {
            added = script.arguments(of: statement)
        } else if statement.links.count == 1, statement.next + 1 < statement.range.upperBound {
            let (sign, second) = (script.tokens[statement.next], script.tokens[statement.next + 1])
            guard sign.isSymbol("<") && second.isSymbol("<") || sign.isSymbol("+") && second.isSymbol("=") else { return false }
            added = [(statement.next + 2)..<statement.range.upperBound]
        } else {
            return false
        }
        let evaluator = GradleEvaluator(script: script, path: path, names: names)
        names.effort.spend(list.count / 8)
        for range in added where list.count < GradleEvaluator.maximumList {
            for var text in evaluator.texts(range) ?? [GradleText(text: "", isConditional: true)] {
                text.isConditional = text.isConditional || context.isConditional
                list.append(text)
            }
        }
        names.changed[first.name] = .list(list)
        return true
    }

    /// Whether a branch runs for sure; nil for one that does not run. `hasRun` tells of the branches before it, and then of this one too.
    func decide(_ condition: Range<Int>?, _ word: String, _ names: GradleNames, _ hasRun: inout Bool?) -> Bool? {
        guard names.isSettings, word == "if" || word == "else" else { return false }
        let evaluator = GradleEvaluator(script: script, path: path, names: names)
        let holds = condition.map { evaluator.truth($0) } ?? (word == "else" ? true : nil)
        switch (hasRun, holds) {
        case (true?, _), (_, false?): return nil
        case (false?, true?):
            hasRun = true
            return true
        default:
            hasRun = nil
            return false
        }
    }

    /// What a condition, a loop or a case without braces governs, as in `if (x) include 'a'`, and the condition of an `if`; nil for every
    /// other statement.
    func unbraced(_ statement: GradleStatement) -> (Range<Int>, Range<Int>?)? {
        let first = statement.range.lowerBound
        var start: Int
        var condition: Range<Int>?
        if script.tokens[first].isWord("else") {
            start = first + 1
            if start + 1 < statement.range.upperBound, script.tokens[start].isWord("if"), script.tokens[start + 1].isSymbol("(") {
                let partner = script.tokens[start + 1].partner
                condition = (start + 2)..<partner
                start = partner + 1
            }
        } else if ["case", "default"].contains(script.tokens[first].text), statement.value == nil,
            let colon = statement.range.dropFirst().first(where: { script.tokens[$0].isSymbol(":") })
        {
            start = colon + 1
        } else if ["if", "for", "while"].contains(script.tokens[first].text), let arguments = statement.links.first?.arguments {
            start = arguments.upperBound + 1
            condition = script.tokens[first].isWord("if") ? arguments : nil
        } else {
            return nil
        }
        let rest = script.trimmed(start..<max(start, statement.range.upperBound))
        return rest.isEmpty || script.tokens[rest.lowerBound].isSymbol("{") ? nil : (rest, condition)
    }
}
