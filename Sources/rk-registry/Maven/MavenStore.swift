import NIOCore
import RKShared
import SystemPackage
import _NIOFileSystem

/// The files of a Maven repository in Maven's own layout, each with its four checksums beside it; the folder is a `file://` repository too.
///
/// A file counts once it is at its place, which comes after its checksums.
actor MavenStore {
    /// What became of an upload.
    enum Outcome: Hashable, Sendable {
        /// The file is new, or a new state of one that may change.
        case stored
        /// The same bytes were there already.
        case identical
        /// Other bytes were there already, with this SHA-256.
        case conflict(String)
    }

    /// Longest metadata, in bytes.
    static let metadataLimit: Int64 = 16 << 20

    /// The repository's root.
    nonisolated let folder: Folder
    /// Where uploads are written until they are checked.
    nonisolated let incoming: Folder
    /// The change under way of each file.
    private var changes: [String: Task<Outcome, any Error>] = [:]

    /// Makes the folder if needed; forgets uploads that an earlier run did not finish.
    init(at path: FilePath) async throws {
        folder = Folder(path: path)
        incoming = Folder(path: path.appending(".incoming"))
        try await FileSystem.shared.removeItem(at: incoming.path)
        try await incoming.create()
    }

    /// The folder of a path.
    nonisolated func place(of path: MavenPath) -> Folder {
        Folder(path: path.folders.reduce(folder.path) { $0.appending($1) })
    }

    /// The path and length of a file; nil when it is not there.
    nonisolated func file(_ path: MavenPath) async throws -> (path: FilePath, size: Int64)? {
        let place = place(of: path).appending(path.file)
        guard let info = try await FileSystem.shared.info(forFileAt: place), info.type == .regular else { return nil }
        return (place, info.size)
    }

    /// A digest of a file that is there: what lies beside it, else what its bytes give.
    nonisolated func checksum(_ kind: Checksums.Kind, of path: MavenPath) async throws -> String? {
        guard let file = try await file(path) else { return nil }
        if !path.isMutable, let bytes = try await place(of: path).read("\(path.file).\(kind.rawValue)", limit: 256) {
            return String(decoding: bytes, as: UTF8.self).trimmed
        }
        return try await Checksums.of(file: file.path)[kind]
    }

    /// Takes an uploaded file; leaves it there unless the outcome is `stored`.
    func add(_ body: BodyFile, at path: MavenPath) async throws -> Outcome {
        let key = (path.folders + [path.file]).joined(separator: "/")
        while let change = changes[key] { _ = await change.result }
        let task = Task { [self] in try await store(body, at: path) }
        changes[key] = task
        defer { changes[key] = nil }
        return try await task.value
    }

    /// Compares, writes the checksums, moves the file to its place.
    private nonisolated func store(_ body: BodyFile, at path: MavenPath) async throws -> Outcome {
        if let existing = try await file(path), !path.isMutable {
            let digest = try await Checksums.of(file: existing.path)[.sha256]
            return digest == body.checksums[.sha256] ? .identical : .conflict(digest)
        }
        let place = place(of: path)
        try await place.create()
        for kind in Checksums.Kind.allCases {
            try await place.replace("\(path.file).\(kind.rawValue)", with: Array(body.checksums[kind].utf8))
        }
        try await FileSystem.shared.replaceItem(at: place.appending(path.file), withItemAt: body.path)
        try await place.synchronize()
        return .stored
    }

    /// The versions of an artifact, in the order in which their POMs came, each with that time in microseconds.
    nonisolated func versions(below path: MavenPath) async throws -> [(version: String, time: Int64)] {
        guard let artifact = path.folders.last else { return [] }
        let place = place(of: path)
        var result: [(version: String, time: Int64)] = []
        for entry in try await place.entries() where entry.isDirectory && !entry.name.hasPrefix(".") {
            let version = Folder(path: place.appending(entry.name))
            let stem = entry.name.hasSuffix("-SNAPSHOT") ? String(entry.name.dropLast("-SNAPSHOT".count)) : entry.name
            let manifests = try await version.entries().filter {
                $0.name.hasPrefix("\(artifact)-\(stem)") && $0.name.hasSuffix(".pom") && !$0.isDirectory
            }
            guard let manifest = manifests.last, let info = try await FileSystem.shared.info(forFileAt: version.appending(manifest.name))
            else { continue }
            let time = info.lastDataModificationTime
            result.append((entry.name, Int64(time.seconds) * 1_000_000 + Int64(time.nanoseconds) / 1000))
        }
        return result.sorted { ($0.time, $0.version) < ($1.time, $1.version) }
    }
}
