/// The modules of one release, and what changes in their files.
struct GoRelease {
    /// A module that is released.
    private struct Node {
        /// The package.
        let package: Package
        /// Its go.mod.
        let module: GoModule
        /// The version of each module of the repository that it requires, by path.
        let exact: [String: String]
        /// The version that it gets; nil when that is not known.
        let version: String?
        /// What the archive will hold; nil without version control.
        let files: GoModuleFiles?
        /// The number of the group of modules that need each other.
        var group = 0
        /// The digests of its files and of its go.mod, once its own files are final.
        var digests: (files: String, manifest: String)?
    }

    /// The modules.
    private var nodes: [Node] = []
    /// The number of the module with a path.
    private var numbers: [String: Int] = [:]
    /// The repository's files.
    private let tree: SourceTree

    /// Reads the manifests of packages that have a rewrite.
    init(_ packages: [Package], _ rewrites: [String: Rewrite], in tree: SourceTree) throws(Fault) {
        self.tree = tree
        for package in packages {
            guard let rewrite = rewrites[package.id] else { continue }
            let module = try GoModule(reading: package.manifest, in: tree)
            let exact = Dictionary(rewrite.exact.map { (Go.name(ofId: $0.key), $0.value) }) { first, _ in first }
            numbers[module.name] = numbers[module.name] ?? nodes.count
            nodes.append(
                Node(
                    package: package, module: module, exact: exact, version: rewrite.version,
                    files: GoModuleFiles(of: module.folder, language: module.file.goVersion?.text, in: tree)))
        }
    }

    /// The edits by package id: the modules that others need first, so that their digests are known.
    mutating func rewritings() throws(Fault) -> [String: Rewriting] {
        let needs = nodes.map { node in node.module.file.requirements.compactMap { numbers[$0.path.text] } }
        let groups = ModuleOrder.groups(needs)
        for (group, members) in groups.enumerated() { for member in members { nodes[member].group = group } }
        var result: [String: Rewriting] = [:]
        for members in groups {
            for member in members {
                let rewriting = try rewriting(of: nodes[member])
                result[nodes[member].package.id] = rewriting
                nodes[member].digests = try digests(of: nodes[member], rewriting)
            }
        }
        return result
    }

    /// The digests of a module whose files change like this.
    private func digests(of node: Node, _ rewriting: Rewriting) throws(Fault) -> (files: String, manifest: String)? {
        guard let version = node.version, let files = node.files else { return nil }
        let changes = Dictionary(rewriting.changes.map { ($0.path, $0.after) }) { first, _ in first }
        let manifest = changes[node.module.path] ?? node.module.file.bytes
        return (try files.digest(of: node.module.name, version, replacing: changes, in: tree), GoModuleHash.digest(ofManifest: manifest))
    }

    /// The edits of one module.
    private func rewriting(of node: Node) throws(Fault) -> Rewriting {
        var result = Rewriting()
        let file = node.module.file
        let sum = try GoSumFile(of: node.module, in: tree)
        var edits: [Edit] = []
        var entries: [GoSum.Entry] = []
        var obsolete: [GoSum.Entry] = []
        for requirement in file.requirements {
            let path = requirement.path.text
            guard path != node.module.name, let version = node.exact[path] else { continue }
            if requirement.version != version {
                edits.append(file.replacingVersion(of: requirement, with: version))
                obsolete.append(GoSum.Entry(path: path, version: requirement.version, digest: ""))
                var change = Pin.Requirement(name: path, from: requirement.version, to: version)
                if requirement.isIndirect { change.rest["indirect"] = .bool(true) }
                result.requirements.append(change)
            }
            guard let digests = digests(of: path, version, for: node) else { continue }
            entries.append(GoSum.Entry(path: path, version: version, digest: digests.files))
            entries.append(GoSum.Entry(path: path, version: "\(version)/go.mod", digest: digests.manifest))
        }
        let doomed = file.replacements.filter { isDispensable($0, of: node, sum) }
        edits += file.removing(doomed)
        if !edits.isEmpty {
            let after = edits.applied(to: file.bytes)
            try check(after, of: node, without: doomed)
            result.changes.append(Rewriting.FileChange(path: node.module.path, before: file.bytes, after: after))
        }
        if let change = sum.change(setting: entries, removing: obsolete) { result.changes.append(change) }
        return result
    }

    /// The digests of a module that is released now, for go.sum of another one; nil within a circle.
    private func digests(of path: String, _ version: String, for node: Node) -> (files: String, manifest: String)? {
        guard let number = numbers[path], nodes[number].group != node.group, nodes[number].version == version else { return nil }
        return nodes[number].digests
    }

    /// Whether a line of `replace` leads to a module of the repository and the release can do without it.
    private func isDispensable(_ replacement: GoMod.Replacement, of node: Node, _ sum: GoSumFile) -> Bool {
        guard let folder = node.module.folder(of: replacement) else { return false }
        let path = replacement.path.text
        let manifest = RelativePath.join(folder, Go.moduleFile) ?? Go.moduleFile
        guard path != node.module.name, tree.holds(manifest) else { return false }
        if let number = numbers[path], nodes[number].group == node.group { return false }
        guard node.module.file.requirements.contains(where: { $0.path.text == path }) else { return numbers[path] != nil }
        guard let version = node.exact[path] else { return false }
        return digests(of: path, version, for: node) != nil || sum.holds(path, version)
    }

    /// Refuses a text in which anything but the intended lines would differ.
    private func check(_ bytes: [UInt8], of node: Node, without doomed: [GoMod.Replacement]) throws(Fault) {
        let before = node.module.file
        let problem: String
        do throws(SyntaxFault) {
            let after = try GoMod(bytes)
            let versions = before.requirements.map {
                node.module.name == $0.path.text ? $0.version : node.exact[$0.path.text] ?? $0.version
            }
            let requirementsHold =
                after.requirements.map(\.path.text) == before.requirements.map(\.path.text)
                && after.requirements.map(\.version) == versions.map { GoVersion($0)?.description ?? $0 }
                && after.requirements.map(\.isIndirect) == before.requirements.map(\.isIndirect)
            let replacementsHold = after.replacements.count == before.replacements.count - doomed.count
            guard !requirementsHold || !replacementsHold || after.module?.text != node.module.name else { return }
            problem = requirementsHold ? "a line of replace would be lost" : "a requirement would not be exact"
        } catch {
            problem = "it would not parse: \(error.message)"
        }
        throw Fault(
            .defect, "the edit of `\(node.module.path)` went wrong: \(problem)", hint: "please report this with the file",
            at: Place(node.module.path))
    }
}
