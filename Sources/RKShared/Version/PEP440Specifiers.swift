/// Which versions a Python package allows, by PEP 440's "Version specifiers": conditions with commas between them.
public struct PEP440Specifiers: Sendable, Hashable {
    /// How a version must stand to the one that a condition names.
    fileprivate enum Relation: String, Sendable, Hashable, CaseIterable {
        /// The text itself.
        case arbitrary = "==="
        /// Equal.
        case equal = "=="
        /// Not equal.
        case unequal = "!="
        /// Compatible: not before it, and equal in all numbers but the last.
        case compatible = "~="
        /// Before it, or equal.
        case lessOrEqual = "<="
        /// Behind it, or equal.
        case greaterOrEqual = ">="
        /// Before it.
        case less = "<"
        /// Behind it.
        case greater = ">"
    }

    /// One condition.
    fileprivate struct Condition: Sendable, Hashable {
        /// The relation.
        let relation: Relation
        /// The version, without `.*`.
        let version: PEP440?
        /// Whether `.*` stands behind the version.
        let isPrefix: Bool
        /// The version's text.
        let text: String
    }

    /// The conditions, all of which must hold.
    private let conditions: [Condition]

    /// The conditions of a text; nil when one of them is none. The empty text, and blanks, allow every version.
    public init?(_ text: String) {
        guard text.utf8.count <= 4096 else { return nil }
        var conditions: [Condition] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let part = part.trimmed
            // PEP 508 allows a comma at the end.
            if part.isEmpty { continue }
            guard let condition = Self.condition(part) else { return nil }
            conditions.append(condition)
        }
        self.conditions = conditions
    }

    /// Whether an installer takes a version for this requirement unasked: it fits every condition, and is no prerelease, unless one of
    /// the conditions names a prerelease. No text that is no version fits.
    public func allows(_ version: String) -> Bool {
        guard let number = PEP440(version) else { return false }
        if number.isPrerelease, !conditions.contains(where: { $0.relation != .unequal && $0.version?.isPrerelease == true }) {
            return false
        }
        return conditions.allSatisfy { $0.allows(number, text: version) }
    }

    /// Reads one condition.
    private static func condition(_ text: String) -> Condition? {
        guard let relation = Relation.allCases.first(where: { text.hasPrefix($0.rawValue) }) else { return nil }
        var rest = String(text.dropFirst(relation.rawValue.count)).trimmed
        guard !rest.isEmpty else { return nil }
        if relation == .arbitrary {
            guard !rest.contains(" ") else { return nil }
            return Condition(relation: relation, version: PEP440(rest), isPrefix: false, text: rest)
        }
        let isPrefix = rest.hasSuffix(".*")
        if isPrefix { rest = String(rest.dropLast(2)) }
        guard let version = PEP440(rest) else { return nil }
        let isLocal = !version.local.isEmpty
        switch relation {
        case .equal, .unequal: guard !isPrefix || !isLocal && !version.isPrerelease && version.post == nil else { return nil }
        case .compatible: guard !isPrefix, !isLocal, version.release.count > 1 else { return nil }
        default: guard !isPrefix, !isLocal else { return nil }
        }
        return Condition(relation: relation, version: version, isPrefix: isPrefix, text: rest)
    }
}

extension PEP440Specifiers.Condition {
    /// Whether a version fits, whatever installers think of prereleases.
    fileprivate func allows(_ other: PEP440, text: String) -> Bool {
        guard let version else { return self.text.lowercased().sameBytes(text.lowercased()) }
        let open = other.withoutLocal
        switch relation {
        case .arbitrary: return self.text.lowercased().sameBytes(text.lowercased())
        case .equal: return isEqual(other, version)
        case .unequal: return !isEqual(other, version)
        case .compatible:
            return open >= version && other.hasPrefix(PEP440(epoch: version.epoch, numbers: version.release.dropLast()))
        case .lessOrEqual: return open <= version
        case .greaterOrEqual: return open >= version
        case .less:
            // A prerelease of the version itself is not before it, unless that is one too.
            return other < version && (version.isPrerelease || !other.isPrerelease || other.base != version.base)
        case .greater:
            // Nor is a post release or a local build of it behind it.
            guard other > version else { return false }
            if version.post == nil, other.post != nil, other.base == version.base { return false }
            return other.local.isEmpty || other.base != version.base
        }
    }

    /// Whether a version is the one that is named; a local label counts only where one is named.
    private func isEqual(_ other: PEP440, _ version: PEP440) -> Bool {
        if isPrefix { return other.hasPrefix(version) }
        return version.local.isEmpty ? other.withoutLocal == version : other == version
    }
}

extension PEP440 {
    /// The version without its local label.
    fileprivate var withoutLocal: PEP440 {
        var version = self
        version.local = []
        return version
    }

    /// The final version of its numbers.
    fileprivate var base: PEP440 { PEP440(epoch: epoch, numbers: release) }

    /// Whether the epoch and the numbers of another version come first here, missing numbers being 0.
    fileprivate func hasPrefix(_ prefix: PEP440) -> Bool {
        let numbers = release + Array(repeating: .zero, count: max(0, prefix.release.count - release.count))
        return epoch == prefix.epoch && numbers.starts(with: prefix.release)
    }
}
