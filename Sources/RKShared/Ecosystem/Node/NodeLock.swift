/// The entries of a workspace's own members in a package-lock.json (lockfile versions 2 and 3).
public enum NodeLock {
    /// The lockfile with the versions and requirements that its members' manifests have after their rewriting; nil when nothing changes.
    ///
    /// One file for all members of a workspace, so it is computed once for a release. Only the strings of these entries change.
    /// - Throws: a `Fault` when the lockfile cannot be read.
    public static func change(
        _ lockfile: String, for packages: [Package], _ rewritings: [String: Rewriting], in tree: SourceTree
    ) throws(Fault) -> Rewriting.FileChange? {
        let bytes = try tree.read(lockfile)
        let text: JSONText
        do { text = try JSONText(bytes) } catch { throw Fault(.manifestSyntax, error, in: lockfile) }
        let root = RelativePath.folder(of: lockfile)
        var edits: [Edit] = []
        for package in packages {
            let key = package.path == root ? "" : root == "." ? package.path : String(package.path.dropFirst(root.utf8.count + 1))
            guard let change = rewritings[package.id]?.changes.first(where: { $0.path == package.manifest }),
                let entry = text.root["packages"]?[key]
            else { continue }
            let manifest = try PackageJSON(change.after, path: package.manifest)
            if key.isEmpty, let node = text.root["version"], let version = manifest.version, node.string != version {
                edits.append(text.replacing(node, with: version))
            }
            if let node = entry["version"], let version = manifest.version, node.string != version {
                edits.append(text.replacing(node, with: version))
            }
            var findings: [Diagnostic] = []
            for requirement in manifest.requirements(findings: &findings) {
                guard let node = entry[requirement.section.rawValue]?[requirement.name], node.string != requirement.text else { continue }
                edits.append(text.replacing(node, with: requirement.text))
            }
        }
        return edits.isEmpty ? nil : Rewriting.FileChange(path: lockfile, before: bytes, after: edits.applied(to: bytes))
    }
}
