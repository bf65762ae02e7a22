/// A range of versions as npm, pnpm and yarn write them (the grammar of node-semver): `^1.2`, `~1`, `1.x`, `1 - 2`, `>=1 <2 || 3`, `*`.
public struct NpmRange: Sendable, Hashable {
    /// A condition on a version.
    struct Comparator: Sendable, Hashable {
        /// How a version must stand to the bound.
        enum Relation: String, Sendable, Hashable {
            /// Before the bound.
            case less = "<"
            /// Before the bound, or the bound.
            case lessOrEqual = "<="
            /// Behind the bound.
            case greater = ">"
            /// Behind the bound, or the bound.
            case greaterOrEqual = ">="
            /// The bound.
            case equal = "="
        }

        /// The relation.
        let relation: Relation
        /// The bound.
        let bound: SemVer

        /// Whether the version fits.
        func allows(_ version: SemVer) -> Bool {
            switch relation {
            case .less: version < bound
            case .lessOrEqual: version <= bound
            case .greater: version > bound
            case .greaterOrEqual: version >= bound
            case .equal: version == bound
            }
        }
    }

    /// The alternatives; of each, every condition must hold.
    let alternatives: [[Comparator]]
    /// Whether prereleases fit wherever they lie between the bounds.
    let includesPrereleases: Bool

    /// The range that a text spells; nil for a tag, an address, or anything else. The empty text allows every version.
    ///
    /// Without `includesPrereleases` a prerelease fits only beside a condition that names a prerelease of the same three numbers.
    public init?(_ text: String, includesPrereleases: Bool = false) {
        guard text.utf8.count <= 1024 else { return nil }
        var alternatives: [[Comparator]] = []
        for part in text.split(separator: "||", omittingEmptySubsequences: false) {
            guard let comparators = NpmRangeReader(String(part), includesPrereleases).comparators() else { return nil }
            alternatives.append(comparators)
        }
        self.alternatives = alternatives
        self.includesPrereleases = includesPrereleases
    }

    /// Whether a version lies in the range; build metadata does not count. No version lies in any range when its text is none.
    public func allows(_ version: String) -> Bool {
        // npm takes `v1.2.3` and `=1.2.3` for versions too.
        guard let version = SemVer(String(version.trimmed.drop { $0 == "v" || $0 == "=" })) else { return false }
        return alternatives.contains { allows(version, $0) }
    }

    /// Whether a version fits every condition of one alternative.
    private func allows(_ version: SemVer, _ comparators: [Comparator]) -> Bool {
        guard comparators.allSatisfy({ $0.allows(version) }) else { return false }
        guard version.isPrerelease, !includesPrereleases else { return true }
        return comparators.contains { $0.bound.isPrerelease && $0.bound.release == version.release }
    }
}

/// Reads one alternative of a range: conditions with blanks between them.
private struct NpmRangeReader {
    /// A version of which numbers may be missing, or be `x`, `X` or `*`.
    struct Partial {
        /// The numbers that are given, at most three.
        var numbers: [Natural]
        /// What stands behind the hyphen.
        var prerelease: String?
    }

    /// The words of the text.
    private let words: [Substring]
    /// The suffix of a lower bound that lets prereleases in.
    private let lowest: String

    /// A reader of a text.
    init(_ text: String, _ includesPrereleases: Bool) {
        words = text.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
        lowest = includesPrereleases ? "-0" : ""
    }

    /// The conditions; nil when the text is no range.
    func comparators() -> [NpmRange.Comparator]? {
        if words.count == 3, words[1] == "-" {
            guard let from = Self.partial(words[0]), let to = Self.partial(words[2]) else { return nil }
            return (lower(from) + upper(to)).compactMap(Self.comparator)
        }
        var result: [NpmRange.Comparator] = []
        var index = 0
        while index < words.count {
            var word = words[index]
            let relation = ["<=", ">=", "~>", "<", ">", "=", "~", "^"].first { word.hasPrefix($0) } ?? ""
            word = word.dropFirst(relation.count)
            if word.isEmpty, !relation.isEmpty, index + 1 < words.count {
                index += 1
                word = words[index]
            }
            guard relation.isEmpty || !word.isEmpty, let partial = Self.partial(word) else { return nil }
            result += bounds(relation, partial).compactMap(Self.comparator)
            index += 1
        }
        return result
    }

