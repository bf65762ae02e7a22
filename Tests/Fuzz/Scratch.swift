import RKShared
import SystemPackage

/// The folder that a child process may write into.
struct Scratch: Sendable {
    /// Its path.
    let folder: String

    /// Writes a file, the folders above it included.
    func write(_ path: String, _ bytes: [UInt8]) throws {
        var prefix = folder
        for part in path.split(separator: "/").dropLast() {
            prefix += "/\(part)"
            if !Files.exists(prefix) { try Files.createFolder(prefix, isDurable: false) }
        }
        let file = try FileDescriptor.open(
            FilePath("\(folder)/\(path)"), .writeOnly, options: [.create, .truncate], permissions: FilePermissions(rawValue: 0o666))
        _ = try file.closeAfter { try file.writeAll(bytes) }
    }
}
