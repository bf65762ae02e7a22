/// A version of PEP 440: parsed, in its normal form, and in its order.
struct PythonVersion: Hashable, Sendable {
    /// A prerelease's phase, in its order.
    enum Phase: String, Comparable, Sendable {
        case alpha = "a"
        case beta = "b"
        case candidate = "rc"

        /// Alpha before beta before candidate, as their normal spellings sort.
        static func < (left: Phase, right: Phase) -> Bool { left.rawValue < right.rawValue }
    }

    /// A prerelease's phase and number.
    struct Prerelease: Hashable, Sendable {
        var phase: Phase
        var number: Int
    }

    /// 0 unless the author has restarted the numbering.
    var epoch = 0
    /// At least one number.
    var release: [Int] = []
    /// Present before a release.
    var pre: Prerelease?
    /// Present after a release.
    var post: Int?
    /// Present on the way to any of these.
    var dev: Int?
    /// The segments after `+`, in lower case.
    var local: [String] = []

    /// The version that `text` spells in any of the accepted forms, nil if it is none or a number exceeds 64 bits.
    init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 256 else { return nil }
        var reader = Reader(bytes: Array(trimmed(text).lowercased().utf8))
        _ = reader.take("v")
        guard var number = reader.number() else { return nil }
        if reader.take("!") {
            epoch = number
            guard let first = reader.number() else { return nil }
            number = first
        }
        release = [number]
        while let next = reader.attempt({ $0.take(".") ? $0.number() : nil }) { release.append(next) }
        pre = reader.attempt { reader in
            reader.skipSeparator()
            guard let phase = reader.phase() else { return nil }
            return Prerelease(phase: phase, number: reader.trailingNumber())
        }
        post = reader.attempt { reader in
            if let implicit = reader.attempt({ $0.take("-") ? $0.number() : nil }) { return implicit }
            reader.skipSeparator()
            guard reader.take("post") || reader.take("rev") || reader.take("r") else { return nil }
            return reader.trailingNumber()
        }
        dev = reader.attempt { reader in
            reader.skipSeparator()
            return reader.take("dev") ? reader.trailingNumber() : nil
        }
        if reader.take("+") {
            repeat {
                guard let segment = reader.segment() else { return nil }
                local.append(segment)
            } while reader.skipSeparator()
        }
        guard reader.isAtEnd else { return nil }
    }

    /// A cursor over the lower-case text.
    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        /// A cursor at the start.
        init(bytes: [UInt8]) {
            self.bytes = bytes
        }

        /// Whether everything was read.
        var isAtEnd: Bool { position == bytes.count }

        /// Runs a step and goes back if it finds nothing.
        mutating func attempt<Value>(_ step: (inout Reader) -> Value?) -> Value? {
            let start = position
            let value = step(&self)
            if value == nil { position = start }
            return value
        }

        /// Takes this text if it is next.
        mutating func take(_ text: StaticString) -> Bool {
            let wanted = text.description.utf8
            guard bytes[position...].starts(with: wanted) else { return false }
            position += wanted.count
            return true
        }

        /// Takes one of the three separators if it is next.
        @discardableResult mutating func skipSeparator() -> Bool {
            take(".") || take("-") || take("_")
        }

        /// Takes digits.
        mutating func number() -> Int? {
            let digits = bytes[position...].prefix { 0x30...0x39 ~= $0 }
            guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
            position += digits.count
            return number
        }

        /// Takes the number after a label, which may be missing (then 0) or set off.
        mutating func trailingNumber() -> Int {
            attempt { reader in
                reader.skipSeparator()
                return reader.number()
            } ?? 0
        }

        /// Takes one of the spellings of a phase; longer spellings first.
        mutating func phase() -> Phase? {
            if take("alpha") || take("a") { return .alpha }
            if take("beta") || take("b") { return .beta }
            return take("candidate") || take("preview") || take("pre") || take("rc") || take("c") ? .candidate : nil
        }

        /// Takes a segment of the local part; numbers lose their leading zeros.
        mutating func segment() -> String? {
            let letters = bytes[position...].prefix { 0x30...0x39 ~= $0 || 0x61...0x7a ~= $0 }
            guard !letters.isEmpty else { return nil }
            position += letters.count
            let text = String(decoding: letters, as: UTF8.self)
            return Int(text).map(String.init) ?? text
        }
    }
}

extension PythonVersion: CustomStringConvertible {
    /// The normal form.
    var description: String {
        var text = epoch == 0 ? "" : "\(epoch)!"
        text += release.map(String.init).joined(separator: ".")
        if let pre { text += pre.phase.rawValue + String(pre.number) }
        if let post { text += ".post\(post)" }
        if let dev { text += ".dev\(dev)" }
        return local.isEmpty ? text : text + "+" + local.joined(separator: ".")
    }

    /// Whether it comes before a release: an alpha, beta, candidate or development version.
    var isPrerelease: Bool { pre != nil || dev != nil }
}

extension PythonVersion: Comparable {
    /// Equal versions may be spelled with more or fewer zeros at the end: `1.0` and `1.0.0`.
    static func == (left: PythonVersion, right: PythonVersion) -> Bool {
        left.key == right.key
    }

    /// Agrees with `==`.
    func hash(into hasher: inout Hasher) {
        hasher.combine(key)
    }

    /// PEP 440's order; of two local versions the one with more or later segments is newer.
    static func < (left: PythonVersion, right: PythonVersion) -> Bool {
        left.key.lexicographicallyPrecedes(right.key) { $0 < $1 }
    }

    /// Numbers whose lexicographic order is the version's order: epoch, release, end mark, pre, post, dev, local.
    private var key: [Rank] {
        var parts: [Rank] = [.number(epoch)]
        parts += (release.lastIndex { $0 != 0 }.map { release[...$0] } ?? []).map { .number($0) }
        parts.append(.end)
        if let pre {
            parts += [.text(pre.phase.rawValue), .number(pre.number)]
        } else {
            parts.append(dev != nil && post == nil ? .lowest : .highest)
        }
        parts.append(post.map { .number($0) } ?? .lowest)
        parts.append(dev.map { .number($0) } ?? .highest)
        return parts + local.map { segment in Int(segment).map { .number($0) } ?? .text(segment) }
    }

    /// One place of the key; the cases stand in their order.
    private enum Rank: Hashable, Comparable {
        case lowest
        case end
        case text(String)
        case number(Int)
        case highest
    }
}
