/// What a path of the registry asks for; a scope is part of a name whether its slash is written as `/` or as `%2f`.
enum NpmRequest: Hashable, Sendable {
    /// `/-/ping`.
    case ping
    /// `/-/whoami`.
    case whoami
    /// `/-/v1/search`.
    case search
    /// The list of known flaws, which is empty here.
    case advisories
    /// `/-/package/NAME/dist-tags`.
    case tags(NpmName)
    /// `/-/package/NAME/dist-tags/TAG`.
    case tag(NpmName, String)
    /// `/-/npm/v1/attestations/NAME@VERSION`.
    case attestations(NpmName, String)
    /// `/NAME`.
    case package(NpmName)
    /// `/NAME/-rev/REVISION`.
    case revision(NpmName, String)
    /// `/NAME/VERSION`, with a version or a tag.
    case version(NpmName, String)
    /// `/NAME/-/FILE`.
    case tarball(NpmName, String)
    /// `/NAME/-/FILE/-rev/REVISION`.
    case tarballRevision(NpmName, String)

    /// Reads a path below the registry's own, its `%XX` resolved; nil for one that means nothing.
    init?(_ path: String) {
        var words = path.split(separator: "/").map(String.init)[...]
        if words.first == "-" {
            self.init(special: words.dropFirst())
            return
        }
        guard let name = Self.name(&words) else { return nil }
        switch (words.count, words.first, words.last ?? "") {
        case (0, _, _): self = .package(name)
        case (2, "-rev", let revision): self = .revision(name, revision)
        case (2, "-", let file): self = .tarball(name, file)
        case (4, "-", _):
            guard words.dropFirst(2).first == "-rev" else { return nil }
            self = .tarballRevision(name, words[words.startIndex + 1])
        case (1, _, let version): self = .version(name, version)
        default: return nil
        }
    }

    /// Reads what stands behind `/-`.
    private init?(special words: ArraySlice<String>) {
        switch Array(words) {
        case ["ping"]: self = .ping
        case ["whoami"]: self = .whoami
        case ["v1", "search"]: self = .search
        case ["npm", "v1", "security", "advisories", "bulk"], ["npm", "v1", "security", "audits", "quick"]: self = .advisories
        default:
            if words.starts(with: ["npm", "v1", "attestations"]) {
                let text = words.dropFirst(3).joined(separator: "/")
                guard let at = text.lastIndex(of: "@"), let name = NpmName(text[..<at]) else { return nil }
                self = .attestations(name, String(text[text.index(after: at)...]))
                return
            }
            var rest = words.dropFirst()
            guard words.first == "package", let name = Self.name(&rest), rest.popFirst() == "dist-tags", rest.count <= 1 else { return nil }
            self = rest.first.map { .tag(name, $0) } ?? .tags(name)
        }
    }

    /// Takes the name at the front of the words.
    private static func name(_ words: inout ArraySlice<String>) -> NpmName? {
        guard let first = words.popFirst() else { return nil }
        guard first.hasPrefix("@") else { return NpmName(first) }
        return words.popFirst().flatMap { NpmName("\(first)/\($0)") }
    }
}
