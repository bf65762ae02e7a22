/// The dependencies that a manifest declares, in its order.
struct CargoDependencies {
    /// The declarations.
    private(set) var declarations: [CargoDeclaration] = []
    /// What is wrong with others.
    private(set) var findings: [Diagnostic] = []
    /// The manifest.
    private let manifest: CargoManifest
    /// The manifest of the workspace's root.
    private let root: CargoManifest

    /// Reads `[dependencies]`, `[dev-dependencies]`, `[build-dependencies]`, and those of every target.
    init(_ manifest: CargoManifest, root: CargoManifest) {
        self.manifest = manifest
        self.root = root
        read(manifest.document.root, target: nil)
        readTargets()
        refuseSeveralSources()
    }

    /// Reads the tables of targets.
    private mutating func readTargets() {
        guard let node = manifest["target"] else { return }
        guard let targets = node.table else {
            report("`target` is \(node.kindName), not a table", hint: "write [target.'cfg(…)'.dependencies]", at: manifest.place(node.span))
            return
        }
        for target in targets.entries {
            guard let table = target.node.table else {
                report(
                    "`target.\(target.key)` is \(target.node.kindName), not a table", hint: "write [target.'cfg(…)'.dependencies]",
                    at: manifest.place(target.node.span))
                continue
            }
            read(table, target: target.key)
        }
    }

    /// Refuses names that come from several places, in whatever table: cargo knows one place for each.
    private mutating func refuseSeveralSources() {
        var sources: [String: String] = [:]
        for declared in declarations {
            guard let known = sources.updateValue(declared.source, forKey: declared.key), known != declared.source else { continue }
            report(
                "the dependency `\(declared.key)` comes from \(declared.source) here, and from \(known) in another table",
                hint: "cargo takes a name from one place: state the same `path` and `registry`, or rename one with `package`",
                at: manifest.place(declared.entry.keySpan))
        }
    }

    /// The keys, folders and places of the dependencies by path, in the manifest's order.
    var paths: [(key: String, folder: String, span: Span)] {
        declarations.compactMap { declared in declared.folder.map { (declared.key, $0, declared.entry.keySpan) } }
    }

    /// Reads the sections of the manifest or of one target.
    private mutating func read(_ table: TOMLTable, target: String?) {
        for section in CargoDeclaration.Section.allCases {
            // Of two spellings in one manifest cargo reads the first.
            guard let name = section.names.first(where: { table[$0] != nil }), let node = table[name] else { continue }
            guard let entries = node.table?.entries else {
                report("`\(name)` is \(node.kindName), not a table", hint: "write [\(name)]", at: manifest.place(node.span))
                continue
            }
            for entry in entries { read(entry, section, target) }
        }
    }

    /// Reads one dependency.
    private mutating func read(_ entry: TOMLTable.Entry, _ section: CargoDeclaration.Section, _ target: String?) {
        if entry.node.string != nil {
            return add(entry, section, target, own: nil, from: CargoDeclaration.Place(manifest: manifest, entry: entry), isInherited: false)
        }
        guard let table = entry.node.table else {
            return report(
                "the dependency `\(entry.key)` is \(entry.node.kindName), not a requirement or a table",
                hint: "write it as `\(entry.key) = \"1.2\"`", at: manifest.place(entry.node.span))
        }
        guard let inherited = table["workspace"] else {
            return add(
                entry, section, target, own: table, from: CargoDeclaration.Place(manifest: manifest, entry: entry), isInherited: false)
        }
        guard inherited.boolean == true else {
            return report(
                "`workspace` of the dependency `\(entry.key)` is not `true`", hint: "take it out, or write `workspace = true`",
                at: manifest.place(inherited.span))
        }
        let shared = root["workspace", "dependencies"]?.table
        guard let source = shared?.entries.first(where: { $0.key == entry.key }) else {
            let near = Suggestion.nearest(to: entry.key, among: shared?.keys ?? [])
            return report(
                "the dependency `\(entry.key)` is taken from the workspace, but [workspace.dependencies] has none",
                hint: near.map { "did you mean `\($0)`?" } ?? "add it to `\(root.path)`", at: manifest.place(entry.keySpan))
        }
        add(entry, section, target, own: table, from: CargoDeclaration.Place(manifest: root, entry: source), isInherited: true)
    }

