/// An aligned table for people and terminals.
public enum TextTable {
    /// Lines of columns that are as wide as their widest cell, two blanks between them and none at the end; what nobody could see in a cell is
    /// marked.
    /// - Parameter rows: the header first, all of one length.
    public static func render(_ rows: [[String]]) -> String {
        let rows = rows.map { $0.map(\.visible) }
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].columns }.max() ?? 0 }
        return rows.map { row in
            let line = zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
            return "\(line[..<(line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex)])\n"
        }.joined()
    }
}
