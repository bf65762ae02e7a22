import RKShared

/// The update of packages of other repositories in what needs them: requirements that would not take the new version, and lockfiles.
struct DependencyUpdate {
    /// A package of another repository, `NAME` or `NAME@VERSION`.
    struct Target: Sendable, Hashable {
        /// Its name.
        let name: String
        /// The version that is there now; nil for the newest.
        let version: String?

        /// Reads the text of an option; nil where it has no name. A name may begin with `@`.
        init?(_ text: String) {
            let at = text.lastIndex(of: "@").flatMap { $0 == text.startIndex ? nil : $0 }
            name = String(text[..<(at ?? text.endIndex)])
            version = at.map { String(text[text.index(after: $0)...]) }
            let isPlain = !text.hasPrefix("-") && !text.contains { $0.isWhitespace || $0.asciiValue.map { $0 < 32 } == true }
            guard !name.isEmpty, version?.isEmpty != true, isPlain else { return nil }
        }

        /// As it was given.
        var text: String { version.map { "\(name)@\($0)" } ?? name }
    }

    /// What is brought up to date.
    let targets: [Target]
    /// The document.
    let document: Document
    /// The repository's files.
    let tree: SourceTree

    /// The actions that write requirements, then those that bring lockfiles up to date; what could not be.
    func changes() throws(Fault) -> (actions: [Action], findings: [Diagnostic]) {
        var files = EditedFiles(tree: tree)
        var runs: [Action] = []
        var findings: [Diagnostic] = []
        for target in targets {
            let users = try document.requiredPackages(for: RkPropose.stage).filter { !needs(of: $0, on: target).isEmpty }
            if users.isEmpty {
                findings.append(
                    Diagnostic(.warning, .packageUnknown, "no package here needs \(target.name)", hint: "give the name that manifests have")
                )
            }
            for package in users { try raise(target, in: package, &files, &findings) }
            for workspace in document.workspaces ?? [] {
                let members = users.filter { $0.workspace == workspace.id }
                guard !members.isEmpty, let tools = Catalog.ecosystem(workspace.ecosystem)?.packageManager else { continue }
                let commands = tools.upgrade(target.name, to: target.version, in: workspace, members: members, root: tree.root)
                runs += commands.map { Action(.run($0), why: "\(target.text) in \(workspace.id)") }
                if commands.isEmpty, workspace.lockfile != nil {
                    findings.append(
                        Diagnostic(
                            .warning, .lockfileStale, "the lockfile of \(workspace.id) keeps the \(target.name) that it has",
                            hint: "bring it up to date in the request", at: workspace.lockfile.map { Place($0) }))
                }
            }
        }
        return (files.actions + runs, findings)
    }

    /// What a package states about a target of another repository.
    private func needs(of package: Package, on target: Target) -> [Dependency] {
        package.dependencies.filter { dependency in
            guard dependency.member == nil, !dependency.isDeclared else { return false }
            return dependency.name == target.name
                || package.ecosystem == "uv" && PythonName.normalize(dependency.name) == PythonName.normalize(target.name)
        }
    }

    /// Raises the requirements of a package that would not take the version.
    private func raise(
        _ target: Target, in package: Package, _ files: inout EditedFiles, _ findings: inout [Diagnostic]
    ) throws(Fault) {
        guard let version = target.version, let ecosystem = Catalog.ecosystem(package.ecosystem), !(ecosystem is any VersionInTags) else {
            return
        }
        guard ecosystem.versionScheme.isValid(version) else {
            throw Fault(
                .versionInvalid, "--update \(target.text): `\(version)` is no version of \(package.ecosystem)",
                hint: "write it like \(target.name)@1.2.0")
        }
        guard needs(of: package, on: target).contains(where: { ecosystem.takes(version, after: nil, by: $0) == false }) else { return }
        let id = "\(ecosystem.idPrefix):\(target.name)"
        var asked = package
        for index in asked.dependencies.indices where needs(of: package, on: target).contains(asked.dependencies[index]) {
            asked.dependencies[index].package = id
        }
        let rewrites = [package.id: Rewrite(exact: [id: version])]
        let changes = try PinPlan.rewritings(of: [asked], rewrites, in: tree, isLasting: true)[package.id]?.changes ?? []
        if changes.isEmpty {
            findings.append(
                Diagnostic(
                    .warning, .requirementKept, "the requirement of \(package.id) does not take \(target.name) \(version), and stays",
                    hint: "raise it in the request", package: package.id, at: Place(package.manifest)))
        }
        for change in changes { try files.add(change, for: package, why: "\(package.id) takes \(target.name) \(version)") }
    }

    /// The proposal; nil where nothing is to be changed.
    func proposal(of changes: [Action]) -> Proposal? {
        guard !changes.isEmpty else { return nil }
        let words = targets.map { "\($0.name)\($0.version.map { " to \($0)" } ?? "")" }
        let title =
            "chore(deps): \(targets.contains { $0.version != nil } ? "bump" : "update") "
            + (words.count > 3 ? "\(words.count) packages" : words.joined(separator: ", "))
        let list = words.map { "- \($0)" }.joined(separator: "\n")
        return Proposal(
            branch: branch, message: "\(title)\n\n\(list)\n\n\(CommitMark.proposal)\n", changes: changes,
            request: (
                title,
                "Packages that other repositories published.\n\n\(list.split(separator: "\n").map { "- " + MarkdownText.inline(String($0.dropFirst(2))) }.joined(separator: "\n"))\n",
                []
            ))
    }

    /// The branch: one for each set of names, so that a newer version brings the same request up to date.
    private var branch: String {
        let names = targets.map { target in
            String(target.name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }).split(separator: "-").joined(separator: "-")
        }
        return "releasekit--update-\(names.joined(separator: "+").lowercased().prefix(100))"
    }
}
