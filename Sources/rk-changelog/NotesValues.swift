import RKShared

/// What templates can insert.
struct NotesValues {
    /// The forge to link to; nil without one.
    let site: ForgeSite?
    /// The day of the release.
    let day: String

    /// The values of a package's notes.
    /// - Parameters:
    ///   - kept: how many of the sections there is room for.
    ///   - name: the package's name.
    func package(_ notes: PackageNotes, _ plan: VersionPlan, name: String, kept: Int) -> [String: Any] {
        var values: [String: Any] = [
            "id": notes.package, "name": MarkdownText.inline(name), "version": notes.version, "date": day,
            "sections": notes.sections[..<kept].map(section), "contributors": notes.contributors.map(MarkdownText.inline),
        ]
        values["previous"] = plan.since == nil ? nil : plan.current
        values["tag"] = plan.tag
        values["comparison"] = notes.comparison(on: site, plan)
        let left = notes.sections[kept...].reduce(0) { $0 + $1.entries.count }
        if left > 0 { values["more"] = String(left) }
        return values
    }

    /// The values of a section.
    private func section(_ part: PackageNotes.Part) -> [String: Any] {
        ["title": part.title, "entries": part.entries.map(entry)]
    }

    /// The values of an entry.
    private func entry(_ entry: PackageNotes.Entry) -> [String: Any] {
        let lines = entry.text.split(whereSeparator: \.isNewline).map { MarkdownText.inline(String($0)) }
        var values: [String: Any] = ["text": lines.joined(separator: "\n  ")]
        values["scope"] = entry.scope.map(MarkdownText.inline)
        values["author"] = entry.author.map(MarkdownText.inline)
        values["commit"] = entry.commit
        values["short_commit"] = entry.commit.map { String($0.prefix(7)) }
        values["commit_link"] = entry.commitLink
        values["request"] = entry.pullRequest.map { site?.reference($0) ?? "#\($0)" }
        values["request_link"] = entry.requestLink
        return values
    }
}

extension PackageNotes {
    /// Who wrote the changes, each once, by name.
    var contributors: [String] {
        Set(sections.flatMap(\.entries).compactMap(\.author).filter { !$0.isEmpty }).sorted { $0.precedes($1) }
    }

    /// The page of all changes; nil without a forge, or without a version before.
    func comparison(on site: ForgeSite?, _ plan: VersionPlan) -> String? {
        guard let site, let since = plan.since?.tag, let tag = plan.tag else { return nil }
        return site.comparison(from: since, to: tag)
    }
}
