/// Why the go command would refuse the modules of a go.work although it reads each of them.
struct GoWorkChecks {
    /// The go.work.
    let work: GoWork
    /// Its path, relative to the repository's root.
    let manifest: String
    /// The modules that it uses.
    let modules: [GoModule]

    /// All findings.
    var findings: [Diagnostic] { repeatedPaths + languages + replacedMembers + conflicts }

    /// Where some bytes of the go.work are.
    private func place(_ span: Span) -> Place {
        let position = work.position(span)
        return Place(manifest, line: position.line, column: position.column)
    }

    /// Paths that several modules have.
    private var repeatedPaths: [Diagnostic] {
        let groups = Dictionary(grouping: modules, by: \.name).filter { $0.value.count > 1 }
        return groups.sorted { $0.key.precedes($1.key) }.map { name, modules in
            let manifests = modules.map { "`\($0.path)`" }.joined(separator: " and ")
            return Diagnostic(
                .error, .packageDuplicate, "\(modules.count) modules have the path `\(name)`: \(manifests)",
                hint: "rename one, or take its folder out of `\(manifest)`: go refuses both together", at: Place(modules[1].path))
        }
    }

    /// Modules for a newer Go than the go.work; without a line `go` that is 1.18.
    private var languages: [Diagnostic] {
        let own = work.goVersion?.text ?? "1.18"
        guard let limit = GoLanguageVersion(own) else { return [] }
        let newer = modules.compactMap { module -> (module: GoModule, word: GoModWord, version: GoLanguageVersion)? in
            guard let word = module.file.goVersion, let version = GoLanguageVersion(word.text), version > limit else { return nil }
            return (module, word, version)
        }
        guard let highest = newer.max(by: { $0.version < $1.version }) else { return [] }
        let limitation = work.goVersion == nil ? "`\(manifest)` has no line `go`, which means \(own)" : "`\(manifest)` of Go \(own)"
        return newer.map { module, word, _ in
            Diagnostic(
                .error, .workspaceInvalid, "`\(module.path)` is of Go \(word.text), but \(limitation)",
                hint: "write `go \(highest.word.text)` into `\(manifest)`, as `go work use` does", at: module.place(word.span))
        }
    }

    /// Modules that the go.work uses and replaces at once.
    private var replacedMembers: [Diagnostic] {
        let names = Set(modules.map(\.name))
        return work.replacements.filter { $0.version == nil && names.contains($0.path.text) }.map { replacement in
            Diagnostic(
                .error, .workspaceInvalid, "`replace \(replacement.path.text)` is of a module that `use` names",
                hint: "go refuses it; remove the line", at: place(replacement.path.span))
        }
    }

    /// Lines of `replace` of two modules that lead to different places, where the go.work itself does not decide.
    private var conflicts: [Diagnostic] {
        /// What a line replaces.
        struct Key: Hashable {
            /// The module's path.
            let path: String
            /// The version; nil for every one.
            let version: String?
        }
        let decided = Set(work.replacements.map(\.path.text))
        var targets: [Key: (text: String, path: String)] = [:]
        var findings: [Diagnostic] = []
        for module in modules {
            var own: [Key: String] = [:]
            for line in module.file.replacements where !decided.contains(line.path.text) {
                let folder = line.targetVersion == nil ? RelativePath.join(module.folder, line.target.text) : nil
                let target = folder ?? "\(line.target.text) \(line.targetVersion ?? "")".trimmed
                let key = Key(path: line.path.text, version: line.version)
                guard own.updateValue(target, forKey: key) == nil else { continue }
                guard let former = targets[key] else {
                    targets[key] = (target, module.path)
                    continue
                }
                guard former.text != target else { continue }
                findings.append(
                    Diagnostic(
                        .error, .workspaceInvalid,
                        "`\(line.path.text)` is replaced by `\(target)` here, by `\(former.text)` in `\(former.path)`",
                        hint: "go refuses both in one go.work; write the `replace` that counts into `\(manifest)`",
                        at: module.place(line.path.span)))
            }
        }
        return findings
    }
}
