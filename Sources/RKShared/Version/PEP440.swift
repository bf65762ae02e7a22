/// A version by PEP 440, in every spelling that its appendix B accepts.
public struct PEP440: VersionNumber {
    /// The kinds of prerelease, in order.
    enum Phase: String, Sendable, Hashable, Comparable, CaseIterable {
        /// Alpha.
        case a
        /// Beta.
        case b
        /// Release candidate; also spelled c, pre and preview.
        case rc

        /// Alphabetical, which is the order that PEP 440 gives them.
        static func < (left: Phase, right: Phase) -> Bool { left.rawValue < right.rawValue }
    }

    /// A prerelease segment such as `rc1`.
    struct Pre: Sendable, Hashable, Comparable {
        /// Its kind.
        var phase: Phase
        /// Its count, 0 where none was written.
        var number: Natural

        /// By kind, then count.
        static func < (left: Pre, right: Pre) -> Bool {
            left.phase == right.phase ? left.number < right.number : left.phase < right.phase
        }
    }

    /// One part of a local version label: texts before numbers, which is the reverse of SemVer.
    enum LocalPart: Sendable, Hashable, Comparable {
        /// Lower-case letters and digits, with a letter.
        case text(String)
        /// Digits only.
        case number(Natural)
    }

    /// The number before `!`, 0 where there is none.
    public internal(set) var epoch = Natural.zero
    /// The numbers as written: `1.0` and `1.0.0` are equal, but not the same text.
    public internal(set) var release: [Natural]
    /// The prerelease segment.
    var pre: Pre?
    /// The count of the post release.
    public internal(set) var post: Natural?
    /// The count of the development release.
    public internal(set) var dev: Natural?
    /// The local version label's parts; empty where there is none.
    var local: [LocalPart] = []

    /// A final version.
    init(epoch: Natural = .zero, numbers: [Natural]) {
        self.epoch = epoch
        release = numbers
    }

    /// Knows the labels a, b, rc and dev and their other spellings.
    public init?(release: [Natural], prerelease: Prerelease?) {
        guard !release.isEmpty else { return nil }
        self.init(numbers: release)
        guard let prerelease else { return }
        guard let version = asPrerelease(label: prerelease.label, number: prerelease.number ?? .zero) else { return nil }
        self = version
    }

    /// The normal form.
    public var description: String {
        var text = epoch == .zero ? "" : "\(epoch)!"
        text += release.map(\.description).joined(separator: ".")
        if let pre { text += "\(pre.phase.rawValue)\(pre.number)" }
        if let post { text += ".post\(post)" }
        if let dev { text += ".dev\(dev)" }
        if !local.isEmpty { text += "+" + local.map(\.description).joined(separator: ".") }
        return text
    }

    /// Prereleases and development releases, as installers see it; a post release alone is none.
    public var isPrerelease: Bool { pre != nil || dev != nil }

    /// Whether the version has no epoch, post release, local label, nor a development release of a prerelease.
    public var isPlain: Bool {
        epoch == .zero && post == nil && local.isEmpty && (pre == nil || dev == nil)
    }

    /// The prerelease segment, or `dev` and its count; nil for the development release of a post release.
    public var prerelease: Prerelease? {
        if let pre { return Prerelease(label: pre.phase.rawValue, number: pre.number) }
        if post == nil, let dev { return Prerelease(label: "dev", number: dev) }
        return nil
    }

    /// `1.0` for `1.0rc1.post2.dev3`, `1.0.post1` for `1.0.post1.dev2`; a final version itself.
    public var finalVersion: PEP440 {
        guard isPrerelease else { return self }
        var version = replacing(release: release)
        if pre == nil { version.post = post }
        return version
    }

    /// The final version with these numbers and this epoch.
    public func replacing(release: [Natural]) -> PEP440 {
        PEP440(epoch: epoch, numbers: release)
    }

    /// A label is a, b, rc or dev, or another spelling of these, in any case.
    public func asPrerelease(label: String, number: Natural) -> PEP440? {
        var version = replacing(release: release)
        let word = label.lowercased()
        if word == "dev" {
            version.dev = number
            return version
        }
        guard let phase = Self.phases.first(where: { $0.spelling == word })?.phase else { return nil }
        version.pre = Pre(phase: phase, number: number)
        return version
    }

    /// The accepted spellings of each kind; a spelling stands before those that it begins with.
    static let phases: [(spelling: String, phase: Phase)] = [
        ("alpha", .a), ("a", .a), ("beta", .b), ("b", .b), ("preview", .rc), ("pre", .rc), ("c", .rc), ("rc", .rc),
    ]
}

extension PEP440.LocalPart: CustomStringConvertible {
    /// The part as it stands in the normal form.
    var description: String {
        switch self {
        case .text(let text): text
        case .number(let number): number.description
        }
    }
}
