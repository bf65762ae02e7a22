import RKShared

/// Writes the notes of a package as Markdown, in the form of Keep a Changelog 1.1.0.
struct NotesMarkdown {
    /// The forge to link to; nil without one.
    let site: ForgeSite?
    /// The day of the release.
    let day: String
    /// The template of the user's own; nil for the form of Keep a Changelog.
    let template: NotesTemplate?

    /// The notes with their heading and a line end behind. Whole sections are left out, the last ones first, where they would exceed the
    /// budget; a line says how many changes those are, and where they can be seen.
    /// - Parameter name: the package's name, for a template.
    func render(_ notes: PackageNotes, _ plan: VersionPlan, name: String, budget: Int?) -> String {
        let count = notes.sections.count
        let whole = text(notes, plan, name, kept: count)
        guard let budget, whole.utf8.count > budget else { return whole }
        for kept in (0..<count).reversed() {
            let text = text(notes, plan, name, kept: kept)
            if text.utf8.count <= budget { return text }
        }
        return heading(notes, plan)
    }

    /// The notes with the first ones of their sections.
    private func text(_ notes: PackageNotes, _ plan: VersionPlan, _ name: String, kept: Int) -> String {
        if let template { return template.render(NotesValues(site: site, day: day).package(notes, plan, name: name, kept: kept)) }
        let left = notes.sections[kept...].reduce(0) { $0 + $1.entries.count }
        let end = left > 0 ? rest(left, plan) : contributors(notes)
        return ([heading(notes, plan)] + notes.sections[..<kept].map(render) + [end].compactMap { $0 }).joined(separator: "\n")
    }

    /// The heading with its line end.
    private func heading(_ notes: PackageNotes, _ plan: VersionPlan) -> String { "## \(title(notes, plan)) - \(day)\n" }

    /// The version, with a link to its changes where there is a version before it.
    private func title(_ notes: PackageNotes, _ plan: VersionPlan) -> String {
        "[\(notes.version)]\(notes.comparison(on: site, plan).map { "(\($0))" } ?? "")"
    }

    /// A section with its heading.
    private func render(_ part: PackageNotes.Part) -> String {
        "### \(part.title)\n\n" + part.entries.map { "- \(render($0))\n" }.joined()
    }

    /// An entry: its scope, its text, its request or else its commit.
    private func render(_ entry: PackageNotes.Entry) -> String {
        let scope = entry.scope.map { "**\(MarkdownText.inline($0)):** " } ?? ""
        let lines = entry.text.split(whereSeparator: \.isNewline).map { MarkdownText.inline(String($0)) }
        return scope + lines.joined(separator: "\n  ") + source(entry)
    }

    /// Where an entry comes from.
    private func source(_ entry: PackageNotes.Entry) -> String {
        var words: [String] = []
        if let number = entry.pullRequest {
            let text = site?.reference(number) ?? "#\(number)"
            words.append(entry.requestLink.map { "[\(text)](\($0))" } ?? text)
        }
        if let commit = entry.commit {
            let text = String(commit.prefix(7))
            words.append(entry.commitLink.map { "[\(text)](\($0))" } ?? text)
        }
        return words.isEmpty ? "" : " (\(words.joined(separator: ", ")))"
    }

    /// Who wrote the changes; nil where it is one person.
    private func contributors(_ notes: PackageNotes) -> String? {
        let names = notes.contributors
        guard names.count > 1 else { return nil }
        return "Contributors: \(names.map(MarkdownText.inline).joined(separator: ", "))\n"
    }

    /// The line in place of sections that found no room.
    private func rest(_ count: Int, _ plan: VersionPlan) -> String {
        let link = site.flatMap { site in
            plan.tag.map { tag in plan.since.map { site.comparison(from: $0.tag, to: tag) } ?? site.page }
        }
        return "\(count) more \(count == 1 ? "change" : "changes")\(link.map { ": <\($0)>" } ?? "")\n"
    }
}
