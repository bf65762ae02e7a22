extension UvContext {
    /// What uv refuses of a member's requirements when it locks: one on a member whose source is not the workspace, and a workspace source
    /// of a package that is no member. Each name once, at the first requirement.
    func refusals(of declared: [DeclaredRequirement], in member: PyProject, _ ownSources: UvSources) -> [Diagnostic] {
        var seen: Set<String> = []
        return declared.compactMap { declared in
            let name = declared.requirement.normalizedName
            guard members[name]?.path != member.path, seen.insert(name).inserted else { return nil }
            let sources = ownSources.sources[name] ?? rootSources.sources[name]
            guard members[name] != nil else {
                guard sources?.contains(where: { $0.isWorkspace && $0.applies(to: declared) }) == true else { return nil }
                return warning(
                    "tool.uv.sources takes `\(name)` from the workspace, but no member has this name", at: declared, in: member,
                    hint: "correct the name, or `members` and `exclude` of [tool.uv.workspace]; uv locks nothing otherwise")
            }
            let other = sources?.first { !$0.isWorkspace }
            guard sources == nil || other != nil else { return nil }
            return warning(
                "`\(name)` is a member of the workspace, but tool.uv.sources names \(other?.kind ?? "no source")", at: declared, in: member,
                hint: "write `\(name) = { workspace = true }`; uv locks nothing otherwise")
        }
    }

    /// A warning at a requirement.
    private func warning(_ message: String, at declared: DeclaredRequirement, in member: PyProject, hint: String) -> Diagnostic {
        Diagnostic(
            .warning, .workspaceInvalid, message, hint: hint, package: "pypi:\(PythonName.normalize(member.name ?? ""))",
            at: member.place(declared.node.span))
    }
}
