extension XMLReader {
    /// What to do about markup that is none.
    static let markRemedy = "write &lt; for the character `<` itself; a tag is <name attribute=\"value\">"
    /// What to do about an attribute that is none.
    static let attributeForm = "write attribute=\"value\""
    /// What to do about an XML declaration that is none.
    static let declaration = "write <?xml version=\"1.0\"?>"

    /// A fault at an offset, by default at the next byte.
    func fault(_ message: String, hint: String, at offset: Int? = nil) -> SyntaxFault {
        var fault = SyntaxFault(message, hint: hint, at: offset ?? position, in: bytes)
        fault.column = TextEncoding.position(of: offset ?? position, in: bytes).column
        return fault
    }

    /// A text as a message can show it: not longer than 40 characters.
    static func excerpt(_ text: String) -> String { text.count > 40 ? text.prefix(39) + "…" : text }

    /// What stands at an offset, in words.
    func describe(_ offset: Int) -> String {
        guard offset < bytes.count else { return "the end of the file" }
        guard let scalar = decoded(offset, min(offset + 4, bytes.count)).unicodeScalars.first else { return "nothing" }
        if scalar == "\n" || scalar == "\r" { return "the end of the line" }
        if scalar.value < 0x20 || (0x7F...0xA0).contains(scalar.value) || scalar.value >= 0xFFFE {
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "character U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
        return "'\(scalar)'"
    }
}
