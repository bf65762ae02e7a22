/// The packages of a workspace of Dart, and how they find each other.
struct DartMembers {
    /// What makes a dependency on a member an internal one.
    enum Resolution: Sendable, Hashable {
        /// One resolution for all members: a member's name means the member.
        case workspace
        /// Melos links members by name.
        case melos
        /// Only paths lead to other packages.
        case paths
    }

    /// The manifests, sorted by folder.
    private(set) var members: [Pubspec] = []
    /// How they find each other.
    private(set) var resolution = Resolution.paths
    /// What is wrong or worth knowing.
    private(set) var findings: [Diagnostic] = []
    /// The folders that were looked at.
    private var seen: Set<String> = []
    /// The workspace's root.
    private let root: String
    /// The repository's files.
    private let tree: SourceTree

    /// The most alternatives that braces of a pattern may stand for.
    private static let maximumAlternatives = 256

    /// Finds the members: those of `workspace` where the root's pubspec.yaml has it, else those of melos' `packages`, else all.
    /// - Throws: a `Fault` when the root's manifest cannot be used.
    init(of site: WorkspaceSite, in tree: SourceTree) throws(Fault) {
        root = site.root
        self.tree = tree
        let path = RelativePath.join(site.root, "pubspec.yaml") ?? ""
        let rootSpec = Files.exists(tree.absolute(path)) && site.manifest != path ? try? Pubspec(reading: path, in: tree) : nil
        let manifest = rootSpec?["workspace"] != nil ? rootSpec : nil
        var first = manifest
        if first == nil, RelativePath.folder(of: site.manifest) == site.root { first = try Pubspec(reading: site.manifest, in: tree) }
        if let first, first["workspace"] != nil {
            resolution = .workspace
            try takeWorkspace(first)
        } else if let first, RelativePath.name(of: first.path) == "melos.yaml" || first.beginsWorkspace {
            resolution = .melos
            try takeMelos(first)
        } else {
            takeAll()
        }
        members.sort { $0.folder.precedes($1.folder) }
        noteOthers()
    }

    /// The members of `workspace`, and of the members' own `workspace`.
    private mutating func takeWorkspace(_ first: Pubspec) throws(Fault) {
        add(first)
        var open = [first]
        while let spec = open.popLast() {
            for node in try spec.strings(spec["workspace"], "workspace") {
                let pattern = node.string ?? ""
                let isPattern = Self.isPattern(pattern)
                guard let folders = try folders(pattern, below: spec.folder, at: spec.place(node.span)) else { continue }
                if folders.isEmpty, !isPattern {
                    findings.append(
                        Diagnostic(
                            .error, .manifestUnreadable, "the workspace member `\(pattern)` has no pubspec.yaml",
                            hint: "add one, or take the folder out of `workspace`", at: spec.place(node.span)))
                }
                for folder in folders {
                    guard let member = read(folder) else { continue }
                    if member["resolution"]?.string != "workspace" {
                        findings.append(
                            Diagnostic(
                                .warning, .workspaceInvalid, "the workspace member `\(folder)` lacks `resolution: workspace`",
                                hint: "pub refuses a member without it: add the line", at: Place(member.path)))
                    }
                    if member["workspace"] != nil { open.append(member) }
                }
            }
        }
    }

    /// The members of melos: what fits `packages` and no pattern of `ignore`.
    private mutating func takeMelos(_ first: Pubspec) throws(Fault) {
        let table = RelativePath.name(of: first.path) == "melos.yaml" ? first.document.root : first["melos"]
        guard let table, table.mapping != nil else {
            throw Fault(
                .workspaceInvalid, "`\(first.path)` is no mapping with `packages`",
                hint: "write the folders of the packages: `packages: [packages/*]`", at: Place(first.path))
        }
        var ignored: Set<String> = []
        for node in try first.strings(table["ignore"], "ignore") {
            ignored.formUnion(try folders(node.string ?? "", below: root, at: first.place(node.span)) ?? [])
        }
        guard let packages = table["packages"] else {
            throw Fault(
                .workspaceInvalid, "`\(first.path)` does not say where the packages are", hint: "add a list `packages` of folders",
                at: Place(first.path))
        }
        for node in try first.strings(packages, "packages") {
            for folder in try folders(node.string ?? "", below: root, at: first.place(node.span)) ?? [] where !ignored.contains(folder) {
                _ = read(folder)
            }
        }
    }

