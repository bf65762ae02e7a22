import RKShared

/// Comma-separated values, RFC 4180: lines end with CR LF, no byte order mark.
enum CSVFormat: GraphFormat {
    static let name = "csv"

    static func render(_ view: GraphView) -> String {
        var text = CSVText.line(["level", "package", "name", "version", "ecosystem", "dependencies"])
        for node in view.nodes {
            let package = node.package
            let needs = node.needs.map { view.nodes[view.edges[$0].to].id }.sorted { $0.precedes($1) }
            text += CSVText.line([
                "\(node.level)", package.id, package.name, package.version ?? "", package.ecosystem,
                needs.map(LineWord.encoded).joined(separator: " "),
            ])
        }
        return text
    }
}
