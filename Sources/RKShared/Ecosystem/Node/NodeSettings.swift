/// What a workspace's configuration says about links between its members.
struct NodeSettings {
    /// The patterns of the members; nil where the tool has them elsewhere.
    var patterns: [(pattern: String, place: Place)]?
    /// Whether pnpm takes members for plain ranges that they fit.
    var linksPlainRanges = false
    /// Whether yarn is the modern one, with protocols of its own.
    var isBerry = false
    /// Whether modern yarn takes members for plain ranges that they fit.
    var isTransparent = true
    /// The catalogs by name, then dependency.
    var catalogs: [String: [String: String]] = [:]
    /// What stands in for dependencies of a name, wherever they are declared.
    var overrides: [String: String] = [:]

    /// Reads the configuration of a workspace.
    /// - Throws: a `Fault` when pnpm-workspace.yaml cannot be used.
    init(of tool: NodeTool, at root: String, manifest: PackageJSON?, in tree: SourceTree) throws(Fault) {
        switch tool {
        case .npm: break
        case .yarn: readYarn(root, manifest, in: tree)
        case .pnpm: try readPnpm(root, manifest, in: tree)
        }
    }

    /// A YAML file's root; nil when there is none, or it is empty.
    private static func yaml(_ path: String?, in tree: SourceTree) throws(Fault) -> (YAMLDocument, YAMLNode)? {
        guard let path, let bytes = try tree.readIfPresent(path) else { return nil }
        do {
            let document = try YAMLDocument(bytes)
            return document.root.map { (document, $0) }
        } catch {
            throw Fault(.manifestSyntax, error, in: path)
        }
    }

    /// `.yarnrc.yml`, and whether there is anything that only modern yarn has.
    private mutating func readYarn(_ root: String, _ manifest: PackageJSON?, in tree: SourceTree) {
        // A configuration that cannot be read leaves the defaults: it decides links, not members.
        let file = RelativePath.join(root, ".yarnrc.yml")
        let settings = (try? Self.yaml(file, in: tree))?.1
        let version = manifest?.packageManager.flatMap { $0.tool == .yarn ? $0.version : nil } ?? ""
        isBerry =
            file.map { Files.exists(tree.absolute($0)) } ?? false
            || !version.isEmpty && !version.hasPrefix("1.") && !version.hasPrefix("0.")
        if !isBerry, let lock = RelativePath.join(root, "yarn.lock"), let bytes = try? tree.read(lock) {
            isBerry = String(decoding: bytes.prefix(4096), as: UTF8.self).contains("__metadata:")
        }
        isTransparent = settings?["enableTransparentWorkspaces"]?.text != "false"
        readCatalogs(settings)
        for member in manifest?["resolutions"]?.members ?? [] { overrides[member.key] = member.node.string }
    }

    /// `pnpm-workspace.yaml`, `.npmrc`, and the `pnpm` of the root's package.json.
    private mutating func readPnpm(_ root: String, _ manifest: PackageJSON?, in tree: SourceTree) throws(Fault) {
        let path = RelativePath.join(root, NodeTool.pnpmWorkspace) ?? NodeTool.pnpmWorkspace
        let file = try Self.yaml(path, in: tree)
        let isOld = Self.linksByDefault(root, manifest, in: tree)
        // Without `packages` only the root is a member; before pnpm 9 everything was.
        patterns = isOld && Files.exists(tree.absolute(path)) ? [(pattern: "**", place: Place(path))] : []
        if let (document, settings) = file { try readPatterns(settings, document, path) }
        let settings = file?.1
        readCatalogs(settings)
        for member in manifest?["pnpm", "overrides"]?.members ?? [] { overrides[member.key] = member.node.string }
        for entry in settings?["overrides"]?.mapping?.entries ?? [] {
            if let key = entry.key.text { overrides[key] = entry.value.text }
        }
        let option = settings?["linkWorkspacePackages"]?.text ?? Self.option("link-workspace-packages", root, in: tree)
        linksPlainRanges = option.map { $0 == "true" || $0 == "deep" } ?? isOld
    }

    /// The patterns of `packages`.
    private mutating func readPatterns(_ settings: YAMLNode, _ document: YAMLDocument, _ path: String) throws(Fault) {
        /// Where a node begins.
        func place(_ node: YAMLNode) -> Place {
            let position = document.position(node.span)
            return Place(path, line: position.line, column: position.column)
        }
        guard settings.mapping != nil else {
            throw Fault(
                .workspaceInvalid, "`\(path)` holds \(settings.kindName), not a mapping", hint: "it begins with `packages:`",
                at: place(settings))
        }
        guard let packages = settings["packages"], !packages.isNull else { return }
        guard let elements = packages.sequence else {
            throw Fault(
                .workspaceInvalid, "`packages` is \(packages.kindName), not a list of patterns",
                hint: "write each on a line of its own: `  - 'packages/*'`", at: place(packages))
        }
        var result: [(pattern: String, place: Place)] = []
        for element in elements {
            guard let pattern = element.string else {
                throw Fault(
                    .workspaceInvalid, "`packages` holds \(element.kindName), not only patterns", hint: "put the pattern in quotes",
                    at: place(element))
            }
            result.append((pattern, place(element)))
        }
        patterns = result
    }

    /// `catalog` and `catalogs`.
    private mutating func readCatalogs(_ settings: YAMLNode?) {
        /// The texts of a mapping by their keys.
        func table(_ node: YAMLNode?) -> [String: String] {
            var result: [String: String] = [:]
            for entry in node?.mapping?.entries ?? [] { if let key = entry.key.text { result[key] = entry.value.text } }
            return result
        }
        for entry in settings?["catalogs"]?.mapping?.entries ?? [] { if let name = entry.key.text { catalogs[name] = table(entry.value) } }
        catalogs["default", default: [:]].merge(table(settings?["catalog"])) { _, new in new }
    }

    /// The value of a key of the workspace's `.npmrc`, the last one of several; nil without one.
    private static func option(_ key: String, _ root: String, in tree: SourceTree) -> String? {
        guard let path = RelativePath.join(root, ".npmrc"), let bytes = try? tree.read(path) else { return nil }
        var value: String?
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1).map(\.trimmed)
            if parts.count == 2, parts[0] == key { value = parts[1].trimmed.filter { $0 != "\"" && $0 != "'" } }
        }
        return value
    }

    /// Whether the pnpm that made this workspace links plain ranges when nothing says otherwise: it did before version 9.
    private static func linksByDefault(_ root: String, _ manifest: PackageJSON?, in tree: SourceTree) -> Bool {
        if let manager = manifest?.packageManager, manager.tool == .pnpm, let major = Int(manager.version.prefix { $0.isNumber }) {
            return major < 9
        }
        guard let path = RelativePath.join(root, "pnpm-lock.yaml"), let bytes = try? tree.read(path) else { return false }
        let head = String(decoding: bytes.prefix(256), as: UTF8.self)
        guard let line = head.split(whereSeparator: \.isNewline).first(where: { $0.hasPrefix("lockfileVersion:") }) else { return false }
        let digits = line.drop { !$0.isNumber }.prefix { $0.isNumber }
        return (Int(digits) ?? 9) < 9
    }
}
