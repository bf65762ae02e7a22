/// The name of an npm package, with its scope if it has one.
struct NpmName: Hashable, Sendable {
    /// `ui` or `@acme/ui`; safe as the name of a folder, or of one in another.
    let text: String

    /// Accepts what npm lets a new package be called: 214 characters at most, lower case, safe in addresses, no dot or underscore in front.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let last = parts.last, text.utf8.count <= 214, Self.isWord(last), !Self.reserved.contains(String(last)) else { return nil }
        switch parts.count {
        case 1: break
        case 2:
            guard parts[0].first == "@", Self.isWord(parts[0].dropFirst()) else { return nil }
        default: return nil
        }
        self.text = String(text)
    }

    /// Names that are paths of their own.
    private static let reserved: Set<String> = ["node_modules", "favicon.ico", "-"]

    /// The name without its scope.
    var bare: Substring { text.split(separator: "/").last ?? "" }

    /// The name of a version's tarball.
    func file(_ version: String) -> String { "\(bare)-\(version).tgz" }

    /// Whether a part of a name has only characters that it may have.
    private static func isWord(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "_") else { return false }
        return text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x7a ~= $0 || "-._~".utf8.contains($0) }
    }
}
