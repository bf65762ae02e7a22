extension Unicode.Scalar {
    /// Whether a terminal takes it for a command, for another order of letters, or for nothing to see: controls, marks of direction, ends of
    /// lines and paragraphs, invisible signs. The two joiners are parts of letters.
    public var isInvisible: Bool {
        guard value >= 0x7F else { return value < 0x20 }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return true
        case .format: return value != 0x200C && value != 0x200D
        default: return false
        }
    }
}

extension StringProtocol {
    /// The text with U+FFFD for everything that could rewrite the screen, or show another text than is there.
    public var visible: String {
        guard utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return String(self) }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0.isInvisible ? "\u{FFFD}" : $0 }))
    }
}
