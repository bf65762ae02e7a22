import RKShared

/// Comma-separated values for spreadsheets; what nobody could see in a cell is marked, so every record is one line.
enum CSVFormat: PlanFormat {
    static let name = "csv"

    static func render(_ plan: ReleasePlan) -> String {
        let header = ["order", "level", "id", "name", "ecosystem", "current", "next", "bump", "status", "reason", "result"]
        return CSVText.line(header)
            + plan.rows.map { row in
                let package = row.package
                let cells = [
                    "\(row.order)", row.level.map(String.init), package.id, package.name, package.ecosystem, row.current, row.next,
                    row.bump,
                    row.status.rawValue, row.sentence(), row.outcome,
                ]
                return CSVText.line(cells.map { $0?.visible ?? "" })
            }.joined()
    }
}
