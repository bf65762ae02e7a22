import RKShared

/// The words of a release: of its commit, and of the request to merge it.
struct ReleaseRequest {
    /// The most characters that GitHub takes as a request's text.
    static let maximumBody = 65_536

    /// What is released.
    let record: ReleaseRecord
    /// The notes of the packages.
    private let notes: [PackageNotes]
    /// The packages' names by id.
    private let names: [String: String]

    /// The words for a record; the document has names and notes.
    init(record: ReleaseRecord, document: Document) {
        self.record = record
        notes = document.changelog ?? []
        names = document.packageNames
    }

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
        return "\(title)\n\n\(lines.joined(separator: "\n"))\n\n\(CommitMark.record)\(digest)\n"
    }

    /// The commit and its request.
    func proposal(of changes: [Action], branch: String) -> Proposal {
        Proposal(branch: branch, message: message, changes: changes, request: (title, body, [ReleaseLabel.pending]))
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
        var room = Self.maximumBody - 200 - text.unicodeScalars.count
        /// Adds a part where there is room for it.
        func add(_ part: String) -> Bool {
            let length = part.unicodeScalars.count
            guard length < room else { return false }
            text += part
            room -= length
            return true
        }
        var rest = record.packages[...]
        while let entry = rest.first {
            let row =
                "| \(MarkdownText.inline(name(of: entry.package))) | \(entry.from.map { "\($0) → " } ?? "")\(entry.version) | \(entry.bump) |\n"
            guard add(row) else { break }
            rest.removeFirst()
        }
        if !rest.isEmpty {
            let line = "\n\(rest.count) more packages are in `\(ReleaseRecord.path)`.\n"
            text += line
            room -= line.unicodeScalars.count
        }
        var left = notes.count
        for note in notes {
            let section =
                "\n<details><summary>\(MarkdownText.inline(name(of: note.package))) \(note.version)</summary>\n\n\(note.markdown)\n</details>\n"
            if add(section) { left -= 1 }
        }
        if left > 0 { text += "\nThe notes of \(left) more package\(left == 1 ? " are in its changelog" : "s are in their changelogs").\n" }
        return text
    }

    /// A package's name.
    private func name(of id: String) -> String { names[id] ?? id }
}
