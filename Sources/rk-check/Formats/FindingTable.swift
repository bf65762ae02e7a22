import RKShared

/// A table for terminals.
enum FindingTable: FindingFormat {
    static let name = "table"

    static func render(_ list: FindingList) -> String {
        let rows = list.findings.map { finding in
            let first = finding.message.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
            return [finding.severity.rawValue, finding.code, finding.place?.description ?? "", first]
        }
        let table = rows.isEmpty ? "" : TextTable.render([["SEVERITY", "CODE", "PLACE", "MESSAGE"]] + rows) + "\n"
        return table + list.summary + "\n"
    }
}
