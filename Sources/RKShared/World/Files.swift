import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reading and writing files as a release tool must: bounded, atomic, with modes and links kept.
public enum Files {
    /// Why a file cannot be had.
    public enum Trouble: Error, Sendable, Hashable {
        /// There is nothing at the path.
        case missing
        /// It is no regular file.
        case notAFile
        /// It is larger than the limit, in bytes.
        case tooLarge(Int)
        /// The system refuses, in its words.
        case refused(String)
    }

    /// The bytes of a regular file of at most `limit` bytes; links are followed.
    public static func read(_ path: String, limit: Int = 1 << 30) throws(Trouble) -> [UInt8] {
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
        } catch {
            throw refusal(error)
        }
        defer { try? descriptor.close() }
        var status = stat()
        guard fstat(descriptor.rawValue, &status) == 0 else { throw refusal() }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        guard Int(status.st_size) <= limit else { throw .tooLarge(Int(status.st_size)) }
        do {
            return try contents(of: descriptor)
        } catch {
            throw refusal(error)
        }
    }

    /// All bytes of an open file, from its start.
    static func contents(of descriptor: FileDescriptor) throws -> [UInt8] {
        var status = stat()
        guard fstat(descriptor.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
        let size = Int(status.st_size)
        var offset = 0
        var failure: (any Error)?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            do {
                while offset < size {
                    let part = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[offset..<size])
                    let got = try descriptor.read(fromAbsoluteOffset: Int64(offset), into: part)
                    if got == 0 { break }
                    offset += got
                }
            } catch {
                failure = error
            }
            count = offset
        }
        if let failure { throw failure }
        return bytes
    }

    /// The size of an open file in bytes; 0 for one that cannot be asked.
    static func size(of descriptor: FileDescriptor) -> Int {
        var status = stat()
        return fstat(descriptor.rawValue, &status) == 0 ? Int(status.st_size) : 0
    }

    /// An open file without a name, gone when it is closed: in memory where the system has that, else in the folder for temporary files.
    static func nameless() throws -> FileDescriptor {
        #if os(Linux)
            let name = "/rk.\(randomWord())"
            let shared = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
            if shared >= 0 {
                shm_unlink(name)
                return FileDescriptor(rawValue: shared)
            }
        #endif
        let path = FilePath("\(temporaryFolder)/rk.\(randomWord())")
        let descriptor = try FileDescriptor.open(
            path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec], permissions: [.ownerReadWrite])
        unlink(path.string)
        return descriptor
    }

    /// The folder for temporary files: TMPDIR, else /tmp.
    public static var temporaryFolder: String {
        guard let value = getenv("TMPDIR"), let path = String(validatingCString: value), path.hasPrefix("/") else { return "/tmp" }
        return path
    }

    /// The path with every link resolved; nil when nothing is there.
    public static func resolved(_ path: String) -> String? {
        guard let pointer = realpath(path, nil) else { return nil }
        defer { free(pointer) }
        return String(validatingCString: pointer)
    }

    /// Whether something is at the path; a link that leads nowhere counts.
    public static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Whether the path leads to a folder.
    public static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether a folder itself, no link to one, is at the path.
    public static func isRealFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether a regular file itself, no link to one, is at the path.
    public static func isRealFile(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// The names in a folder, sorted by their bytes; empty when it cannot be read.
    public static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
            }
            if let name, name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.precedes($1) }
    }
}
