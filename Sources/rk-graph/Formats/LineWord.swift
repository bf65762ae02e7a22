import RKShared

/// Text as one word of a line that programs split at blanks: blanks, `%` and what nobody could see become `%` and two hexadecimal digits for
/// each byte.
enum LineWord {
    /// The word; different texts give different words.
    static func encoded(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: needsCode) else { return text }
        var word = ""
        for scalar in text.unicodeScalars {
            guard needsCode(scalar) else {
                word.unicodeScalars.append(scalar)
                continue
            }
            for byte in String(scalar).utf8 { word += "%" + hexadecimal(byte) }
        }
        return word
    }

    /// A byte as two capital hexadecimal digits.
    static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }

    /// Whether a character would end the word, begins a code, or changes what a reader sees of the line.
    private static func needsCode(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "%" || scalar.isInvisible || scalar.properties.isWhitespace
    }
}
