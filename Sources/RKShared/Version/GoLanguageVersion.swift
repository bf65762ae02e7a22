/// The version of a line `go`, ordered as the go command orders it (go.dev/doc/toolchain, "Go versions"): `1.21`, `1.21rc1`, `1.21.0`.
struct GoLanguageVersion: Comparable {
    /// The first two numbers, and the third one behind a mark of whether it is there: a language comes before its releases from 1.21 on.
    private let numbers: [Natural]
    /// What stands for a prerelease, as in `rc`.
    private let label: String
    /// The prerelease's number.
    private let count: Natural

    /// A version; nil for what is none.
    init?(_ text: String) {
        let release = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        let parts = release.split(separator: ".", omittingEmptySubsequences: false).compactMap { Natural(digits: $0.utf8) }
        guard parts.count == 2 || parts.count == 3 else { return nil }
        let rest = text.dropFirst(release.count)
        label = String(rest.prefix(while: \.isLetter))
        count = Natural(digits: rest.dropFirst(label.count).utf8) ?? .zero
        let isRelease = parts.count == 3 || (label.isEmpty && (parts[0], parts[1]) < (Natural(1), Natural(21)))
        numbers = Array(parts.prefix(2)) + [isRelease ? Natural(1) : .zero, parts.count == 3 ? parts[2] : .zero]
    }

    /// By the numbers, then by the prerelease's word and number.
    static func < (left: GoLanguageVersion, right: GoLanguageVersion) -> Bool {
        if let (one, other) = zip(left.numbers, right.numbers).first(where: { $0 != $1 }) { return one < other }
        return left.label == right.label ? left.count < right.count : left.label.precedes(right.label)
    }
}
