/// A version as Maven orders it. It has no normal form: repositories keep it as it is spelled, and so does `description`.
public struct MavenVersion: VersionNumber {
    /// The text as written.
    private let text: String
    /// The numbers at the beginning as they are written, between dots.
    public let release: [Natural]
    /// What stands behind them, with its separator; empty for most final versions.
    private let suffix: String
    /// How it compares.
    private let order: MavenOrder

    /// The version that a text spells: it begins with a digit and holds no blank and none of the characters that Maven forbids
    /// (`\ / : " < > | ? * [ ] ( ) { } ,` and `$`).
    public init?(_ text: String) {
        guard text.utf8.count <= 256, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !Self.forbidden.contains($0) }) else { return nil }
        let bytes = Array(text.utf8)
        var numbers: [Natural] = []
        var position = 0
        while position < bytes.count {
            let end = bytes[position...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.count
            guard let number = Natural(digits: bytes[position..<end]) else { break }
            numbers.append(number)
            position = end
            // Nothing between two dots counts as zero.
            let dots = bytes[position...].prefix { $0 == UInt8(ascii: ".") }.count
            guard dots > 0, position + dots < bytes.count, (0x30...0x39).contains(bytes[position + dots]) else { break }
            numbers += [Natural](repeating: .zero, count: dots - 1)
            position += dots
        }
        // One more, with dots and zeros spelled out, is a version too.
        guard !numbers.isEmpty, numbers.reduce(0, { $0 + $1.description.utf8.count + 1 }) <= 240 else { return nil }
        self.text = text
        release = numbers
        suffix = String(decoding: bytes[position...], as: UTF8.self)
        order = MavenOrder(text)
    }

    /// Knows the labels of prereleases that Maven puts in front of a final version.
    public init?(release: [Natural], prerelease: Prerelease?) {
        self.init(release.map(\.description).joined(separator: "."))
        guard let prerelease else { return }
        let label = prerelease.label.utf8.count == 1 ? Self.canonical(prerelease.label) : prerelease.label
        guard let label, let version = asPrerelease(label: label, number: prerelease.number ?? .zero) else { return nil }
        self = version
    }

    /// The characters that no version holds.
    private static let forbidden = Set("\\/:\"<>|?*[](){},$&%#@!^'`;=".utf8)

    /// As written.
    public var description: String { text }

    /// Whether it is a prerelease of the version of its numbers in Maven's order; `-SNAPSHOT` is, `-jre` and `.Final` are not.
    public var isPrerelease: Bool { !suffix.isEmpty && order < MavenOrder(numbers) }

    /// Whether `-SNAPSHOT` stands at the end.
    public var isSnapshot: Bool { suffix.lowercased().hasSuffix("snapshot") }

    /// Whether there is nothing but numbers and one label with one number.
    public var isPlain: Bool { suffix.isEmpty || prerelease != nil }

    /// The label of a suffix as `-rc-1`, `-rc.1`, `-RC1`, `.CR1` or `-SNAPSHOT`.
    public var prerelease: Prerelease? {
        guard let parts = parts, isPrerelease else { return nil }
        return Prerelease(label: parts.label, number: parts.number)
    }

    /// The version of the numbers alone for a prerelease; any other version itself.
    public var finalVersion: MavenVersion { isPrerelease ? replacing(release: release) : self }

    /// The final version of other numbers; a word behind a final version stays, as in `-jre` and `.Final`.
    public func replacing(release: [Natural]) -> MavenVersion {
        let numbers = release.isEmpty ? "0" : release.map(\.description).joined(separator: ".")
        let keeps =
            !isPrerelease && suffix.utf8.dropFirst().allSatisfy { (0x61...0x7A).contains($0 | 0x20) } && suffix.lowercased() != "-sp"
        return (keeps ? MavenVersion(numbers + suffix) : nil) ?? MavenVersion(numbers) ?? self
    }

    /// A label is alpha, beta, milestone, rc or another spelling of these, in any case, or snapshot, which has no count. The separators are
    /// those that this version has; else those of semantic versions, and none with a label in capitals or of one letter: `-rc.1`, `-RC1`, `-M1`.
    public func asPrerelease(label: String, number: Natural) -> MavenVersion? {
        guard let canonical = Self.canonical(label) else { return nil }
        if canonical == "SNAPSHOT" { return MavenVersion("\(numbers)-SNAPSHOT") }
        if let parts, parts.label == canonical, parts.number != nil {
            return MavenVersion("\(numbers)\(parts.separator)\(parts.spelling)\(parts.joint)\(number)")
        }
        let isShort = label.utf8.allSatisfy { (0x41...0x5A).contains($0) } || label.utf8.count == 1
        return MavenVersion("\(numbers)-\(label)\(isShort ? "" : ".")\(number)")
    }

    /// The numbers as they are written in a version.
    private var numbers: String { release.map(\.description).joined(separator: ".") }

    /// Equal in Maven's order: `1.0` and `1.0.Final` are.
    public static func == (left: MavenVersion, right: MavenVersion) -> Bool { left.order == right.order }

    /// Maven's order.
    public static func < (left: MavenVersion, right: MavenVersion) -> Bool { left.order < right.order }

    /// Only what `==` looks at.
    public func hash(into hasher: inout Hasher) { hasher.combine(order) }
}

extension MavenVersion {
    /// The parts of a suffix with one label.
    private struct Parts {
        /// What stands in front of the label.
        let separator: String
        /// The label as written.
        let spelling: String
        /// What stands between label and number.
        let joint: String
        /// The number.
        let number: Natural?
        /// The label that its spellings share.
        let label: String
    }

    /// The suffix's parts; nil when it is anything else.
    private var parts: Parts? {
        let bytes = Array(suffix.utf8)
        let isSeparator: (UInt8) -> Bool = { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
        let separator = bytes.prefix(1).prefix(while: isSeparator)
        let spelling = bytes.dropFirst(separator.count).prefix { (0x61...0x7A).contains($0 | 0x20) }
        let joint = bytes.dropFirst(separator.count + spelling.count).prefix(1).prefix(while: isSeparator)
        let digits = bytes.dropFirst(separator.count + spelling.count + joint.count)
        let word = String(decoding: spelling, as: UTF8.self)
        guard digits.isEmpty ? joint.isEmpty : Natural(digits: digits) != nil, digits.isEmpty || digits.first != 0x30 || digits.count == 1,
            let label = Self.canonical(word), digits.isEmpty == false || word.utf8.count > 1, label != "SNAPSHOT" || digits.isEmpty
        else { return nil }
        return Parts(
            separator: String(decoding: separator, as: UTF8.self), spelling: word, joint: String(decoding: joint, as: UTF8.self),
            number: Natural(digits: digits), label: label)
    }

    /// The label that spellings share; nil for a word that is no prerelease in Maven's order.
    private static func canonical(_ label: String) -> String? {
        switch label.lowercased() {
        case "a", "alpha": "alpha"
        case "b", "beta": "beta"
        case "m", "milestone": "milestone"
        case "rc", "cr": "rc"
        case "snapshot": "SNAPSHOT"
        default: nil
        }
    }
}
