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
        let packages = try document.requiredPackages(for: RkPropose.stage)
        var (edits, findings) = try requirements(of: packages)
        for target in targets {
            let users = packages.filter { package in package.dependencies.contains { isNeed($0, of: package, on: target) } }
            if users.isEmpty {
                findings.append(
                    Diagnostic(.warning, .packageUnknown, "no package here needs \(target.name)", hint: "give the name that manifests have")
                )
            }
            for workspace in document.workspaces ?? [] {
                let members = users.filter { $0.workspace == workspace.id }
                guard !members.isEmpty, let tools = Catalog.ecosystem(workspace.ecosystem)?.packageManager else { continue }
                let commands = tools.upgrade(target.name, to: target.version, in: workspace, members: members, root: tree.root)
                edits += commands.map { Action(.run($0), why: "\(target.text) in \(workspace.id)") }
                if commands.isEmpty, workspace.lockfile != nil {
                    findings.append(
                        Diagnostic(
                            .warning, .lockfileStale, "the lockfile of \(workspace.id) keeps the \(target.name) that it has",
                            hint: "bring it up to date in the request", at: workspace.lockfile.map { Place($0) }))
                }
            }
        }
        return (edits, findings)
    }

    /// Whether a package states a dependency on a target.
    private func isNeed(_ dependency: Dependency, of package: Package, on target: Target) -> Bool {
        guard dependency.member == nil, !dependency.isDeclared else { return false }
        return names(dependency.name, target, in: package)
    }

    /// Whether a name in a package's manifest is that of a target.
    private func names(_ name: String, _ target: Target, in package: Package) -> Bool {
        name == target.name || package.ecosystem == "uv" && PythonName.normalize(name) == PythonName.normalize(target.name)
    }

    /// Raises the requirements that would not take the targets' versions: as a release does, with the targets as if they were packages here.
    private func requirements(of packages: [Package]) throws(Fault) -> (edits: [Action], findings: [Diagnostic]) {
        var outgrown: [(package: Package, targets: [Target])] = []
        var rewrites: [String: Rewrite] = [:]
        for var package in packages {
            guard let ecosystem = Catalog.ecosystem(package.ecosystem), !(ecosystem is any VersionInTags) else { continue }
            var raised: [Target] = []
            for target in targets {
                guard let version = target.version else { continue }
                let needs = package.dependencies.indices.filter { isNeed(package.dependencies[$0], of: package, on: target) }
                guard !needs.isEmpty else { continue }
                guard ecosystem.versionScheme.isValid(version) else {
                    throw Fault(
                        .versionInvalid, "--update \(target.text): `\(version)` is no version of \(package.ecosystem)",
                        hint: "write it like \(target.name)@1.2.0")
                }
                let id = "\(ecosystem.idPrefix):\(target.name)"
                for index in needs where ecosystem.takes(version, after: nil, by: package.dependencies[index]) == false {
                    package.dependencies[index].package = id
                    rewrites[package.id, default: Rewrite()].exact[id] = version
                    if raised.last != target { raised.append(target) }
                }
            }
            if !raised.isEmpty { outgrown.append((package, raised)) }
        }
        let rewritings = try PinPlan.rewritings(of: outgrown.map(\.package), rewrites, in: tree, isLasting: true)
        var files = EditedFiles(tree: tree)
        var findings: [Diagnostic] = []
        for (package, targets) in outgrown {
            let rewriting = rewritings[package.id] ?? Rewriting()
            for target in targets where !rewriting.requirements.contains(where: { names($0.name, target, in: package) }) {
                findings.append(
                    Diagnostic(
                        .warning, .requirementKept,
                        "the requirement of \(package.id) does not take \(target.name) \(target.version ?? ""), and stays",
                        hint: "raise it in the request", package: package.id, at: Place(package.manifest)))
            }
            for change in rewriting.changes {
                try files.add(change, for: package, why: "\(package.id) takes \(targets.map(\.text).joined(separator: ", "))")
            }
        }
        return (files.actions, findings)
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
