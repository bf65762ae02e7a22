extension TOMLParser {
    /// A value without quotes or brackets: a boolean, a number, or a date.
    mutating func parseWord(after key: [KeyPart]) throws(SyntaxFault) -> TOMLValue {
        let start = position
        var end = start
        while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
        if end == start + 10, isDate(start), hasTime(behind: end) {
            end += 1
            while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
        }
        guard end > start else { throw missingValue(after: key) }
        position = end
        switch bytes[start] {
        case UInt8(ascii: "t") where text(start, end) == "true": return .boolean(true)
        case UInt8(ascii: "f") where text(start, end) == "false": return .boolean(false)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "i"), UInt8(ascii: "n"):
            if isDate(start) || isTime(start) {
                try checkDatetime(start, end)
                return .datetime(text(start, end))
            }
            if let number = try parseNumber(start, end) { return number }
        default:
            break
        }
        throw unknownWord(start, end, after: key)
    }

    /// Whether a byte can be part of a value without quotes; letters of other scripts can, so that messages show whole words.
    private static func isWord(_ byte: UInt8) -> Bool {
        isBareKey(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") || byte >= 0x80
    }

    /// Whether a date and a time of day are separated by the blank at `offset`.
    private func hasTime(behind offset: Int) -> Bool {
        offset + 3 < bytes.count && bytes[offset] == UInt8(ascii: " ") && isTime(offset + 1)
    }

    /// Whether the word that ends at `offset` is a key: whether '=' follows it.
    func isKey(before offset: Int) -> Bool {
        let rest = bytes[offset...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return rest.first == UInt8(ascii: "=")
    }

    /// The fault for a place where a value should begin.
    private func missingValue(after key: [KeyPart]) -> SyntaxFault {
        guard let first = key.first, let last = key.last else {
            return fault(
                "expected an element of the array, found \(describe(position))", hint: "put text in quotes; remove a comma too many")
        }
        let name = excerpt(first.span.start, last.span.end)
        switch next {
        case nil, UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "#"):
            return fault("the key '\(name)' has no value", hint: "an empty text is written \"\"")
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "="):
            return fault("expected a value for '\(name)', found \(describe(position))", hint: "an empty text is written \"\"")
        default:
            return fault("expected a value for '\(name)', found \(describe(position))", hint: "put text in quotes")
        }
    }

    /// The fault for a word that is no value.
    private func unknownWord(_ start: Int, _ end: Int, after key: [KeyPart]) -> SyntaxFault {
        if isSmartQuote(start) {
            return fault("\(describe(start)) is a typographic quotation mark", hint: "use straight quotes: \" or '", at: start)
        }
        let word = excerpt(start, end)
        if key.isEmpty && isKey(before: end) {
            return fault("expected an element of the array, found the key '\(word)'", hint: "close the array with ']' first", at: start)
        }
        let hint: String
        switch word {
        case "True", "TRUE", "False", "FALSE": hint = "write \(word.lowercased()) in lower case"
        case "yes", "on", "Yes", "On", "no", "off", "No", "Off": hint = "the booleans of TOML are true and false"
        case "null", "nil", "None", "none": hint = "TOML has no null; leave the key out"
        case "NaN", "+NaN", "-NaN", "Inf", "+Inf", "-Inf", "Infinity": hint = "write nan or inf in lower case"
        default: hint = "put text in quotes: \"\(word)\""
        }
        return fault("'\(word)' is not a value", hint: hint, at: start)
    }
}
