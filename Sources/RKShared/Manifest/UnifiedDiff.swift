/// Edits of files in the form that `diff -u` and git have, and that `git apply` takes.
public enum UnifiedDiff {
    /// How many lines stand around a change.
    private static let context = 3

    /// The difference of a file's contents; empty where there is none.
    /// - Parameters:
    ///   - path: relative to the repository's root.
    ///   - old: nil where there is no such file yet.
    public static func text(path: String, from old: [UInt8]?, to new: [UInt8]) -> [UInt8] {
        let (before, after) = (lines(old ?? []), lines(new))
        guard old != new else { return [] }
        let name = quoted(path)
        var result = Array("diff --git \(name("a/")) \(name("b/"))\n".utf8)
        if old == nil { result += Array("new file mode 100644\n".utf8) }
        result += Array("--- \(old == nil ? "/dev/null" : name("a/"))\n+++ \(name("b/"))\n".utf8)
        let rows = rows(before, after)
        for hunk in hunks(rows) { result += text(rows, hunk) }
        return result
    }

    /// A line of the difference.
    private struct Row {
        /// ` `, `-` or `+`.
        let mark: UInt8
        /// The line with its end.
        let line: ArraySlice<UInt8>
    }

    /// The lines of both, in the order of a difference.
    private static func rows(_ before: [ArraySlice<UInt8>], _ after: [ArraySlice<UInt8>]) -> [Row] {
        var removed = [Bool](repeating: false, count: before.count)
        var added = [Bool](repeating: false, count: after.count)
        for change in after.difference(from: before) {
            switch change {
            case .remove(let offset, _, _): removed[offset] = true
            case .insert(let offset, _, _): added[offset] = true
            }
        }
        var rows: [Row] = []
        var (old, new) = (0, 0)
        while old < before.count || new < after.count {
            if old < before.count, removed[old] {
                rows.append(Row(mark: UInt8(ascii: "-"), line: before[old]))
                old += 1
            } else if new < after.count, added[new] {
                rows.append(Row(mark: UInt8(ascii: "+"), line: after[new]))
                new += 1
            } else {
                rows.append(Row(mark: UInt8(ascii: " "), line: before[old]))
                old += 1
                new += 1
            }
        }
        return rows
    }

    /// The runs of rows that hold changes, with the lines around them.
    private static func hunks(_ rows: [Row]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for index in rows.indices where rows[index].mark != UInt8(ascii: " ") {
            let range = max(0, index - context)..<min(rows.count, index + context + 1)
            if let last = result.last, last.upperBound >= range.lowerBound {
                result[result.count - 1] = last.lowerBound..<range.upperBound
            } else {
                result.append(range)
            }
        }
        return result
    }

    /// A run with its header.
    private static func text(_ rows: [Row], _ range: Range<Int>) -> [UInt8] {
        let minus = UInt8(ascii: "-")
        let plus = UInt8(ascii: "+")
        let oldStart = rows[..<range.lowerBound].count { $0.mark != plus }
        let newStart = rows[..<range.lowerBound].count { $0.mark != minus }
        let oldCount = rows[range].count { $0.mark != plus }
        let newCount = rows[range].count { $0.mark != minus }
        let old = "\(oldCount == 0 ? oldStart : oldStart + 1),\(oldCount)"
        let new = "\(newCount == 0 ? newStart : newStart + 1),\(newCount)"
        var result = Array("@@ -\(old) +\(new) @@\n".utf8)
        for row in rows[range] {
            result.append(row.mark)
            result += row.line
            if row.line.last != UInt8(ascii: "\n") { result += Array("\n\\ No newline at end of file\n".utf8) }
        }
        return result
    }

    /// The lines of a text with their ends.
    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
            result.append(bytes[start..<end])
            start = end
        }
        return result
    }

    /// A path as git writes it, in quotes where it holds what would end a line or a word; takes what stands in front.
    private static func quoted(_ path: String) -> (String) -> String {
        let isPlain = path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        guard !isPlain else { return { $0 + path } }
        let text = path.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
            case 0x20..<0x7F: String(UnicodeScalar(byte))
            default: "\\" + [byte >> 6, byte >> 3 & 7, byte & 7].map(String.init).joined()
            }
        }.joined()
        return { "\"\($0)\(text)\"" }
    }
}
