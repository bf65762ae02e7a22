extension XMLReader {
    /// Reads text up to the next `<`; blank text is passed over, unless it may stand between two pieces of one text.
    mutating func readText() throws(SyntaxFault) {
        let start = position
        var isBlank = true
        while let byte = next, byte != UInt8(ascii: "<") {
            if byte == UInt8(ascii: "]"), comes("]]>") {
                throw fault("text must not contain `]]>`", hint: "write ]]&gt;")
            }
            if !Self.isBlank(byte) { isBlank = false }
            position += 1
        }
        let isBetween = open.last.map { !$0.pieces.isEmpty && $0.children.isEmpty } ?? false
        guard !isBlank || isBetween else { return }
        let text = try resolved(start, position)
        open[open.count - 1].pieces.append(XMLElement.Piece(text: text, span: Span(start: start, end: position), isSection: false))
    }

    /// Reads a CDATA section (section 2.7).
    mutating func readSection() throws(SyntaxFault) {
        guard !open.isEmpty else { throw fault("a CDATA section stands outside the root element", hint: "remove it") }
        let start = position + 9
        guard let end = find("]]>", from: start) else { throw fault("the CDATA section is never closed", hint: "close it with `]]>`") }
        let text = normalized(decoded(start, end))
        open[open.count - 1].pieces.append(XMLElement.Piece(text: text, span: Span(start: start, end: end), isSection: true))
        position = end + 3
    }

    /// The characters of a range of bytes.
    func decoded(_ start: Int, _ end: Int) -> String {
        switch encoding {
        case .utf8: return String(decoding: bytes[start..<end], as: UTF8.self)
        case .latin1:
            var text = String.UnicodeScalarView()
            text.append(contentsOf: bytes[start..<end].map { Unicode.Scalar($0) })
            return String(text)
        }
    }

    /// A text with line feeds for its line ends (section 2.11).
    private func normalized(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        var result: [UInt8] = []
        var isBehindReturn = false
        for byte in text.utf8 {
            if byte == 0x0D || (byte == 0x0A && !isBehindReturn) {
                result.append(0x0A)
            } else if byte != 0x0A {
                result.append(byte)
            }
            isBehindReturn = byte == 0x0D
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The text of a range of bytes with its references resolved (section 4.1).
    func resolved(_ start: Int, _ end: Int) throws(SyntaxFault) -> String {
        guard bytes[start..<end].contains(UInt8(ascii: "&")) else { return normalized(decoded(start, end)) }
        var result = ""
        var offset = start
        while offset < end {
            let ampersand = bytes[offset..<end].firstIndex(of: UInt8(ascii: "&")) ?? end
            result += normalized(decoded(offset, ampersand))
            guard ampersand < end else { break }
            let limit = min(end, ampersand + 64)
            guard let semicolon = bytes[ampersand..<limit].firstIndex(of: UInt8(ascii: ";")) else {
                throw fault("`&` begins a reference that never ends", hint: "write &amp; for the character itself", at: ampersand)
            }
            result.unicodeScalars.append(try character(ampersand + 1, semicolon))
            offset = semicolon + 1
        }
        return result
    }

    /// The character that a reference between `&` and `;` means.
    private func character(_ start: Int, _ end: Int) throws(SyntaxFault) -> Unicode.Scalar {
        let name = decoded(start, end)
        if name.hasPrefix("#") {
            let isHexadecimal = name.hasPrefix("#x")
            let digits = name.dropFirst(isHexadecimal ? 2 : 1)
            let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }
            guard isNumber, let value = UInt32(digits, radix: isHexadecimal ? 16 : 10), let scalar = Unicode.Scalar(value),
                Self.isCharacter(scalar)
            else {
                throw fault("`&\(Self.excerpt(name));` is no character that XML allows", hint: "remove it", at: start - 1)
            }
            return scalar
        }
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        if declared.contains(name) {
            throw fault(
                "the entity `\(Self.excerpt(name))` is declared in the document type; entities of one's own are not expanded",
                hint: "write its text in its place", at: start - 1)
        }
        if knowsHTMLNames, let scalar = HTMLNames.scalar(name) { return scalar }
        throw fault(
            "`&\(Self.excerpt(name));` is no entity of XML", hint: "write &amp; for the character `&` itself, or a number as in &#233;",
            at: start - 1)
    }

    /// Whether XML 1.0 allows a character (section 2.2).
    static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// Throws at the first byte that stands for no character that XML allows.
    func checkCharacters() throws(SyntaxFault) {
        if encoding == .utf8 {
            let parser = TOMLParser(bytes)
            try parser.checkEncoding()
        }
        for (offset, byte) in bytes.enumerated() {
            let isForbidden = byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
            let isNoncharacter =
                byte == 0xEF && encoding == .utf8 && offset + 2 < bytes.count && bytes[offset + 1] == 0xBF && bytes[offset + 2] >= 0xBE
            guard !isForbidden, !isNoncharacter else {
                throw fault("XML allows no \(describe(offset))", hint: "remove it; is this a text file?", at: offset)
            }
        }
    }
}
