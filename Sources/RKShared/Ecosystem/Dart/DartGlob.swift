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
        case set(ScalarSet)
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
                elements.append(ScalarSet(in: scalars, at: &index).map { .set($0) } ?? .literal("["))
            case let scalar: elements.append(.literal(scalar))
            }
            index += 1
        }
        self.elements = elements
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
                case .set(let set): if scalar != "/", set.contains(scalar) { next[index + 1] = true }
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
