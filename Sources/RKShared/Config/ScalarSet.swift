/// A set of characters in a pattern of names: `[abc]`, `[a-z]`, `[!a]` or `[^a]` for all others. A `]` in front is one of the characters, and
/// a range that runs backwards has none.
struct ScalarSet: Sendable, Hashable {
    /// The characters.
    private var ranges: [ClosedRange<Unicode.Scalar>] = []
    /// Whether all others are meant.
    private let isNegated: Bool

    /// The classes that a set may name.
    private static let classes: [String: [ClosedRange<Unicode.Scalar>]] = [
        "alpha": ["a"..."z", "A"..."Z"], "digit": ["0"..."9"], "alnum": ["a"..."z", "A"..."Z", "0"..."9"], "lower": ["a"..."z"],
        "upper": ["A"..."Z"], "xdigit": ["0"..."9", "a"..."f", "A"..."F"], "space": ["\t"..."\r", " "..." "],
        "punct": ["!"..."/", ":"..."@", "["..."`", "{"..."~"], "word": ["a"..."z", "A"..."Z", "0"..."9", "_"..."_"],
    ]

    /// Reads the set that begins at a `[`, and moves the index to its `]`; nil, with the index where it was, for one that has none.
    /// - Parameter takesClasses: whether `[:alpha:]` inside stands for a class.
    init?(in scalars: [Unicode.Scalar], at index: inout Int, takesClasses: Bool = false) {
        var next = index + 1
        isNegated = next < scalars.count && (scalars[next] == "!" || scalars[next] == "^")
        if isNegated { next += 1 }
        let first = next
        while next < scalars.count {
            if scalars[next] == "]", next > first {
                index = next
                return
            }
            if takesClasses, let (members, end) = Self.namedClass(scalars, next) {
                ranges += members
                next = end
            } else if next + 2 < scalars.count, scalars[next + 1] == "-", scalars[next + 2] != "]" {
                if scalars[next] <= scalars[next + 2] { ranges.append(scalars[next]...scalars[next + 2]) }
                next += 3
            } else {
                ranges.append(scalars[next]...scalars[next])
                next += 1
            }
        }
        return nil
    }

    /// Whether a character is meant.
    func contains(_ scalar: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(scalar) } != isNegated }

    /// What `[:alpha:]` at an index stands for, and the index behind it.
    private static func namedClass(_ scalars: [Unicode.Scalar], _ index: Int) -> ([ClosedRange<Unicode.Scalar>], Int)? {
        guard scalars[index...].starts(with: "[:".unicodeScalars),
            let colon = scalars[(index + 2)...].firstIndex(of: ":"), colon + 1 < scalars.count, scalars[colon + 1] == "]"
        else { return nil }
        var name = ""
        name.unicodeScalars.append(contentsOf: scalars[(index + 2)..<colon])
        return classes[name].map { ($0, colon + 2) }
    }
}
