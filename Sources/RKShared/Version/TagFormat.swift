/// Why a tag template cannot be used.
public struct TagFormatFault: Error, Sendable, Hashable {
    /// One sentence, lower case, without a full stop.
    public var message: String
    /// What to do about it.
    public var hint: String?

    /// A fault and its remedy.
    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}

/// A compiled template of tag names such as `{name}-v{version}`.
///
/// A value that is empty, and a path of `.`, takes the slash behind it along: `{path}/v{version}` is `v1.0.0` at the root.
public struct TagFormat: Sendable, Hashable {
    /// What stands for a value in a template.
    enum Placeholder: String, Sendable, Hashable, CaseIterable {
        /// The package's name.
        case name
        /// The version in its scheme's normal form; exactly once.
        case version
        /// The workspace's label.
        case label
        /// The package's folder below the root.
        case path
        /// The name behind its last `/`, so without npm's scope.
        case unscoped
    }

    /// A stretch of a template.
    private enum Piece: Sendable, Hashable {
        /// Text that stays as it is.
        case literal(String)
        /// A value that is put in.
        case placeholder(Placeholder)
    }

    /// The template as written.
    public let template: String
    /// The template before and behind the version.
    private let before: [Piece], after: [Piece]

    /// Compiles a template; throws when it has not exactly one `{version}`, an unknown placeholder, or text that no tag may hold.
    public init(_ template: String) throws(TagFormatFault) {
        self.template = template
        let pieces = try Self.pieces(of: template)
        let version = Piece.placeholder(.version)
        guard let index = pieces.firstIndex(of: version) else {
            throw TagFormatFault("the tag format '\(template)' has no {version}", hint: "write it like {name}-v{version}")
        }
        before = Array(pieces[..<index])
        after = Array(pieces[(index + 1)...])
        if after.contains(version) {
            throw TagFormatFault("the tag format '\(template)' has more than one {version}", hint: "keep one of them")
        }
        if let problem = RefName.problem(in: tag(name: "name", label: "label", path: "path", version: "1.0.0")) {
            throw TagFormatFault("the tag format '\(template)' gives names that git refuses: \(problem)", hint: "change its fixed text")
        }
    }

    /// The format of fixed text and the version behind it; braces in the text are text.
    public init(prefix: String) {
        template = prefix + "{version}"
        before = prefix.isEmpty ? [] : [.literal(prefix)]
        after = []
    }

    /// Whether two packages can differ in their tags by their name or path.
    public var distinguishesPackages: Bool {
        (before + after).contains { $0 == .placeholder(.name) || $0 == .placeholder(.path) || $0 == .placeholder(.unscoped) }
    }

    /// The tag of a version, whose own `v` is left out behind that of a template. It may still be a name that git refuses, as the values are not known to be harmless: see `RefName`.
    public func tag(name: String, label: String, path: String, version: String) -> String {
        let (prefix, suffix) = prefixAndSuffix(name: name, label: label, path: path)
        let isMarked = prefix.hasSuffix("v") && version.hasPrefix("v")
        return prefix + (isMarked ? String(version.dropFirst()) : version) + suffix
    }

    /// What all tags of a package begin and end with; either may be empty.
    public func prefixAndSuffix(name: String, label: String, path: String) -> (prefix: String, suffix: String) {
        let spelled = Self.spelled(name)
        let unscoped = spelled.lastIndex(of: "/").map { String(spelled[spelled.index(after: $0)...]) } ?? spelled
        let values: [Placeholder: String] = [.name: spelled, .label: label, .path: path == "." ? "" : path, .unscoped: unscoped]
        return (Self.text(before, values), Self.text(after, values))
    }

    /// A name as tags hold it: git allows no colon, so that `:a:b` of Gradle is `a/b`.
    private static func spelled(_ name: String) -> String {
        name.contains(":") ? name.split(separator: ":").joined(separator: "/") : name
    }

    /// The version in a tag of this package, spelled as in the tag; nil when it is another package's tag or no tag of this format.
    ///
    /// Anchored at both ends and compared byte by byte. A version's own leading `v` is refused, as the format would hold it.
    public func version(in tag: String, name: String, label: String, path: String, scheme: VersionScheme) -> String? {
        let (prefix, suffix) = prefixAndSuffix(name: name, label: label, path: path)
        guard let text = Self.version(in: tag, prefix: prefix, suffix: suffix), scheme.isValid(text) else { return nil }
        return text
    }

    /// What stands between a package's prefix and suffix, where it may be a version: not empty, and beginning with a digit.
    ///
    /// For many tags of one package; whether the scheme accepts the text is left to the caller.
    public static func version(in tag: String, prefix: String, suffix: String) -> String? {
        let bytes = tag.utf8
        guard bytes.count > prefix.utf8.count + suffix.utf8.count, bytes.starts(with: prefix.utf8) else { return nil }
        guard bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) else { return nil }
        let text = bytes.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
        guard let first = text.first, (0x30...0x39).contains(first) else { return nil }
        return String(Substring(text))
    }

    /// The text of pieces with the values put in.
    private static func text(_ pieces: [Piece], _ values: [Placeholder: String]) -> String {
        var result = ""
        var dropsSlash = false
        for piece in pieces {
            switch piece {
            case .literal(let text):
                result += dropsSlash && text.hasPrefix("/") ? String(text.dropFirst()) : text
                dropsSlash = false
            case .placeholder(let placeholder):
                let value = values[placeholder] ?? ""
                result += value
                dropsSlash = value.isEmpty
            }
        }
        return result
    }

    /// Splits a template at its braces.
    private static func pieces(of template: String) throws(TagFormatFault) -> [Piece] {
        var pieces: [Piece] = []
        var rest = template[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            if brace > rest.startIndex { pieces.append(.literal(String(rest[..<brace]))) }
            let inner = rest[brace...].dropFirst()
            guard rest[brace] == "{", let end = inner.firstIndex(where: { $0 == "{" || $0 == "}" }), inner[end] == "}" else {
                throw TagFormatFault(
                    "the tag format '\(template)' has a brace without its counterpart", hint: "placeholders are written {version}")
            }
            pieces.append(.placeholder(try placeholder(String(inner[..<end]))))
            rest = inner[end...].dropFirst()
        }
        if !rest.isEmpty { pieces.append(.literal(String(rest))) }
        return pieces
    }

    /// The placeholder of a name, or a fault with the nearest one there is.
    private static func placeholder(_ name: String) throws(TagFormatFault) -> Placeholder {
        if let placeholder = Placeholder(rawValue: name) { return placeholder }
        let words = Placeholder.allCases.map(\.rawValue)
        if let nearest = Suggestion.nearest(to: name.prefix(16).lowercased(), among: words) {
            throw TagFormatFault("unknown placeholder '{\(name)}' in a tag format", hint: "did you mean {\(nearest)}?")
        }
        let all = Placeholder.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
        throw TagFormatFault("unknown placeholder '{\(name)}' in a tag format", hint: "use \(all)")
    }
}
