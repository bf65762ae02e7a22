extension JSON {
    /// The document form: keys sorted, two blanks of indentation, `/` not escaped, a newline at the end.
    public var documentBytes: [UInt8] {
        var printer = JSONPrinter(indented: true)
        printer.print(self, depth: 0)
        printer.bytes.append(UInt8(ascii: "\n"))
        return printer.bytes
    }

    /// One line without blanks and without a newline, as events and logs want it.
    public var line: String {
        var printer = JSONPrinter(indented: false)
        printer.print(self, depth: 0)
        return String(decoding: printer.bytes, as: UTF8.self)
    }
}

/// Writes JSON text.
private struct JSONPrinter {
    /// What was written so far.
    var bytes: [UInt8] = []
    /// Whether members stand on lines of their own.
    let indented: Bool

    /// A printer with nothing written.
    init(indented: Bool) {
        self.indented = indented
        bytes.reserveCapacity(4096)
    }

    /// Writes a value that stands `depth` levels deep.
    mutating func print(_ value: JSON, depth: Int) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .number(let text): bytes += text.utf8
        case .string(let text): print(text)
        case .array(let elements):
            print(elements, between: ("[", "]"), depth: depth) { printer, element in printer.print(element, depth: depth + 1) }
        case .object(let object):
            print(object.members, between: ("{", "}"), depth: depth) { printer, member in
                printer.print(member.key)
                printer.bytes += (printer.indented ? ": " : ":").utf8
                printer.print(member.value, depth: depth + 1)
            }
        }
    }

    /// Writes a list between brackets.
    private mutating func print<Element>(
        _ elements: [Element], between brackets: (Unicode.Scalar, Unicode.Scalar), depth: Int,
        each: (inout JSONPrinter, Element) -> Void
    ) {
        bytes.append(UInt8(ascii: brackets.0))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            breakLine(depth: depth + 1)
            each(&self, element)
        }
        if !elements.isEmpty { breakLine(depth: depth) }
        bytes.append(UInt8(ascii: brackets.1))
    }

    /// Begins a line, in the indented form.
    private mutating func breakLine(depth: Int) {
        guard indented else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
    }

    /// Writes a string with the escapes that RFC 8259 section 7 demands, and for what a terminal would obey or not show; nearly all strings
    /// need none.
    private mutating func print(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        let isPlain = text.withUTF8 { units in
            if units.contains(where: { $0 >= 0x7F }) { return false }
            if units.contains(where: Self.needsEscape) {
                for byte in units { print(escaped: byte) }
            } else {
                bytes.append(contentsOf: units)
            }
            return true
        }
        if !isPlain {
            for scalar in text.unicodeScalars {
                if scalar.value >= 0x7F, scalar.isInvisible {
                    for unit in String(scalar).utf16 { print(unit: unit) }
                } else {
                    for byte in String(scalar).utf8 { print(escaped: byte) }
                }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Whether a byte may not stand in a string as it is.
    private static func needsEscape(_ byte: UInt8) -> Bool { byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }

    /// Writes a byte of a string.
    private mutating func print(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
        case 0x0A: bytes += #"\n"#.utf8
        case 0x0D: bytes += #"\r"#.utf8
        case 0x09: bytes += #"\t"#.utf8
        case 0..<0x20: print(unit: UInt16(byte))
        default: bytes.append(byte)
        }
    }

    /// Writes a code unit of UTF-16 by its number.
    private mutating func print(unit: UInt16) {
        let digits = Array("0123456789abcdef".utf8)
        bytes += #"\u"#.utf8
        for shift in [12, 8, 4, 0] { bytes.append(digits[Int(unit >> UInt16(shift)) & 15]) }
    }
}
