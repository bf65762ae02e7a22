/// Strings in double quotes as Go's specification has them ("String literals", "Rune literals").
enum GoQuote {
    /// What a literal in double quotes holds; nil when it is none.
    static func unquoted(_ literal: String) -> String? {
        let bytes = Array(literal.utf8)
        guard bytes.count >= 2, bytes.first == UInt8(ascii: "\""), bytes.last == UInt8(ascii: "\"") else { return nil }
        var result: [UInt8] = []
        var index = 1
        while index < bytes.count - 1 {
            guard bytes[index] == UInt8(ascii: "\\") else {
                guard bytes[index] != UInt8(ascii: "\"") else { return nil }
                result.append(bytes[index])
                index += 1
                continue
            }
            guard index + 1 < bytes.count - 1, let (decoded, length) = escape(bytes[(index + 1)..<(bytes.count - 1)]) else { return nil }
            result += decoded
            index += 1 + length
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The bytes that an escape stands for and how many bytes it has behind the backslash.
    private static func escape(_ rest: ArraySlice<UInt8>) -> (bytes: [UInt8], length: Int)? {
        guard let first = rest.first else { return nil }
        let simple: [UInt8: UInt8] = [
            UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13,
            UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11, UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "\""): UInt8(ascii: "\""),
        ]
        if let byte = simple[first] { return ([byte], 1) }
        let (digits, radix): (ArraySlice<UInt8>, Int)
        switch first {
        case UInt8(ascii: "x"): (digits, radix) = (rest.dropFirst().prefix(2), 16)
        case UInt8(ascii: "u"): (digits, radix) = (rest.dropFirst().prefix(4), 16)
        case UInt8(ascii: "U"): (digits, radix) = (rest.dropFirst().prefix(8), 16)
        case UInt8(ascii: "0")...UInt8(ascii: "7"): (digits, radix) = (rest.prefix(3), 8)
        default: return nil
        }
        let wanted = radix == 8 ? 3 : first == UInt8(ascii: "x") ? 2 : first == UInt8(ascii: "u") ? 4 : 8
        let text = String(decoding: digits, as: UTF8.self)
        guard digits.count == wanted, !text.hasPrefix("+"), !text.hasPrefix("-"), let number = UInt32(text, radix: radix) else {
            return nil
        }
        if wanted <= 3 { return UInt8(exactly: number).map { ([$0], 3) } }
        guard let scalar = Unicode.Scalar(number) else { return nil }
        return (Array(String(Character(scalar)).utf8), 1 + wanted)
    }
}