    /// All manifests that belong to no workspace.
    private mutating func takeAll() {
        let manifests = tree.manifests(named: ["pubspec.yaml", "melos.yaml"]).filter { root == "." || $0.hasPrefix(root + "/") }
        var specs: [Pubspec] = []
        var roots: [String] = []
        for path in manifests {
            guard RelativePath.name(of: path) == "pubspec.yaml" else {
                roots.append(RelativePath.folder(of: path))
                continue
            }
            do throws(Fault) {
                let spec = try Pubspec(reading: path, in: tree)
                if spec.beginsWorkspace { roots.append(spec.folder) }
                specs.append(spec)
            } catch {
                findings.append(Diagnostic(.error, error))
            }
        }
        for spec in specs where !roots.contains(where: { spec.folder == $0 || $0 == "." || spec.folder.hasPrefix($0 + "/") }) { add(spec) }
    }

    /// Reads the manifest of a folder and takes it; nil for one that is taken already or cannot be read.
    private mutating func read(_ folder: String) -> Pubspec? {
        guard !seen.contains(folder), let path = RelativePath.join(folder, "pubspec.yaml") else { return nil }
        do throws(Fault) {
            let spec = try Pubspec(reading: path, in: tree)
            add(spec)
            return spec
        } catch {
            seen.insert(folder)
            findings.append(Diagnostic(.error, error))
            return nil
        }
    }

    /// Takes a manifest as a member when it has a name.
    private mutating func add(_ spec: Pubspec) {
        guard seen.insert(spec.folder).inserted else { return }
        guard spec.document.root?.mapping != nil else {
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid, "`\(spec.path)` holds no mapping", hint: "it begins with `name: …`", at: Place(spec.path)))
            return
        }
        guard let name = spec.name, Self.isName(name) else {
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid, "the pubspec has no valid `name`",
                    hint: "lower-case letters, digits and `_`, not beginning with a digit",
                    at: spec["name"].map { spec.place($0.span) } ?? Place(spec.path)))
            return
        }
        members.append(spec)
    }

    /// Whether a text is a package's name: an identifier of Dart; pub takes capitals too.
    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "_") }
    }

    /// Whether a text has characters that are special in the patterns of Dart's glob.
    private static func isPattern(_ text: String) -> Bool { Glob.isPattern(text) || text.contains("{") }

    /// The folders with a manifest that fit a pattern; nil, with a finding, when it leads outside the repository.
    private mutating func folders(_ pattern: String, below base: String, at place: Place) throws(Fault) -> [String]? {
        var found: Set<String> = []
        for alternative in Self.alternatives(pattern) {
            guard let path = RelativePath.join(Self.isPattern(alternative) ? Glob.escaped(base) : base, alternative) else {
                findings.append(
                    Diagnostic(
                        .error, .pathOutside, "`\(pattern)` leads outside the repository",
                        hint: "members must lie below the repository's root",
                        at: place))
                return nil
            }
            guard Self.isPattern(alternative) else {
                if Files.exists(tree.absolute(path == "." ? "pubspec.yaml" : "\(path)/pubspec.yaml")) { found.insert(path) }
                continue
            }
            let glob = DartGlob(path == "." ? "pubspec.yaml" : "\(path)/pubspec.yaml")
            for manifest in all where glob.matches(manifest) { found.insert(RelativePath.folder(of: manifest)) }
        }
        return found.sorted { $0.precedes($1) }
    }

    /// All manifests of the repository; found once.
    private lazy var all = tree.manifests(named: ["pubspec.yaml"])

    /// The patterns that braces stand for: `{a,b}/c` is `a/c` and `b/c`.
    private static func alternatives(_ pattern: String) -> [String] {
        var open = [pattern]
        var result: [String] = []
        while let text = open.popLast(), result.count + open.count < maximumAlternatives {
            guard let end = text.firstIndex(of: "}"), let start = text[..<end].lastIndex(of: "{") else {
                result.append(text)
                continue
            }
            let (before, after) = (text[..<start], text[text.index(after: end)...])
            let parts = text[text.index(after: start)..<end].split(separator: ",", omittingEmptySubsequences: false)
            open += parts.map { "\(before)\($0)\(after)" }
        }
        return result
    }

    /// A note about the manifests inside that are no members.
    private mutating func noteOthers() {
        guard resolution != .paths else { return }
        let others = all.filter { path in
            let folder = RelativePath.folder(of: path)
            return !seen.contains(folder) && folder != root && (root == "." || folder.hasPrefix(root + "/"))
        }
        guard let first = others.first else { return }
        findings.append(
            Diagnostic(
                .note, .workspaceNested,
                "\(others.count) pubspec.yaml \(others.count == 1 ? "file lies" : "files lie") inside without being members, as `\(first)`",
                at: Place(first)))
    }
}