    /// Adds a declaration that a place states: a requirement alone, or a table.
    private mutating func add(
        _ entry: TOMLTable.Entry, _ section: CargoDeclaration.Section, _ target: String?, own: TOMLTable?,
        from place: CargoDeclaration.Place,
        isInherited: Bool
    ) {
        let table = place.entry.node.table
        guard table != nil || place.entry.node.string != nil else {
            return report(
                "the dependency `\(entry.key)` is \(place.entry.node.kindName), not a requirement or a table",
                hint: "write it as `\(entry.key) = \"1.2\"`", at: place.manifest.place(place.entry.node.span))
        }
        let names = ["version", "path", "git", "registry", "registry-index", "package"]
        for name in names {
            guard let node = table?[name], node.string == nil else { continue }
            return report(
                "`\(name)` of the dependency `\(entry.key)` is \(node.kindName), not a string", hint: "put it in quotes",
                at: place.manifest.place(node.span))
        }
        let version = table.map { Self.value("version", of: $0, in: place.manifest) } ?? place
        let path = table.flatMap { Self.value("path", of: $0, in: place.manifest) }
        let git = table?["git"]?.string
        if let problem = Self.problem(version, path, git, entry.key, section, own) {
            report(problem.message, hint: problem.hint, at: place.manifest.place(place.entry.keySpan))
            guard version != nil || path != nil || git != nil else { return }
        }
        if let version, let text = version.entry.node.string {
            do throws(SyntaxFault) {
                _ = try CargoRequirement(text)
            } catch {
                findings.append(
                    Diagnostic(
                        .error, .requirementSyntax, "`\(text)` of the dependency `\(entry.key)` is no requirement: \(error.message)",
                        hint: error.hint ?? "write it as `1.2`, `~1.2`, `=1.2.3` or `>=1.2, <2`",
                        at: version.manifest.place(version.entry.node.span)))
                return
            }
        }
        declarations.append(
            CargoDeclaration(
                key: entry.key, name: table?["package"]?.string ?? entry.key, section: section, target: target,
                isOptional: section != .dev && own?["optional"]?.boolean == true, isInherited: isInherited, stated: place, version: version,
                path: path, git: git,
                registry: table?["registry"]?.string ?? table?["registry-index"]?.string, entry: entry))
    }

    /// What cargo refuses about a declaration whose values have the right types.
    private static func problem(
        _ version: CargoDeclaration.Place?, _ path: CargoDeclaration.Place?, _ git: String?, _ key: String,
        _ section: CargoDeclaration.Section, _ own: TOMLTable?
    ) -> (message: String, hint: String)? {
        if version == nil, path == nil, git == nil {
            return ("the dependency `\(key)` has no `version`, `path`, `git` or `workspace`", "say where it comes from: `\(key) = \"1.2\"`")
        }
        if path != nil, git != nil { return ("the dependency `\(key)` has both `path` and `git`", "leave one of them out") }
        if section == .dev, own?["optional"]?.boolean == true {
            return ("the dev dependency `\(key)` is optional", "cargo refuses that: features bring runtime dependencies only")
        }
        return nil
    }

    /// The entry of a key in a table.
    private static func value(_ key: String, of table: TOMLTable, in manifest: CargoManifest) -> CargoDeclaration.Place? {
        table.entries.first { $0.key == key }.map { CargoDeclaration.Place(manifest: manifest, entry: $0) }
    }

    /// Notes a manifest that is not as it should be.
    private mutating func report(_ message: String, hint: String, at place: Place) {
        findings.append(Diagnostic(.error, .manifestInvalid, message, hint: hint, at: place))
    }
}
