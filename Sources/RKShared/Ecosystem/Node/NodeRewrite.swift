extension NodeEcosystem {
    /// Manifests and lockfiles are found without it.
    public var readsTrackedFiles: Bool { false }

    /// As for a release of this package alone.
    public func rewrite(_ package: Package, _ rewrite: Rewrite, in tree: SourceTree) throws(Fault) -> Rewriting {
        try self.rewrite([package], [package.id: rewrite], in: tree)[package.id] ?? Rewriting()
    }

    /// Writes versions, and into every requirement on a member what pnpm would publish for it, raised to the member's version:
    /// `workspace:^` becomes `^1.5.0`, `workspace:*` becomes `1.5.0`, an alias `npm:name@…`; a plain range keeps its `^` or `~` and is exact
    /// otherwise. A peer's range that the version fits stays. The members' entries of lockfiles follow. All other bytes stay.
    public func rewrite(_ packages: [Package], _ rewrites: [String: Rewrite], in tree: SourceTree) throws(Fault) -> [String: Rewriting] {
        var release = NodeRelease(tool, for: .registry, in: tree)
        return try release.rewritings(packages, rewrites)
    }

    /// The same, but protocols that only a workspace understands stay, and with them every range that fits. Private packages get no version; of
    /// their ranges only those change that a member's new version does not fit, which would lead from the member to the registry.
    public func lastingRewrite(_ packages: [Package], _ rewrites: [String: Rewrite], in tree: SourceTree) throws(Fault) -> [String:
        Rewriting]
    {
        var release = NodeRelease(tool, for: .commit, in: tree)
        return try release.rewritings(packages, rewrites)
    }
}

extension PackageJSON {
    /// The edit that writes a version: in place of the old one, else behind the name, else in front of the first member.
    func settingVersion(_ version: String) throws(Fault) -> Edit { document.settingVersion(version, in: document.root) }
}

extension JSONText {
    /// The edit that writes a version into an object: in place of the old one, else behind the name, else in front of the first member.
    func settingVersion(_ version: String, in object: JSONNode) -> Edit {
        if let node = object["version"] { return replacing(node, with: version) }
        let member = "\"version\": \(JSONText.quoted(version))"
        let members = object.members ?? []
        guard let first = members.first else { return Edit(span: object.span, replacement: "{ \(member) }") }
        if let name = members.last(where: { $0.key == "name" }) {
            return Edit(span: Span(start: name.node.span.end, end: name.node.span.end), replacement: ",\(gap(before: name))\(member)")
        }
        return Edit(span: Span(start: first.keySpan.start, end: first.keySpan.start), replacement: "\(member),\(gap(before: first))")
    }

    /// The blanks and line ends in front of a member, as the file's author has them.
    private func gap(before member: JSONMember) -> String {
        var start = member.keySpan.start
        while start > 0, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[start - 1]) { start -= 1 }
        let gap = String(decoding: bytes[start..<member.keySpan.start], as: UTF8.self)
        return gap.isEmpty ? " " : gap
    }
}
