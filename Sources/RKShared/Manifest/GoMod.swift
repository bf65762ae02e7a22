/// A go.mod with what it declares and where each part stands; the text itself is kept byte for byte.
public struct GoMod: Sendable {
    /// A line of `require`.
    public struct Requirement: Sendable, Hashable {
        /// The module's path.
        public var path: GoModWord
        /// The version as it is written; `version` is its canonical form.
        public var versionWord: GoModWord
        /// The version in canonical form.
        public var version: String
        /// Whether the line is marked `// indirect`: no package of this module imports it.
        public var isIndirect: Bool
    }

    /// A line of `replace`.
    public struct Replacement: Sendable, Hashable {
        /// The module that is replaced.
        public var path: GoModWord
        /// The version that is replaced, in canonical form; nil for every one.
        public var version: String?
        /// A folder or a module's path.
        public var target: GoModWord
        /// The version of the module that takes its place; nil for a folder.
        public var targetVersion: String?
        /// The line's number in the file's list of lines.
        var line: Int
    }

    /// A range of versions that `retract` takes back.
    public struct Retraction: Sendable, Hashable {
        /// The first version.
        public var low: String
        /// The last version.
        public var high: String
        /// The comments that give the reason, their lines joined.
        public var rationale: String
        /// The line's number in the file's list of lines.
        var line: Int
    }

    /// A module at a version that `exclude` leaves out.
    public struct Exclusion: Sendable, Hashable {
        /// The module's path.
        public var path: String
        /// The version in canonical form.
        public var version: String
    }

    /// The lines.
    let syntax: GoModSyntax
    /// The module's path; nil without a line `module`.
    public internal(set) var module: GoModWord?
    /// The message of a comment `// Deprecated:` at `module`.
    public internal(set) var deprecated: String?
    /// The version of the line `go`, which is the language's and not the module's.
    public internal(set) var goVersion: GoModWord?
    /// The name of the line `toolchain`.
    public internal(set) var toolchain: GoModWord?
    /// The settings `key=value` of `godebug`.
    public internal(set) var debugSettings: [GoModWord] = []
    /// What the module needs.
    public internal(set) var requirements: [Requirement] = []
    /// What is left out.
    public internal(set) var exclusions: [Exclusion] = []
    /// What is replaced while this is the main module.
    public internal(set) var replacements: [Replacement] = []
    /// Versions of this module that are taken back.
    public internal(set) var retractions: [Retraction] = []
    /// The packages that `go tool` runs.
    public internal(set) var tools: [GoModWord] = []
    /// The folders that patterns of packages pass over.
    public internal(set) var ignored: [GoModWord] = []

    /// The text.
    public var bytes: [UInt8] { syntax.bytes }

    /// The verbs that may have a block.
    private static let blockVerbs = ["module", "godebug", "require", "exclude", "replace", "retract", "tool", "ignore"]

    /// Reads a go.mod as the go command reads that of the main module; throws at the first place that it would refuse.
    public init(_ bytes: [UInt8]) throws(SyntaxFault) {
        syntax = try GoModParser.parse(bytes, blockVerbs: Self.blockVerbs)
        let reader = GoModReader(syntax)
        for (number, line) in syntax.lines.enumerated() { try add(line, number, reader) }
    }

    /// Takes what one line declares.
    private mutating func add(_ line: GoModLine, _ number: Int, _ reader: GoModReader) throws(SyntaxFault) {
        switch line.verb.text {
        case "module":
            try reader.refuse(module, line)
            module = try reader.only(line, usage: "module example.com/path")
            deprecated = reader.deprecation(of: line)
        case "go":
            try reader.refuse(goVersion, line)
            goVersion = try reader.languageVersion(line)
        case "toolchain":
            try reader.refuse(toolchain, line)
            toolchain = try reader.toolchain(line)
        case "godebug": debugSettings.append(try reader.setting(line))
        case "require":
            let (path, word, version) = try reader.module(line)
            requirements.append(
                Requirement(path: path, versionWord: word, version: version, isIndirect: Self.isIndirect(line.suffix)))
        case "exclude":
            let (path, _, version) = try reader.module(line)
            exclusions.append(Exclusion(path: path.text, version: version))
        case "replace": replacements.append(try reader.replacement(line, number: number))
        case "retract": retractions.append(try reader.retraction(line, number: number))
        case "tool": tools.append(try reader.only(line, usage: "tool example.com/path/cmd/name"))
        case "ignore": ignored.append(try reader.only(line, usage: "ignore ./folder"))
        default: throw reader.unknown(line, known: Self.blockVerbs + ["go", "toolchain"])
        }
    }

    /// Whether a comment behind a requirement says `indirect`, alone or in front of a semicolon and more.
    private static func isIndirect(_ comment: String?) -> Bool {
        guard let comment else { return false }
        if comment.utf8.elementsEqual("indirect".utf8) { return true }
        let words = comment.split(whereSeparator: \.isWhitespace)
        return words.count == 1 ? words[0] == "indirect" : words.first == "indirect;"
    }

    /// The bytes of the versions of a line of `retract`.
    func span(of retraction: Retraction) -> Span {
        Span(start: syntax.lines[retraction.line].start, end: syntax.lines[retraction.line].span.end)
    }

    /// Where some bytes are.
    public func position(_ span: Span) -> TextPosition { TextPosition(of: span.start, in: bytes) }
}
