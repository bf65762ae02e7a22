/// The string literals of a Swift source: what the tests feed to a parser is worth being damaged too.
struct SwiftLiterals {
    /// The source.
    private let bytes: [UInt8]
    /// The next byte to read.
    private var position = 0

    /// A source from its beginning.
    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The texts of all literals that are longer than a word.
    static func all(in source: [UInt8]) -> [[UInt8]] {
        var reader = SwiftLiterals(source)
        var result: [[UInt8]] = []
        while let literal = reader.next() { if literal.count > 3 { result.append(literal) } }
        return result
    }

    /// The next literal.
    private mutating func next() -> [UInt8]? {
        while position < bytes.count {
            if starts(with: "//") {
                position = bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
            } else if bytes[position] == UInt8(ascii: "#"), let hashes = hashesBeforeQuote() {
                position += hashes
                return literal(hashes: hashes)
            } else if bytes[position] == UInt8(ascii: "\"") {
                return literal(hashes: 0)
            } else {
                position += 1
            }
        }
        return nil
    }

    /// How many `#` stand here in front of a quote.
    private func hashesBeforeQuote() -> Int? {
        let count = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
        return position + count < bytes.count && bytes[position + count] == UInt8(ascii: "\"") ? count : nil
    }

    /// A literal whose first quote is here.
    private mutating func literal(hashes: Int) -> [UInt8] {
        let mark = String(repeating: "#", count: hashes)
        let quote = starts(with: "\"\"\"") ? "\"\"\"" : "\""
        position += quote.utf8.count
        var text: [UInt8] = []
        while position < bytes.count, !starts(with: quote + mark), quote.utf8.count > 1 || bytes[position] != 0x0A {
            if starts(with: "\\" + mark), position + 1 + hashes < bytes.count {
                position += 1 + hashes
                text += escape()
            } else {
                text.append(bytes[position])
                position += 1
            }
        }
        position = min(position + quote.utf8.count + hashes, bytes.count)
        return quote.utf8.count > 1 ? Self.unindented(text) : text
    }

    /// What an escape stands for, of which the backslash is read; an interpolation becomes a word.
    private mutating func escape() -> [UInt8] {
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "0"): return [0]
        case UInt8(ascii: "("):
            var depth = 1
            while position < bytes.count, depth > 0 {
                if bytes[position] == UInt8(ascii: "(") { depth += 1 }
                if bytes[position] == UInt8(ascii: ")") { depth -= 1 }
                position += 1
            }
            return Array("x".utf8)
        case UInt8(ascii: "u"):
            let digits = bytes[position...].dropFirst().prefix { $0 != UInt8(ascii: "}") }
            position = min(position + digits.count + 2, bytes.count)
            let scalar = UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
            return Array(String(scalar.map(Character.init) ?? "?").utf8)
        default: return [byte]
        }
    }

    /// The lines of a literal of several without what stands in front of its last quotes.
    private static func unindented(_ text: [UInt8]) -> [UInt8] {
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        let depth = lines.last?.count ?? 0
        return Array(
            lines.dropFirst().dropLast().map { $0.dropFirst(min(depth, $0.prefix { $0 == 0x20 }.count)) }.joined(separator: [0x0A]))
    }

    /// Whether the rest begins with a text.
    private func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }
}
