/// A pattern of file or package names: `*`, `?`, `[a-z]`, `[!a-z]`; everything else is itself.
public struct Glob: Sendable, Hashable {
    /// One element of a pattern.
    private enum Element: Sendable, Hashable {
        case literal(Unicode.Scalar)
        case any
        case one
        case set([ClosedRange<Unicode.Scalar>], negated: Bool)
    }

    /// The pattern as it was written.
    public let pattern: String
    /// The pattern's elements.
    private let elements: [Element]
    /// Whether `*` and `?` also match `/`.
    private let crossesSeparators: Bool

    /// Compiles a pattern; an unclosed `[` is itself.
    public init(_ pattern: String, crossesSeparators: Bool = true) {
        self.pattern = pattern
        self.crossesSeparators = crossesSeparators
        let scalars = Array(pattern.unicodeScalars)
        var elements: [Element] = []
        var index = 0
        while index < scalars.count {
            switch scalars[index] {
            case "*": if elements.last != .any { elements.append(.any) }
            case "?": elements.append(.one)
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

    /// Whether a text holds a character that is special in a pattern.
    public static func isPattern(_ text: some StringProtocol) -> Bool { text.contains { "*?[".contains($0) } }

    /// The set that begins at a `[`, and the index of its `]`.
    private static func set(in scalars: [Unicode.Scalar], from start: Int) -> (Element, Int)? {
        var index = start + 1
        let negated = index < scalars.count && (scalars[index] == "!" || scalars[index] == "^")
        if negated { index += 1 }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        let first = index
        while index < scalars.count {
            if scalars[index] == "]", index > first { return (.set(ranges, negated: negated), index) }
            if index + 2 < scalars.count, scalars[index + 1] == "-", scalars[index + 2] != "]" {
                if scalars[index] <= scalars[index + 2] { ranges.append(scalars[index]...scalars[index + 2]) }
                index += 3
            } else {
                ranges.append(scalars[index]...scalars[index])
                index += 1
            }
        }
        return nil
    }

    /// Whether the whole text fits; time is at most the product of both lengths.
    public func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var element = 0
        var index = 0
        var retry: (element: Int, index: Int)?
        while index < scalars.count {
            if element < elements.count, elements[element] == .any {
                retry = (element, index)
                element += 1
            } else if element < elements.count, fits(scalars[index], elements[element]) {
                element += 1
                index += 1
            } else if let last = retry, crossesSeparators || scalars[last.index] != "/" {
                retry = (last.element, last.index + 1)
                element = last.element + 1
                index = last.index + 1
            } else {
                return false
            }
        }
        return elements[element...].allSatisfy { $0 == .any }
    }

    /// Whether one character fits one element.
    private func fits(_ scalar: Unicode.Scalar, _ element: Element) -> Bool {
        switch element {
        case .literal(let expected): scalar == expected
        case .one: crossesSeparators || scalar != "/"
        case .set(let ranges, let negated): ranges.contains { $0.contains(scalar) } != negated && (crossesSeparators || scalar != "/")
        case .any: false
        }
    }
}
