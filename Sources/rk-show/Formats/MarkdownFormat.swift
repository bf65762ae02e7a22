import RKShared

/// The plan as GitHub Flavored Markdown: for a summary of a CI job, or a comment.
enum MarkdownFormat: PlanFormat {
    static let name = "markdown"
    /// How many causes a row names, and how many findings are listed.
    private static let limits = (causes: 3, findings: 50)

    static func render(_ plan: ReleasePlan) -> String {
        let result = plan.hasResults ? " result |" : ""
        var text = """
            # Release plan

            \(plan.summary)

            | order | level | package | ecosystem | current | next | bump | status |\(result) reason |
            |--:|--:|---|---|---|---|---|---|\(plan.hasResults ? "---|" : "")---|

            """
        for row in plan.rows {
            let cells = [
                "\(row.order)", row.level.map(String.init), MarkdownCell.code(row.package.id), MarkdownCell.plain(row.package.ecosystem),
                row.current.map(MarkdownCell.plain), row.next.map { "**\(MarkdownCell.plain($0))**" }, row.bump.map(MarkdownCell.plain),
                MarkdownCell.plain(row.status.rawValue),
            ]
            let outcome = plan.hasResults ? [MarkdownCell.text(row.outcome)] : []
            let all = cells.map { $0 ?? "" } + outcome + [MarkdownCell.text(row.sentence(naming: limits.causes))]
            text += "| \(all.joined(separator: " | ")) |\n"
        }
        if !plan.leftOut.isEmpty {
            text += "\nLeft out by a selection: \(plan.leftOut.map(MarkdownCell.code).joined(separator: ", "))\n"
        }
        return (text + findings(plan)).withoutWorkflowCommands
    }

    /// Errors and warnings; empty without any.
    private static func findings(_ plan: ReleasePlan) -> String {
        let shown = plan.findings.filter { $0.severity != .note }
        guard !shown.isEmpty else { return "" }
        let lines = shown.prefix(limits.findings).map { finding in
            let place = finding.place.map { " (\(MarkdownCell.code($0.description)))" } ?? ""
            let code = "\(finding.severity.rawValue) \(MarkdownCell.code(finding.code))"
            return "- \(code): \(MarkdownCell.text(finding.message))\(place)\n"
                + (finding.hint.map { "  \(MarkdownCell.text($0))\n" } ?? "")
        }
        let more = shown.count > lines.count ? "- and \(shown.count - lines.count) more\n" : ""
        return "\n## Findings\n\n\(lines.joined())\(more)"
    }
}
