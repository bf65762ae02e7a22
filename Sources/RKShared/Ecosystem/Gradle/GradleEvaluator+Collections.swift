extension GradleEvaluator {
    /// Calls that keep some elements of a list.
    private static let filters: Set<String> = ["findAll", "filter", "filterNot"]
    /// Calls that list a folder.
    private static let listings: Set<String> = ["listFiles", "eachDir", "eachFile"]

    /// The projects below the one that a chain names, as values.
    func children(of links: ArraySlice<GradleLink>, depth: Int) -> GradleValue? {
        let path: String?
        if let arguments = links.last?.arguments, links.last?.name == "project" {
            path = text(arguments)?.text
        } else if links.count == 1, let name = links.first?.name {
            path = names.project(name) ?? (name == "rootProject" ? ":" : nil)
        } else {
            path = links.last?.name == "rootProject" ? ":" : nil
        }
        guard let path, let below = names.children[path.hasPrefix(":") ? path : ":\(path)"] else { return nil }
        return .list(below.map { GradleText(text: "\(GradleNames.projectMark)\($0)") })
    }

    /// What a call makes of what stands in front of it; nil for calls that are not known.
    func made(by last: GradleLink, of links: ArraySlice<GradleLink>, depth: Int) -> GradleValue? {
        switch last.name {
        case "toLowerCase", "lowercase", "toUpperCase", "uppercase":
            guard last.arguments?.isEmpty == true, case .text(let text)? = value(of: links, depth: depth) else { return nil }
            let isLower = last.name == "toLowerCase" || last.name == "lowercase"
            return .text(GradleText(text: isLower ? text.text.lowercased() : text.text.uppercased()))
        case "replace", "replaceAll":
            guard let elements = last.arguments.map({ script.elements(of: $0) }), let old = elements.first.flatMap({ self.text($0)?.text }),
                case .text(let text)? = value(of: links, depth: depth)
            else { return nil }
            if let block = last.block {
                let isKebab = old == "\\p{Upper}" && block.contains { script.tokens[$0].pieces.first == .text("-") }
                guard isKebab else { return nil }
                return .text(GradleText(text: text.text.map { $0.isUppercase ? "-\($0.lowercased())" : "\($0)" }.joined()))
            }
            guard elements.count == 2, let new = self.text(elements[1])?.text, !old.isEmpty,
                last.name == "replace" || !old.contains(where: { "\\.[]{}()*+?^$|".contains($0) }),
                text.text.utf8.count / old.utf8.count * new.utf8.count <= Self.maximumText
            else { return nil }
            return made(.text(GradleText(text: text.text.replacing(old, with: new))))
        default: return collection(last, of: links, depth: depth)
        }
    }

    /// The list that a call makes of what stands in front of it: parts of a text, elements that fit, entries of a folder; nil for other calls.
    private func collection(_ last: GradleLink, of links: ArraySlice<GradleLink>, depth: Int) -> GradleValue? {
        if Self.listings.contains(last.name), last.block == nil {
            guard last.arguments?.isEmpty != false, case .text(let folder)? = value(of: links, depth: depth) else { return nil }
            return names.path(folder.text).map { .list(entries(of: $0, areFoldersOnly: last.name == "eachDir")) }
        }
        if ["split", "tokenize"].contains(last.name), let arguments = last.arguments, let separator = text(arguments)?.text {
            guard case .text(let text)? = value(of: links, depth: depth), !separator.isEmpty, !separator.contains("\\") else { return nil }
            return self.made(.list(text.text.split(separator: separator).map { GradleText(text: String($0)) }))
        }
        if last.name == "collect" || last.name == "map", let block = last.block {
            guard case .list(let items)? = value(of: links, depth: depth) else { return nil }
            var made: [GradleText] = []
            for item in items {
                guard case .text(let text)? = answer(of: block, for: item, { $0.value($1, depth: depth + 1) }) else { return nil }
                made.append(text)
            }
            return .list(made)
        }
        if Self.filters.contains(last.name), let block = last.block {
            guard case .list(let items)? = value(of: links, depth: depth) else { return nil }
            var kept: [GradleText] = []
            for item in items {
                guard let fits = answer(of: block, for: item, { $0.truth($1, depth: depth + 1) }) else { return nil }
                if fits != (last.name == "filterNot") { kept.append(item) }
            }
            return .list(kept)
        }
        return nil
    }

    /// What the expression of a block gives for one element.
    private func answer<Answer>(
        of block: Range<Int>, for item: GradleText, _ answer: (GradleEvaluator, Range<Int>) -> Answer?
    ) -> Answer? {
        let (parameters, start) = GradleWalk.parameters(of: block, script)
        guard names.effort.spend(names.variables.count / 32 + 4) else { return nil }
        var names = names
        GradleWalk.bind(item, to: parameters, &names.variables)
        return answer(GradleEvaluator(script: script, path: path, names: names), start..<block.upperBound)
    }

    /// The files and folders in a folder, or the folders alone, sorted by name.
    func entries(of folder: String, areFoldersOnly: Bool) -> [GradleText] {
        let path = names.tree.absolute(folder)
        let found = Files.names(in: path)
        guard names.effort.spend(4 * found.count + 64) else { return [] }
        return found.sorted { $0.precedes($1) }
            .filter { !areFoldersOnly || Files.isRealFolder("\(path)/\($0)") }
            .compactMap { RelativePath.join(folder, $0) }.map { GradleText(text: "\(GradleNames.mark)\($0)") }
    }

    /// Whether a condition holds, as far as texts, files and folders tell it; nil for any other one.
    func truth(_ range: Range<Int>, depth: Int = 0) -> Bool? {
        var range = script.trimmed(range)
        while let first = range.first, script.tokens[first].isWord("return") || script.tokens[first].isWord("new") {
            range = script.trimmed(range.dropFirst())
        }
        guard depth < 16, names.effort.spend(range.count + 2), let first = range.first else { return nil }
        for (sign, decides) in [("|", true), ("&", false)] {
            guard let split = operators(range).first(where: { script.tokens[$0].isSymbol(sign) && script.tokens[$0 + 1].isSymbol(sign) })
            else { continue }
            let sides = [truth(range.lowerBound..<split, depth: depth + 1), truth((split + 2)..<range.upperBound, depth: depth + 1)]
            return sides.contains(decides) ? decides : sides.contains(nil) ? nil : !decides
        }
        let token = script.tokens[first]
        if let split = operators(range).first(where: {
            script.tokens[$0 + 1].isSymbol("=") && (script.tokens[$0].isSymbol("=") || script.tokens[$0].isSymbol("!"))
        }) {
            return comparison(range.lowerBound..<split, (split + 2)..<range.upperBound, depth: depth)
                .map { $0 == script.tokens[split].isSymbol("=") }
        }
        if token.isSymbol("!") { return truth((first + 1)..<range.upperBound, depth: depth + 1).map { !$0 } }
        if token.isSymbol("("), token.partner == range.upperBound - 1 { return truth((first + 1)..<token.partner, depth: depth + 1) }
        if range.count == 1, token.isWord("true") || token.isWord("false") { return token.text == "true" }
        let (links, next) = script.chain(at: first, end: range.upperBound)
        guard next == range.upperBound else { return nil }
        return answer(links[...], depth: depth)
    }

    /// What a question at the end of a chain is answered with, as `file("x").exists()`.
    private func answer(_ links: ArraySlice<GradleLink>, depth: Int) -> Bool? {
        guard links.count > 1, let last = links.last, case .text(let subject)? = value(of: links.dropLast(), depth: depth + 1) else {
            guard links.count == 1, let name = links.first?.name, case .text(let text)? = names.variables[name] else { return nil }
            return text.text == "true" ? true : text.text == "false" ? false : nil
        }
        let argument = last.arguments.flatMap { text($0)?.text }
        switch (last.name, argument) {
        case ("startsWith", let argument?): return subject.text.hasPrefix(argument)
        case ("endsWith", let argument?): return subject.text.hasSuffix(argument)
        case ("contains", let argument?): return subject.text.contains(argument)
        case ("equals", let argument?): return subject.text == argument
        default: break
        }
        guard let path = names.path(subject.text).map(names.tree.absolute) else { return nil }
        switch last.name {
        case "exists": return Files.exists(path)
        case "isDirectory", "directory": return Files.isFolder(path)
        case "isFile", "file": return last.arguments?.isEmpty == false ? nil : Files.exists(path) && !Files.isFolder(path)
        default: return nil
        }
    }

    /// Whether two sides are equal; nil where one of them cannot be known.
    private func comparison(_ left: Range<Int>, _ right: Range<Int>, depth: Int) -> Bool? {
        if let right = script.trimmed(right).first, script.tokens[right].isWord("true") || script.tokens[right].isWord("false") {
            return truth(left, depth: depth + 1).map { $0 == script.tokens[right].isWord("true") }
        }
        guard let left = text(left)?.text, let right = text(right)?.text else { return nil }
        return left == right
    }

    /// The tokens of a stretch that stand in no bracket and have one behind them.
    private func operators(_ range: Range<Int>) -> [Int] {
        var result: [Int] = []
        var index = range.lowerBound
        while index + 1 < range.upperBound {
            result.append(index)
            index = script.isOpening(index) ? script.tokens[index].partner + 1 : index + 1
        }
        return result
    }
}
