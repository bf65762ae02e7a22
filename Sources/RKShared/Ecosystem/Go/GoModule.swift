/// A go.mod with its place in the repository.
struct GoModule: Sendable {
    /// The path of the file, relative to the repository's root.
    let path: String
    /// The folder that it stands in.
    let folder: String
    /// What it declares.
    let file: GoMod
    /// The module's path.
    let name: String

    /// Reads and parses a manifest.
    /// - Throws: a `Fault` with the place of what is wrong.
    init(reading path: String, in tree: SourceTree) throws(Fault) {
        self.path = path
        folder = RelativePath.folder(of: path)
        let bytes = try tree.read(path)
        do throws(SyntaxFault) {
            file = try GoMod(bytes)
        } catch {
            throw Fault(.manifestSyntax, error, in: path)
        }
        guard let module = file.module else {
            throw Fault(
                .manifestInvalid, "there is no line `module`", hint: "write `module example.com/path` at the beginning", at: Place(path))
        }
        guard !module.text.isEmpty, module.text.utf8.allSatisfy({ $0 > 0x20 && $0 != UInt8(ascii: "@") && $0 != 0x7F }) else {
            let position = file.position(module.span)
            throw Fault(
                .manifestInvalid, "`\(module.text)` is no path of a module", hint: "write it like example.com/path",
                at: Place(path, line: position.line, column: position.column))
        }
        name = module.text
        try checkRetractions()
    }

    /// Refuses a line `retract` of versions that the module's path cannot have, as every command but `go mod edit` does.
    private func checkRetractions() throws(Fault) {
        guard let path = GoModulePath(name) else { return }
        for retraction in file.retractions {
            let versions = [retraction.low, retraction.high]
            guard let wrong = versions.first(where: { GoVersion($0).map { !path.allowsRequirement(of: $0) } ?? true }) else { continue }
            throw Fault(
                .manifestInvalid, "`\(wrong)` cannot be retracted: the path `\(name)` is of the versions \(path.major ?? "v0 or v1")",
                hint: "remove the line, or retract versions of this path", at: place(file.span(of: retraction)))
        }
    }

    /// Where some bytes of it are.
    func place(_ span: Span) -> Place {
        let position = file.position(span)
        return Place(path, line: position.line, column: position.column)
    }

    /// The folder that a line of `replace` names, relative to the repository's root; nil for a module, and for a folder outside.
    func folder(of replacement: GoMod.Replacement) -> String? {
        replacement.targetVersion == nil ? RelativePath.join(folder, replacement.target.text) : nil
    }

    /// The line of `replace` that applies to a requirement: that of its version before that of every one.
    static func replacement(
        for requirement: GoMod.Requirement, in replacements: [GoMod.Replacement]
    ) -> GoMod.Replacement? {
        let all = replacements.filter { $0.path.text == requirement.path.text }
        return all.last { $0.version == requirement.version } ?? all.last { $0.version == nil }
    }
}
