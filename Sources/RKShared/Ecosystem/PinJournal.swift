/// The journal of edits that are to be undone; the file is there exactly while some are.
struct PinJournal: Sendable {
    /// The file.
    let journal: Journal

    /// The journal in a state folder.
    init(_ state: StateFolder) { journal = Journal(path: state.file("pins.ndjson")) }

    /// The records of the packages that are not restored, in the order of their edits.
    /// - Throws: a `Fault` with the code `.journalInvalid`.
    func pending() throws(Fault) -> [PinRecord] {
        var pending: [PinRecord] = []
        for (index, line) in try Journal.read(journal.path).enumerated() {
            let object = line.object ?? JSONObject()
            switch object["step"]?.string {
            case "intent":
                guard let record = PinRecord(object) else { throw invalid(line: index + 1) }
                pending.append(record)
            case "restored":
                guard let package = object["package"]?.string else { throw invalid(line: index + 1) }
                pending.removeAll { $0.package == package }
            case "pinned": break
            default: throw invalid(line: index + 1)
            }
        }
        return pending
    }

    /// Writes down what is to be edited, before it is.
    func intend(_ records: [PinRecord]) throws(Fault) { try journal.append(contentsOf: records.map(\.json)) }

    /// Writes down that packages' files are edited.
    func pinned(_ packages: [String]) throws(Fault) { try append("pinned", packages) }

    /// Writes down that packages' files are as they were.
    func restored(_ packages: [String]) throws(Fault) { try append("restored", packages) }

    /// Removes the file, when nothing is left to restore.
    func discard() throws(Fault) {
        do {
            try Files.remove(journal.path)
        } catch {
            throw error.fault(writing: journal.path)
        }
    }

    /// Adds one line for each package.
    private func append(_ step: String, _ packages: [String]) throws(Fault) {
        try journal.append(contentsOf: packages.map { .object(JSONObject(["step": .string(step), "package": .string($0)])) })
    }

    /// The fault of a line that is JSON, but no record.
    private func invalid(line: Int) -> Fault {
        Fault(
            .journalInvalid, "the journal `\(journal.path)` has a record that does not hold what it should",
            hint: "another program wrote to it; look at `git status`, or `hg status`, and at the files that it names, then remove it",
            at: Place(journal.path, line: line))
    }
}
