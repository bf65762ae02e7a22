/// The rules of one `.gitignore` (gitignore(5)): which paths below its folder version control would leave alone.
struct IgnoreRules: Sendable {
    /// One line.
    private struct Rule: Sendable {
        /// What paths must fit.
        let glob: Glob
        /// Whether paths that fit are taken back.
        let isNegated: Bool
        /// Whether only folders can fit.
        let isForFolders: Bool
        /// Whether the whole path below the folder must fit, not the name alone.
        let isAnchored: Bool
    }

    /// The rules in their order; the last that fits decides.
    private let rules: [Rule]

    /// Reads the lines of a file.
    init(_ text: String) {
        rules = text.split(whereSeparator: \.endsLine).compactMap { Self.rule(String($0)) }
    }

    /// The rule of a line; nil for comments and blank lines.
    private static func rule(_ line: String) -> Rule? {
        var pattern = line
        while pattern.hasSuffix(" "), !pattern.hasSuffix("\\ ") { pattern.removeLast() }
        guard !pattern.hasPrefix("#") else { return nil }
        let isNegated = pattern.hasPrefix("!")
        if isNegated { pattern.removeFirst() }
        let isForFolders = pattern.hasSuffix("/")
        if isForFolders { pattern.removeLast() }
        let isAnchored = pattern.contains("/")
        if pattern.hasPrefix("/") { pattern.removeFirst() }
        guard !pattern.isEmpty else { return nil }
        if pattern.hasSuffix("/**") { pattern += "/*" }
        return Rule(
            glob: Glob(pattern.replacing("\\", with: ""), crossesSeparators: false), isNegated: isNegated, isForFolders: isForFolders,
            isAnchored: isAnchored)
    }

    /// Whether a path below the folder is ignored; nil when no rule says anything of it.
    func decision(on path: String, isFolder: Bool) -> Bool? {
        let name = RelativePath.name(of: path)
        let rule = rules.last { rule in
            (isFolder || !rule.isForFolders) && rule.glob.matches(rule.isAnchored ? path : name)
        }
        return rule.map { !$0.isNegated }
    }
}
