/// Reads the expressions of a script whose value stands in the text: literals, lists, concatenations, names, properties, files.
struct GradleEvaluator {
    /// The script.
    let script: GradleScript
    /// Its path; empty for an expression inside a string, whose literals have no place.
    let path: String
    /// What names stand for.
    let names: GradleNames

    /// How deep expressions may be nested.
    private static let maximumDepth = 24
    /// The longest text that is put together, in bytes.
    static let maximumText = 1 << 16
    /// The longest list that is put together.
    static let maximumList = 10_000
    /// Calls that make a list of their arguments.
    private static let lists: Set<String> = [
        "listOf", "setOf", "arrayOf", "mutableListOf", "mutableSetOf", "arrayListOf", "listOfNotNull", "sequenceOf", "mapOf", "linkedMapOf",
    ]
    /// Calls at the end of a chain that leave the text as it is.
    private static let suffixes: Set<String> = [
        "get", "toString", "trim", "orNull", "getOrNull", "absoluteFile", "asFile", "toFile", "strip", "canonicalFile", "toPath", "path",
        "absolutePath", "toList", "toSet", "canonicalPath", "toTypedArray", "toArray", "asList", "sorted", "toSorted", "unique", "distinct",
        "getAsFile", "asText", "forUseAtConfigurationTime", "flatten", "sort", "reverse",
    ]
    /// Calls at the end of a chain that read a file.
    private static let readers: Set<String> = ["readText", "text", "getText"]
    /// Names in front of a name that say only where it is looked for.
    private static let qualifiers: Set<String> = [
        "project", "rootProject", "settings", "this", "target", "gradle", "ext", "extra", "providers", "layout", "parent", "properties",
        "extensions", "isolated",
    ]

    /// The value of a stretch of tokens; nil when it cannot be known.
    func value(_ range: Range<Int>, depth: Int = 0) -> GradleValue? {
        guard depth < Self.maximumDepth, names.effort.spend(range.count + 2) else { return nil }
        var range = script.trimmed(range)
        if let first = range.first, script.tokens[first].isSymbol("*") || script.tokens[first].isWord("new") {
            range = range.dropFirst()
        }
        if let cast = topLevel(range).first(where: { script.tokens[$0].isWord("as") }) { range = range.lowerBound..<cast }
        guard let first = range.first else { return nil }
        if let elvis = topLevel(range).first(where: {
            script.tokens[$0].isSymbol("?") && $0 + 1 < range.upperBound && script.tokens[$0 + 1].isSymbol(":")
        }) {
            return value(range.lowerBound..<elvis, depth: depth + 1) ?? value((elvis + 2)..<range.upperBound, depth: depth + 1)
        }
        if let plus = topLevel(range).last(where: { script.tokens[$0].isSymbol("+") }), plus > first {
            return joined(value(first..<plus, depth: depth + 1), value((plus + 1)..<range.upperBound, depth: depth + 1))
        }
        if let minus = topLevel(range).last(where: { script.tokens[$0].isSymbol("-") }), minus > first,
            case .list(let left)? = value(first..<minus, depth: depth + 1)
        {
            guard case .list(let right)? = value((minus + 1)..<range.upperBound, depth: depth + 1) else { return nil }
            let gone = Set(right.map(\.text))
            return .list(left.filter { !gone.contains($0.text) })
        }
        let token = script.tokens[first]
        if range.count == 1 { return single(token, depth: depth) }
        let isBracket = (token.isSymbol("(") || token.isSymbol("[")) && script.isOpening(first)
        let dot = token.kind == .string ? first + 1 : isBracket ? token.partner + 1 : range.upperBound
        if dot + 1 < range.upperBound, script.tokens[dot].isSymbol(".") {
            let (links, next) = script.chain(at: dot + 1, end: range.upperBound)
            guard next == range.upperBound, !links.isEmpty, let head = value(first..<dot, depth: depth + 1) else { return nil }
            var names = names
            names.variables[""] = head
            let all = [GradleLink(name: "", token: first)] + links
            return GradleEvaluator(script: script, path: path, names: names).value(of: all[...], depth: depth + 1)
        }
        if token.partner == range.upperBound - 1 {
            let inner = (first + 1)..<token.partner
            if token.isSymbol("(") { return value(inner, depth: depth + 1) }
            if token.isSymbol("[") { return list(inner, depth: depth + 1) }
        }
        let (links, next) = script.chain(at: first, end: range.upperBound)
        guard next == range.upperBound, !links.isEmpty else { return nil }
        return value(of: links[...], depth: depth + 1)
    }

