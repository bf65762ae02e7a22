/// A go.work: the folders of the modules that are worked on together.
public struct GoWork: Sendable {
    /// The lines.
    let syntax: GoModSyntax
    /// The version of the line `go`.
    public private(set) var goVersion: GoModWord?
    /// The name of the line `toolchain`.
    public private(set) var toolchain: GoModWord?
    /// The settings `key=value` of `godebug`.
    public private(set) var debugSettings: [GoModWord] = []
    /// The folders of `use`, as written: relative to the file, or absolute.
    public private(set) var uses: [GoModWord] = []
    /// The lines of `replace`, which win over those of the modules.
    public private(set) var replacements: [GoMod.Replacement] = []

    /// The text.
    public var bytes: [UInt8] { syntax.bytes }

    /// The verbs that may have a block.
    private static let blockVerbs = ["godebug", "use", "replace"]

    /// Reads a go.work; throws at the first place that the go command would refuse.
    public init(_ bytes: [UInt8]) throws(SyntaxFault) {
        syntax = try GoModParser.parse(bytes, blockVerbs: Self.blockVerbs)
        let reader = GoModReader(syntax)
        for (number, line) in syntax.lines.enumerated() {
            switch line.verb.text {
            case "go":
                try reader.refuse(goVersion, line)
                goVersion = try reader.languageVersion(line)
            case "toolchain":
                try reader.refuse(toolchain, line)
                toolchain = try reader.toolchain(line)
            case "godebug": debugSettings.append(try reader.setting(line))
            case "use": uses.append(try reader.only(line, usage: "use ./folder"))
            case "replace": replacements.append(try reader.replacement(line, number: number))
            default: throw reader.unknown(line, known: Self.blockVerbs + ["go", "toolchain"])
            }
        }
    }

    /// Where some bytes are.
    public func position(_ span: Span) -> TextPosition { TextPosition(of: span.start, in: bytes) }
}
