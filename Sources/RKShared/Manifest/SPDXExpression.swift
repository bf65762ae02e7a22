/// An expression of licences, as manifests state them (SPDX 3.0, annex B).
public struct SPDXExpression: Sendable, Hashable {
    /// The longest text that is read, in bytes.
    private static let maximumText = 1024

    /// The expression with its identifiers spelled as the list has them, and operators in capitals.
    public let canonical: String

    /// Reads an expression; nil for a text that is none. Identifiers and operators are taken in any case.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.maximumText else { return nil }
        var words: [String] = []
        var depth = 0
        var awaitsLicense = true
        for word in Self.words(of: text) {
            switch word.lowercased() {
            case "(":
                guard awaitsLicense else { return nil }
                depth += 1
                words.append(word)
            case ")":
                guard !awaitsLicense, depth > 0 else { return nil }
                depth -= 1
                words.append(word)
            case "and", "or":
                guard !awaitsLicense else { return nil }
                awaitsLicense = true
                words.append(word.uppercased())
            case "with":
                guard !awaitsLicense, let last = words.last, last != ")", words.dropLast().last != "WITH" else { return nil }
                words.append("WITH")
                awaitsLicense = true
            default:
                guard awaitsLicense else { return nil }
                let found = words.last == "WITH" ? SPDXList.exception(word) : Self.license(word)
                guard let found else { return nil }
                words.append(found)
                awaitsLicense = false
            }
        }
        guard !awaitsLicense, depth == 0 else { return nil }
        canonical = words.joined(separator: " ").replacing("( ", with: "(").replacing(" )", with: ")")
    }

    /// A licence by its identifier, with or without `+`, or of one's own.
    private static func license(_ word: String) -> String? {
        if let own = ["LicenseRef-", "DocumentRef-"].first(where: { word.lowercased().hasPrefix($0.lowercased()) }) {
            let rest = word.dropFirst(own.count)
            let isName = !rest.isEmpty && rest.utf8.allSatisfy(isNameByte)
            return isName ? own + rest : nil
        }
        if let found = SPDXList.license(word) { return found }
        return word.hasSuffix("+") ? SPDXList.license(String(word.dropLast())).map { "\($0)+" } : nil
    }

    /// Whether a byte can stand in a name of one's own.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"): true
        default: false
        }
    }

    /// The words of a text; parentheses stand alone.
    private static func words(of text: String) -> [String] {
        text.replacing("(", with: " ( ").replacing(")", with: " ) ").split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// The identifier that people mean by a usual name of a licence; nil for one that may mean several.
    public static func identifier(ofName name: String) -> String? {
        let words = name.lowercased().replacing(",", with: " ").split { !$0.isLetter && !$0.isNumber && $0 != "." }
            .filter { !["the", "license", "licence", "version", "software"].contains($0) }
        return names[words.joined(separator: " ")]
    }

    /// The usual names, without the words that add nothing.
    private static let names = [
        "mit": "MIT", "expat": "MIT", "apache 2.0": "Apache-2.0", "apache 2": "Apache-2.0", "apache v2": "Apache-2.0",
        "apache v2.0": "Apache-2.0", "apache2": "Apache-2.0", "apache2.0": "Apache-2.0", "asl 2.0": "Apache-2.0",
        "bsd 3 clause": "BSD-3-Clause", "3 clause bsd": "BSD-3-Clause", "bsd3": "BSD-3-Clause", "new bsd": "BSD-3-Clause",
        "bsd 2 clause": "BSD-2-Clause", "2 clause bsd": "BSD-2-Clause", "simplified bsd": "BSD-2-Clause", "isc": "ISC",
        "mozilla public 2.0": "MPL-2.0", "mpl 2": "MPL-2.0", "mpl2": "MPL-2.0", "unlicense": "Unlicense", "cc0": "CC0-1.0",
    ]
}
