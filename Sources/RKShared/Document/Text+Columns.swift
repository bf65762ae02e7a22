extension String {
    /// How many columns of a terminal the text takes: East Asian letters and pictures two, combining marks none.
    public var columns: Int { unicodeScalars.reduce(0) { $0 + Self.columns(of: $1) } }

    /// The text filled up with blanks to some columns.
    public func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - columns)) }

    /// The text in at most `width` columns; its middle gives way to `…`.
    public func shortened(to width: Int) -> String {
        guard columns > width else { return self }
        let front = Self.prefix(unicodeScalars, columns: width / 2)
        let back = Self.prefix(unicodeScalars.reversed(), columns: width - width / 2 - 1)
        var result = String(String.UnicodeScalarView(front))
        result += "…"
        result.unicodeScalars.append(contentsOf: back.reversed())
        return result
    }

    /// The first characters that fit into some columns.
    private static func prefix(_ scalars: some Sequence<Unicode.Scalar>, columns limit: Int) -> [Unicode.Scalar] {
        var used = 0
        return Array(
            scalars.prefix { scalar in
                used += columns(of: scalar)
                return used <= limit
            })
    }

    /// The columns of one character.
    private static func columns(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20..<0x7F: return 1
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0x1F300...0x1FAFF,
            0x20000...0x3FFFD:
            return 2
        default:
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format: return 0
            default: return 1
            }
        }
    }
}
