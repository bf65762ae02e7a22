extension Uv {
    /// The members by normalised name, found as uv finds them (`uv workspace list`): the root when it has `[project]`, then the folders
    /// that fit `members` and no pattern of `exclude`, but for hidden ones without a manifest and those with `managed = false`. What is
    /// wrong, and folders without a manifest, go into the discovery.
    func members(
        of root: PyProject, at site: WorkspaceSite, in tree: SourceTree, _ discovery: inout Discovery
    ) throws(Fault) -> [String: PyProject] {
        var members: [String: PyProject] = [:]
        if root["project"] != nil { add(root, to: &members, findings: &discovery.findings) }
        guard let node = root["tool", "uv", "workspace"] else { return members }
        guard let workspace = node.table else {
            throw Fault(.workspaceInvalid, "`tool.uv.workspace` is \(node.kindName), not a table", at: root.place(node.span))
        }
        let excluded = try patterns("exclude", of: workspace, in: root).compactMap {
            RelativePath.join(Glob.escaped(site.root), $0.pattern).map { Glob($0) }
        }
        var seen: Set<String> = [site.root]
        for (pattern, span) in try patterns("members", of: workspace, in: root) {
            guard let folders = PathPattern(pattern, below: site.root).matches(in: tree) else {
                discovery.findings.append(
                    Diagnostic(
                        .error, .pathOutside, "the member pattern `\(pattern)` leads outside the repository",
                        hint: "members must lie below the repository's root", at: root.place(span)))
                continue
            }
            if root["project"] == nil, folders.contains(site.root) {
                discovery.findings.append(
                    Diagnostic(
                        .error, .manifestInvalid, "the member pattern `\(pattern)` names the root, which has no [project] table",
                        hint: "add one, or take the pattern away: a root of members alone is none itself", at: root.place(span)))
            }
            for folder in folders where seen.insert(folder).inserted && Files.isFolder(tree.absolute(folder)) {
                guard !excluded.contains(where: { $0.matches(folder) }) else { continue }
                add(folder, matching: pattern, at: root.place(span), in: tree, to: &members, &discovery)
            }
        }
        return members
    }

    /// The patterns of a key of the workspace's table, with their places.
    private func patterns(
        _ key: String, of workspace: TOMLTable, in root: PyProject
    ) throws(Fault) -> [(pattern: String, span: Span)] {
        guard let node = workspace[key] else { return [] }
        guard let elements = node.array else {
            throw Fault(.workspaceInvalid, "`tool.uv.workspace.\(key)` is \(node.kindName), not an array", at: root.place(node.span))
        }
        var result: [(pattern: String, span: Span)] = []
        for element in elements {
            guard let pattern = element.string else {
                throw Fault(
                    .workspaceInvalid, "`tool.uv.workspace.\(key)` holds \(element.kindName), not only strings",
                    at: root.place(element.span))
            }
            if let problem = Glob.problem(inPath: pattern) {
                throw Fault(
                    .workspaceInvalid, "`\(pattern)` in `tool.uv.workspace.\(key)` is no pattern: \(problem)",
                    hint: "uv refuses it too: `uv workspace list` says so", at: root.place(element.span))
            }
            result.append((pattern, element.span))
        }
        return result
    }

    /// Takes the folder as a member, or says why it is none.
    private func add(
        _ folder: String, matching pattern: String, at place: Place, in tree: SourceTree, to members: inout [String: PyProject],
        _ discovery: inout Discovery
    ) {
        guard let path = RelativePath.join(folder, "pyproject.toml") else { return }
        guard Files.exists(tree.absolute(path)) else {
            guard !RelativePath.name(of: folder).hasPrefix(".") else { return }
            let finding = Diagnostic(
                .error, .manifestUnreadable, "the workspace member `\(folder)` has no pyproject.toml (it fits `\(pattern)`)",
                hint: "add a pyproject.toml, remove the folder, or add it to tool.uv.workspace.exclude", at: place)
            discovery.bareFolders.append(Discovery.BareFolder(path: folder, finding: finding))
            return
        }
        do throws(Fault) {
            let member = try PyProject(reading: path, in: tree)
            if member["tool", "uv", "managed"]?.boolean == false { return }
            if member["tool", "uv", "workspace"] != nil {
                throw Fault(
                    .workspaceNested, "the workspace member `\(folder)` is a workspace itself",
                    hint: "uv knows no nested workspaces: exclude it",
                    at: Place(path))
            }
            add(member, to: &members, findings: &discovery.findings)
        } catch {
            discovery.findings.append(Diagnostic(.error, error))
        }
    }

    /// Takes a manifest as a member when its name is good and new.
    private func add(_ member: PyProject, to members: inout [String: PyProject], findings: inout [Diagnostic]) {
        guard let project = member["project"] else {
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid, "the workspace member `\(member.folder)` has no [project] table",
                    hint: "add one, or add the folder to tool.uv.workspace.exclude", at: Place(member.path)))
            return
        }
        guard let name = member.name, Self.isName(name) else {
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid, "[project] has no valid `name`",
                    hint: "letters, digits, `.`, `-` and `_`, beginning and ending with a letter or digit",
                    at: member.place(member["project", "name"]?.span ?? project.span)))
            return
        }
        if let first = members[PythonName.normalize(name)] {
            findings.append(
                Diagnostic(
                    .error, .packageDuplicate, "two members of the workspace have the name `\(name)`: `\(first.path)` and `\(member.path)`",
                    hint: "rename one; names are compared without regard to case, `.`, `-` and `_`",
                    at: member.place(member["project", "name"]?.span ?? project.span)))
            return
        }
        members[PythonName.normalize(name)] = member
    }

    /// Whether a text is a Python package's name (core metadata, `Name`).
    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, isAlphanumeric(first), isAlphanumeric(last) else { return false }
        return text.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
    }

    /// Whether a byte is an ASCII letter or digit.
    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
    }
}
