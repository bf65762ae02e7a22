import RKShared
import SystemPackage
import _NIOFileSystem

/// The files of a registry: all records in memory, everything on disk as `NAME/FILE`, `NAME/FILE.metadata` and `NAME/FILE.json`.
///
/// A file counts once its record is on disk, which is written last. Uploads of different files run side by side; those of one
/// file wait for each other, so that exactly one of them wins.
actor ProjectStore {
    /// What became of an upload.
    enum Outcome: Hashable, Sendable {
        /// The file is new.
        case stored
        /// The same bytes were there already.
        case identical
        /// Other bytes were there already, with these digests.
        case conflict(Digests)
    }

    /// The folder with one folder a project.
    nonisolated let folder: Folder
    /// Where uploads are written until they are checked.
    nonisolated let incoming: Folder
    /// Records by normalized project name, then file name.
    private var projects: [String: [String: FileRecord]] = [:]
    /// The change under way of each file, by `NAME/FILE`.
    private var changes: [String: Task<Void, any Error>] = [:]

    /// Reads the folder, making it if needed; forgets uploads that an earlier run did not finish.
    init(at path: FilePath) async throws {
        folder = Folder(path: path)
        incoming = Folder(path: path.appending(".incoming"))
        try await FileSystem.shared.removeItem(at: incoming.path)
        try await incoming.create()
        projects = try await FolderScan(root: folder).run()
    }

    /// The normalized names of all projects, sorted.
    func names() -> [String] {
        projects.keys.sorted()
    }

    /// A project that has files, nil otherwise.
    func project(_ name: ProjectName) -> Project? {
        projects[name.normalized].map { Project(name: name.normalized, files: $0.values) }
    }

    /// One file's record.
    func record(_ name: ProjectName, file: String) -> FileRecord? {
        projects[name.normalized]?[file]
    }

    /// The path of a file that has a record.
    nonisolated func path(_ name: ProjectName, file: String) -> FilePath {
        folder.appending(name.normalized).appending(file)
    }

    /// Takes an uploaded file, which lies checked and synchronized at `source`; leaves it there unless the outcome is `stored`.
    func add(_ record: FileRecord, metadata: [UInt8]?, to name: ProjectName, from source: FilePath) async throws -> Outcome {
        let key = "\(name.normalized)/\(record.filename)"
        while let change = changes[key] { _ = await change.result }
        if let existing = projects[name.normalized]?[record.filename] {
            return existing.digests.sha256 == record.digests.sha256 ? .identical : .conflict(existing.digests)
        }
        try await change(key) { [folder] in
            let place = Folder(path: folder.appending(name.normalized))
            try await place.create()
            try await folder.synchronize()
            if let metadata { try await place.replace("\(record.filename).metadata", with: metadata) }
            try await FileSystem.shared.moveItem(at: source, to: place.appending(record.filename))
            try await place.replace("\(record.filename).json", with: Array(record.json.line.utf8))
        }
        projects[name.normalized, default: [:]][record.filename] = record
        return .stored
    }

    /// Marks all files of a version as yanked, or as not; returns how many files the version has.
    func setYanked(_ yanked: Bool, reason: String?, of version: PEP440, in name: ProjectName) async throws -> Int {
        let files = project(name)?.files(of: version) ?? []
        for file in files {
            let key = "\(name.normalized)/\(file.filename)"
            while let change = changes[key] { _ = await change.result }
            guard var record = projects[name.normalized]?[file.filename] else { continue }
            record.yanked = yanked
            record.yankedReason = yanked ? reason : nil
            let changed = record
            try await change(key) { [folder] in
                try await Folder(path: folder.appending(name.normalized)).replace(
                    "\(changed.filename).json", with: Array(changed.json.line.utf8))
            }
            projects[name.normalized]?[file.filename] = changed
        }
        return files.count
    }

    /// Runs a change of a file that no other change of it can overlap; nothing may wait between the caller's look and this call.
    private func change(_ key: String, _ work: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task { try await work() }
        changes[key] = task
        defer { changes[key] = nil }
        try await task.value
    }
}
