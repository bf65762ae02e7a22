import RKShared
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A folder that is made for a test and taken away with everything in it; no process is needed for either.
enum TemporaryFolder {
    /// Makes an empty folder and gives its path, links resolved.
    static func make() throws -> String {
        var template = Array("\(Files.resolved(Files.temporaryFolder) ?? "/tmp")/rk-test.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SandboxFault(action: "mkdtemp") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Takes a folder away; links are not followed, folders without permissions get them first.
    static func remove(_ folder: String) {
        var open = [folder]
        var emptied: [String] = []
        while let current = open.popLast() {
            emptied.append(current)
            chmod(current, 0o700)
            for path in entries(of: current) {
                if Files.isRealFolder(path) { open.append(path) } else { unlink(path) }
            }
        }
        for folder in emptied.reversed() { rmdir(folder) }
    }

    /// The paths of all entries, those whose names are not UTF-8 removed at once.
    private static func entries(of folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var paths: [String] = []
        while let entry = readdir(directory) {
            withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { name in
                    guard let text = String(validatingCString: name) else {
                        unlinkat(dirfd(directory), name, 0)
                        return
                    }
                    if text != ".", text != ".." { paths.append("\(folder)/\(text)") }
                }
            }
        }
        return paths
    }

    /// Makes a folder with all folders above it.
    static func make(path: String) {
        var prefix = ""
        for part in path.split(separator: "/") {
            prefix += "/\(part)"
            mkdir(prefix, 0o777)
        }
    }

    /// Writes a whole file.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let file = try FileDescriptor.open(
            FilePath(path), .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: FilePermissions(rawValue: 0o666))
        _ = try file.closeAfter { try file.writeAll(bytes) }
    }
}

/// A call of the system that failed while a sandbox was set up.
struct SandboxFault: Error {
    /// The call.
    let action: String
    /// The system's number for the reason.
    let number = errno
}
