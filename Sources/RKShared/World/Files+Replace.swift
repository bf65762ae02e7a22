import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Files {
    /// Gives a file another content, whole or not at all: written beside it, flushed to the disk, then renamed over it.
    ///
    /// A link is followed, and stays. Mode and, where permitted, owner stay; a new file gets 0644 less the umask.
    /// - Parameters:
    ///   - temporary: the name of the file beside it, for callers who clean up after a kill; a random one without it.
    ///   - stamp: the time of modification that the file gets; now without it.
    public static func replace(_ path: String, with bytes: [UInt8], through temporary: String? = nil, stamp: FileStamp? = nil)
        throws(Trouble)
    {
        let target = exists(path) ? resolved(path) : path
        guard let target else { throw .missing }
        var status = stat()
        let isThere = stat(target, &status) == 0
        guard !isThere || status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        let folder = self.folder(of: target)
        let beside = "\(folder)/\(temporary ?? temporaryName())"
        do {
            let descriptor = try FileDescriptor.open(
                FilePath(beside), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: FilePermissions(rawValue: 0o644))
            do {
                defer { try? descriptor.close() }
                if isThere {
                    if status.st_uid != geteuid() || status.st_gid != getegid() {
                        _ = fchown(descriptor.rawValue, status.st_uid, status.st_gid)
                    }
                    guard fchmod(descriptor.rawValue, status.st_mode & 0o7777) == 0 else { throw Errno(rawValue: errno) }
                }
                try descriptor.writeAll(bytes)
                if let stamp { guard stamp.apply(to: descriptor.rawValue) else { throw Errno(rawValue: errno) } }
                guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
            } catch {
                unlink(beside)
                throw error
            }
            guard rename(beside, target) == 0 else {
                let errno = Errno(rawValue: errno)
                unlink(beside)
                throw errno
            }
        } catch {
            throw refusal(error)
        }
        try flush(folder: folder)
    }

    /// A name for a file beside another that no one else has.
    public static func temporaryName() -> String { ".rk-\(randomWord()).tmp" }

    /// Letters and digits that no one else has: a number of 64 bits.
    public static func randomWord() -> String { String(UInt64.random(in: 0 ... .max), radix: 36) }

    /// Makes a folder and those above it, where they are missing; one for a while need not outlive a loss of power.
    public static func createFolder(_ path: String, isDurable: Bool = true) throws(Trouble) {
        var missing: [String] = []
        var current = path
        while !isFolder(current) {
            missing.append(current)
            let above = folder(of: current)
            guard above != current else { break }
            current = above
        }
        for path in missing.reversed() {
            guard mkdir(path, 0o777) == 0 || (errno == EEXIST && isFolder(path)) else { throw refusal() }
            if isDurable { try flush(folder: folder(of: path)) }
        }
    }

    /// Removes a file or a link; nothing there is fine.
    public static func remove(_ path: String) throws(Trouble) {
        guard unlink(path) != 0, errno != ENOENT, errno != ENOTDIR else { return }
        throw refusal()
    }

    /// Makes the names in a folder durable.
    static func flush(folder: String) throws(Trouble) {
        do {
            let descriptor = try FileDescriptor.open(FilePath(folder), .readOnly, options: [.closeOnExec, .directory])
            defer { try? descriptor.close() }
            guard fsync(descriptor.rawValue) == 0 || errno == EINVAL || errno == EROFS else { throw Errno(rawValue: errno) }
        } catch {
            throw refusal(error)
        }
    }

    /// The folder that a path lies in; `.` for a name alone.
    public static func folder(of path: String) -> String {
        let path = FilePath(path).removingLastComponent().string
        return path.isEmpty ? "." : path
    }

    /// The system's last error as a trouble.
    static func refusal() -> Trouble { refusal(Errno(rawValue: errno)) }

    /// What the system said, as a trouble.
    static func refusal(_ error: any Error) -> Trouble {
        switch error {
        case let trouble as Trouble: trouble
        case Errno.noSuchFileOrDirectory, Errno.notDirectory: .missing
        case Errno.isDirectory: .notAFile
        case let errno as Errno: .refused(errno.description)
        default: .refused(String(describing: error))
        }
    }
}
