import NIOCore
import SystemPackage
import _NIOFileSystem

/// A folder whose files appear whole or not at all, and stay after a power cut.
struct Folder: Sendable {
    /// Where it lies.
    let path: FilePath

    /// Makes the folder and those above it if they are missing.
    func create() async throws {
        try await FileSystem.shared.createDirectory(at: path, withIntermediateDirectories: true)
    }

    /// The path of an entry; the name must be one that this program has checked.
    func appending(_ name: String) -> FilePath {
        path.appending(name)
    }

    /// Writes a file beside its place and moves it there, replacing an older one.
    func replace(
        _ name: String, with bytes: [UInt8], permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
    ) async throws {
        let temporary = path.appending(".\(name).\(UInt64.random(in: 0...UInt64.max)).new")
        let options = OpenOptions.Write(
            existingFile: .none, newFile: .init(permissions: permissions, transactionalCreation: false), closeOnExec: true)
        try await FileSystem.shared.withFileHandle(forWritingAt: temporary, options: options) { handle in
            try await handle.write(contentsOf: bytes, toAbsoluteOffset: 0)
            try await handle.synchronize()
        }
        try await FileSystem.shared.replaceItem(at: path.appending(name), withItemAt: temporary)
        try await synchronize()
    }

    /// Makes the names in the folder durable.
    func synchronize() async throws {
        try await FileSystem.shared.withDirectoryHandle(atPath: path) { try await $0.synchronize() }
    }

    /// The names and types of its entries, sorted; empty if there is no such folder.
    func entries() async throws -> [(name: String, isDirectory: Bool)] {
        guard try await FileSystem.shared.info(forFileAt: path) != nil else { return [] }
        return try await FileSystem.shared.withDirectoryHandle(atPath: path) { handle in
            var entries: [(name: String, isDirectory: Bool)] = []
            for try await entry in handle.listContents() {
                entries.append((String(decoding: entry.name), entry.type == .directory))
            }
            return entries.sorted { $0.name < $1.name }
        }
    }

    /// The bytes of a file, nil if it is missing or longer than `limit`.
    func read(_ name: String, limit: Int64) async throws -> [UInt8]? {
        let file = path.appending(name)
        guard let info = try await FileSystem.shared.info(forFileAt: file), info.type == .regular, info.size <= limit else { return nil }
        return Array(buffer: try await ByteBuffer(contentsOf: file, maximumSizeAllowed: .bytes(limit)))
    }
}
