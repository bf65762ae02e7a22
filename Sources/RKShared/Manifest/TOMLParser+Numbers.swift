extension TOMLParser {
    /// What to do about digits that are no number.
    private static let numberRemedy = "correct the number, or put it in quotes if it is a text"

    /// The number that a word spells; nil when the word is no number at all, a fault when it nearly is.
    func parseNumber(_ start: Int, _ end: Int) throws(SyntaxFault) -> TOMLValue? {
        let hasSign = bytes[start] == UInt8(ascii: "+") || bytes[start] == UInt8(ascii: "-")
        let first = hasSign ? start + 1 : start
        guard first < end else { return nil }
        switch text(first, end) {
        case "inf": return .float(bytes[start] == UInt8(ascii: "-") ? -.infinity : .infinity)
        case "nan": return .float(.nan)
        default: break
        }
        if bytes[first] == UInt8(ascii: "0"), first + 1 < end {
            let radix: Int? =
                switch bytes[first + 1] {
                case UInt8(ascii: "x"): 16
                case UInt8(ascii: "o"): 8
                case UInt8(ascii: "b"): 2
                default: nil
                }
            if let radix {
                guard !hasSign else { throw fault("a number in base \(radix) cannot have a sign", hint: "write it in base 10", at: start) }
                return .integer(try parseInteger(start, digits: first + 2, end, radix: radix))
            }
        }
        return try parseDecimal(start, first, end)
    }

    /// A decimal integer or a float whose digits begin at `first`; nil when it is neither.
    private func parseDecimal(_ start: Int, _ first: Int, _ end: Int) throws(SyntaxFault) -> TOMLValue? {
        var offset = first
        guard scanDigits(&offset, end) else { return nil }
        let whole = offset
        if offset < end, bytes[offset] == UInt8(ascii: ".") {
            offset += 1
            guard scanDigits(&offset, end) else {
                if offset == end { throw fault("a float needs a digit after '.'", hint: Self.numberRemedy, at: start) }
                return nil
            }
        }
        if offset < end, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            offset += 1
            if offset < end, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") { offset += 1 }
            guard scanDigits(&offset, end) else { return nil }
        }
        guard offset == end else {
            if bytes[offset] == UInt8(ascii: "_") {
                throw fault("an underscore in a number needs a digit on either side", hint: Self.numberRemedy, at: start)
            }
            return nil
        }
        guard bytes[first] != UInt8(ascii: "0") || whole == first + 1 else {
            throw fault("a number must not begin with 0", hint: "put it in quotes if it is a text, for example a version", at: start)
        }
        if whole == end { return .integer(try parseInteger(start, digits: first, end, radix: 10)) }
        let digits = bytes[start..<end].filter { $0 != UInt8(ascii: "_") }
        return Double(String(decoding: digits, as: UTF8.self)).map(TOMLValue.float)
    }

    /// Skips decimal digits with single underscores between them; whether there is at least one digit.
    private func scanDigits(_ offset: inout Int, _ end: Int) -> Bool {
        let start = offset
        while offset < end {
            if Self.isDigit(bytes[offset]) {
                offset += 1
            } else if bytes[offset] == UInt8(ascii: "_"), offset > start, offset + 1 < end, Self.isDigit(bytes[offset + 1]) {
                offset += 2
            } else {
                break
            }
        }
        return offset > start
    }

    /// The integer with its sign at `start` and its digits from `digits` on.
    private func parseInteger(_ start: Int, digits: Int, _ end: Int, radix: Int) throws(SyntaxFault) -> Int64 {
        let isNegative = bytes[start] == UInt8(ascii: "-")
        var value: Int64 = 0
        var previous: UInt8?
        for byte in bytes[digits..<end] {
            defer { previous = byte }
            if byte == UInt8(ascii: "_"), previous != nil, previous != byte { continue }
            guard let digit = Self.hexValue(byte).map(Int64.init), digit < radix else {
                let message =
                    byte == UInt8(ascii: "_")
                    ? "an underscore in a number needs a digit on either side" : "'\(excerpt(start, end))' is not a number in base \(radix)"
                throw fault(message, hint: Self.numberRemedy, at: start)
            }
            let (product, overflow) = value.multipliedReportingOverflow(by: Int64(radix))
            let (sum, carry) = isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            guard !overflow && !carry else {
                throw fault("the number \(excerpt(start, end)) does not fit into 64 bits", hint: Self.numberRemedy, at: start)
            }
            value = sum
        }
        guard let previous, previous != UInt8(ascii: "_") else {
            let message = previous == nil ? "a digit is missing after '\(text(start, end))'" : "a number must not end in an underscore"
            throw fault(message, hint: Self.numberRemedy, at: start)
        }
        return value
    }

    /// Whether a byte is a decimal digit.
    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
