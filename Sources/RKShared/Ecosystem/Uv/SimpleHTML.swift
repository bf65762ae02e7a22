/// Reads the links of a Simple API page in HTML (PEP 503); takes anything, in time that grows with its length.
struct SimpleHTML {
    /// The page.
    private let bytes: [UInt8]
    /// The next byte to read.
    private var position = 0

    /// The files of all links, with the SHA-256 of their fragment.
    static func files(in body: [UInt8]) -> [PyPI.File] {
        var page = SimpleHTML(bytes: body)
        var files: [PyPI.File] = []
        while let link = page.nextLink() {
            if let file = file(link) { files.append(file) }
        }
        return files
    }

    /// A page from its beginning.
    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// The `href` of the next `a` element; nil behind the last one.
    private mutating func nextLink() -> String? {
        while let start = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
            position = start + 1
            if bytes[position...].starts(with: "!--".utf8) {
                skipComment()
                continue
            }
            guard word() == "a", let href = attributes()["href"] else { continue }
            return href
        }
        return nil
    }

    /// Goes behind a comment; one without an end lasts to the end of the page.
    private mutating func skipComment() {
        position += 3
        while position < bytes.count, !bytes[position...].starts(with: "-->".utf8) { position += 1 }
    }

    /// The attributes of the tag that begins here, names in lower case, entities decoded; a name that stands twice counts first.
    private mutating func attributes() -> [String: String] {
        var attributes: [String: String] = [:]
        while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
            let name = word()
            guard !name.isEmpty else {
                position += 1
                continue
            }
            skipSpace()
            let value: String
            if position < bytes.count, bytes[position] == UInt8(ascii: "=") {
                position += 1
                skipSpace()
                value = self.value()
            } else {
                value = ""
            }
            if attributes[name] == nil { attributes[name] = Entities.decoded(value) }
        }
        return attributes
    }

    /// The value that begins here, in quotes of either kind or in none.
    private mutating func value() -> String {
        guard position < bytes.count else { return "" }
        let quote = bytes[position]
        let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        let start = isQuoted ? position + 1 : position
        let end = bytes[start...].firstIndex { isQuoted ? $0 == quote : Self.isSpace($0) || $0 == UInt8(ascii: ">") } ?? bytes.count
        position = isQuoted ? min(end + 1, bytes.count) : end
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// The name of an element or attribute that begins here, in lower case; empty when there is none.
    private mutating func word() -> String {
        let start = position
        while position < bytes.count, !Self.isSpace(bytes[position]), !"<>=/\"'".utf8.contains(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
    }

    /// Goes behind white space.
    private mutating func skipSpace() {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    }

    /// Whether a byte is HTML's white space.
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// The file that a link leads to; nil when it leads to none.
    private static func file(_ href: String) -> PyPI.File? {
        let parts = href.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = parts.first?.prefix(while: { $0 != "?" }),
            let name = path.split(separator: "/", omittingEmptySubsequences: false).last,
            !name.isEmpty
        else { return nil }
        let fragment = parts.count > 1 ? parts[1].split(separator: "&") : []
        let digest = fragment.first { $0.hasPrefix("sha256=") }?.dropFirst(7).lowercased() ?? ""
        return PyPI.File(name: PercentText.decoded(name), sha256: digest)
    }
}

/// The character references of HTML that addresses may hold.
private enum Entities {
    /// The named ones.
    private static let named: [Substring: String] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]

    /// The text with its references as characters; what is none stays.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            rest = rest[start...]
            let name = rest.dropFirst().prefix { $0 != ";" && $0 != "&" }
            if name.endIndex < rest.endIndex, rest[name.endIndex] == ";", name.utf8.count <= 10, let character = character(name) {
                result += character
                rest = rest[rest.index(after: name.endIndex)...]
            } else {
                result += "&"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    /// The character of a reference without `&` and `;`.
    private static func character(_ name: Substring) -> String? {
        if let text = named[name] { return text }
        guard name.first == "#" else { return nil }
        let isHexadecimal = name.dropFirst().first == "x" || name.dropFirst().first == "X"
        let number = isHexadecimal ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
        return number.flatMap { Unicode.Scalar($0) }.map { String(Character($0)) }
    }
}
