import RKShared

/// What of a release is undone, and in which way.
struct Undoing {
    /// The release.
    let survey: ReleaseSurvey
    /// The packages that are undone, those that need others first.
    let chosen: [ReleasedVersion]
    /// Whether what users have may be taken from them.
    let isForced: Bool
    /// What users are told.
    let reason: String
    /// What stands against it, and what stays.
    private(set) var findings: [Diagnostic] = []

    /// Chooses the packages.
    /// - Throws: a `Fault` for a package or tag that the release does not have.
    init(
        _ survey: ReleaseSurvey, packages: [String], tags: [String], isForced: Bool, reason: String, documentOrder: [String]
    ) throws(Fault) {
        self.survey = survey
        self.isForced = isForced
        self.reason = reason
        let globs = packages.map { NameGlob($0) }
        for glob in globs where !survey.versions.contains(where: { glob.matches($0.package) }) {
            throw Fault(
                .packageUnknown, "--package \(glob.pattern): the release has no such package",
                hint: Self.hint(for: glob.pattern, among: survey.versions.map(\.package.name)))
        }
        for tag in tags where !survey.versions.contains(where: { $0.tag == tag }) {
            throw Fault(
                .usage, "--tag \(tag): the release has no such tag", hint: Self.hint(for: tag, among: survey.versions.compactMap(\.tag)))
        }
        let fitting = survey.versions.filter { version in
            globs.isEmpty && tags.isEmpty || globs.contains { $0.matches(version.package) }
                || version.tag.map(tags.contains) ?? false
        }
        let places = Dictionary(documentOrder.enumerated().map { ($1, $0) }) { first, _ in first }
        chosen = fitting.sorted { (places[$0.package.id] ?? 0) > (places[$1.package.id] ?? 0) }
        findings = broken + foreignTags + lasting + partial
    }

    /// What somebody may have meant.
    private static func hint(for name: String, among names: [String]) -> String {
        Suggestion.nearest(to: name, among: names).map { "did you mean `\($0)`?" } ?? "it has \(names.joined(separator: ", "))"
    }

    /// Whether nothing of the release is left afterwards: no other package, and no version that a registry has.
    var isWhole: Bool { chosen.count == survey.versions.count && (isForced || !chosen.contains(where: \.isPublished)) }

    /// The versions that only a later release withdraws, each with what does so.
    var withdrawnByRelease: [(version: ReleasedVersion, publishing: any WithdrawnByRelease)] {
        isForced
            ? []
            : chosen.filter(\.isPublished).compactMap { version in
                (Catalog.ecosystem(version.package.ecosystem)?.publishing as? any WithdrawnByRelease).map { (version, $0) }
            }
    }

    /// Everything but the commit, what users see first: versions of registries, pages, tags, labels.
    var actions: [Action] {
        var actions = chosen.filter(\.isPublished).compactMap { withdrawal(of: $0) }
        let tags = deletedTags
        if survey.remote != nil {
            actions += tags.map { Action(.deleteRelease(Action.PageDeletion(tag: $0.name)), why: "\($0.sharers), before its tag") }
        }
        actions += tags.map { tag in
            Action(
                .deleteTag(Action.TagDeletion(name: tag.name, commit: tag.commit, remote: survey.remote)),
                why: tag.isPublished ? "\(tag.sharers), although it is published (--force)" : "\(tag.sharers) is in no registry")
        }
        if isWhole, survey.remote != nil, survey.commit != nil {
            let labels = Action.RequestLabels(branch: ReleaseBranch.name, add: [], remove: ReleaseLabel.all)
            actions.append(Action(.labelRequest(labels), why: "nothing of it is released any more"))
        }
        return actions
    }

    /// What keeps a version from being taken; nil where nothing does, or only a later release.
    private func withdrawal(of version: ReleasedVersion) -> Action? {
        guard let registry = version.registry,
            let withdrawing = Catalog.ecosystem(version.package.ecosystem)?.publishing as? any Withdrawing
        else { return nil }
        let published = PublishedVersion(package: version.package, version: version.version, registry: registry)
        guard let manner = withdrawing.manner(of: published, isForced: isForced) else { return nil }
        var withdrawal = Action.Withdrawal(
            package: version.package.id, version: version.version, registry: registry.base, manner: manner, reason: reason)
        if case .byHand(let page) = withdrawing.withdrawal(of: published, by: manner, because: reason, with: [:]) { withdrawal.page = page }
        return Action(.withdraw(withdrawal), why: Self.consequence(of: manner))
    }

    /// What a withdrawal means for users.
    private static func consequence(of manner: Action.Withdrawal.Manner) -> String {
        switch manner {
        case .deprecate: "whoever installs it is told; it stays"
        case .yank, .retract: "nobody gets it who does not have it; lockfiles go on"
        case .unpublish: "it is gone; its number can never be used again"
        }
    }

