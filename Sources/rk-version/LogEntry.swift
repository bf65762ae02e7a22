import RKShared

/// A commit as the log gives it.
struct LogEntry {
    /// The full id.
    let id: String
    /// The author's name.
    let author: String
    /// The whole message, read by Conventional Commits.
    let message: ConventionalCommit
    /// The paths that it changes, relative to the repository's root, and whether it adds them; none for merges.
    var files: [(path: String, isAdded: Bool)]

    /// What git is asked for: every field ends with NUL, which no message can hold.
    static let format = "--format=tformat:%H%x00%an%x00%B%x00"

    /// Reads the output of `git log -z --raw --no-renames` with that format: three fields, an empty one, then a pair of fields per
    /// changed file, whose first begins with a colon, as no commit id does.
    /// - Throws: a `Fault` when the output is cut off.
    static func read(_ output: [UInt8]) throws(Fault) -> [LogEntry] {
        var entries: [LogEntry] = []
        var index = 0
        while index < output.count {
            let id = try field(output, &index)
            let author = try field(output, &index)
            let message = try field(output, &index)
            _ = try field(output, &index)
            var files: [(path: String, isAdded: Bool)] = []
            while index < output.count, output[index] == UInt8(ascii: ":") || output[index] == UInt8(ascii: "\n") {
                let status = try field(output, &index)
                files.append((String(decoding: try field(output, &index), as: UTF8.self), status.last == UInt8(ascii: "A")))
            }
            entries.append(
                LogEntry(
                    id: String(decoding: id, as: UTF8.self), author: String(decoding: author, as: UTF8.self),
                    message: ConventionalCommit(bytes: message), files: files))
        }
        return entries
    }

    /// The bytes up to the next NUL.
    static func field(_ output: [UInt8], _ index: inout Int) throws(Fault) -> ArraySlice<UInt8> {
        guard let end = output[index...].firstIndex(of: 0) else {
            throw Fault(.historyFailed, "the output of the log is cut off", hint: "run `git fsck`, or `hg verify`; then run this again")
        }
        defer { index = end + 1 }
        return output[index..<end]
    }
}
