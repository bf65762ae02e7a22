/// One link of a chain of names and calls: `name`, with arguments in parentheses, an index in brackets, and a block, where it has them.
struct GradleLink: Sendable {
    /// The name.
    let name: String
    /// The name's token.
    let token: Int
    /// The tokens between the parentheses.
    var arguments: Range<Int>?
    /// The tokens between the brackets.
    var index: Range<Int>?
    /// The tokens between the braces.
    var block: Range<Int>?
}

/// A statement of a build script, with the chain that it begins with.
struct GradleStatement: Sendable {
    /// All its tokens.
    let range: Range<Int>
    /// The chain at its beginning; empty where it begins with something else.
    let links: [GradleLink]
    /// The token behind the chain.
    let next: Int
    /// The tokens of the value, where the statement is `chain = value`.
    let value: Range<Int>?

    /// The names of the chain, dots between.
    var path: String { links.map(\.name).joined(separator: ".") }
}

extension GradleScript {
    /// The statements of a stretch of tokens: they end at ends of lines and semicolons, where nothing shows that they go on.
    func statements(in range: Range<Int>) -> [GradleStatement] {
        var result: [GradleStatement] = []
        var start: Int?
        var index = range.lowerBound
        while index < range.upperBound {
            let token = tokens[index]
            let isEnd = token.isSymbol(";") || token.kind == .newline && !goesOn(at: index, in: range)
            if isEnd {
                if let first = start { result.append(statement(first..<index)) }
                start = nil
            } else if start == nil, token.kind != .newline {
                start = index
            }
            index = isOpening(index) && token.partner < range.upperBound ? token.partner + 1 : index + 1
        }
        if let first = start { result.append(statement(first..<range.upperBound)) }
        return result
    }

    /// Whether a statement goes on behind the end of a line.
    private func goesOn(at newline: Int, in range: Range<Int>) -> Bool {
        if newline > range.lowerBound {
            let last = tokens[newline - 1]
            if last.kind == .symbol, ",=.+&|:".contains(last.text) { return true }
        }
        guard newline + 1 < range.upperBound, tokens[newline + 1].kind == .symbol else { return false }
        let next = tokens[newline + 1]
        if next.text == "?" {
            return newline + 2 < range.upperBound && (tokens[newline + 2].isSymbol(".") || tokens[newline + 2].isSymbol(":"))
        }
        return ".&|".contains(next.text)
    }

    /// Whether a token opens a bracket.
    func isOpening(_ index: Int) -> Bool { tokens[index].partner > index }

    /// A statement of tokens.
    private func statement(_ range: Range<Int>) -> GradleStatement {
        let (links, next) = chain(at: range.lowerBound, end: range.upperBound)
        var value: Range<Int>?
        if !links.isEmpty, next < range.upperBound, tokens[next].isSymbol("="), next + 1 < range.upperBound,
            !tokens[next + 1].isSymbol("=")
        {
            value = (next + 1)..<range.upperBound
        }
        return GradleStatement(range: range, links: links, next: next, value: value)
    }

    /// The chain of names and calls that begins at a token; a string in front of parentheses counts as a name, as in `"api"(…)`.
    func chain(at start: Int, end: Int) -> (links: [GradleLink], next: Int) {
        var links: [GradleLink] = []
        var index = start
        while index < end {
            let token = tokens[index]
            let isCalledString = token.kind == .string && links.isEmpty && index + 1 < end && tokens[index + 1].isSymbol("(")
            guard token.kind == .word || isCalledString else { break }
            var link = GradleLink(name: token.literal ?? token.text, token: index)
            index += 1
            if let behind = generics(at: index, end: end) { index = behind }
            while index < end, isOpening(index), tokens[index].partner < end {
                let inner = (index + 1)..<tokens[index].partner
                let isBlock = tokens[index].isSymbol("{")
                if tokens[index].isSymbol("("), link.arguments == nil, link.block == nil {
                    link.arguments = inner
                } else if tokens[index].isSymbol("["), link.block == nil, tokens[index].span.start == tokens[index - 1].span.end {
                    link.index = inner
                } else if isBlock, link.block == nil {
                    link.block = inner
                } else {
                    break
                }
                index = inner.upperBound + 1
            }
            links.append(link)
            guard let dot = dot(at: index, end: end) else { break }
            index = dot + 1
            while index < end, tokens[index].kind == .newline { index += 1 }
        }
        return (links, index)
    }

