/// A version by Semantic Versioning 2.0.0, strictly: three numbers, no leading `v`.
///
/// Build metadata is kept in `description` and counts neither for order nor for equality (section 10).
public struct SemVer: VersionNumber {
    /// One dot-separated part of a prerelease, ordered by section 11.4: numbers by value and before texts, texts by ASCII.
    enum Identifier: Sendable, Hashable, Comparable {
        /// Digits only.
        case number(Natural)
        /// Anything with a letter or a hyphen.
        case text(String)
    }

    /// Always three numbers: major, minor, patch.
    public let release: [Natural]
    /// The parts behind the hyphen; empty for a final version.
    let identifiers: [Identifier]
    /// The text behind the plus sign; nil when there is none.
    public let build: String?

    /// A version from parts that are known to be well formed.
    private init(release: [Natural], identifiers: [Identifier], build: String? = nil) {
        self.release = release
        self.identifiers = identifiers
        self.build = build
    }

    /// The version that a text spells; nil for anything that the grammar of section 2, 9 and 10 does not give.
    public init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        var build: String?
        if let plus = rest.firstIndex(of: UInt8(ascii: "+")) {
            let metadata = rest[(plus + 1)...]
            guard Self.parts(of: metadata).allSatisfy(Self.isWord) else { return nil }
            build = String(decoding: metadata, as: UTF8.self)
            rest = rest[..<plus]
        }
        var identifiers: [Identifier] = []
        if let hyphen = rest.firstIndex(of: UInt8(ascii: "-")) {
            guard let parsed = Self.identifiers(rest[(hyphen + 1)...]) else { return nil }
            identifiers = parsed
            rest = rest[..<hyphen]
        }
        let release = Self.parts(of: rest).compactMap(Self.number)
        guard release.count == 3, Self.parts(of: rest).count == 3 else { return nil }
        self.init(release: release, identifiers: identifiers, build: build)
    }

    /// Pads with zeros to three numbers and drops further ones only where they are 0.
    public init?(release: [Natural], prerelease: Prerelease?) {
        guard !release.isEmpty, release.dropFirst(3).allSatisfy({ $0 == .zero }) else { return nil }
        self.init(release: Self.three(release), identifiers: [])
        guard let prerelease else { return }
        guard let version = asPrerelease(label: Self.longLabel(prerelease.label), number: prerelease.number ?? .zero) else { return nil }
        self = version
    }

    /// The canonical spelling, with build metadata.
    public var description: String {
        var text = release.map(\.description).joined(separator: ".")
        if !identifiers.isEmpty { text += "-" + identifiers.map(\.description).joined(separator: ".") }
        if let build { text += "+" + build }
        return text
    }

    /// Whether there is anything behind a hyphen.
    public var isPrerelease: Bool { !identifiers.isEmpty }

    /// Always, as only the release part and the identifiers take part in the order.
    public var isPlain: Bool { true }

    /// The version without prerelease and build metadata; a final version itself.
    public var finalVersion: SemVer {
        isPrerelease ? replacing(release: release) : self
    }

    /// The same version without build metadata.
    var withoutBuild: SemVer { SemVer(release: release, identifiers: identifiers) }

    /// The parts behind the hyphen as they are written.
    var identifierTexts: [String] { identifiers.map(\.description) }

    /// `rc` and 1 for `rc.1` as well as for `rc1`; `alpha` and nil for `alpha`.
    public var prerelease: Prerelease? {
        guard let last = identifiers.last else { return nil }
        switch last {
        case .number(let number):
            return Prerelease(label: identifiers.dropLast().map(\.description).joined(separator: "."), number: number)
        case .text(let text):
            if let joined { return joined }
            return Prerelease(label: identifiers.dropLast().map { $0.description + "." }.joined() + text, number: nil)
        }
    }

    /// The version of three of these numbers, or of fewer and zeros.
    public func replacing(release: [Natural]) -> SemVer {
        SemVer(release: Self.three(release), identifiers: [])
    }

    /// Any identifiers make a label. `rc1` becomes `rc2` where this version writes the number that way, else it is `rc.2`.
    public func asPrerelease(label: String, number: Natural) -> SemVer? {
        if let joined, joined.label == label {
            return SemVer(release: release, identifiers: [.text(label + number.description)])
        }
        if label.isEmpty { return SemVer(release: release, identifiers: [.number(number)]) }
        guard let parts = Self.identifiers(Array(label.utf8)[...]) else { return nil }
        return SemVer(release: release, identifiers: parts + [.number(number)])
    }

    /// Equal precedence, section 10: build metadata is ignored.
    public static func == (left: SemVer, right: SemVer) -> Bool {
        left.release == right.release && left.identifiers == right.identifiers
    }

    /// Precedence, section 11: a prerelease comes before its final version, fewer identifiers before more.
    public static func < (left: SemVer, right: SemVer) -> Bool {
        if left.release != right.release { return left.release.lexicographicallyPrecedes(right.release) }
        if left.identifiers.isEmpty || right.identifiers.isEmpty { return left.isPrerelease && !right.isPrerelease }
        return left.identifiers.lexicographicallyPrecedes(right.identifiers)
    }

    /// Only what `==` looks at.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(release)
        hasher.combine(identifiers)
    }
}

extension SemVer.Identifier: CustomStringConvertible {
    /// The identifier as it stands in a version.
    var description: String {
        switch self {
        case .number(let number): number.description
        case .text(let text): text
        }
    }
}

extension SemVer {
    /// Label and number of a sole identifier like `rc1`: lower-case or upper-case letters, then digits without a leading zero.
    private var joined: Prerelease? {
        guard identifiers.count == 1, case .text(let text) = identifiers[0] else { return nil }
        let bytes = Array(text.utf8)
        let letters = bytes.prefix { $0 >= 0x41 && $0 != UInt8(ascii: "_") }
        let digits = bytes.dropFirst(letters.count)
        guard !letters.isEmpty, digits.first != 0x30 || digits.count == 1, let number = Natural(digits: digits) else { return nil }
        return Prerelease(label: String(decoding: letters, as: UTF8.self), number: number)
    }

    /// The usual long word for the one-letter labels of other schemes.
    private static func longLabel(_ label: String) -> String {
        switch label {
        case "a": "alpha"
        case "b": "beta"
        default: label
        }
    }

    /// Exactly three numbers.
    private static func three(_ release: [Natural]) -> [Natural] {
        Array((release + [.zero, .zero, .zero]).prefix(3))
    }

    /// The parts between dots, empty ones included.
    private static func parts(of bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    }

    /// Whether a part is not empty and of ASCII letters, digits and hyphens only.
    private static func isWord(_ part: ArraySlice<UInt8>) -> Bool {
        !part.isEmpty
            && part.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): true
                default: false
                }
            }
    }

    /// A number without leading zeros.
    private static func number(_ part: ArraySlice<UInt8>) -> Natural? {
        guard part.first != 0x30 || part.count == 1 else { return nil }
        return Natural(digits: part)
    }

    /// Dot-separated prerelease identifiers, at least one.
    private static func identifiers(_ bytes: ArraySlice<UInt8>) -> [Identifier]? {
        var result: [Identifier] = []
        for part in parts(of: bytes) {
            guard isWord(part) else { return nil }
            if part.allSatisfy({ (0x30...0x39).contains($0) }) {
                guard let number = number(part) else { return nil }
                result.append(.number(number))
            } else {
                result.append(.text(String(decoding: part, as: UTF8.self)))
            }
        }
        return result
    }
}
