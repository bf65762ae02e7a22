import RKShared

/// Writes into a scaffold what the repository itself tells.
struct TreeSurvey {
    /// The packages.
    let packages: [Package]
    /// The workspaces.
    let workspaces: [Workspace]
    /// What tags tell.
    let history: TagHistory
    /// The files.
    let tree: SourceTree

    /// The usual names of changelogs.
    private static let changelogs = [
        "CHANGELOG.md", "CHANGES.md", "HISTORY.md", "NEWS.md", "RELEASES.md", "Changelog.md", "Changes.md", "History.md", "changelog.md",
    ]

    /// The workspaces, which need no setting.
    func addWorkspaces(to scaffold: inout Scaffold) {
        let counts = packages.reduce(into: [:]) { $0[$1.workspace, default: 0] += 1 }
        let shown = workspaces.prefix(20).map { workspace in
            let count = counts[workspace.id] ?? 0
            return "\(workspace.id) (\(count == 1 ? "1 package" : "\(count) packages"))"
        }
        let more = workspaces.count > shown.count ? " and \(workspaces.count - shown.count) more" : ""
        scaffold.remark(
            "Workspaces: \(shown.joined(separator: ", "))\(more). They are found by themselves; with [ecosystems.NAME] only those are read "
                + "that are declared.")
    }

    /// The tag format of the root, and those of packages that it does not fit.
    /// - Parameter prefixes: what stands in front of each package's versions.
    func addTags(_ prefixes: [Int: String], to scaffold: inout Scaffold, because reason: String?) {
        guard packages.contains(where: TagHistory.isTagged) else { return }
        let templates = TagTemplates(prefixes, packages)
        var comment = reason ?? "The default: no tag is there yet that fits a package."
        if prefixes.isEmpty, repeatsNames {
            _ = scaffold.set(
                "tag_format", TOMLDocument.quoted("{label}/{name}-v{version}"),
                because: "With the workspace in front, since packages of several have one name; no tag is there yet that fits a package.")
            return
        }
        if reason == nil, let index = prefixes.keys.min(), let prefix = prefixes[index], let newest = newestVersion(of: index) {
            comment =
                "The form of \(templates.fitting == 1 ? "the tags" : "\(templates.fitting) packages' tags") that are there, such as "
                + "`\(prefix)\(newest)`."
        } else if reason == nil, let shared = history.shared {
            comment = "Tags such as `\(shared)` tell no packages apart, so they are not read. This is the form of new ones."
        }
        _ = scaffold.set("tag_format", TOMLDocument.quoted(templates.root), because: comment)
        for (index, template) in templates.own.sorted(by: { $0.key < $1.key }) {
            guard !scaffold.put("tag_format", TOMLDocument.quoted(template), for: packages[index]) else { continue }
            scaffold.lose("tags of \(packages[index].id), \(template)", Scaffold.rootless, at: Place(packages[index].manifest))
        }
    }

    /// Whether packages that are released have one name, and versions of their own.
    private var repeatsNames: Bool {
        let released = packages.filter { $0.publish && TagHistory.isTagged($0) }
        return Dictionary(grouping: released, by: \.tagName).values.contains { same in
            same.count > 1 && (same[0].versionGroup == nil || Set(same.map(\.versionGroup)).count > 1)
        }
    }

    /// The newest release of a package.
    private func newestVersion(of index: Int) -> String? {
        guard let scheme = Catalog.ecosystem(packages[index].ecosystem)?.versionScheme else { return nil }
        return scheme.newest(of: (history.versions[index] ?? []).sorted { $0.precedes($1) })
    }

