#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Files {
    /// Removes whatever is at a path, a folder with all that it holds; nothing there is fine. Links are removed, never followed.
    ///
    /// Folders inside are first moved up to the top one, so that no depth needs recursion, open files or long paths.
    public static func removeTree(_ path: String) throws(Trouble) {
        guard isRealFolder(path) else { return try remove(path) }
        let top = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard top >= 0 else { throw refusal() }
        defer { close(top) }
        fchmod(top, 0o700)
        let prefix = ".rk-\(randomWord())-"
        var count = 0
        var folders: [[CChar]] = []
        try empty(top, into: top, prefix, &count, &folders)
        while let name = folders.popLast() {
            let inner = openat(top, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard inner >= 0 else { throw refusal() }
            defer { close(inner) }
            try empty(inner, into: top, prefix, &count, &folders)
            guard unlinkat(top, name, AT_REMOVEDIR) == 0 else { throw refusal() }
        }
        guard rmdir(path) == 0 || errno == ENOENT else { throw refusal() }
    }

    /// Removes the files of an open folder and moves its folders into `top` under new names, which are added to `folders`.
    private static func empty(_ folder: Int32, into top: Int32, _ prefix: String, _ count: inout Int, _ folders: inout [[CChar]])
        throws(Trouble)
    {
        for name in try rawNames(in: folder) {
            if unlinkat(folder, name, 0) == 0 || errno == ENOENT { continue }
            guard errno == EISDIR || errno == EPERM else { throw refusal() }
            fchmodat(folder, name, 0o700, 0)
            let moved = Array("\(prefix)\(count)".utf8CString)
            count += 1
            guard renameat(folder, name, top, moved) == 0 else { throw refusal() }
            folders.append(moved)
        }
    }

    /// The names in an open folder as the system has them, each with its final zero; also those that are not UTF-8.
    private static func rawNames(in folder: Int32) throws(Trouble) -> [[CChar]] {
        let copy = dup(folder)
        guard copy >= 0 else { throw refusal() }
        guard let directory = fdopendir(copy) else {
            close(copy)
            throw refusal()
        }
        defer { closedir(directory) }
        var names: [[CChar]] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1)) }
            }
            if name != [0x2E, 0] && name != [0x2E, 0x2E, 0] { names.append(name) }
        }
        return names
    }
}
