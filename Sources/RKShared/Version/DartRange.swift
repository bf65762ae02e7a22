/// Which versions of a package pub allows: `any`, `^1.2.0`, a version, or comparisons one behind the other, as pub_semver reads them.
public struct DartRange: Sendable, Hashable {
    /// A bound and whether it lies inside.
    private struct Bound: Sendable, Hashable {
        /// The version.
        var version: DartVersion
        /// Whether it fits itself.
        var isIncluded: Bool
    }

    /// The lower bound; nil for none.
    private var lower: Bound?
    /// The upper bound; nil for none.
    private var upper: Bound?

    /// The range of a text; nil when it is none. The empty text is `any`.
    public init?(_ text: String) {
        let text = text.trimmed
        guard text.utf8.count <= 4096 else { return nil }
        if text.isEmpty || text == "any" { return }
        if text.hasPrefix("^") {
            guard let version = DartVersion(text.dropFirst().trimmed) else { return nil }
            lower = Bound(version: version, isIncluded: true)
            let next = version.finalVersion.bumped(version.release.first == .zero ? .minor : .major)
            upper = Bound(version: Self.lowest(of: next), isIncluded: false)
            return
        }
        for (sign, word) in Self.comparisons(text) {
            guard let version = DartVersion(word) else { return nil }
            switch sign {
            case "": meet(lower: Bound(version: version, isIncluded: true), upper: Bound(version: version, isIncluded: true))
            case ">": meet(lower: Bound(version: version, isIncluded: false))
            case ">=": meet(lower: Bound(version: version, isIncluded: true))
            case "<": meet(upper: Bound(version: version, isIncluded: false))
            case "<=": meet(upper: Bound(version: version, isIncluded: true))
            default: return nil
            }
        }
        guard lower != nil || upper != nil else { return nil }
        excludePrereleasesOfUpperBound()
    }

    /// Whether a version lies in the range. No text that is no version does.
    public func allows(_ version: String) -> Bool {
        guard let version = DartVersion(version) else { return false }
        if let lower { guard lower.isIncluded ? version >= lower.version : version > lower.version else { return false } }
        if let upper { guard upper.isIncluded ? version <= upper.version : version < upper.version else { return false } }
        return true
    }

    /// Narrows the range.
    private mutating func meet(lower other: Bound? = nil, upper another: Bound? = nil) {
        if let other {
            guard let held = lower else {
                lower = other
                return meet(upper: another)
            }
            if held.version < other.version || held.version == other.version && !other.isIncluded { lower = other }
        }
        guard let another else { return }
        guard let held = upper else {
            upper = another
            return
        }
        if another.version < held.version || held.version == another.version && !another.isIncluded { upper = another }
    }

    /// `<2.0.0` excludes the prereleases of 2.0.0, unless the lower bound is one of them.
    private mutating func excludePrereleasesOfUpperBound() {
        guard let bound = upper, !bound.isIncluded, !bound.version.isPrerelease, bound.version.isPlain else { return }
        if let low = lower?.version, low.isPrerelease, low.release == bound.version.release { return }
        upper?.version = Self.lowest(of: bound.version)
    }

    /// The first prerelease of a version.
    private static func lowest(of version: DartVersion) -> DartVersion { version.asPrerelease(label: "", number: .zero) ?? version }

    /// The signs and versions of a text, with blanks between them or not.
    private static func comparisons(_ text: String) -> [(sign: String, version: String)] {
        var result: [(sign: String, version: String)] = []
        for character in text {
            if "<>=".contains(character) {
                if let last = result.last, last.version.isEmpty {
                    result[result.count - 1].sign.append(character)
                } else {
                    result.append((String(character), ""))
                }
            } else if character == " " {
                if let last = result.last, !last.version.isEmpty { result.append(("", "")) }
            } else if result.isEmpty {
                result.append(("", String(character)))
            } else {
                result[result.count - 1].version.append(character)
            }
        }
        return result.filter { !$0.sign.isEmpty || !$0.version.isEmpty }
    }
}
