extension NodeEcosystem {
    /// Writes the version, and into every requirement on a member what pnpm would publish for it: `workspace:^` becomes `^1.5.0`,
    /// `workspace:*` becomes `1.5.0`, an alias `npm:name@…`; a plain range keeps its `^` or `~` and is exact otherwise. A peer's range that
    /// the version fits stays. All other bytes stay. The result is parsed again and must say so.
    public func rewrite(_ package: Package, _ rewrite: Rewrite, in tree: SourceTree) throws(Fault) -> Rewriting {
        let manifest = try PackageJSON(reading: package.manifest, in: tree)
        var result = Rewriting()
        var edits: [Edit] = []
        if let version = rewrite.version, manifest.version != version { edits.append(try manifest.settingVersion(version)) }
        var findings: [Diagnostic] = []
        for requirement in manifest.requirements(findings: &findings) {
            guard let target = NodePinning.target(of: requirement, in: package), let version = rewrite.exact[target] else { continue }
            let text = NodePinning.published(requirement, version: version, target: target)
            guard text != requirement.text else { continue }
            edits.append(manifest.document.replacing(requirement.node, with: text))
            guard requirement.section != .devDependencies else { continue }
            var change = Pin.Requirement(name: requirement.name, from: requirement.text, to: text)
            change.rest["kind"] = .string(requirement.section.kind.rawValue)
            // A range that is published as it stands does not tell the version that it was written for.
            change.rest["version"] = .string(version)
            result.requirements.append(change)
        }
        guard !edits.isEmpty else { return result }
        let before = manifest.document.bytes
        let after = edits.applied(to: before)
        let reread = try PackageJSON(after, path: package.manifest)
        guard rewrite.version == nil || reread.version == rewrite.version else {
            throw Fault(
                .defect, "the edit of `\(package.manifest)` went wrong: the version would be `\(reread.version ?? "")`",
                hint: "please report this with the file", at: Place(package.manifest))
        }
        result.changes = [Rewriting.FileChange(path: package.manifest, before: before, after: after)]
        return result
    }
}

extension PackageJSON {
    /// The edit that writes a version: in place of the old one, else behind the name, else in front of the first member.
    func settingVersion(_ version: String) throws(Fault) -> Edit {
        if let node = self["version"] { return document.replacing(node, with: version) }
        let member = "\"version\": \(JSONText.quoted(version))"
        let members = document.root.members ?? []
        guard let first = members.first else { return Edit(span: document.root.span, replacement: "{ \(member) }") }
        if let name = members.last(where: { $0.key == "name" }) {
            return Edit(span: Span(start: name.node.span.end, end: name.node.span.end), replacement: ",\(gap(before: name))\(member)")
        }
        return Edit(span: Span(start: first.keySpan.start, end: first.keySpan.start), replacement: "\(member),\(gap(before: first))")
    }

    /// The blanks and line ends in front of a member, as the file's author has them.
    private func gap(before member: JSONMember) -> String {
        var start = member.keySpan.start
        while start > 0, [0x20, 0x09, 0x0A, 0x0D].contains(document.bytes[start - 1]) { start -= 1 }
        let gap = String(decoding: document.bytes[start..<member.keySpan.start], as: UTF8.self)
        return gap.isEmpty ? " " : gap
    }
}

/// How requirements on members are written for a release.
enum NodePinning {
    /// The id of the member that a requirement means, by what discovery found; a list that does not count follows the one that does.
    static func target(of requirement: NodeRequirement, in package: Package) -> String? {
        let edges = package.dependencies.filter {
            $0.name == requirement.name && $0.package != nil && $0.package != package.id && !$0.isDeclared
        }
        return edges.first { $0.kind == requirement.section.kind }?.package
            ?? (requirement.section == .peerDependencies ? nil : edges.first { $0.kind != .peer }?.package)
    }

    /// The name of a package in its id.
    static func name(ofId id: String) -> String {
        let name = id.rest(behind: "npm:") ?? id
        return String(name.dropFirst().firstIndex(of: "@").map { name[..<$0] } ?? name[...])
    }

    /// What stands in the published manifest in place of a requirement.
    static func published(_ requirement: NodeRequirement, version: String, target: String) -> String {
        let isPeer = requirement.section == .peerDependencies
        let range: String
        var name = NodePinning.name(ofId: target)
        switch NodeSpecifier(requirement.text) {
        case .workspace(let alias, let text):
            if let alias { name = alias }
            switch text {
            case "^", "~": range = text + version
            case "*", "": range = version
            // pnpm publishes a range behind `workspace:` as it is.
            default: range = NpmRange(text)?.allows(version) == true && !isExact(text) ? text : operatorKept(text, version)
            }
        case .alias(let alias, let text):
            name = alias
            range = plain(text, version, isPeer: isPeer)
        case .range(let text): range = plain(text, version, isPeer: isPeer)
        case .catalog where isPeer: range = "^\(version)"
        case .workspacePath, .path, .catalog, .tag, .other: range = version
        }
        return name == requirement.name ? range : "npm:\(name)@\(range)"
    }

    /// A plain range for a version.
    private static func plain(_ text: String, _ version: String, isPeer: Bool) -> String {
        if isPeer, NpmRange(text)?.allows(version) == true { return text }
        return isPeer && !isExact(text) && text.first != "~" ? "^\(version)" : operatorKept(text, version)
    }

    /// The version behind the range's own `^` or `~`; of any other range the version alone.
    private static func operatorKept(_ text: String, _ version: String) -> String {
        let text = text.trimmed
        guard let mark = text.first, mark == "^" || mark == "~", !text.contains(" "), !text.contains("|") else { return version }
        return "\(mark)\(version)"
    }

    /// Whether a range is one version.
    private static func isExact(_ text: String) -> Bool { SemVer(String(text.trimmed.drop { $0 == "=" || $0 == "v" })) != nil }
}
