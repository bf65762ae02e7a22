/// A whole number from 0 up without an upper limit: versions hold dates and build numbers that no machine integer can.
public struct Natural: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The decimal digits, without leading zeros.
    public let description: String

    /// The number 0.
    public static let zero = Natural(0)

    /// A number that a machine integer holds.
    public init(_ value: UInt) {
        description = String(value)
    }

    /// The number that ASCII digits spell, leading zeros allowed; nil when there is no digit or anything else.
    public init?(digits: some Collection<UInt8>) {
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let significant = digits.drop { $0 == 0x30 }
        description = significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self)
    }

    /// The number after this one.
    public var successor: Natural {
        var digits = Array(description.utf8)
        var index = digits.count
        while index > 0, digits[index - 1] == 0x39 {
            index -= 1
            digits[index] = 0x30
        }
        if index == 0 {
            digits.insert(0x31, at: 0)
        } else {
            digits[index - 1] += 1
        }
        return Natural(canonical: digits)
    }

    /// The number before this one; nil for 0.
    public var predecessor: Natural? {
        guard self != .zero else { return nil }
        var digits = Array(description.utf8)
        var index = digits.count - 1
        while digits[index] == 0x30 {
            digits[index] = 0x39
            index -= 1
        }
        digits[index] -= 1
        return Natural(digits: digits)
    }

    /// Fewer digits are less; as many digits compare from the left.
    public static func < (left: Natural, right: Natural) -> Bool {
        let (leftDigits, rightDigits) = (left.description.utf8, right.description.utf8)
        guard leftDigits.count == rightDigits.count else { return leftDigits.count < rightDigits.count }
        return leftDigits.lexicographicallyPrecedes(rightDigits)
    }

    /// A number from digits that are known to be its shortest spelling.
    private init(canonical digits: [UInt8]) {
        description = String(decoding: digits, as: UTF8.self)
    }
}
