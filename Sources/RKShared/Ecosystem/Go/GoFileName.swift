/// The names that files of a module may have (golang.org/x/mod/module, CheckFilePath).
public enum GoFileName {
    /// What the ASCII characters beside letters and digits may be.
    private static let marks = Set("!#$%&()+,-.=@[]^_{}~ ".unicodeScalars)
    /// Names of devices on Windows, whatever their extension.
    private static let devices: Set<String> = {
        let numbered = (1...9).flatMap { ["com\($0)", "lpt\($0)"] }
        return Set(["con", "prn", "aux", "nul"] + numbered)
    }()

    /// Whether a relative path with slashes is one that every system can have.
    public static func isValid(_ path: String) -> Bool {
        path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            guard let last = part.unicodeScalars.last, last != ".", part.utf8.count <= 255 else { return false }
            let stem = part.prefix { $0 != "." }
            return part.unicodeScalars.allSatisfy(isAllowed) && !devices.contains(stem.lowercased())
        }
    }

    /// Whether a character may stand in a name.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else {
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
            default: return false
            }
        }
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": return true
        default: return marks.contains(scalar)
        }
    }
}