    /// A tag that is deleted.
    private struct DeletedTag {
        /// Its name.
        let name: String
        /// The commit that it names.
        let commit: String
        /// The versions whose tag it is, for people.
        let sharers: String
        /// Whether a registry has one of these.
        let isPublished: Bool
    }

    /// The tags of which nothing was published, or all of them where that is forced; a tag that a package shares which stays is left too,
    /// and so is that of a release of which something is left.
    private var deletedTags: [DeletedTag] {
        let whole = survey.umbrella.flatMap { name in
            isWhole
                ? survey.commits(of: name).first.map { commit in
                    DeletedTag(name: name, commit: commit, sharers: "the release", isPublished: chosen.contains(where: \.isPublished))
                } : nil
        }
        return [whole].compactMap { $0 } + packageTags
    }

    /// Those of the packages.
    private var packageTags: [DeletedTag] {
        let ids = Set(chosen.map(\.package.id))
        var seen: Set<String> = []
        return chosen.compactMap { version in
            guard let name = version.tag, seen.insert(name).inserted, let commit = survey.commits(of: name).first else { return nil }
            let sharers = survey.versions.filter { $0.tag == name }
            guard sharers.allSatisfy({ ids.contains($0.package.id) && (isForced || !$0.isPublished) }) else { return nil }
            return DeletedTag(
                name: name, commit: commit, sharers: sharers.map { "\($0.package.name) \($0.version)" }.joined(separator: ", "),
                isPublished: sharers.contains(where: \.isPublished))
        }
    }
}

extension Undoing {
    /// Published versions that stay and need one that is withdrawn: what was published requires exactly what was released with it.
    private var broken: [Diagnostic] {
        guard !isForced else { return [] }
        let ids = Set(chosen.map(\.package.id))
        let staying = survey.versions.filter { !ids.contains($0.package.id) && $0.isPublished }
        return chosen.filter(\.isPublished).compactMap { version in
            let needing = staying.first { other in
                other.package.dependencies.contains { $0.package == version.package.id && !$0.kind.isInert }
            }
            guard let needing else { return nil }
            return Diagnostic(
                .error, .undoBreaks,
                "\(needing.package.id) \(needing.version) is published, stays, and needs \(version.package.id) \(version.version)",
                hint: "undo both (--package \(needing.package.name) as well), or give --force", package: version.package.id)
        }
    }

    /// Tags of the release that are on another commit: somebody else's, so nothing is planned.
    private var foreignTags: [Diagnostic] {
        Set(chosen.filter { isForced || !$0.isPublished }.compactMap(\.tag)).sorted { $0.precedes($1) }.compactMap { tag in
            let commits = survey.commits(of: tag)
            guard let other = commits.first(where: { $0 != survey.commit ?? commits[0] }) else { return nil }
            return Diagnostic(
                .error, .tagTaken, "the tag `\(tag)` is on \(other.prefix(12)), not on the release",
                hint: "whose is it? `\(survey.versionControl.showCommand(tag))` tells; undo the other packages with --package")
        }
    }

    /// What registries keep for good, and what therefore stays; versions of which nothing withdraws anything.
    private var lasting: [Diagnostic] {
        let kept = chosen.filter(\.isPublished)
        var findings: [Diagnostic] = []
        if let first = kept.last {
            let others = kept.count == 1 ? "" : " and \(kept.count - 1) more"
            findings.append(
                isForced
                    ? Diagnostic(
                        .warning, .undoForward,
                        "\(first.package.id) \(first.version)\(others) can never be used as versions again, although the tree forgets them",
                        hint: "release anew with higher ones: rk-version --set \(first.package.id)=VERSION")
                    : Diagnostic(
                        .warning, .undoForward,
                        "\(first.package.id) \(first.version)\(others) can be had for good: tags, pages and the release commit stay",
                        hint: "repair what was wrong and release anew; --force takes them back all the same"))
        }
        return findings
            + kept.compactMap { version in
                let publishing = Catalog.ecosystem(version.package.ecosystem)?.publishing
                if publishing is any WithdrawnByRelease { return nil }
                guard withdrawal(of: version) == nil else { return nil }
                return Diagnostic(
                    .warning, .undoImpossible,
                    "\(version.package.id) \(version.version) cannot be withdrawn: \(version.registry?.base ?? version.package.ecosystem) has no way",
                    hint: "release a higher version with the repair, and say so in its notes", package: version.package.id)
            }
    }

    /// The release commit of packages that are undone beside others that stay.
    private var partial: [Diagnostic] {
        guard chosen.count < survey.versions.count, survey.commit != nil, chosen.contains(where: { !$0.isPublished }) else { return [] }
        return [
            Diagnostic(
                .warning, .undoForward,
                "the release commit stays, for it is also of packages that are not undone: manifests keep their versions",
                hint: "without --package and --tag everything is undone")
        ]
    }
}
