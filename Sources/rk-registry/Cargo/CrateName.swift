/// The name of a crate: as its author spells it, and as it is compared.
struct CrateName: Hashable, Sendable {
    /// As its author spells it.
    let text: String
    /// In lower case with `-` for `_`: two crates cannot differ by these alone. Safe as the name of a folder.
    let key: String

    /// Accepts what crates.io does: 64 characters at most, ASCII letters, digits, `-` and `_`, a letter in front.
    init?(_ text: some StringProtocol) {
        let isName = text.utf8.allSatisfy { byte in
            0x30...0x39 ~= byte || 0x41...0x5a ~= byte || 0x61...0x7a ~= byte || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
        guard isName, 1...64 ~= text.utf8.count, let first = text.utf8.first, first >= 0x41, first != UInt8(ascii: "_") else { return nil }
        self.text = String(text)
        key = text.lowercased().replacing("_", with: "-")
    }

    /// Where the crate's file is in an index, as cargo asks for it.
    var indexPath: String {
        let name = text.lowercased()
        switch name.count {
        case 1, 2: return "\(name.count)/\(name)"
        case 3: return "3/\(name.prefix(1))/\(name)"
        default: return "\(name.prefix(2))/\(name.dropFirst(2).prefix(2))/\(name)"
        }
    }

    /// The name of a version's archive.
    func file(_ version: String) -> String { "\(text)-\(version).crate" }
}