    /// The conditions that an operator and a version come to, as texts of operator and full version.
    private func bounds(_ relation: String, _ version: Partial) -> [String] {
        switch relation {
        case "^": caret(version)
        case "~", "~>": version.numbers.isEmpty ? [] : lower(version) + ["<\(next(version, at: min(version.numbers.count - 1, 1)))-0"]
        case "<", ">", "<=", ">=": compared(relation, version)
        default: plain(version)
        }
    }

    /// `^`: up to the next version that may break, which is that of the first number that is not 0.
    private func caret(_ version: Partial) -> [String] {
        guard !version.numbers.isEmpty else { return [] }
        let place = version.numbers.firstIndex { $0 != .zero } ?? version.numbers.count - 1
        return lower(version) + ["<\(next(version, at: place))-0"]
    }

    /// No operator: the version itself, or everything that begins with it.
    private func plain(_ version: Partial) -> [String] {
        if version.numbers.count == 3 { return ["=\(full(version))"] }
        return version.numbers.isEmpty ? [] : lower(version) + ["<\(next(version, at: version.numbers.count - 1))-0"]
    }

    /// `<`, `>`, `<=`, `>=`: of an incomplete version `>` begins, and `<=` ends, behind everything that begins with it.
    private func compared(_ relation: String, _ version: Partial) -> [String] {
        if version.numbers.count == 3 { return ["\(relation)\(full(version))"] }
        guard !version.numbers.isEmpty else { return relation.hasSuffix("=") ? [] : ["<0.0.0-0"] }
        let next = next(version, at: version.numbers.count - 1)
        switch relation {
        case ">": return [">=\(next)\(lowest)"]
        case "<=": return ["<\(next)-0"]
        case "<": return ["<\(full(version))-0"]
        default: return [">=\(full(version))\(lowest)"]
        }
    }

    /// The lower bound of a version of which numbers may be missing.
    private func lower(_ version: Partial) -> [String] {
        version.numbers.isEmpty ? [] : [">=\(full(version))\(version.prerelease == nil ? lowest : "")"]
    }

    /// The upper bound behind a hyphen.
    private func upper(_ version: Partial) -> [String] {
        if version.numbers.isEmpty { return [] }
        if version.numbers.count < 3 { return ["<\(next(version, at: version.numbers.count - 1))-0"] }
        return lowest.isEmpty || version.prerelease != nil ? ["<=\(full(version))"] : ["<\(next(version, at: 2))-0"]
    }

    /// Three numbers and the prerelease.
    private func full(_ version: Partial) -> String {
        let numbers = (version.numbers + [.zero, .zero, .zero]).prefix(3).map(\.description).joined(separator: ".")
        return version.numbers.count == 3 ? numbers + (version.prerelease.map { "-\($0)" } ?? "") : numbers
    }

    /// The three numbers with one counted up and zeros behind it.
    private func next(_ version: Partial, at place: Int) -> String {
        let kept = version.numbers.prefix(place)
        let raised = place < version.numbers.count ? version.numbers[place].successor : Natural(1)
        return (kept + [raised, .zero, .zero, .zero]).prefix(3).map(\.description).joined(separator: ".")
    }

    /// A version of which numbers may be missing.
    private static func partial(_ word: Substring) -> Partial? {
        var rest = word.drop { $0 == "v" || $0 == "=" }
        if let plus = rest.firstIndex(of: "+") { rest = rest[..<plus] }
        var prerelease: String?
        if let hyphen = rest.firstIndex(of: "-") {
            prerelease = String(rest[rest.index(after: hyphen)...])
            rest = rest[..<hyphen]
        }
        guard !rest.isEmpty else { return word.isEmpty ? Partial(numbers: []) : nil }
        let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 3 else { return nil }
        var numbers: [Natural] = []
        var isOpen = false
        for part in parts {
            if part == "x" || part == "X" || part == "*" {
                isOpen = true
            } else {
                guard let number = Natural(digits: part.utf8), number.description.utf8.count == part.utf8.count else { return nil }
                if !isOpen { numbers.append(number) }
            }
        }
        let partial = Partial(numbers: numbers, prerelease: numbers.count == 3 ? prerelease : nil)
        guard let prerelease, numbers.count == 3 else { return partial }
        return SemVer("0.0.0-\(prerelease)") == nil ? nil : partial
    }

    /// The condition of a text of operator and full version.
    private static func comparator(_ text: String) -> NpmRange.Comparator? {
        let relation = text.prefix { "<>=".contains($0) }
        guard let kind = NpmRange.Comparator.Relation(rawValue: String(relation)),
            let bound = SemVer(String(text.dropFirst(relation.count)))
        else { return nil }
        return NpmRange.Comparator(relation: kind, bound: bound)
    }
}
