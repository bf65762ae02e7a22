/// A block that a statement stands in.
struct GradleLabel: Sendable {
    /// The name in front of the block, as in `dependencies { … }`.
    let head: String
    /// All names and literals in front of the block in its statement.
    let words: [String]
}

/// What surrounds a statement.
struct GradleContext: Sendable {
    /// The blocks, outermost first.
    var labels: [GradleLabel] = []
    /// Whether a condition, or a loop over what cannot be known, decides whether it runs.
    var isConditional = false
    /// How many blocks of conditions that cannot be known are around.
    var conditions = 0

    /// Blocks that change neither what a statement means nor for which project.
    static let transparent: Set<String> = [
        "if", "else", "when", "for", "each", "forEach", "all", "configureEach", "afterEvaluate", "beforeEvaluate", "apply", "with", "run",
        "also", "let", "try", "catch", "finally", "withId", "withPlugin", "withType", "projectsEvaluated", "settingsEvaluated", "whenReady",
        "while", "switch", "case", "default", "times", "eachDir", "eachFile", "eachDirRecurse", "eachFileRecurse", "eachDirMatch",
        "eachFileMatch", "eachLine", "forEachLine", "eachWithIndex", "forEachIndexed", "onEach", "upto", "step", "repeat",
    ]

    /// The innermost block that means something.
    var innermost: GradleLabel? { labels.last { !Self.transparent.contains($0.head) } }

    /// Whether a block with this head is around.
    func isInside(_ head: String) -> Bool { labels.contains { $0.head == head } }
}

/// Goes through the statements of a script, block by block, with loops over literal lists unrolled and variables followed.
struct GradleWalk {
    /// How deep blocks may be nested; deeper ones are not looked into.
    private static let maximumDepth = 64
    /// Words that begin a definition, whose block does not run where it stands.
    private static let definitions: Set<String> = ["fun", "class", "interface", "object", "enum", "void", "static", "import", "package"]
    /// Blocks that run only sometimes.
    private static let conditions: Set<String> = ["if", "else", "when", "switch", "while", "catch", "case", "default"]
    /// How deep a function may call itself.
    private static let maximumCalls = 12

    /// Loops over the folders in a folder.
    private static let foldersOnly: Set<String> = ["eachDir", "eachDirRecurse", "eachDirMatch"]
    /// Other loops over what mostly only running the script tells.
    private static let passes: Set<String> = [
        "eachFile", "eachFileRecurse", "eachFileMatch", "eachLine", "forEachLine", "eachWithIndex", "forEachIndexed", "times", "upto",
        "step", "repeat",
    ]

    /// The script.
    let script: GradleScript
    /// Its path.
    let path: String

    /// Visits every statement, until the effort of the names is spent. The names are those before each; what the visitor changes in their
    /// properties stays.
    /// - Returns: the first token of the statement behind which nothing was visited; nil where all was.
    @discardableResult func run(_ names: inout GradleNames, visit: (GradleStatement, GradleContext, inout GradleNames) -> Void) -> Int? {
        let all = 0..<script.tokens.count
        var blocks = GradleBlocks(script: script)
        var frames = [GradleFrame(block: all, context: GradleContext(), variables: names.variables)]
        let functions = GradleFunction.all(in: blocks[all], of: script)
        var token = 0
        while let top = frames.indices.last {
            guard !names.effort.isSpent else { return token }
            if let pass = frames[top].nextPass() {
                names.effort.spend(16 + pass.variables.count / 32)
                frames.append(pass)
                continue
            }
            guard let statement = frames[top].next(&blocks) else {
                frames.removeLast()
                continue
            }
            token = statement.range.lowerBound
            let frame = frames[top]
            names.effort.spend(statement.range.count + 16 + frame.variables.count / 32)
            names.variables = frame.variables
            if !change(statement, frame.context, &names) { declare(statement, &names) }
            frames[top].variables = names.variables
            if names.isSettings, leave(statement, &frames) { continue }
            visit(statement, frame.context, &names)
            guard frame.context.labels.count < Self.maximumDepth else { continue }
            var hasRun = script.tokens[statement.range.lowerBound].isWord("else") ? frame.hasRun : false
            let blocks = self.blocks(of: statement, frame, names, &hasRun)
            frames[top].hasRun = hasRun
            frames += blocks.reversed()
            if let call = call(of: statement, functions, frame, names) { frames.append(call) }
        }
        return nil
    }

