/// Patterns of folders as workspaces of npm, pnpm and yarn have them: `*`, `?`, sets, `**`, `{a,b}`, `!` in front.
///
/// A name that begins with a dot fits no wildcard; nothing in a node_modules folder ever fits.
struct FolderPatterns {
    /// One pattern, its braces expanded.
    private struct Pattern {
        /// Whether it takes folders away.
        let isNegated: Bool
        /// The parts between `/`; nil for `**`.
        let alternatives: [[Part]]
    }

    /// One part of a pattern.
    private enum Part {
        /// One name.
        case name(String)
        /// Every name that fits.
        case glob(Glob, takesDots: Bool)
        /// Any number of folders.
        case anyFolders
    }

    /// The patterns in order.
    private let patterns: [Pattern]
    /// Whether a later pattern can bring back what an earlier one took away (npm), or what is taken away stays away (pnpm, yarn).
    private let isOrdered: Bool

    /// Patterns below the root of a workspace.
    init(_ patterns: [String], isOrdered: Bool) {
        self.patterns = patterns.map { text in
            let isNegated = text.hasPrefix("!")
            return Pattern(
                isNegated: isNegated,
                alternatives: Self.expanded(isNegated ? String(text.dropFirst()) : text).map { Self.parts($0, takesDots: isNegated) })
        }
        self.isOrdered = isOrdered
    }

    /// The folders below a root that fit and hold a file, sorted, the root itself never; `files` are the tracked paths with that name,
    /// nil to look at the file system alone. A pattern that leads outside of the tree gives nothing.
    func folders(below root: String, holding file: String, tracked files: [String]?, in tree: SourceTree) -> [String] {
        var found: Set<String> = []
        for pattern in patterns where !pattern.isNegated {
            for alternative in pattern.alternatives {
                found.formUnion(Self.matches(alternative, below: root, holding: file, tracked: files, in: tree))
            }
        }
        found.remove(root)
        return found.filter { takes($0, below: root) }.sorted { $0.precedes($1) }
    }

    /// Whether the patterns take a folder that fits one of them.
    private func takes(_ folder: String, below root: String) -> Bool {
        let names = Self.names(of: folder, below: root)
        guard isOrdered else { return !patterns.contains { $0.isNegated && Self.fits(names, $0) } }
        return patterns.reduce(false) { taken, pattern in Self.fits(names, pattern) ? !pattern.isNegated : taken }
    }

    /// The folders that fit one alternative: without `**` by looking into them, with it by the tracked files where there are any.
    private static func matches(
        _ parts: [Part], below root: String, holding file: String, tracked files: [String]?, in tree: SourceTree
    ) -> [String] {
        var parts = parts[...]
        var open = [root]
        while let part = parts.first {
            switch part {
            case .name(let name):
                open = open.compactMap { RelativePath.join($0, name) }.filter { Files.isFolder(tree.absolute($0)) }
            case .glob(let glob, let takesDots):
                open = open.flatMap { folder in
                    Files.names(in: tree.absolute(folder)).filter { fits($0, glob, takesDots) }.compactMap { RelativePath.join(folder, $0) }
                }
            case .anyFolders:
                return open.flatMap { deep(parts, below: $0, holding: file, tracked: files, in: tree) }
            }
            parts.removeFirst()
        }
        return open.filter { folder in RelativePath.join(folder, file).map { Files.exists(tree.absolute($0)) } ?? false }
    }

    /// The folders at any depth below a base that fit parts which begin with `**`.
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
        case .glob(let glob, let takesDots): fits(String(name), glob, takesDots)
        case .anyFolders: true
        }
    }

    /// Whether a wildcard takes a name.
    private static func fits(_ name: String, _ glob: Glob, _ takesDots: Bool) -> Bool {
        (takesDots || !name.hasPrefix(".")) && name != "node_modules" && glob.matches(name)
    }

    /// The parts of a pattern without braces.
    private static func parts(_ text: String, takesDots: Bool) -> [Part] {
        text.split(separator: "/").filter { $0 != "." }.map { part in
            if part == "**" { return .anyFolders }
            guard Glob.isPattern(part) else { return .name(String(part)) }
            return .glob(Glob(String(part)), takesDots: takesDots || part.hasPrefix("."))
        }
    }

    /// The texts that a pattern's `{a,b}` stand for, at most 256.
    private static func expanded(_ pattern: String) -> [String] {
        var open = [pattern]
        var done: [String] = []
        while let text = open.popLast(), done.count + open.count < 256 {
            guard let close = text.firstIndex(of: "}"), let start = text[..<close].lastIndex(of: "{") else {
                done.append(text)
                continue
            }
            let choices = text[text.index(after: start)..<close].split(separator: ",", omittingEmptySubsequences: false)
            open += choices.map { text[..<start] + String($0) + text[text.index(after: close)...] }
        }
        return done
    }
}
