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
        return TextTable.render(rows)
    }
}
