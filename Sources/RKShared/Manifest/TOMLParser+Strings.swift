extension TOMLParser {
    /// A string of any of the four kinds, whose opening quote is the next byte; its value.
    mutating func parseString() throws(SyntaxFault) -> String {
        guard let quote = next else { return "" }
        return isTriple(quote) ? try parseMultilineString(quote) : try parseLineString(quote)
    }

    /// A `"basic"` or `'literal'` string.
    private mutating func parseLineString(_ quote: UInt8) throws(SyntaxFault) -> String {
        let start = position
        position += 1
        var run = position
        var value = ""
        while true {
            guard let byte = next, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") || peek(1) != UInt8(ascii: "\n") else {
                throw unclosedString(start)
            }
            if byte == quote {
                let end = position
                position += 1
                return value.isEmpty ? text(run, end) : value + text(run, end)
            }
            if byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") && peek(1) != nil {
                value += text(run, position)
                value.unicodeScalars.append(try parseEscape())
                run = position
                continue
            }
            try checkCharacter(byte)
            position += 1
        }
    }

    /// The fault for a string on one line whose closing quote has not come before the next byte.
    private func unclosedString(_ start: Int) -> SyntaxFault {
        let mark = text(start, start + 1)
        let last = position > start + 1 ? (start + 1..<position).last { bytes[$0] & 0xC0 != 0x80 } : nil
        let hint =
            last.map(isSmartQuote) == true
            ? "a typographic quotation mark does not close it; use \(mark)"
            : "add the missing \(mark), or use \(mark)\(mark)\(mark) for a text of several lines"
        return fault("the string is not closed on its line", hint: hint, at: start)
    }

    /// A string between three quotes on each side.
    private mutating func parseMultilineString(_ quote: UInt8) throws(SyntaxFault) -> String {
        let start = position
        position += 3
        try skipLineEnd()
        var run = position
        var value = ""
        while let byte = next {
            if byte == quote && isTriple(quote) {
                // Up to two quotes in front of the closing three belong to the text.
                var extra = 0
                while extra < 2 && peek(3 + extra) == quote { extra += 1 }
                value += text(run, position + extra)
                position += 3 + extra
                return value
            }
            if byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") && peek(1) != nil {
                value += text(run, position)
                if try !skipFoldedLines() { value.unicodeScalars.append(try parseEscape()) }
                run = position
                continue
            }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                try skipLineEnd()
                continue
            }
            try checkCharacter(byte)
            position += 1
        }
        let mark = text(start, start + 3)
        throw fault("the multi-line string is never closed", hint: "add the missing \(mark)", at: start)
    }

    /// Skips a backslash at a line's end with all white space up to the next character; does nothing at any other backslash.
    private mutating func skipFoldedLines() throws(SyntaxFault) -> Bool {
        let start = position
        position += 1
        skipBlanks()
        guard next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r") else {
            position = start
            return false
        }
        while next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r") {
            try skipLineEnd()
            skipBlanks()
        }
        return true
    }

    /// Throws at a control character, which strings hold only as an escape.
    private func checkCharacter(_ byte: UInt8) throws(SyntaxFault) {
        guard Self.isForbiddenControl(byte) else { return }
        let digits = String(byte, radix: 16, uppercase: true)
        throw fault(
            "a string must not contain \(describe(position))",
            hint: "in double quotes it is written \\u\(String(repeating: "0", count: 4 - digits.count))\(digits)")
    }

    /// The character that an escape sequence stands for.
    private mutating func parseEscape() throws(SyntaxFault) -> Unicode.Scalar {
        let start = position
        position += 2
        switch start + 1 < bytes.count ? bytes[start + 1] : 0 {
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "u"): return try parseCodePoint(digits: 4, start)
        case UInt8(ascii: "U"): return try parseCodePoint(digits: 8, start)
        default:
            throw fault(
                "a backslash cannot stand before \(describe(start + 1))",
                hint: "write \\\\ for a backslash, or put the text in single quotes, which know no escapes", at: start)
        }
    }

    /// The character of a `\u` or `\U` escape that begins at `start`.
    private mutating func parseCodePoint(digits: Int, _ start: Int) throws(SyntaxFault) -> Unicode.Scalar {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = next.flatMap(Self.hexValue) else {
                throw fault(
                    "the escape needs \(digits) hexadecimal digits, found \(describe(position))",
                    hint: "write \\\\ for a backslash, or put the text in single quotes, which know no escapes", at: start)
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        guard let scalar = Unicode.Scalar(value) else {
            throw fault(
                "\(text(start, position)) is not a Unicode scalar value",
                hint: "write a character outside the basic plane as \\U and eight digits", at: start)
        }
        return scalar
    }

    /// The value of a hexadecimal digit.
    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