    /// The index of the dot that continues a chain, on this line or on the next one; `?.`, `!!.` and `::` count.
    private func dot(at start: Int, end: Int) -> Int? {
        var index = start
        while index < end, tokens[index].kind == .newline { index += 1 }
        while index < end, tokens[index].isSymbol("?") || tokens[index].isSymbol("!") { index += 1 }
        guard index + 1 < end else { return nil }
        if tokens[index].isSymbol(".") { return index }
        let isReference = tokens[index].isSymbol(":") && tokens[index + 1].isSymbol(":")
        return isReference ? index + 1 : nil
    }

    /// The token behind type arguments such as `<Jar>` when a call follows; nil where there are none.
    private func generics(at start: Int, end: Int) -> Int? {
        guard start < end, tokens[start].isSymbol("<") else { return nil }
        var depth = 0
        for index in start..<min(end, start + 32) {
            let token = tokens[index]
            if token.isSymbol("<") { depth += 1 }
            if token.isSymbol(">") { depth -= 1 }
            if depth == 0 {
                let isCall = index + 1 < end && (tokens[index + 1].isSymbol("(") || tokens[index + 1].isSymbol("{"))
                return isCall ? index + 1 : nil
            }
            guard token.kind == .word || token.kind == .symbol && "<>,.?*".contains(token.text) else { return nil }
        }
        return nil
    }

    /// The stretches between commas, ends of lines left out in front; none for an empty stretch.
    func elements(of range: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            if tokens[index].isSymbol(",") {
                result.append(trimmed(start..<index))
                start = index + 1
            }
            index = isOpening(index) && tokens[index].partner < range.upperBound ? tokens[index].partner + 1 : index + 1
        }
        result.append(trimmed(start..<range.upperBound))
        return result.filter { !$0.isEmpty }
    }

    /// A stretch without the ends of lines around it.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, tokens[start].kind == .newline { start += 1 }
        while end > start, tokens[end - 1].kind == .newline { end -= 1 }
        return start..<end
    }

    /// What a statement's last call is given: the list in parentheses, or what stands behind the name as Groovy allows; blocks are no part.
    func arguments(of statement: GradleStatement) -> [Range<Int>] {
        guard let last = statement.links.last else { return [] }
        if let arguments = last.arguments { return elements(of: arguments) }
        guard statement.value == nil, statement.next < statement.range.upperBound, last.block == nil else { return [] }
        var end = statement.next
        while end < statement.range.upperBound, !tokens[end].isSymbol("{") {
            end = isOpening(end) ? tokens[end].partner + 1 : end + 1
        }
        return elements(of: statement.next..<min(end, statement.range.upperBound))
    }

    /// The list and the function of `list.each f`, `list.forEach(f)`; nil for every other statement, one with a block too.
    func loop(_ statement: GradleStatement) -> (list: Range<Int>, function: Range<Int>)? {
        var index = statement.range.lowerBound
        var found: Int?
        while index < statement.range.upperBound {
            let isLoop = tokens[index].isWord("each") || tokens[index].isWord("forEach")
            if isLoop, index > statement.range.lowerBound + 1, tokens[index - 1].isSymbol(".") { found = index }
            index = isOpening(index) ? tokens[index].partner + 1 : index + 1
        }
        guard let found, found + 1 < statement.range.upperBound else { return nil }
        let list = statement.range.lowerBound..<(found - 1)
        if tokens[found + 1].isSymbol("("), tokens[found + 1].partner == statement.range.upperBound - 1 {
            return (list, (found + 2)..<tokens[found + 1].partner)
        }
        let rest = (found + 1)..<statement.range.upperBound
        return rest.contains { tokens[$0].isSymbol("{") || tokens[$0].isSymbol("(") } ? nil : (list, rest)
    }

    /// The value behind a name in a list of named arguments: `name: value`, `name = value` or `"name" to value`.
    func named(_ name: String, in elements: [Range<Int>]) -> Range<Int>? {
        for element in elements where element.count > 2 {
            let first = tokens[element.lowerBound]
            guard first.text == name || first.literal == name else { continue }
            let second = tokens[element.lowerBound + 1]
            guard second.isSymbol(":") || second.isSymbol("=") || second.isWord("to") else { continue }
            return (element.lowerBound + 2)..<element.upperBound
        }
        return nil
    }
}