    /// The one text of a stretch; nil for a list.
    func text(_ range: Range<Int>) -> GradleText? {
        if case .text(let text)? = value(range) { text } else { nil }
    }

    /// All texts of a stretch, a single one or those of a list.
    func texts(_ range: Range<Int>) -> [GradleText]? {
        switch value(range) {
        case .text(let text): return [text]
        case .list(let texts): return names.effort.spend(texts.count) ? texts : nil
        case nil: return nil
        }
    }

    /// The indices of the tokens that stand in no bracket.
    private func topLevel(_ range: Range<Int>) -> [Int] {
        var result: [Int] = []
        var index = range.lowerBound
        while index < range.upperBound {
            result.append(index)
            index = script.isOpening(index) ? script.tokens[index].partner + 1 : index + 1
        }
        return result
    }

    /// A value that was put together, paid for; nil when it is too long.
    func made(_ value: GradleValue) -> GradleValue? {
        switch value {
        case .text(let text): text.text.utf8.count <= Self.maximumText && names.effort.spend(text.text.utf8.count / 16) ? value : nil
        case .list(let texts): texts.count <= Self.maximumList && names.effort.spend(texts.count) ? value : nil
        }
    }

    /// Two values behind each other: texts joined, lists appended.
    private func joined(_ left: GradleValue?, _ right: GradleValue?) -> GradleValue? {
        switch (left, right) {
        case (.text(let left), .text(let right)): made(.text(GradleText(text: left.text + right.text)))
        case (.list(let left), .list(let right)): made(.list(left + right))
        case (.list(let left), .text(let right)): made(.list(left + [right]))
        default: nil
        }
    }

    /// The value of one token.
    private func single(_ token: GradleToken, depth: Int) -> GradleValue? {
        switch token.kind {
        case .word: return word(token.text, isRoot: false)
        case .number: return .text(GradleText(text: token.text))
        case .string: return string(token, depth: depth).map { .text($0) }
        case .symbol, .newline: return nil
        }
    }

    /// The text of a string, its expressions evaluated.
    private func string(_ token: GradleToken, depth: Int) -> GradleText? {
        if let literal = token.literal {
            let isVerbatim = Array(literal.utf8)[...] == script.bytes[token.inner.start..<token.inner.end]
            let origin = path.isEmpty || !isVerbatim ? nil : GradleOrigin(path: path, span: token.inner)
            return GradleText(text: literal, origin: origin)
        }
        var result = ""
        var origin: GradleOrigin?
        for piece in token.pieces {
            switch piece {
            case .text(let text): result += text
            case .expression(let source):
                guard names.effort.spend(2 * source.utf8.count + 8), result.utf8.count <= Self.maximumText,
                    let inner = try? GradleScript(Array(source.utf8), dialect: script.dialect)
                else { return nil }
                let evaluator = GradleEvaluator(script: inner, path: "", names: names)
                guard case .text(let text)? = evaluator.value(0..<inner.tokens.count, depth: depth + 1) else { return nil }
                result += text.text
                origin = text.origin
            }
        }
        guard case .text(var text)? = made(.text(GradleText(text: result))) else { return nil }
        text.origin = token.pieces.count == 1 ? origin : nil
        return text
    }

    /// The elements of a list or map; nil as soon as one cannot be known.
    private func list(_ range: Range<Int>, depth: Int) -> GradleValue? {
        var texts: [GradleText] = []
        for element in script.elements(of: range) {
            var (key, rest) = (String?.none, element)
            if element.count > 2 {
                let (first, second) = (script.tokens[element.lowerBound], script.tokens[element.lowerBound + 1])
                if second.isSymbol(":") || second.isWord("to") {
                    key = first.literal ?? first.text
                    rest = (element.lowerBound + 2)..<element.upperBound
                }
            }
            switch value(rest, depth: depth + 1) {
            case .text(var text):
                text.key = key
                texts.append(text)
            case .list(let inner) where key == nil: texts += inner
            default: return nil
            }
            guard texts.count <= Self.maximumList else { return nil }
        }
        return made(.list(texts))
    }

    /// The value of a chain of links.
    func value(of links: ArraySlice<GradleLink>, depth: Int) -> GradleValue? {
        var links = links
        var isRead = false
        var fallback: GradleValue?
        while let last = links.last, links.count > 1 {
            if Self.readers.contains(last.name) {
                isRead = true
            } else if last.name == "getOrElse" || last.name == "orElse", let arguments = last.arguments {
                fallback = value(arguments, depth: depth + 1)
            } else if !Self.suffixes.contains(last.name) || last.name == "get" && last.arguments?.isEmpty == false {
                break
            }
            links.removeLast()
        }
        guard let found = base(links, depth: depth) ?? fallback else { return nil }
        guard isRead, case .text(let file) = found else { return found }
        return contents(of: file.text).map { .text($0) }
    }

