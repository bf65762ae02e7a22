extension Go {
    /// Reads a go.work.
    static func workspace(_ path: String, in tree: SourceTree) throws(Fault) -> GoWork {
        let bytes = try tree.read(path)
        do throws(SyntaxFault) {
            return try GoWork(bytes)
        } catch {
            throw Fault(.manifestSyntax, error, in: path)
        }
    }

    /// The modules that a go.work uses, by folder. One that cannot be read is an error: the go command refuses the whole workspace.
    func members(of work: GoWork, at site: WorkspaceSite, in tree: SourceTree, findings: inout [Diagnostic]) -> [GoModule] {
        var modules: [GoModule] = []
        var seen: [String: Int] = [:]
        for use in work.uses {
            let position = work.position(use.span)
            let place = Place(site.manifest, line: position.line, column: position.column)
            guard let folder = RelativePath.join(site.root, use.text) else {
                findings.append(
                    Diagnostic(
                        .error, .pathOutside, "`use \(use.text)` leads outside the repository",
                        hint: "name a folder of the repository; what lies outside is no part of its releases", at: place))
                continue
            }
            if let line = seen.updateValue(position.line, forKey: folder) {
                findings.append(
                    Diagnostic(
                        .error, .workspaceInvalid, "`use \(use.text)` names a folder that line \(line) names already",
                        hint: "go refuses it; remove one of them", at: place))
                continue
            }
            let path = RelativePath.join(folder, Self.moduleFile) ?? Self.moduleFile
            guard Files.exists(tree.absolute(path)) else {
                findings.append(
                    Diagnostic(
                        .error, .manifestUnreadable, "`use \(use.text)` names a folder without a go.mod",
                        hint: "correct the folder, or remove the line: `go work edit -dropuse=\(use.text)`", at: place))
                continue
            }
            do throws(Fault) {
                modules.append(try GoModule(reading: path, in: tree))
            } catch {
                findings.append(Diagnostic(.error, error))
            }
        }
        return modules.sorted { $0.folder.precedes($1.folder) }
    }

    /// Says which modules below a go.work it does not use, so that they are no packages.
    func note(unusedBy work: GoWork, at site: WorkspaceSite, in tree: SourceTree, findings: inout [Diagnostic]) {
        let used = Self.folders(of: work, in: site.root)
        let unused = tree.manifests(named: [Self.moduleFile]).filter { path in
            takesLoneManifest(path) && Self.lies(path, in: site.root) && !used.contains(RelativePath.folder(of: path))
        }
        guard let first = unused.first else { return }
        let folder = RelativePath.folder(of: first)
        let what = unused.count == 1 ? "the module in `\(folder)` is" : "\(unused.count) modules, as the one in `\(folder)`, are"
        findings.append(
            Diagnostic(
                .note, .workspaceNested, "\(what) not taken: `\(site.manifest)` does not use \(unused.count == 1 ? "it" : "them")",
                hint: "`go work use \(folder)` adds it, and so does [ecosystems.NAME] workspace_root in \(Configuration.fileName)",
                at: Place(site.manifest)))
    }

    /// Every module below a folder that no go.work below it has, by folder. One below `testdata` that cannot be read is a warning, as such files
    /// test what reads them; any other is an error.
    func loneModules(below root: String, in tree: SourceTree, findings: inout [Diagnostic]) -> [GoModule] {
        let (held, taken) = declaredModules(below: root, in: tree)
        var modules: [GoModule] = []
        for path in tree.manifests(named: [Self.moduleFile]) where takesLoneManifest(path) && Self.lies(path, in: root) {
            let folder = RelativePath.folder(of: path)
            guard !held.contains(folder), !taken.contains(where: { Self.lies(path, in: $0) }) else { continue }
            do throws(Fault) {
                modules.append(try GoModule(reading: path, in: tree))
            } catch {
                findings.append(Diagnostic(Self.isFixture(path) ? .warning : .error, error))
            }
        }
        return modules.sorted { $0.folder.precedes($1.folder) }
    }

    /// The folders of modules that some go.work uses, and the folders of those files.
    private func declaredModules(below root: String, in tree: SourceTree) -> (modules: Set<String>, roots: [String]) {
        var modules: Set<String> = []
        var roots: [String] = []
        for path in tree.manifests(named: [Self.workFile]) where beginsWorkspace(path, in: tree) && Self.lies(path, in: root) {
            let folder = RelativePath.folder(of: path)
            guard folder != root, !SourceWalk.isForeign(folder) else { continue }
            roots.append(folder)
            guard let work = try? Self.workspace(path, in: tree) else { continue }
            modules.formUnion(Self.folders(of: work, in: folder))
        }
        return (modules, roots)
    }

    /// Whether a file lies in a folder or below it.
    private static func lies(_ path: String, in folder: String) -> Bool { folder == "." || path.hasPrefix(folder + "/") }
}
