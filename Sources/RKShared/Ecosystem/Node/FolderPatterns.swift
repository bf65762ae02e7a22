/// Patterns of folders as workspaces of npm, pnpm and yarn have them: those of names between `/`, `**`, `{a,b}`, `{1..3}`, `!` in front.
///
/// A name that begins with a dot fits no wildcard; nothing in a node_modules folder ever fits.
struct FolderPatterns {
    /// The tools' different ways with patterns.
    enum Rules {
        /// `/` in front means nothing, `\` is `/`, and a pattern brings back what one before it took away.
        case npm
        /// What is taken away stays away, wherever it stands; bower_components is passed over, too.
        case pnpm
        /// Nothing can be taken away: `!` is a character.
        case classicYarn
        /// A folder that is taken away by its name, or by a `**` at the end, takes along what lies below it.
        case modernYarn
    }

    /// One pattern, its braces expanded.
    private struct Pattern {
        /// The parts between `/` of each alternative.
        let alternatives: [[Part]]
        /// Whether the pattern ends with a name or `**`, behind which no slash stands.
        let endsWithName: Bool

        /// Reads a pattern.
        init(_ text: String, takesDots: Bool = false, steps: Steps) {
            let last = text.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
            endsWithName = last == "**" || !last.isEmpty && !last.contains { "*?[]{}()!+@\\".contains($0) }
            alternatives = FolderPatterns.expanded(text).map { FolderPatterns.parts($0, takesDots: takesDots, steps) }
        }
    }

    /// What `.` between two slashes is.
    private enum Steps {
        /// Nothing.
        case ignored
        /// A name that no folder has.
        case named
        /// The same at the end, before it nothing.
        case namedAtEnd
        /// The same as a name, but for one in front, which is nothing.
        case namedBehind
    }

    /// One part of a pattern.
    private enum Part {
        /// One name.
        case name(String)
        /// Every name that fits.
        case pattern(FolderNamePattern, takesDots: Bool)
        /// Any number of folders.
        case anyFolders

        /// The one name that fits; nil for a wildcard.
        var name: String? { if case .name(let name) = self { name } else { nil } }
        /// Whether it is the folder itself.
        var isStep: Bool { name == "." }
        /// Whether it is any number of folders.
        var isAnyFolders: Bool { if case .anyFolders = self { true } else { false } }
    }

    /// What is taken.
    private let taken: [[Part]]
    /// What is left out of it.
    private let excluded: [Pattern]
    /// The tool's way.
    private let rules: Rules

    /// Patterns below the root of a workspace.
    init(_ patterns: [String], by rules: Rules) {
        self.rules = rules
        let (taken, excluded) = rules == .npm ? Self.sortedByNpm(patterns) : Self.sorted(patterns, rules)
        let (steps, excludedSteps): (Steps, Steps) =
            switch rules {
            case .npm: (.named, .namedAtEnd)
            case .pnpm, .modernYarn: (.namedBehind, .namedBehind)
            case .classicYarn: (.ignored, .ignored)
            }
        self.taken = taken.flatMap { Pattern($0, steps: steps).alternatives }.compactMap { Self.reachable($0, by: rules) }
        self.excluded = excluded.map { Pattern($0, takesDots: true, steps: excludedSteps) }
    }

    /// The parts of a pattern that is taken, as far as folders can fit them; nil where none can.
    private static func reachable(_ parts: [Part], by rules: Rules) -> [Part]? {
        switch rules {
        case .npm:
            // npm finds folders, and then compares each with as much of the pattern as its path is long, up to a `**`.
            guard let step = parts.prefix(while: { !$0.isAnyFolders }).firstIndex(where: \.isStep) else {
                return parts.filter { !$0.isStep }
            }
            return parts[step...].allSatisfy { $0.isStep || $0.isAnyFolders } ? Array(parts[..<step]) : nil
        case .pnpm, .modernYarn:
            // The folders before the first wildcard are entered as they are written; behind it names are compared.
            let literal = parts.prefix { $0.name != nil }
            return literal.first?.isStep == true || parts[literal.count...].contains { $0.isStep || $0.name == ".." } ? nil : parts
        case .classicYarn: return parts
        }
    }

    /// A pattern as a tool reads it: for npm without `./` or `/` in front.
    static func normalized(_ pattern: String, by rules: Rules) -> String {
        guard rules == .npm else { return pattern }
        let text = pattern.replacing("\\", with: "/")
        let marks = text.prefix { $0 == "!" }
        let rest = text.dropFirst(marks.count)
        let inner = rest.hasPrefix("./") ? rest.dropFirst() : rest
        return String(marks) + (inner.hasPrefix("/") ? inner.drop { $0 == "/" } : rest)
    }