    /// The body of a function for the elements of a list, as in `x.each f`.
    private func passes(
        _ name: Range<Int>, over list: Range<Int>, _ functions: [String: GradleFunction], _ frame: GradleFrame, _ names: GradleNames
    ) -> GradleFrame? {
        let evaluator = GradleEvaluator(script: script, path: path, names: names)
        guard let name = name.last, let function = functions[script.tokens[name].text], let items = evaluator.texts(list) else {
            return nil
        }
        var context = frame.context
        context.labels.append(GradleLabel(head: "run", words: [script.tokens[name].text]))
        return GradleFrame(loop: function.body, over: items, as: function.parameters, context: context, variables: names.variables)
    }

    /// The body of a function of the script that a statement calls, its parameters given: once, or for each element in `x.each f`; nil for
    /// any other statement.
    private func call(
        of statement: GradleStatement, _ functions: [String: GradleFunction], _ frame: GradleFrame, _ names: GradleNames
    ) -> GradleFrame? {
        guard statement.value == nil, !functions.isEmpty else { return nil }
        if let loop = script.loop(statement) { return passes(loop.function, over: loop.list, functions, frame, names) }
        guard statement.links.count == 1, let function = functions[statement.links[0].name],
            statement.links[0].token > function.body.upperBound || statement.links[0].token < function.body.lowerBound
                || frame.context.labels.count(where: { $0.head == "run" && $0.words == [statement.links[0].name] }) < Self.maximumCalls
        else { return nil }
        let evaluator = GradleEvaluator(script: script, path: path, names: names)
        let arguments = script.arguments(of: statement)
        guard !arguments.isEmpty || statement.links[0].arguments != nil else { return nil }
        var variables = names.variables
        for (index, parameter) in function.parameters.enumerated() {
            let isRest = index == function.parameters.count - 1 && arguments.count > function.parameters.count
            if isRest {
                variables[parameter] = .list(arguments[index...].flatMap { evaluator.texts($0) ?? [] })
            } else {
                variables[parameter] = (script.named(parameter, in: arguments) ?? (index < arguments.count ? arguments[index] : nil))
                    .flatMap { evaluator.value($0) }
            }
            if case .text(let text)? = variables[parameter] { Self.bind(text, to: [parameter], &variables) }
        }
        var context = frame.context
        context.labels.append(GradleLabel(head: "run", words: [statement.links[0].name]))
        return GradleFrame(block: function.body, context: context, variables: variables, isPass: true)
    }

    /// Notes what a statement calls something: `val x = …`, `def x = …`, `x = …`, `val x: String by project`, `val x by extra(…)`.
    private func declare(_ statement: GradleStatement, _ names: inout GradleNames) {
        let evaluator = GradleEvaluator(script: script, path: path, names: names)
        if let value = statement.value {
            guard statement.links.allSatisfy({ $0.arguments == nil && $0.block == nil && $0.index == nil }) else { return }
            if statement.links.count == 1 { names.declare(statement.path, evaluator.value(value)) }
            if statement.links.count == 2, statement.links[0].name == "ext" {
                names.declare(statement.links[1].name, evaluator.value(value))
            }
            return
        }
        let range = statement.range
        let top = range.prefix { index in
            let token = script.tokens[index]
            return !token.isSymbol("{") && !token.isSymbol("(") && (!token.isSymbol("[") || token.partner == index + 1)
        }
        if let by = top.first(where: { script.tokens[$0].isWord("by") }), by > range.lowerBound + 1 {
            delegate(statement, by: by, evaluator, &names)
            return
        }
        guard let equals = top.first(where: { script.tokens[$0].isSymbol("=") }), equals > range.lowerBound + 1,
            equals + 1 < range.upperBound,
            !script.tokens[equals + 1].isSymbol("="),
            !"!<>=+-".contains(script.tokens[equals - 1].text.isEmpty ? "x" : script.tokens[equals - 1].text)
        else { return }
        let left = range.lowerBound..<equals
        let colon = left.first { script.tokens[$0].isSymbol(":") }
        guard let name = left.last(where: { ($0 < colon ?? equals) && script.tokens[$0].kind == .word }) else { return }
        names.declare(script.tokens[name].text, evaluator.value((equals + 1)..<range.upperBound))
    }