    /// What is one version: a setting where tags prove it, else a remark.
    func addLockstep(to scaffold: inout Scaffold) {
        let lockstep = Lockstep(packages, history)
        if let all = lockstep.all {
            if let releases = all.releases {
                _ = scaffold.set(
                    "synchronize", "true",
                    because: "All \(all.members.count) packages are \(all.version), and all \(releases) releases were of all of them.")
            } else if let prefix = history.prefixes[all.members[0]], all.members.allSatisfy({ history.prefixes[$0] == prefix }) {
                _ = scaffold.set(
                    "synchronize", "true",
                    because:
                        "All \(all.members.count) packages are \(all.version), and a tag such as `\(prefix)\(all.version)` is of all of them."
                )
            } else {
                scaffold.remark(
                    "All packages are \(all.version) today. To keep them at one version, take the mark from the next line.",
                    lines: ["synchronize = true"])
            }
        }
        for group in lockstep.groups {
            let folder = RelativePath.folder(of: packages[group.members[0]].path)
            guard let releases = group.releases else {
                scaffold.remark(
                    "The \(group.members.count) packages in \(folder) are \(group.version) today. To keep them at one version, take the marks from "
                        + "the next lines, and write group = \(TOMLDocument.quoted(group.name)) into a \(Configuration.fileName) in each one's "
                        + "folder.",
                    lines: ["[groups.\(Scaffold.key(group.name))]", "synchronize = true"])
                continue
            }
            addGroup(
                group.name, group.members, to: &scaffold,
                because:
                    "\(group.members.count) packages in \(folder) are \(group.version), and all \(releases) releases were of all of them.")
        }
    }

    /// A group whose members share one version; they name it in their folders. Returns the packages that cannot.
    @discardableResult
    func addGroup(_ name: String, _ members: [Int], to scaffold: inout Scaffold, because comment: String) -> [Package] {
        let left = members.filter { !scaffold.put("group", TOMLDocument.quoted(name), for: packages[$0]) }.map { packages[$0] }
        guard left.count < members.count else { return left }
        _ = scaffold.table("groups.\(Scaffold.key(name))", [("synchronize", "true")], because: comment)
        return left
    }

    /// Where history begins, where no tag tells of packages.
    /// - Parameter tag: one of everything that stands there.
    func addBootstrap(_ commit: String, _ tag: String?, to scaffold: inout Scaffold) {
        let reason =
            tag.map { "`\($0)` is the newest tag, so packages begin there" } ?? "No tag tells what was released, so packages begin here"
        _ = scaffold.set(
            "bootstrap_sha", TOMLDocument.quoted(commit),
            because: "\(reason): commits up to this one give no version. Without this line, those since a package was added do.")
    }

    /// Which file the changelogs are, where most packages that have one call it otherwise.
    func addChangelog(to scaffold: inout Scaffold) {
        let folders = Set(packages.filter(\.publish).map(\.path))
        let counts = Self.changelogs.map { name in
            (name: name, count: folders.count { RelativePath.join($0, name).map { Files.exists(tree.absolute($0)) } ?? false })
        }
        guard let most = counts.map(\.count).max(), most > 0, let best = counts.first(where: { $0.count == most }) else { return }
        guard best.name != ChangelogSettings().file, !scaffold.hasTable("changelog") else { return }
        _ = scaffold.table(
            "changelog", [("file", TOMLDocument.quoted(best.name))],
            because: "The changelog of \(most == 1 ? "a package that has" : "\(most) packages that have") one.")
    }

    /// Which forge the remote is on, where its address does not tell: the one whose pipelines the tree has.
    func addForge(_ remote: String?, _ wanted: ForgeSite.Kind?, to scaffold: inout Scaffold) {
        guard let remote, ForgeSite(remote: remote, environment: [:]) == nil,
            ForgeSite(remote: remote, wanted: .github, environment: [:]) != nil
        else { return }
        let pipelines: [(path: String, kind: ForgeSite.Kind)] = [
            (".gitlab-ci.yml", .gitlab), (".gitea/workflows", .gitea), (".forgejo/workflows", .gitea), (".github/workflows", .github),
            ("bitbucket-pipelines.yml", .bitbucket),
        ]
        let present = pipelines.filter { Files.exists(tree.absolute($0.path)) }
        let comment = "The remote is \(remote), whose name tells of no forge"
        if let kind = wanted ?? (Set(present.map(\.kind)).count == 1 ? present[0].kind : nil) {
            let reason = wanted == nil ? "; \(present[0].path) does." : "."
            _ = scaffold.set("forge", TOMLDocument.quoted(kind.rawValue), because: comment + reason)
        } else {
            let kinds = ForgeSite.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            scaffold.remark("\(comment): say which it is, \(kinds), and take the mark away.", lines: ["forge = \"github\""])
        }
    }
}
