/// A pattern of file or package names: `*`, `?`, `[a-z]`, `[!a-z]`, `**/` for no or some folders; everything else is itself.
public struct Glob: Sendable, Hashable {
    /// One element of a pattern.
    private enum Element: Sendable, Hashable {
        /// One character.
        case literal(Unicode.Scalar)
        /// `*`.
        case any
        /// `**/`.
        case folders
        /// `?`.
        case one
        /// `[…]`.
        case set(ScalarSet)
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
            case "*" where scalars[index...].starts(with: "**/".unicodeScalars) && (index == 0 || scalars[index - 1] == "/"):
                elements.append(.folders)
                index += 2
            case "*": if elements.last != .any { elements.append(.any) }
            case "?": elements.append(.one)
            case "[":
                elements.append(ScalarSet(in: scalars, at: &index).map { .set($0) } ?? .literal("["))
            case let scalar: elements.append(.literal(scalar))
            }
            index += 1
        }
        self.elements = elements
    }

    /// Whether a text holds a character that is special in a pattern.
    public static func isPattern(_ text: some StringProtocol) -> Bool { text.contains { "*?[".contains($0) } }

    /// A pattern that only the text itself fits.
    public static func escaped(_ text: String) -> String {
        text.reduce(into: "") { $0 += "*?[".contains($1) ? "[\($1)]" : String($1) }
    }

    /// Why a pattern of paths is none, as one sentence without a full stop; nil for a good one. The rules are those of uv.
    public static func problem(inPath pattern: String) -> String? {
        for part in pattern.split(separator: "/") where part != "**" {
            if part.contains("***") { return "`***` means nothing: `*` stands for a name, `**` for any folders" }
            if part.contains("**") { return "`**` must stand alone between two separators" }
        }
        let scalars = Array(pattern.unicodeScalars)
        var index = 0
        while index < scalars.count {
            if scalars[index] == "[", ScalarSet(in: scalars, at: &index) == nil { return "a `[` has no `]`" }
            index += 1
        }
        return nil
    }

    /// Whether the whole text fits; time is at most the product of both lengths.
    public func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var element = 0
        var index = 0
        var retry: (element: Int, index: Int)?
        var folders: (element: Int, index: Int)?
        while index < scalars.count {
            if element < elements.count, elements[element] == .any || elements[element] == .folders {
                if elements[element] == .folders { folders = (element, index) }
                retry = (element, index)
                element += 1
            } else if element < elements.count, fits(scalars[index], elements[element]) {
                element += 1
                index += 1
            } else if let last = retry, let next = resumption(of: elements[last.element], after: last.index, in: scalars) {
                retry = (last.element, next)
                if elements[last.element] == .folders { folders = retry }
                element = last.element + 1
                index = next
            } else if let last = folders, let next = resumption(of: .folders, after: last.index, in: scalars) {
                // A `*` that stops at separators is no reason to give up while `**/` can take one folder more.
                folders = (last.element, next)
                retry = folders
                element = last.element + 1
                index = next
            } else {
                return false
            }
        }
        return elements[element...].allSatisfy { $0 == .any }
    }

    /// Where the text may go on behind a star that takes at least the character at an index.
    private func resumption(of star: Element, after index: Int, in scalars: [Unicode.Scalar]) -> Int? {
        if star == .folders { return scalars[index...].firstIndex(of: "/").map { $0 + 1 } }
        return crossesSeparators || scalars[index] != "/" ? index + 1 : nil
    }

    /// Whether one character fits one element.
    private func fits(_ scalar: Unicode.Scalar, _ element: Element) -> Bool {
        switch element {
        case .literal(let expected): scalar == expected
        case .one: crossesSeparators || scalar != "/"
        case .set(let set): set.contains(scalar) && (crossesSeparators || scalar != "/")
        case .any, .folders: false
        }
    }
}
