import RKShared

/// Comma-separated values, RFC 4180: lines end with CR LF, no byte order mark.
enum CSVFormat: GraphFormat {
    static let name = "csv"

    static func render(_ view: GraphView) -> String {
        var text = line(["level", "package", "name", "version", "ecosystem", "dependencies"])
        for node in view.nodes {
            let package = node.package
            let needs = node.needs.map { view.nodes[view.edges[$0].to].id }.sorted { $0.precedes($1) }
            text += line([
                "\(node.level)", package.id, package.name, package.version ?? "", package.ecosystem,
                needs.map(LineWord.encoded).joined(separator: " "),
            ])
        }
        return text
    }

    /// A record with its line end.
    private static func line(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") + "\r\n" }

    /// A field, in quotes where it must be (RFC 4180, section 2).
    private static func field(_ text: String) -> String {
        guard text.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
