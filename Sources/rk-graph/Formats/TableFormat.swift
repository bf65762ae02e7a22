import RKShared

/// An aligned table for people.
enum TableFormat: GraphFormat {
    static let name = "table"

    static func render(_ view: GraphView) -> String {
        var rows = [["LEVEL", "PACKAGE", "VERSION", "ECOSYSTEM", "NEEDS", "NEEDED BY", "GROUP"]]
        for node in view.nodes {
            let package = node.package
            rows.append([
                "\(node.level)", package.id + (node.onCycle ? " (cycle)" : ""), package.version ?? "-", package.ecosystem,
                "\(node.needs.count)", "\(node.dependents)", package.group ?? "-",
            ])
        }
        rows = rows.map { $0.map(\.visible) }
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].columns }.max() ?? 0 }
        var text = ""
        for row in rows {
            let cells = zip(row, widths).map { $0.padded(to: $1) }
            text += cells.dropLast().joined(separator: "  ") + "  " + (row.last ?? "") + "\n"
        }
        return text
    }
}
