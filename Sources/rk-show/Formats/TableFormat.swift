import RKShared

/// An aligned table for people, with the counts below it.
enum TableFormat: PlanFormat {
    static let name = "table"

    static func render(_ plan: ReleasePlan) -> String {
        let header = ["ORDER", "LEVEL", "PACKAGE", "ECOSYSTEM", "CURRENT", "NEXT", "BUMP", "STATUS"]
        var rows = [header + (plan.hasResults ? ["RESULT"] : []) + ["REASON"]]
        for row in plan.rows {
            let cells = [
                "\(row.order)", row.level.map(String.init), row.package.id, row.package.ecosystem, row.current, row.next, row.bump,
                row.status.rawValue,
            ]
            let result = plan.hasResults ? [row.outcome.isEmpty ? "-" : row.outcome] : []
            rows.append(cells.map { $0 ?? "-" } + result + [row.sentence(naming: 1)])
        }
        var text = TextTable.render(rows) + "\n\(plan.summary)\n"
        if !plan.leftOut.isEmpty { text += "left out by a selection: \(plan.leftOut.map(\.visible).joined(separator: ", "))\n" }
        if let counts = plan.findingCounts { text += "findings: \(counts); --format markdown and html list them\n" }
        return text.withoutWorkflowCommands
    }
}
