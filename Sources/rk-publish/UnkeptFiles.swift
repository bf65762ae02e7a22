import RKShared

/// Files of the work tree that tools write although version control does not keep them: after a run they are as they were before it, also
/// when a kill ended it and the next run cleans up.
struct UnkeptFiles {
    /// The folder with the list of the files, and with their former bytes by their places in it.
    private let folder: String

    /// The largest file that is kept, in bytes.
    private static let maximumSize = 1 << 28

    /// Files whose former bytes lie in the state folder.
    init(_ state: StateFolder) { folder = state.file("unkept") }

    /// Where the list is.
    private var list: String { "\(folder)/list" }

    /// Notes the files, by their absolute paths, before anything writes them.
    /// - Throws: a `Fault` when one cannot be read or the state folder not be written.
    func take(_ paths: Set<String>) throws(Fault) {
        guard !paths.isEmpty else { return }
        let sorted = paths.sorted { $0.precedes($1) }
        do {
            try Files.createFolder(folder)
            for (index, path) in sorted.enumerated() where Files.exists(path) {
                try Files.replace("\(folder)/\(index)", with: try Files.read(path, limit: Self.maximumSize))
            }
            try Files.replace(list, with: JSON.strings(sorted).documentBytes)
        } catch {
            throw error.fault(writing: folder)
        }
    }

    /// Brings the files back to what they were, and returns those that were not.
    /// - Throws: a `Fault` when one cannot be written.
    @discardableResult
    func restore() throws(Fault) -> [String] {
        guard Files.exists(folder) else { return [] }
        var restored: [String] = []
        do {
            // Without a list nothing was begun.
            let bytes = Files.exists(list) ? try Files.read(list) : []
            for (index, path) in ((try? JSON(parsing: bytes))?.array ?? []).enumerated() {
                guard let path = path.string else { continue }
                let former = "\(folder)/\(index)"
                let before = Files.exists(former) ? try Files.read(former) : nil
                let now = Files.isRealFile(path) ? try Files.read(path) : nil
                guard before != now else { continue }
                if let before { try Files.replace(path, with: before) } else { try Files.remove(path) }
                restored.append(path)
            }
            try Files.removeTree(folder)
        } catch {
            throw error.fault(writing: folder)
        }
        return restored
    }
}