    /// What is taken and what is left out, by `!` in front.
    private static func sorted(_ patterns: [String], _ rules: Rules) -> (taken: [String], excluded: [String]) {
        guard rules != .classicYarn else { return (patterns.filter { !$0.hasPrefix("!") && !$0.hasPrefix("/") }, []) }
        return (
            patterns.filter { !$0.hasPrefix("!") && !$0.hasPrefix("/") },
            patterns.filter { $0.hasPrefix("!") && !$0.hasPrefix("!/") }.map { String($0.dropFirst()) }
        )
    }

    /// As npm sorts them, by the patterns' texts alone: one that an earlier exclusion fits ends that exclusion, and an exclusion that is left
    /// ends the patterns that it fits. An even number of `!` means nothing.
    private static func sortedByNpm(_ patterns: [String]) -> (taken: [String], excluded: [String]) {
        var taken: [String] = []
        var excluded: [String] = []
        for pattern in patterns {
            let text = normalized(pattern, by: .npm)
            let marks = text.prefix { $0 == "!" }.count
            let rest = String(text.dropFirst(marks))
            if marks % 2 == 1 {
                excluded.append(rest)
                continue
            }
            var index = 0
            while index < excluded.count {
                if fits(rest.split(separator: "/"), Pattern(excluded[index], steps: .named)) { excluded.remove(at: index) }
                // The exclusion that moves up is passed over, as npm does.
                index += 1
            }
            taken.append(rest)
        }
        let compiled = excluded.map { Pattern($0, steps: .named) }
        return (taken.filter { text in !compiled.contains { fits(text.split(separator: "/"), $0) } }, excluded)
    }

    /// The folders below a root that fit and hold a file, sorted, the root itself never; `files` are the tracked paths with that name,
    /// nil to look at the file system alone. A pattern that leads outside of the tree gives nothing.
    func folders(below root: String, holding file: String, tracked files: [String]?, in tree: SourceTree) -> [String] {
        var found: Set<String> = []
        for alternative in taken {
            let fitting = Self.matches(alternative, below: root, holding: file, tracked: files, in: tree)
            found.formUnion(fitting.filter { !isExcluded(Self.names(of: $0, below: root, as: alternative)) })
        }
        found.remove(root)
        return found.sorted { $0.precedes($1) }
    }

    /// The names from a root down to a folder as exclusions see them: with the `.` that the pattern has in front of its first wildcard.
    private static func names(of folder: String, below root: String, as pattern: [Part]) -> [Substring] {
        let names = names(of: folder, below: root)
        let literal = pattern.prefix { $0.name != nil }.compactMap(\.name)
        guard literal.contains("."), !literal.contains("..") else { return names }
        return literal.map { $0[...] } + names.dropFirst(literal.count { $0 != "." })
    }

    /// Whether a folder that fits is left out all the same.
    private func isExcluded(_ names: [Substring]) -> Bool {
        if rules == .pnpm, names.contains("bower_components") { return true }
        if rules == .modernYarn, names.contains(".yarn") || names.contains(".git") { return true }
        return excluded.contains { pattern in
            let shortest = rules == .modernYarn && pattern.endsWithName ? min(1, names.count) : names.count
            return (shortest...names.count).contains { Self.fits(Array(names.prefix($0)), pattern) }
        }
    }

    /// The folders that fit one alternative: without `**` by looking into them, with it by the tracked files where there are any.
    private static func matches(
        _ parts: [Part], below root: String, holding file: String, tracked files: [String]?, in tree: SourceTree
    ) -> [String] {
        var parts = parts[...]
        var open = [root]
        let isDeep = parts.contains(where: \.isAnyFolders)
        while let part = parts.first {
            switch part {
            case .name(let name):
                open = open.compactMap { RelativePath.join($0, name) }.filter { Files.isFolder(tree.absolute($0)) }
            case .pattern where isDeep, .anyFolders:
                return open.flatMap { deep(parts, below: $0, holding: file, tracked: files, in: tree) }
            case .pattern(let pattern, let takesDots):
                open = open.flatMap { folder in
                    Files.names(in: tree.absolute(folder)).filter { fits($0[...], pattern, takesDots) }
                        .compactMap { RelativePath.join(folder, $0) }
                }
            }
            parts.removeFirst()
        }
        return open.filter { folder in RelativePath.join(folder, file).map { Files.exists(tree.absolute($0)) } ?? false }
    }

    /// The folders at any depth below a base that fit parts.
    private static func deep(
        _ parts: ArraySlice<Part>, below base: String, holding file: String, tracked files: [String]?, in tree: SourceTree
    ) -> [String] {
        let folders: [String]
        if let files {
            let prefix = base == "." ? "" : base + "/"
            folders = files.filter { $0.hasPrefix(prefix) }.map(RelativePath.folder)
        } else {
            folders = walk(base, holding: file, in: tree)
        }
        return folders.filter { fits(names(of: $0, below: base), parts) }
    }

