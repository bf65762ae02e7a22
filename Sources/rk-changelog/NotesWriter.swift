import RKShared

/// Turns the decisions of rk-version into notes.
struct NotesWriter {
    /// The packages.
    let packages: [Package]
    /// What was decided for them.
    let versions: [VersionPlan]
    /// What the user configured.
    let settings: ChangelogSettings
    /// The forge to link to; nil without one.
    let site: ForgeSite?
    /// The day of the release, as `2026-11-21`.
    let day: String
    /// The template of a package's notes; nil for the form of Keep a Changelog.
    let template: NotesTemplate?

    /// The notes of the packages that are released, in the order of the packages.
    /// - Parameter budget: how many bytes the Markdown of a package may have; nil for any number.
    /// - Throws: a `Fault` where a template writes no heading with the version: a changelog could not be read again.
    func notes(budget: Int?) throws(Fault) -> [PackageNotes] {
        let byID = packages.byID
        let next = Dictionary(versions.filter(\.isReleased).map { ($0.package, $0) }) { first, _ in first }
        let markdown = NotesMarkdown(site: site, day: day, template: template)
        var result: [PackageNotes] = []
        for plan in versions.filter(\.isReleased) {
            guard let package = byID[plan.package], let version = plan.next else { continue }
            let path = RelativePath.join(package.path, settings.file) ?? settings.file
            var notes = PackageNotes(package: plan.package, path: path, version: version, sections: sections(plan, package, next, byID))
            notes.markdown = markdown.render(notes, plan, name: package.name, budget: budget)
            if let template, ChangelogFile(Array(notes.markdown.utf8))?.section(of: version) == nil {
                throw Fault(
                    .templateInvalid, "`\(template.path)` writes no heading with the version \(version) of \(plan.package)",
                    hint: "begin it with `## [{{version}}] - {{date}}`", at: Place(template.path))
            }
            result.append(notes)
        }
        return result
    }

    /// The sections of a package that have an entry.
    private func sections(
        _ plan: VersionPlan, _ package: Package, _ next: [String: VersionPlan], _ packages: [String: Package]
    ) -> [PackageNotes.Part] {
        var breaking: [PackageNotes.Entry] = []
        var byTitle: [String: [PackageNotes.Entry]] = [:]
        for change in news(plan) {
            if change.breaking { breaking.append(entry(change, text: change.breakingNote ?? change.subject)) }
            guard let title = settings.title(of: change), !(change.breaking && change.breakingNote == nil) else { continue }
            byTitle[title, default: []].append(entry(change, text: change.subject))
        }
        var parts = [PackageNotes.Part(title: "Breaking Changes", entries: breaking)]
        parts += settings.titles.map { PackageNotes.Part(title: $0, entries: byTitle[$0] ?? []) }
        parts.append(PackageNotes.Part(title: "Dependencies", entries: dependencies(of: package, next, packages)))
        return parts.filter { !$0.entries.isEmpty }
    }

    /// The commits that are news in this release, squashed ones by themselves; of several that came with one request and say the same, the
    /// newest.
    private func news(_ plan: VersionPlan) -> [Change] {
        let isFinal = plan.bump != Bump.prerelease.rawValue
        let showsAll = isFinal && settings.prereleases == .rollup
        var seen: Set<[String]> = []
        return plan.commits.filter { !$0.isCancelled && (showsAll || !$0.isInPrerelease) }.flatMap { change in
            change.squashed.isEmpty ? [change] : squashed(change)
        }.filter { change in
            guard let request = change.pullRequest else { return true }
            return seen.insert([String(request), change.type ?? "", change.scope ?? "", change.subject]).inserted
        }
    }

    /// The commits that were squashed into one; the one itself where its own words ask for a release that none of them does.
    private func squashed(_ change: Change) -> [Change] {
        var own = change
        own.squashed = []
        let inner = change.squashed.map { squashed in
            var squashed = squashed
            squashed.pullRequest = squashed.pullRequest ?? change.pullRequest
            return squashed
        }
        let isCovered = inner.contains { $0.type == change.type } || inner.contains { $0.subject == change.subject }
        return isCovered || settings.title(of: change) == nil ? inner : [own] + inner
    }

    /// A commit as an entry.
    private func entry(_ change: Change, text: String) -> PackageNotes.Entry {
        var entry = PackageNotes.Entry(
            text, commit: change.id, scope: change.scope, pullRequest: change.pullRequest, author: change.author)
        entry.commitLink = site?.commit(change.id)
        entry.requestLink = change.pullRequest.flatMap { number in site?.request(number) }
        return entry
    }

    /// What a package needs and is released with it.
    private func dependencies(
        of package: Package, _ next: [String: VersionPlan], _ packages: [String: Package]
    ) -> [PackageNotes.Entry] {
        var seen: Set<String> = []
        return package.dependencies.compactMap { dependency in
            guard dependency.kind != .dev, let id = dependency.package, seen.insert(id).inserted, let plan = next[id],
                let version = plan.next
            else { return nil }
            let name = packages[id]?.name ?? dependency.name
            return PackageNotes.Entry(plan.current.map { "`\(name)` \($0) → \(version)" } ?? "`\(name)` \(version)")
        }
    }
}
