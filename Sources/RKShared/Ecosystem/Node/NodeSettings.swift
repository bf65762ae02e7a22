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
    /// What is wrong with what says so.
    private(set) var findings: [Diagnostic] = []

    /// Reads the configuration of a workspace.
    /// - Throws: a `Fault` when pnpm-workspace.yaml cannot be used.
    init(of tool: NodeTool, at root: String, manifest: PackageJSON?, in tree: SourceTree) throws(Fault) {
        switch tool {
        case .npm: break
        case .yarn: readYarn(root, manifest, in: tree)
        case .pnpm: try readPnpm(root, manifest, in: tree)
        }
    }

    /// `.yarnrc.yml`, and whether there is anything that only modern yarn has.
    private mutating func readYarn(_ root: String, _ manifest: PackageJSON?, in tree: SourceTree) {
        let file = RelativePath.join(root, ".yarnrc.yml")
        var settings: NodeSettingsFile?
        // A configuration that cannot be read leaves the defaults: it decides links, not members.
        do throws(Fault) { settings = try NodeSettingsFile(file, in: tree) } catch { findings.append(Diagnostic(.error, error)) }
        let version = manifest?.packageManager.flatMap { $0.tool == .yarn ? $0.version : nil } ?? ""
        isBerry =
            file.map { Files.exists(tree.absolute($0)) } ?? false
            || !version.isEmpty && !version.hasPrefix("1.") && !version.hasPrefix("0.")
        if !isBerry, let lock = RelativePath.join(root, "yarn.lock"), let bytes = try? tree.read(lock) {
            isBerry = String(decoding: bytes.prefix(4096), as: UTF8.self).contains("__metadata:")
        }
        isTransparent =
            settings?.choice("enableTransparentWorkspaces", among: ["true", "false", "1", "0"]).map { $0 == "true" || $0 == "1" } ?? true
        if var settings { catalogs = settings.catalogs(allowsNumbers: true); findings += settings.findings }
        for member in manifest?["resolutions"]?.members ?? [] { overrides[member.key] = member.node.string }
    }

    /// `pnpm-workspace.yaml`, `.npmrc`, and the `pnpm` of the root's package.json.
    private mutating func readPnpm(_ root: String, _ manifest: PackageJSON?, in tree: SourceTree) throws(Fault) {
        let path = RelativePath.join(root, NodeTool.pnpmWorkspace) ?? NodeTool.pnpmWorkspace
        var file = try NodeSettingsFile(path, in: tree)
        let isOld = Self.linksByDefault(root, manifest, in: tree)
        // Without `packages` only the root is a member; before pnpm 9 everything was.
        patterns = isOld && Files.exists(tree.absolute(path)) ? [(pattern: "**", place: Place(path))] : []
        if let own = try file?.patterns() { patterns = own }
        catalogs = file?.catalogs(allowsNumbers: false) ?? [:]
        for member in manifest?["pnpm", "overrides"]?.members ?? [] { overrides[member.key] = member.node.string }
        overrides.merge(file?.table("overrides", allowsNumbers: true) ?? [:]) { _, new in new }
        let option =
            file?.choice("linkWorkspacePackages", among: ["true", "false", "deep"])
            ?? Self.option("link-workspace-packages", root, in: tree)
        findings += file?.findings ?? []
        linksPlainRanges = option.map { $0 == "true" || $0 == "deep" } ?? isOld
    }

    /// The value of a key of the workspace's `.npmrc`, the last one of several; nil without one.
    private static func option(_ key: String, _ root: String, in tree: SourceTree) -> String? {
        guard let path = RelativePath.join(root, ".npmrc"), let bytes = try? tree.read(path) else { return nil }
        var value: String?
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.endsLine) {
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
        guard let line = head.split(whereSeparator: \.endsLine).first(where: { $0.hasPrefix("lockfileVersion:") }) else { return false }
        let digits = line.drop { !$0.isNumber }.prefix { $0.isNumber }
        return (Int(digits) ?? 9) < 9
    }
}