    /// Notes a delegated property of Kotlin.
    private func delegate(_ statement: GradleStatement, by: Int, _ evaluator: GradleEvaluator, _ names: inout GradleNames) {
        let left = statement.range.lowerBound..<by
        let colon = left.first { script.tokens[$0].isSymbol(":") } ?? by
        guard let name = left.last(where: { $0 < colon && script.tokens[$0].kind == .word }) else { return }
        let text = script.tokens[name].text
        let (links, _) = script.chain(at: by + 1, end: statement.range.upperBound)
        guard let last = links.last else { return }
        if last.name == "extra", let inner = last.arguments ?? last.block, let value = evaluator.text(inner) {
            names.variables[text] = .text(value)
            names.properties[text] = value
        } else if ["project", "rootProject", "settings", "extra", "properties"].contains(last.name) {
            names.variables[text] = names.properties[text].map { .text($0) }
        }
    }

    /// The blocks of a statement, one frame for each pass of a loop.
    private func blocks(
        of statement: GradleStatement, _ frame: GradleFrame, _ names: GradleNames, _ hasRun: inout Bool?
    ) -> [GradleFrame] {
        let first = script.tokens[statement.range.lowerBound]
        let isFunction = ["def", "private", "protected", "public", "internal"].contains(first.text) && !hasAssignment(statement.range)
        guard !Self.definitions.contains(first.text), !isFunction else { return [] }
        if let (rest, conditions) = unbraced(statement) {
            guard let isSure = decide(conditions, first.text, names, &hasRun) else { return [] }
            return [self.frame(rest, GradleLabel(head: first.text, words: [first.text]), in: statement, frame, names, isSure: isSure)]
        }
        var result: [GradleFrame] = []
        var words: [String] = []
        var index = statement.range.lowerBound
        var outer = statement.range.lowerBound
        var bracketEnd = statement.range.lowerBound
        while index < statement.range.upperBound {
            let token = script.tokens[index]
            let isBlock = token.isSymbol("{") && script.isOpening(index)
            if isBlock, index >= bracketEnd, let head = head(before: index, from: outer) {
                let label = GradleLabel(head: head, words: words)
                let isCondition = head == "if" || head == "else"
                let condition = head == "if" && index > 0 && script.tokens[index - 1].isSymbol(")") ? script.tokens[index - 1].partner : nil
                let isSure = isCondition ? decide(condition.map { ($0 + 1)..<(index - 1) }, head, names, &hasRun) : false
                if let isSure { result.append(self.frame((index + 1)..<token.partner, label, in: statement, frame, names, isSure: isSure)) }
            }
            if token.kind == .word { words.append(token.text) } else if let literal = token.literal { words.append(literal) }
            if isBlock, index >= bracketEnd { outer = token.partner + 1 }
            if !isBlock, script.isOpening(index) { bracketEnd = max(bracketEnd, token.partner) }
            index = isBlock ? token.partner + 1 : index + 1
        }
        return result
    }

