/// What the value of a dependency in a package.json asks for.
enum NodeSpecifier: Hashable {
    /// `workspace:` of pnpm and yarn: a member by its name, which an alias may give (`workspace:foo@^1`), with a range or `*`, `^`, `~`, nothing.
    case workspace(alias: String?, range: String)
    /// `workspace:` with the path of a member.
    case workspacePath(String)
    /// `link:`, `file:`, `portal:` or a bare path: a folder, relative to the package.
    case path(String, protocol: String)
    /// `catalog:` of pnpm and yarn, with the name of a catalog or nothing.
    case catalog(String)
    /// `npm:name@range`.
    case alias(name: String, range: String)
    /// A range of versions.
    case range(String)
    /// A dist-tag, as in `latest`.
    case tag(String)
    /// Anything else: git, an address, a tarball.
    case other(String)

    /// Reads the value of a dependency, as npm's package-arg, pnpm and yarn tell them apart.
    init(_ text: String) {
        let text = text.trimmed
        if let rest = text.rest(behind: "workspace:") {
            self = Self.workspace(rest)
        } else if let scheme = ["link:", "file:", "portal:"].first(where: { text.hasPrefix($0) }) {
            let path = String(text.dropFirst(scheme.count))
            self =
                path.hasSuffix(".tgz") || path.hasSuffix(".tar.gz") || path.hasSuffix(".tar")
                ? .other("file") : .path(Self.withoutSlashes(path, scheme), protocol: String(scheme.dropLast()))
        } else if let rest = text.rest(behind: "catalog:") {
            self = .catalog(rest.isEmpty ? "default" : rest)
        } else if let rest = text.rest(behind: "npm:") {
            let (name, range) = Self.named(rest)
            self = name.map { .alias(name: $0, range: range) } ?? (NpmRange(range) == nil ? .tag(range) : .range(range))
        } else if text.hasPrefix("./") || text.hasPrefix("../") || text.hasPrefix("~/") || text.hasPrefix("/") || text == "."
            || text == ".."
        {
            self = .path(text, protocol: "file")
        } else if NpmRange(text) != nil {
            self = .range(text)
        } else if text.utf8.allSatisfy({ $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: " ") }) {
            self = .tag(text)
        } else {
            self = .other(Self.schemeName(of: text))
        }
    }

    /// Whether a value can mean another package than the registry's of that name: it has a protocol, or is a path.
    static func mayLeadElsewhere(_ text: String) -> Bool {
        text.utf8.contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }
            || text.utf8.allSatisfy { $0 == UInt8(ascii: ".") || $0 <= UInt8(ascii: " ") }
    }

    /// What stands behind `workspace:`.
    private static func workspace(_ text: String) -> NodeSpecifier {
        if text.hasPrefix("./") || text.hasPrefix("../") || text == "." || text == ".." { return .workspacePath(text) }
        if let at = text.dropFirst().firstIndex(of: "@") {
            return .workspace(alias: String(text[..<at]), range: String(text[text.index(after: at)...]))
        }
        let isRange = ["", "*", "^", "~"].contains(text) || NpmRange(text) != nil
        return isRange ? .workspace(alias: nil, range: text) : .workspacePath(text)
    }

    /// The name and the range of `name@range` or `@scope/name@range`; no name for a range alone.
    private static func named(_ text: String) -> (name: String?, range: String) {
        if let at = text.dropFirst().firstIndex(of: "@") {
            return (String(text[..<at]), String(text[text.index(after: at)...]))
        }
        return text.hasPrefix("@") || text.first.map { $0.isLetter } == true && NpmRange(text) == nil ? (text, "") : (nil, text)
    }

    /// A path without the slashes of `file://`.
    private static func withoutSlashes(_ path: String, _ scheme: String) -> String {
        scheme == "file:" && path.hasPrefix("///") ? "/" + path.drop { $0 == "/" } : path
    }

    /// The word that names an address's kind in messages.
    private static func schemeName(of text: String) -> String {
        guard let colon = text.firstIndex(of: ":") else { return "git" }
        let scheme = text[..<colon]
        return scheme.count <= 12 && scheme.allSatisfy { $0.isLetter || $0 == "+" } ? String(scheme) : "address"
    }
}

extension String {
    /// What stands behind a prefix; nil without it.
    func rest(behind prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