    /// All folders below a base that hold a file; hidden ones, node_modules and links are not entered.
    private static func walk(_ base: String, holding file: String, in tree: SourceTree) -> [String] {
        var found: [String] = []
        var open = [base]
        while let folder = open.popLast() {
            for name in Files.names(in: tree.absolute(folder)) {
                if name == file { found.append(folder) }
                guard name != "node_modules", !name.hasPrefix("."), let path = RelativePath.join(folder, name) else { continue }
                if Files.isRealFolder(tree.absolute(path)) { open.append(path) }
            }
        }
        return found
    }

    /// The names of the folders from a base down to a folder below it.
    private static func names(of folder: String, below base: String) -> [Substring] {
        guard folder != base else { return [] }
        return folder.dropFirst(base == "." ? 0 : base.count + 1).split(separator: "/")
    }

    /// Whether names fit one of a pattern's alternatives.
    private static func fits(_ names: [Substring], _ pattern: Pattern) -> Bool {
        pattern.alternatives.contains { fits(names, $0[...]) }
    }

    /// Whether names fit parts; time is at most the product of both counts.
    private static func fits(_ names: [Substring], _ parts: ArraySlice<Part>) -> Bool {
        guard !names.contains("node_modules") else { return false }
        var reached = [Bool](repeating: false, count: names.count + 1)
        reached[0] = true
        for part in parts {
            var next = [Bool](repeating: false, count: names.count + 1)
            if case .anyFolders = part {
                var isOpen = false
                for index in reached.indices {
                    isOpen = isOpen || reached[index]
                    next[index] = isOpen
                    // No wildcard enters a hidden folder.
                    if index < names.count, names[index].hasPrefix(".") { isOpen = false }
                }
            } else {
                for index in names.indices where reached[index] { next[index + 1] = fits(names[index], part) }
            }
            reached = next
        }
        return reached[names.count]
    }

    /// Whether one name fits one part.
    private static func fits(_ name: Substring, _ part: Part) -> Bool {
        switch part {
        case .name(let expected): name == expected
        case .pattern(let pattern, let takesDots): fits(name, pattern, takesDots)
        case .anyFolders: true
        }
    }

    /// Whether a wildcard takes a name.
    private static func fits(_ name: Substring, _ pattern: FolderNamePattern, _ takesDots: Bool) -> Bool {
        name != "node_modules" && pattern.matches(name, takingDots: takesDots)
    }

    /// The parts of a pattern without braces; a `..` behind a name takes it away.
    private static func parts(_ text: String, takesDots: Bool, _ steps: Steps) -> [Part] {
        var parts: [Part] = []
        let words = text.split(separator: "/")
        for (index, part) in words.enumerated() {
            let isAtEnd = index == words.count - 1 && !text.hasSuffix("/")
            if part == ".", steps == .ignored || steps == .namedAtEnd && !isAtEnd || steps == .namedBehind && index == 0 { continue }
            if part == "..", let last = parts.last?.name, last != "..", last != "." {
                parts.removeLast()
            } else if part == "**" {
                parts.append(.anyFolders)
            } else {
                let pattern = FolderNamePattern(part)
                parts.append(pattern.name.map { .name($0) } ?? .pattern(pattern, takesDots: takesDots))
            }
        }
        return parts
    }

    /// The texts that a pattern's `{a,b}` and `{1..3}` stand for, at most 256.
    private static func expanded(_ pattern: String) -> [String] {
        var open = [pattern]
        var done: [String] = []
        while let text = open.popLast(), done.count + open.count < 256 {
            guard let (range, choices) = braces(in: text) else {
                done.append(text)
                continue
            }
            open += choices.map { text[..<range.lowerBound] + $0 + text[range.upperBound...] }
        }
        return done
    }

    /// The first innermost braces of a text that stand for several texts; others stand for themselves.
    private static func braces(in text: String) -> (Range<String.Index>, [String])? {
        var rest = text.startIndex
        while let close = text[rest...].firstIndex(of: "}") {
            rest = text.index(after: close)
            guard let start = text[..<close].lastIndex(of: "{") else { continue }
            let inner = text[text.index(after: start)..<close]
            if inner.contains(",") {
                return (start..<rest, inner.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
            }
            if let choices = sequence(inner) { return (start..<rest, choices) }
        }
        return nil
    }

    /// What `1..3` and `a..c` stand for, at most 256 texts; nil for anything else.
    private static func sequence(_ text: Substring) -> [String]? {
        guard let dots = text.firstRange(of: "..") else { return nil }
        let (from, to) = (text[..<dots.lowerBound], text[dots.upperBound...])
        if let first = Int(from), let last = Int(to) {
            let (span, isTooFar) = first.subtractingReportingOverflow(last)
            guard !isTooFar, span.magnitude < 256 else { return nil }
            return first <= last ? (first...last).map(String.init) : (last...first).reversed().map(String.init)
        }
        guard from.count == 1, to.count == 1, let first = from.first?.asciiValue, let last = to.first?.asciiValue else { return nil }
        let codes = first <= last ? Array(first...last) : (last...first).reversed()
        return codes.map { String(Character(Unicode.Scalar($0))) }
    }
}
