/// An id as the name of a target of make or ninja.
///
/// Most characters stay, some are escaped in the tool's own way. What has no escape there becomes `^` and two hexadecimal digits, `^`
/// itself too: so no two ids share a name, and none equals a name that begins with `^` and goes on otherwise.
struct TargetName {
    /// What each special character is replaced with.
    let escapes: [Unicode.Scalar: String]
    /// Words that mean something else where a name begins with them.
    let reserved: Set<String>

    /// The escaped name of an id that is not empty.
    func escaped(_ id: String) -> String {
        let first = id.unicodeScalars.prefix { ("a"..."z").contains($0) }
        let isReserved = reserved.contains(String(first)) || id.hasPrefix(".") || id.hasPrefix("-")
        var name = ""
        let last = id.unicodeScalars.count - 1
        for (position, scalar) in id.unicodeScalars.enumerated() {
            if position == 0 && isReserved || position == last && scalar == " " {
                name += Self.code(scalar)
            } else if let escape = escapes[scalar] {
                name += escape
            } else if Self.isPlain(scalar) {
                name.unicodeScalars.append(scalar)
            } else {
                name += Self.code(scalar)
            }
        }
        return name
    }

    /// A character as `^` and two hexadecimal digits for each byte.
    private static func code(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf8.map { "^" + LineWord.hexadecimal($0) }.joined()
    }

    /// Whether a character means nothing to make, ninja and the shell.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "@", "+", ",": true
        default: !scalar.isASCII && !scalar.properties.isWhitespace
        }
    }
}
