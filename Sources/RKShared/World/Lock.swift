import Synchronization
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A lock on a file that the kernel releases when its process ends, however that happens. The file says who holds it, and stays.
public final class Lock: Sendable {
    /// The open file that holds the lock, whose closing releases it; nil when it was released.
    private let held: Mutex<FileDescriptor?>

    /// Takes the lock, or says at once who has it.
    /// - Parameters:
    ///   - path: the file; its folder is made.
    ///   - purpose: what the message to others calls this process, as in `rk-publish`.
    /// - Throws: a `Fault` with the code `.lockHeld`, or `.fileUnwritable`.
    public init(at path: String, purpose: String) throws(Fault) {
        var opened: FileDescriptor?
        do {
            try Files.createFolder(Files.folder(of: path))
            let descriptor = try FileDescriptor.open(
                FilePath(path), .readWrite, options: [.create, .closeOnExec], permissions: FilePermissions(rawValue: 0o644))
            opened = descriptor
            while flock(descriptor.rawValue, LOCK_EX | LOCK_NB) != 0 {
                if errno == EINTR { continue }
                guard errno == EWOULDBLOCK else { throw Errno(rawValue: errno) }
                throw Self.fault(path, by: descriptor)
            }
            guard ftruncate(descriptor.rawValue, 0) == 0 else { throw Errno(rawValue: errno) }
            try descriptor.writeAll("\(getpid()) \(purpose)\n".utf8)
            held = Mutex(descriptor)
        } catch {
            try? opened?.close()
            if let fault = error as? Fault { throw fault }
            throw Files.refusal(error).fault(writing: path)
        }
    }

    deinit { release() }

    /// Gives the lock back.
    public func release() {
        held.withLock { descriptor in
            try? descriptor?.close()
            descriptor = nil
        }
    }

    /// The fault that names the holder.
    private static func fault(_ path: String, by descriptor: FileDescriptor) -> Fault {
        var buffer = [UInt8](repeating: 0, count: 512)
        let count = (try? buffer.withUnsafeMutableBytes { try descriptor.read(fromAbsoluteOffset: 0, into: $0) }) ?? 0
        let words = String(decoding: buffer[..<count], as: UTF8.self).trimmed.split(separator: " ", maxSplits: 1)
        let holder = words.count == 2 && Int(words[0]) != nil ? "\(words[1]), process \(words[0])" : "a process that does not say which"
        return Fault(
            .lockHeld, "another run is at work in this repository: \(holder)",
            hint: "wait until it ends, then run this again; its lock goes with it", at: Place(path))
    }
}
