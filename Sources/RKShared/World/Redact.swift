/// Takes secrets out of text that people or files will see.
public struct Redaction: Sendable {
    /// What stands in place of a secret.
    public static let mask = "***"
    /// The shortest secret that is looked for, in bytes: shorter ones would blot out ordinary words.
    static let minimum = 4

    /// The bytes of the secrets, longest first.
    private let secrets: [[UInt8]]
    /// The middle parts of their Base64 forms, which do not depend on what stands around the secret.
    private let encoded: [[UInt8]]

    /// A redaction of these secrets; user and password in addresses are always taken out.
    public init(secrets: [String]) {
        let usable = Set(secrets.map { Array($0.trimmed.utf8) }.filter { $0.count >= Self.minimum })
        self.secrets = usable.sorted { $0.count > $1.count }
        encoded = Set(usable.flatMap(Self.cores).flatMap { [$0, $0.map(Self.addressSafe)] }).sorted { $0.count > $1.count }
    }

    /// Text without secrets.
    public func applied(to text: String) -> String { String(decoding: applied(to: Array(text.utf8)), as: UTF8.self) }

    /// Bytes without secrets.
    public func applied(to bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if let end = end(ofSecretAt: index, in: bytes) {
                result += Self.mask.utf8
                index = end
            } else if let range = encodedRun(at: index, in: bytes, floor: result) {
                result.removeLast(index - range.lowerBound)
                result += Self.mask.utf8
                index = range.upperBound
            } else if let end = Self.endOfUserinfo(at: index, in: bytes) {
                result += "://\(Self.mask)".utf8
                index = end
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    /// Where a secret that begins here ends, each of its bytes as it is or percent-encoded.
    private func end(ofSecretAt start: Int, in bytes: [UInt8]) -> Int? {
        secrets.lazy.compactMap { secret in
            var index = start
            for byte in secret {
                if index < bytes.count, bytes[index] == byte {
                    index += 1
                } else if index + 2 < bytes.count, bytes[index] == UInt8(ascii: "%"), let high = PercentText.digit(bytes[index + 1]),
                    let low = PercentText.digit(bytes[index + 2]), high << 4 | low == byte
                {
                    index += 3
                } else {
                    return nil
                }
            }
            return index
        }.first
    }

    /// The whole Base64 word around an encoded secret that begins here.
    private func encodedRun(at index: Int, in bytes: [UInt8], floor: [UInt8]) -> Range<Int>? {
        guard encoded.contains(where: { bytes[index...].starts(with: $0) }) else { return nil }
        var start = index
        var available = floor.count
        while available > 0, Self.isBase64(floor[available - 1]) {
            available -= 1
            start -= 1
        }
        let end = bytes[index...].firstIndex { !Self.isBase64($0) } ?? bytes.count
        return start..<end
    }

    /// Where the user and password end that follow `://` here; nil when there are none.
    private static func endOfUserinfo(at index: Int, in bytes: [UInt8]) -> Int? {
        guard bytes[index...].starts(with: "://".utf8), index > 0, isBase64(bytes[index - 1]) else { return nil }
        var at: Int?
        var position = index + 3
        while position < bytes.count, bytes[position] > 0x20, !#"/?#"'<>\`"#.utf8.contains(bytes[position]) {
            if bytes[position] == UInt8(ascii: "@") { at = position }
            position += 1
        }
        return at.flatMap { $0 > index + 3 ? $0 : nil }
    }

    /// What the Base64 form of a text has in its middle when it holds the secret, for the three ways to be aligned.
    private static func cores(of secret: [UInt8]) -> [[UInt8]] {
        (0..<3).compactMap { shift in
            let text = Array(Base64.encode([UInt8](repeating: 0, count: shift) + secret).utf8)
            let first = (shift * 8 + 5) / 6
            let last = (shift + secret.count) * 8 / 6
            guard last - first >= 5 else { return nil }
            return Array(text[first..<last])
        }
    }

    /// The character of the alphabet for addresses and file names (RFC 4648 section 5) in place of a Base64 character.
    private static func addressSafe(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        default: byte
        }
    }

    /// Whether a byte may stand in a Base64 word, of either alphabet.
    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "="):
            true
        default: false
        }
    }
}
