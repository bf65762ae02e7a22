import RKShared

/// The files of Go, read, edited and read again.
enum EditedGo {
    /// A go.mod: a requirement gets another version, lines of `replace` go.
    static func module(_ bytes: [UInt8]) throws {
        let file: GoMod
        do throws(SyntaxFault) { file = try GoMod(bytes) } catch { return try EditedText.place(of: error, in: bytes) }
        if !file.requirements.isEmpty {
            let index = choice(bytes, of: file.requirements.count)
            let after = [file.replacingVersion(of: file.requirements[index], with: "v1.99.0")].applied(to: bytes)
            // A path may demand another major version.
            if let again = try? GoMod(after) {
                try Violation.unless(again.requirements[index].version == "v1.99.0", "the version is \(again.requirements[index].version)")
                try Violation.unless(
                    again.requirements.enumerated().allSatisfy { $0 == index || $1.version == file.requirements[$0].version },
                    "another version changed")
            }
        }
        let doomed = file.replacements.enumerated().filter { ($0.offset + bytes.count) % 3 != 0 }.map(\.element)
        let edits = file.removing(doomed)
        let again = try EditedText.read("go.mod") { () throws(SyntaxFault) in try GoMod(edits.applied(to: bytes)) }
        try Violation.unless(
            again.replacements.count == file.replacements.count - doomed.count, "\(again.replacements.count) lines of replace are left")
        try Violation.unless(again.requirements.map(\.version) == file.requirements.map(\.version), "requirements changed")
    }

    /// A go.work: it only must end.
    static func workspace(_ bytes: [UInt8]) throws {
        do throws(SyntaxFault) { _ = try GoWork(bytes) } catch { try EditedText.place(of: error, in: bytes) }
    }

    /// A go.sum: entries come, others go, and doing it again changes nothing.
    static func sums(_ bytes: [UInt8]) throws {
        let file: GoSum
        do throws(SyntaxFault) { file = try GoSum(bytes) } catch { return try EditedText.place(of: error, in: bytes) }
        try Violation.unless(file.setting([]) == bytes, "no edit changed bytes")
        let old = file.entries.isEmpty ? nil : file.entries[choice(bytes, of: file.entries.count)]
        let added = [
            GoSum.Entry(path: "x.org/new", version: "v9.8.7", digest: "h1:n="),
            GoSum.Entry(path: old?.path ?? "a", version: "v9.8.7/go.mod", digest: "h1:m="),
        ]
        let after = file.setting(added, removing: old.map { [$0] } ?? [])
        let again = try EditedText.read("go.sum") { () throws(SyntaxFault) in try GoSum(after) }
        for entry in added {
            try Violation.unless(again.digest(entry.path, entry.version) == entry.digest, "`\(entry.path)` \(entry.version) is missing")
        }
        if let old, !added.contains(where: { $0.path == old.path && $0.version == old.version }) {
            try Violation.unless(again.digest(old.path, old.version) == nil, "`\(old.path)` \(old.version) is still there")
        }
        try Violation.unless(again.setting(added, removing: old.map { [$0] } ?? []) == after, "the second time changes bytes")
    }
}
