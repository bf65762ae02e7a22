import RKShared

/// The words of a release: of its commit, and of the request to merge it.
struct ReleaseRequest {
    /// The label of a request that is not merged yet. It decorates: nothing depends on it.
    static let pending = "autorelease: pending"
    /// The most characters that GitHub takes as a request's text.
    static let maximumBody = 65_536

    /// What is released.
    let record: ReleaseRecord
    /// The document with packages and notes.
    let document: Document

    /// The first line: of the commit, and the request's title.
    var title: String {
        let entries = record.packages
        let versions = Set(entries.map(\.version))
        if entries.count > 3 {
            return "chore: release \(versions.count == 1 ? versions.first ?? "" : "\(entries.count) packages")"
        }
        return "chore: release \(entries.map { "\(name(of: $0.package)) \($0.version)" }.joined(separator: ", "))"
    }

    /// The commit's message.
    var message: String {
        let lines = record.packages.map { "- \(name(of: $0.package)) \($0.from.map { "\($0) -> " } ?? "")\($0.version)" }
        let digest = Action.FileWrite.digest(record.bytes).split(separator: ":").last ?? ""
        return "\(title)\n\n\(lines.joined(separator: "\n"))\n\nRelease-Record: \(digest)\n"
    }

    /// The request.
    func action(branch: String, base: String) throws(Fault) -> Action.MergeRequest {
        Action.MergeRequest(branch: branch, base: base, title: title, body: body, labels: [Self.pending])
    }

    /// The request's text: a table, then the notes of each package as far as they fit.
    private var body: String {
        let count = record.packages.count
        var text = """
            Merging this releases \(count == 1 ? "a package" : "\(count) packages"). Edits of this text change nothing: what counts is \
            `\(ReleaseRecord.path)` in the tree.

            | package | version | |
            |---|---|---|

            """
        var rest = record.packages[...]
        while let entry = rest.first {
            let row =
                "| \(MarkdownText.inline(name(of: entry.package))) | \(entry.from.map { "\($0) → " } ?? "")\(entry.version) | \(entry.bump) |\n"
            guard text.unicodeScalars.count + row.unicodeScalars.count < Self.maximumBody - 200 else { break }
            text += row
            rest.removeFirst()
        }
        if !rest.isEmpty { text += "\n\(rest.count) more packages are in `\(ReleaseRecord.path)`.\n" }
        let notes = document.changelog ?? []
        var left = notes.count
        for note in notes {
            let section =
                "\n<details><summary>\(MarkdownText.inline(name(of: note.package))) \(note.version)</summary>\n\n\(note.markdown)\n</details>\n"
            guard text.unicodeScalars.count + section.unicodeScalars.count < Self.maximumBody - 200 else { continue }
            text += section
            left -= 1
        }
        if left > 0 { text += "\nThe notes of \(left) more packages are in their changelogs.\n" }
        return text
    }

    /// A package's name.
    private func name(of id: String) -> String { document.packages?.first { $0.id == id }?.name ?? id }
}
