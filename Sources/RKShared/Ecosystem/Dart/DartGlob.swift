/// A pattern of Dart's package `glob`, in which pub and melos write folders: `*`, `?`, `[a-z]`, `[^a]`, `\` in front of a character that
/// means itself, and `**` for any text, separators included; so `a/**/b` is not `a/b`. Braces are other patterns.
struct DartGlob {
    /// One element of a pattern.
    private enum Element: Equatable {
        /// One character.
        case literal(Unicode.Scalar)
        /// `?`.
        case one
        /// `[…]`.
        case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)
        /// `*`.
        case star
        /// `**`.
        case stars
    }

    /// The pattern's elements.
    private let elements: [Element]

    /// Compiles a pattern; a `[` that is never closed is itself.
    init(_ pattern: String) {
        let scalars = Array(pattern.unicodeScalars)
        var elements: [Element] = []
        var index = 0
        while index < scalars.count {
            switch scalars[index] {
            case "*" where elements.last == .star || elements.last == .stars: elements[elements.count - 1] = .stars
            case "*": elements.append(.star)
            case "?": elements.append(.one)
            case "\\" where index + 1 < scalars.count:
                index += 1
                elements.append(.literal(scalars[index]))
            case "[":
                if let (set, end) = Self.set(in: scalars, from: index) {
                    elements.append(set)
                    index = end
                } else {
                    elements.append(.literal("["))
                }
            case let scalar: elements.append(.literal(scalar))
            }
            index += 1
        }
        self.elements = elements
    }

    /// The set that begins at a `[`, and the index of its `]`.
    private static func set(in scalars: [Unicode.Scalar], from start: Int) -> (Element, Int)? {
        var index = start + 1
        let isNegated = index < scalars.count && (scalars[index] == "^" || scalars[index] == "!")
        if isNegated { index += 1 }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while index < scalars.count {
            if scalars[index] == "]", !ranges.isEmpty { return (.set(ranges, isNegated: isNegated), index) }
            if index + 2 < scalars.count, scalars[index + 1] == "-", scalars[index + 2] != "]", scalars[index] <= scalars[index + 2] {
                ranges.append(scalars[index]...scalars[index + 2])
                index += 3
            } else {
                ranges.append(scalars[index]...scalars[index])
                index += 1
            }
        }
        return nil
    }

    /// Whether the whole text fits; time is at most the product of both lengths.
    func matches(_ text: String) -> Bool {
        var reached = [Bool](repeating: false, count: elements.count + 1)
        reached[0] = true
        skipStars(&reached)
        for scalar in text.unicodeScalars {
            var next = [Bool](repeating: false, count: elements.count + 1)
            for (index, element) in elements.enumerated() where reached[index] {
                switch element {
                case .literal(let expected): if scalar == expected { next[index + 1] = true }
                case .one: if scalar != "/" { next[index + 1] = true }
                case .set(let ranges, let isNegated):
                    if scalar != "/", ranges.contains(where: { $0.contains(scalar) }) != isNegated { next[index + 1] = true }
                case .star: if scalar != "/" { next[index] = true }
                case .stars: next[index] = true
                }
            }
            skipStars(&next)
            reached = next
        }
        return reached[elements.count]
    }

    /// Marks what is reached because stars may stand for nothing.
    private func skipStars(_ reached: inout [Bool]) {
        for (index, element) in elements.enumerated() where reached[index] && (element == .star || element == .stars) {
            reached[index + 1] = true
        }
    }
}