    /// The value of a chain without its suffixes.
    private func base(_ links: ArraySlice<GradleLink>, depth: Int) -> GradleValue? {
        guard depth < Self.maximumDepth else { return nil }
        if links.count > 1, links.allSatisfy({ $0.arguments == nil && $0.index == nil && $0.block == nil }),
            let known = names.variables[links.map(\.name).joined(separator: ".")]
        {
            return known
        }
        if links.count > 1, let last = links.last, last.name == "children" || last.name == "getChildren" {
            return children(of: links.dropLast(), depth: depth)
        }
        if links.count > 1, let last = links.last, let made = made(by: last, of: links.dropLast(), depth: depth + 1) { return made }
        var links = links
        var isRoot = false
        while links.count > 1, let first = links.first, Self.qualifiers.contains(first.name), first.arguments == nil, first.index == nil {
            isRoot = isRoot || first.name == "rootProject"
            links.removeFirst()
        }
        guard let first = links.first, let last = links.last else { return nil }
        if links.count > 1 {
            if ["resolve", "file", "dir"].contains(last.name), let arguments = last.arguments {
                guard case .text(let folder)? = base(links.dropLast(), depth: depth + 1),
                    case .text(let rest)? = value(arguments, depth: depth + 1)
                else { return nil }
                return made(.text(GradleText(text: "\(folder.text)/\(rest.text)")))
            }
            guard links.allSatisfy({ $0.arguments == nil && $0.index == nil && $0.block == nil }) else { return nil }
            let path = links.map(\.name).joined(separator: ".")
            return names.catalog[path].map { .text($0) } ?? names.value(path)
        }
        if let arguments = first.arguments { return call(first.name, arguments, isRoot: isRoot, depth: depth) }
        if let index = first.index {
            guard ["ext", "extra", "properties"].contains(first.name) else { return nil }
            return property(index, depth: depth)
        }
        return first.block == nil ? word(first.name, isRoot: isRoot) : nil
    }

    /// The value of a call.
    private func call(_ name: String, _ arguments: Range<Int>, isRoot: Bool, depth: Int) -> GradleValue? {
        if Self.lists.contains(name) { return list(arguments, depth: depth + 1) }
        switch name {
        case "property", "findProperty", "gradleProperty", "getProperty", "get": return property(arguments, depth: depth)
        case "file", "File":
            let parts = script.elements(of: arguments).map { value($0, depth: depth + 1) }
            guard case .text(let first)?? = parts.first, parts.count <= 2 else { return nil }
            if parts.count == 2 {
                guard case .text(let second)?? = parts.last else { return nil }
                return made(.text(GradleText(text: "\(first.text)/\(second.text)")))
            }
            let isMarked = first.text.first == GradleNames.mark
            return .text(GradleText(text: isRoot && !isMarked ? "\(GradleNames.mark)\(names.root)/\(first.text)" : first.text))
        default: return nil
        }
    }

    /// The property that a literal names.
    private func property(_ range: Range<Int>, depth: Int) -> GradleValue? {
        guard let first = script.elements(of: range).first, case .text(let name)? = value(first, depth: depth + 1) else { return nil }
        return names.properties[name.text].map { .text($0) }
    }

    /// The value of a name.
    private func word(_ name: String, isRoot: Bool) -> GradleValue? {
        switch name {
        case "rootDir", "settingsDir", "rootDirectory", "settingsDirectory": .text(GradleText(text: "\(GradleNames.mark)\(names.root)"))
        case "projectDir", "projectDirectory": .text(GradleText(text: "\(GradleNames.mark)\(isRoot ? names.root : names.folder)"))
        case "version", "name", "group":
            isRoot
                ? names.properties["rootProject.\(name)"].map { .text($0) }
                : names.variables[name] ?? (name == "name" ? nil : names.properties[name].map { .text($0) })
        default: names.value(name)
        }
    }

    /// The text of a file without the blanks around it, with its place.
    private func contents(of file: String) -> GradleText? {
        guard let path = names.path(file), let bytes = try? names.tree.readIfPresent(path), names.effort.spend(bytes.count / 16 + 64),
            let span = VersionLine.whole(bytes)
        else { return nil }
        return GradleText(text: String(decoding: bytes[span.start..<span.end], as: UTF8.self), origin: GradleOrigin(path: path, span: span))
    }
}
