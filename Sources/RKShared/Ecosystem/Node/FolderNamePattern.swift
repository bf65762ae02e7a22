/// A pattern of one name of a folder: `*`, `?`, sets with classes as in `[[:alpha:]]`, `\` in front of what stands for itself, and the groups
/// `?(a|b)`, `*(a|b)`, `+(a|b)`, `@(a|b)`, `!(a|b)`.
struct FolderNamePattern: Sendable, Hashable {
    /// One element.
    private indirect enum Element: Sendable, Hashable {
        /// One character.
        case literal(Unicode.Scalar)
        /// `*`.
        case any
        /// `?`.
        case one
        /// `[…]`.
        case set(ScalarSet)
        /// A mark with alternatives in parentheses.
        case group(Unicode.Scalar, [[Element]])
    }

    /// The elements.
    private let elements: [Element]
    /// Whether the pattern itself begins with a dot, without which none of these names fits.
    private let beginsWithDot: Bool

    /// How deep groups may lie in each other; a deeper one stands for its own characters.
    private static let maximumDepth = 2

    /// Compiles a part of a path pattern.
    init(_ text: some StringProtocol) {
        let scalars = Array(text.unicodeScalars)
        var index = 0
        elements = Self.read(scalars, &index, depth: 0)
        beginsWithDot = scalars.first == "."
    }

    /// The only name that fits, where the pattern holds nothing special.
    var name: String? {
        var name = ""
        for element in elements {
            guard case .literal(let scalar) = element else { return nil }
            name.unicodeScalars.append(scalar)
        }
        return name
    }

    /// Whether a name fits; one that begins with a dot only when the pattern does, too, or dots are taken.
    func matches(_ name: some StringProtocol, takingDots: Bool) -> Bool {
        guard takingDots || beginsWithDot || name.unicodeScalars.first != "." else { return false }
        let scalars = Array(name.unicodeScalars)
        return ends(elements, from: [0], in: scalars).contains(scalars.count)
    }

    /// Where elements can end in a name that they begin at some places in; time is at most the cube of the name's length per element.
    private func ends(_ elements: [Element], from starts: Set<Int>, in name: [Unicode.Scalar]) -> Set<Int> {
        var places = starts
        for element in elements where !places.isEmpty {
            switch element {
            case .any: places = Set((places.min() ?? 0)...name.count)
            case .literal, .one, .set: places = Set(places.filter { $0 < name.count && fits(name[$0], element) }.map { $0 + 1 })
            case .group(let mark, let choices): places = ends(mark, choices, from: places, in: name)
            }
        }
        return places
    }

    /// Where a group can end.
    private func ends(_ mark: Unicode.Scalar, _ choices: [[Element]], from starts: Set<Int>, in name: [Unicode.Scalar]) -> Set<Int> {
        /// Where one of the choices ends.
        func once(_ places: Set<Int>) -> Set<Int> { choices.reduce(into: []) { $0.formUnion(ends($1, from: places, in: name)) } }
        switch mark {
        case "@": return once(starts)
        case "?": return starts.union(once(starts))
        case "!": return starts.reduce(into: []) { $0.formUnion(Set($1...name.count).subtracting(once([$1]))) }
        default:
            var all = mark == "*" ? starts : once(starts)
            var open = all
            while !open.isEmpty {
                open = once(open).subtracting(all)
                all.formUnion(open)
            }
            return all
        }
    }

    /// Whether one character fits an element that stands for one.
    private func fits(_ scalar: Unicode.Scalar, _ element: Element) -> Bool {
        switch element {
        case .literal(let expected): scalar == expected
        case .one: true
        case .set(let set): set.contains(scalar)
        case .any, .group: false
        }
    }

    /// Reads elements, inside of a group up to its `|` or `)`.
    private static func read(_ scalars: [Unicode.Scalar], _ index: inout Int, depth: Int) -> [Element] {
        var elements: [Element] = []
        while index < scalars.count, depth == 0 || scalars[index] != "|" && scalars[index] != ")" {
            let scalar = scalars[index]
            if let group = group(scalars, &index, depth: depth) {
                elements.append(group)
                continue
            }
            switch scalar {
            case "\\" where index + 1 < scalars.count:
                index += 1
                elements.append(.literal(scalars[index]))
            case "*": if elements.last != .any { elements.append(.any) }
            case "?": elements.append(.one)
            case "[": elements.append(ScalarSet(in: scalars, at: &index, takesClasses: true).map { .set($0) } ?? .literal("["))
            default: elements.append(.literal(scalar))
            }
            index += 1
        }
        return elements
    }

    /// The group that begins at an index, and the index moved behind it; nil where none begins, or it has no end.
    private static func group(_ scalars: [Unicode.Scalar], _ index: inout Int, depth: Int) -> Element? {
        guard depth < maximumDepth, index + 1 < scalars.count, scalars[index + 1] == "(", "?*+@!".unicodeScalars.contains(scalars[index])
        else { return nil }
        var next = index + 2
        var choices: [[Element]] = []
        while true {
            choices.append(read(scalars, &next, depth: depth + 1))
            guard next < scalars.count else { return nil }
            next += 1
            if scalars[next - 1] == ")" { break }
        }
        defer { index = next }
        return .group(scalars[index], choices)
    }
}