    /// Whether a value is given to something outside brackets.
    private func hasAssignment(_ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            if script.tokens[index].isSymbol("=") { return true }
            index = script.isOpening(index) ? script.tokens[index].partner + 1 : index + 1
        }
        return false
    }

    /// The name that a block belongs to; nil for a closure that is a value.
    private func head(before brace: Int, from start: Int) -> String? {
        var index = brace - 1
        while index >= start, script.tokens[index].kind == .newline { index -= 1 }
        if index >= start, script.tokens[index].isSymbol(")") { index = script.tokens[index].partner - 1 }
        if index >= start, script.tokens[index].isSymbol(">") {
            while index >= start, !script.tokens[index].isSymbol("<") { index -= 1 }
            index -= 1
        }
        guard index >= start else { return nil }
        return script.tokens[index].kind == .word ? script.tokens[index].text : script.tokens[index].literal
    }

    /// The frame of one block, given by the tokens in it.
    private func frame(
        _ block: Range<Int>, _ label: GradleLabel, in statement: GradleStatement, _ frame: GradleFrame, _ names: GradleNames, isSure: Bool
    ) -> GradleFrame {
        let (parameters, start) = Self.parameters(of: block, script)
        let body = start..<block.upperBound
        var context = frame.context
        context.labels.append(label)
        if !isSure, Self.conditions.contains(label.head) {
            context.isConditional = true
            context.conditions += 1
        }
        guard let items = items(of: label.head, block.lowerBound - 1, statement, names) else {
            return GradleFrame(block: body, context: context, variables: names.variables)
        }
        let bound = items.name.map { [$0] } ?? parameters
        if let values = items.values {
            return GradleFrame(loop: body, over: values, as: bound, context: context, variables: names.variables)
        }
        context.isConditional = true
        var variables = names.variables
        for name in parameters.isEmpty ? ["it"] : parameters { variables[name] = nil }
        if let name = items.name { variables[name] = nil }
        return GradleFrame(block: body, context: context, variables: variables, isPass: true)
    }

    /// Gives a loop's variables the value of one pass.
    static func bind(_ value: GradleText, to names: [String], _ variables: inout [String: GradleValue]) {
        let first = names.first ?? "it"
        variables["\(first).name"] = nil
        variables["\(first).path"] = nil
        if value.text.first == GradleNames.projectMark {
            let path = String(value.text.dropFirst())
            variables["\(first).path"] = .text(GradleText(text: path))
            variables["\(first).name"] = .text(GradleText(text: path.split(separator: ":").last.map(String.init) ?? ""))
        } else if value.text.first == GradleNames.mark {
            variables["\(first).name"] = .text(GradleText(text: RelativePath.name(of: String(value.text.dropFirst()))))
        }
        guard let key = value.key else {
            variables[first] = .text(value)
            return
        }
        if names.count > 1 {
            variables[first] = .text(GradleText(text: key))
            variables[names[1]] = .text(value)
        } else {
            variables["\(first).key"] = .text(GradleText(text: key))
            variables["\(first).value"] = .text(value)
        }
    }

    /// What a loop runs over, and its variable in a `for`; nil for what is no loop, values nil where they cannot be known.
    private func items(
        of head: String, _ brace: Int, _ statement: GradleStatement, _ names: GradleNames
    ) -> (name: String?, values: [GradleText]?)? {
        let evaluator = GradleEvaluator(script: script, path: path, names: names)
        if head == "for", let range = statement.links.first?.arguments {
            let separator = range.first { script.tokens[$0].isWord("in") || script.tokens[$0].isSymbol(":") }
            guard let separator, let name = (range.lowerBound..<separator).last(where: { script.tokens[$0].kind == .word }) else {
                return nil
            }
            return (script.tokens[name].text, evaluator.texts((separator + 1)..<range.upperBound))
        }
        if Self.foldersOnly.contains(head) || Self.passes.contains(head) {
            let call = (statement.range.lowerBound..<brace).last { script.tokens[$0].isWord(head) }
            guard let call, call > statement.range.lowerBound + 1, script.tokens[call - 1].isSymbol(".") else { return (nil, nil) }
            guard let isFolder = ["eachDir": true, "eachFile": false][head], brace == call + 1,
                let folder = evaluator.text(statement.range.lowerBound..<(call - 1)), let path = names.path(folder.text)
            else { return (nil, nil) }
            return (nil, evaluator.entries(of: path, areFoldersOnly: isFolder))
        }
        guard head == "each" || head == "forEach" else { return nil }
        let each = (statement.range.lowerBound..<brace).last { script.tokens[$0].isWord(head) }
        guard let each, each > statement.range.lowerBound + 1, script.tokens[each - 1].isSymbol(".") else { return nil }
        var end = each - 1
        while end > statement.range.lowerBound, script.tokens[end - 1].kind == .newline || script.tokens[end - 1].isSymbol("?") { end -= 1 }
        return (nil, evaluator.texts(statement.range.lowerBound..<end))
    }

    /// The parameters of a block of a script, as in `{ name, folder -> … }`, and where its statements begin.
    static func parameters(of block: Range<Int>, _ script: GradleScript) -> ([String], Int) {
        var names: [String] = []
        var isType = false
        for index in block.prefix(24) {
            let token = script.tokens[index]
            switch token.kind {
            case .word:
                // In Groovy a type stands in front: the last word before a comma is the name.
                if !isType, index > block.lowerBound, script.tokens[index - 1].kind == .word { names.removeLast() }
                if !isType { names.append(token.text) }
            case .symbol where token.text == "-" && index + 1 < block.upperBound && script.tokens[index + 1].isSymbol(">"):
                return (names, index + 2)
            case .symbol where ",():.<>?".contains(token.text): isType = token.text == ":" || isType && token.text != ","
            case .newline: continue
            default: return ([], block.lowerBound)
            }
        }
        return ([], block.lowerBound)
    }
}
