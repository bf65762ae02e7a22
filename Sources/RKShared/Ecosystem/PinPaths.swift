/// Paths in the journal of pins, and what is said about them.
enum PinPaths {
    /// An absolute path as seen from an absolute folder: `../..` and so on.
    static func relative(_ path: String, to folder: String) -> String {
        let path = path.split(separator: "/")
        let folder = folder.split(separator: "/")
        let shared = zip(path, folder).prefix { $0 == $1 }.count
        let parts = [Substring](repeating: "..", count: folder.count - shared) + path[shared...]
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }

    /// The absolute path of a relative one as seen from an absolute folder.
    static func resolve(_ path: String, from folder: String) -> String {
        RelativePath.join(folder, path).map { $0 == "." ? "/" : "/\($0)" } ?? "/"
    }

    /// The fault of a file that someone edited while it was pinned.
    static func conflict(_ file: PinRecord.File, kept: String?) -> Fault {
        Fault(
            .pinConflict, "`\(file.path)` was edited while it was pinned, and is left as it is",
            hint: kept.map { "what it was before is in `\($0)`; merge by hand, then run `rk-pin restore --keep`" }
                ?? "run the pipeline again",
            at: Place(file.path))
    }
}
