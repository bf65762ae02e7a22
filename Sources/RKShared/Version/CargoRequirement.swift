/// Which versions of a crate are allowed, as Cargo writes it: conditions with commas between them, `^` where a condition has no operator.
///
/// A condition may leave out numbers (`1.2`) or hold wildcards (`1.*`). A prerelease fits only beside a condition that names one of the
/// same three numbers.
public struct CargoRequirement: Sendable, Hashable, CustomStringConvertible {
    /// How a version must stand to the bound.
    enum Relation: String, Sendable, Hashable {
        /// Compatible: the first number that is not 0 stays.
        case caret = "^"
        /// The numbers that are given, but for the last of three, stay.
        case tilde = "~"
        /// Every number that is given is equal.
        case exact = "="
        /// Behind the bound.
        case greater = ">"
        /// Behind the bound, or the bound.
        case greaterOrEqual = ">="
        /// Before the bound.
        case less = "<"
        /// Before the bound, or the bound.
        case lessOrEqual = "<="
        /// Every number that is given is equal, the others are `*`.
        case wildcard = "*"
    }

    /// A condition on a version.
    struct Comparator: Sendable, Hashable {
        /// The relation; `.caret` where there is no operator.
        let relation: Relation
        /// The one, two or three numbers that are given.
        let numbers: [Natural]
        /// The lowest version of these numbers; with three of them the prerelease counts.
        let bound: SemVer
        /// The operator's bytes in the text; empty where there is none.
        let operatorSpan: Span
        /// The version's bytes in the text, wildcards and build metadata included.
        let span: Span
    }

    /// The text as it was written.
    public let description: String
    /// The conditions, all of which must hold; none for `*`.
    let comparators: [Comparator]

    /// Reads a requirement, by the rules of the crate that Cargo reads them with.
    /// - Throws: a `SyntaxFault` whose column counts from the text's beginning.
    public init(_ text: String) throws(SyntaxFault) {
        var reader = CargoRequirementReader(Array(text.utf8))
        comparators = try reader.read()
        description = text
    }

    /// Whether a version fits; no text that is no version does.
    public func allows(_ version: String) -> Bool { SemVer(version).map(allows) ?? false }

    /// Whether a version fits every condition.
    func allows(_ version: SemVer) -> Bool {
        guard comparators.allSatisfy({ $0.allows(version) }) else { return false }
        guard version.isPrerelease else { return true }
        return comparators.contains { $0.bound.isPrerelease && $0.numbers == version.release }
    }

    /// The version that it alone allows; nil when it allows others.
    public var exactVersion: String? {
        guard comparators.count == 1, let only = comparators.first, only.relation == .exact, only.numbers.count == 3 else { return nil }
        return only.bound.description
    }
}

extension CargoRequirement.Comparator {
    /// Whether a version fits; prereleases by their place in the order.
    func allows(_ version: SemVer) -> Bool {
        switch relation {
        case .exact, .wildcard: isExact(version)
        case .greater: isGreater(version)
        case .greaterOrEqual: isExact(version) || isGreater(version)
        case .less: isLess(version)
        case .lessOrEqual: isExact(version) || isLess(version)
        case .tilde: version.release.starts(with: numbers.prefix(2)) && (numbers.count < 3 ? !version.isPrerelease : version >= bound)
        case .caret: isCompatible(version)
        }
    }

    /// Whether the numbers that are given, and with three of them the prerelease, are those of a version.
    private func isExact(_ version: SemVer) -> Bool {
        numbers.count == 3 ? version == bound : version.release.starts(with: numbers) && !version.isPrerelease
    }

    /// Whether a version comes behind everything that begins with the numbers that are given.
    private func isGreater(_ version: SemVer) -> Bool {
        numbers.count == 3 ? version > bound : numbers.lexicographicallyPrecedes(version.release.prefix(numbers.count))
    }

    /// Whether a version comes before everything that begins with the numbers that are given.
    private func isLess(_ version: SemVer) -> Bool {
        numbers.count == 3 ? version < bound : version.release.prefix(numbers.count).lexicographicallyPrecedes(numbers)
    }

    /// Whether the first number that is not 0, and all in front of it, are those of a version, which is not before the bound.
    private func isCompatible(_ version: SemVer) -> Bool {
        let firstSet = numbers.firstIndex { $0 != .zero } ?? numbers.count - 1
        guard version.release.starts(with: numbers[...firstSet]) else { return false }
        return numbers.count == 3 ? version >= bound : !version.release.prefix(numbers.count).lexicographicallyPrecedes(numbers)
    }
}
