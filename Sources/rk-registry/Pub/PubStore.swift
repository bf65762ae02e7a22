import NIOCore
import RKShared
import SystemPackage
import _NIOFileSystem

/// The packages of a Dart repository: records in memory, on disk `NAME/VERSION.tar.gz` and `NAME/VERSION.json`, the record last.
actor PubStore {
    /// What became of an upload.
    enum Outcome: Hashable, Sendable {
        /// The version is new.
        case stored
        /// The same archive was there already.
        case identical
        /// Another archive was there already.
        case conflict
    }

    /// Largest record, in bytes.
    private static let recordLimit: Int64 = 16 << 20

    /// The folder with one folder a package.
    nonisolated let folder: Folder
    /// Where uploads are written until they are checked.
    nonisolated let incoming: Folder
    /// Records by package, then version.
    private var packages: [String: [String: PubRecord]] = [:]
    /// What is said of packages.
    private var options: [String: PubOptions] = [:]
    /// The change under way of each package.
    private var changes: [String: Task<Void, any Error>] = [:]

    /// Reads the folder, making it if needed. An archive without a record was put there by hand, or by an upload that ended before its last
    /// step; it gets one.
    init(at path: FilePath) async throws {
        folder = Folder(path: path)
        incoming = Folder(path: path.appending(".incoming"))
        try await FileSystem.shared.removeItem(at: incoming.path)
        try await incoming.create()
        for entry in try await folder.entries() where entry.isDirectory && PubArchive.isName(entry.name) {
            let place = Folder(path: folder.appending(entry.name))
            for file in try await place.entries() where file.name.hasSuffix(".tar.gz") && !file.isDirectory {
                guard let record = try await Self.record(of: String(file.name.dropLast(".tar.gz".count)), entry.name, in: place) else {
                    continue
                }
                packages[entry.name, default: [:]][record.version.text] = record
            }
            if let said = try await place.read("options.json", limit: Self.recordLimit), let object = try? JSON(parsing: said).object {
                options[entry.name] = PubOptions(
                    isDiscontinued: object["isDiscontinued"] == .bool(true), replacement: object["replacedBy"]?.string)
            }
        }
    }

    /// The record of an archive, a new one where it is missing; nil for what is no archive of the package.
    private static func record(of version: String, _ name: String, in place: Folder) async throws -> PubRecord? {
        if let bytes = try await place.read("\(version).json", limit: recordLimit), let record = PubRecord(bytes),
            record.version.text == version
        {
            return record
        }
        guard let bytes = try await place.read("\(version).tar.gz", limit: 1 << 30), let archive = try? PubArchive(bytes),
            archive.name == name, archive.version.text == version
        else { return nil }
        let record = PubRecord(version: archive.version, digest: Digest.sha256(bytes), published: .now(), pubspec: archive.pubspec)
        try await place.replace("\(version).json", with: Array(record.json.line.utf8))
        return record
    }

    /// A package as it is shown at a time: with what was published until then; nil when there is nothing.
    func package(_ name: String, until time: Timestamp) -> PubPackage? {
        let records = (packages[name]?.values.filter { $0.published <= time } ?? []).sorted { $0.version < $1.version }
        return records.isEmpty ? nil : PubPackage(name: name, records: records, options: options[name] ?? PubOptions())
    }

    /// One version's record.
    func record(_ name: String, _ version: String) -> PubRecord? { packages[name]?[version] }

    /// The path of the archive of a version that has a record.
    nonisolated func path(_ name: String, _ version: String) -> FilePath { folder.appending(name).appending("\(version).tar.gz") }

    /// Takes a checked archive, which lies synchronized at `source`; leaves it there unless the outcome is `stored`.
    func add(_ record: PubRecord, to name: String, from source: FilePath) async throws -> Outcome {
        while let change = changes[name] { _ = await change.result }
        if let existing = packages[name]?[record.version.text] { return existing.digest == record.digest ? .identical : .conflict }
        let target = path(name, record.version.text)
        try await change(name) { [folder] in
            let place = Folder(path: folder.appending(name))
            try await place.create()
            try await folder.synchronize()
            try await FileSystem.shared.replaceItem(at: target, withItemAt: source)
            try await place.replace("\(record.version.text).json", with: Array(record.json.line.utf8))
        }
        packages[name, default: [:]][record.version.text] = record
        return .stored
    }

    /// Marks a version as retracted, or as not; whether there is such a version.
    func setRetracted(_ isRetracted: Bool, _ name: String, _ version: String) async throws -> Bool {
        while let change = changes[name] { _ = await change.result }
        guard var record = packages[name]?[version] else { return false }
        record.isRetracted = isRetracted
        let changed = record
        try await change(name) { [folder] in
            try await Folder(path: folder.appending(name)).replace("\(version).json", with: Array(changed.json.line.utf8))
        }
        packages[name]?[version] = changed
        return true
    }

    /// Sets what is said of a package; whether there is such a package.
    func setOptions(_ said: PubOptions, of name: String) async throws -> Bool {
        while let change = changes[name] { _ = await change.result }
        guard packages[name] != nil else { return false }
        try await change(name) { [folder] in
            try await Folder(path: folder.appending(name)).replace("options.json", with: Array(said.json.line.utf8))
        }
        options[name] = said
        return true
    }

    /// What is said of a package.
    func options(of name: String) -> PubOptions { options[name] ?? PubOptions() }

    /// Runs a change of a package that no other change of it can overlap; nothing may wait between the caller's look and this call.
    private func change(_ name: String, _ work: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task { try await work() }
        changes[name] = task
        defer { changes[name] = nil }
        try await task.value
    }
}
