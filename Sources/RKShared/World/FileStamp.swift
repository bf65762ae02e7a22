#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a build system looks at to see whether a file changed, and who may use it.
public struct FileStamp: Sendable, Hashable {
    /// When the content last changed: seconds since 1970.
    public var seconds: Int
    /// The nanoseconds behind the seconds.
    public var nanoseconds: Int
    /// The permission bits.
    public var mode: Int

    /// A stamp.
    public init(seconds: Int, nanoseconds: Int, mode: Int) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
        self.mode = mode
    }

    /// The stamp of the file at a path, links followed; nil when there is none.
    public init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
            let modified = status.st_mtimespec
        #else
            let modified = status.st_mtim
        #endif
        self.init(seconds: Int(modified.tv_sec), nanoseconds: Int(modified.tv_nsec), mode: Int(status.st_mode & 0o7777))
    }

    /// Gives an open file this time of modification, and of access.
    func apply(to descriptor: Int32) -> Bool {
        let time = timespec(tv_sec: time_t(seconds), tv_nsec: nanoseconds)
        return futimens(descriptor, [time, time]) == 0
    }
}
