/// A file that an earlier process edited for a while, and has not restored.
public struct PinLeftover: Sendable, Hashable {
    /// What the file is now.
    public enum State: String, Sendable, Hashable {
        /// It has the edits.
        case pinned
        /// It is as it was before the edits; only the journal says otherwise.
        case original
        /// Someone changed it meanwhile.
        case edited
        /// It is gone.
        case missing
    }

    /// The path, relative to the root.
    public var path: String
    /// The id of the package that it was edited for.
    public var package: String
    /// What it is now.
    public var state: State

    /// The leftovers that the journal in a state folder names, in the order of the edits.
    /// - Throws: a `Fault` with the code `.journalInvalid`.
    public static func all(in state: StateFolder) throws(Fault) -> [PinLeftover] {
        try PinJournal(state).pending().flatMap { record in
            let root = PinPaths.resolve(record.root, from: state.path)
            return record.files.map { file in
                let path = "\(root)/\(file.path)"
                let digest = file.isNew && !Files.exists(path) ? file.before : try? Digest.sha256(file: path)
                let now: State = digest == file.before ? .original : digest == file.after ? .pinned : digest == nil ? .missing : .edited
                return PinLeftover(path: file.path, package: record.package, state: now)
            }
        }
    }
}
