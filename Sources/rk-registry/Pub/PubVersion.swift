import RKShared

/// A version of a Dart package: a semantic version whose build metadata counts in the order (dart.dev/tools/pub/versioning).
struct PubVersion: Hashable, Comparable, Sendable {
    /// As written; safe on disk.
    let text: String
    /// The part that semantic versions compare.
    private let number: SemVer

    /// The version that a text spells; nil for anything else.
    init?(_ text: String) {
        guard text.utf8.count <= 100, let number = SemVer(text) else { return nil }
        (self.text, self.number) = (text, number)
    }

    /// Whether anything stands behind a hyphen.
    var isPrerelease: Bool { number.isPrerelease }

    /// Semantic versions first; then none before some build metadata, whose parts compare as those of a prerelease.
    static func < (left: PubVersion, right: PubVersion) -> Bool {
        if left.number != right.number { return left.number < right.number }
        guard let first = left.number.build, let second = right.number.build else {
            return left.number.build == nil && right.number.build != nil
        }
        guard let one = SemVer("0.0.0-\(first)"), let other = SemVer("0.0.0-\(second)"), one != other else { return first.precedes(second) }
        return one < other
    }

    /// The same spelling.
    static func == (left: PubVersion, right: PubVersion) -> Bool { left.text == right.text }

    /// The spelling.
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
