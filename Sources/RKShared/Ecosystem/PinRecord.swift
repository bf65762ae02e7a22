/// What the journal keeps of a package before its files are edited: enough to bring them back byte by byte.
struct PinRecord: Sendable, Hashable {
    /// A file, before and after.
    struct File: Sendable, Hashable {
        /// The path, relative to the root.
        var path: String
        /// The bytes before the edit.
        var original: [UInt8]
        /// The digest of the bytes before the edit.
        var before: String
        /// The digest of the bytes after the edit.
        var after: String
        /// The mode and the time of modification before the edit.
        var stamp: FileStamp
        /// Whether there was no file before the edit; `original` is empty then.
        var isNew = false
        /// The name of the file beside it through which it is replaced; a kill may leave it behind.
        var temporary: String
    }

    /// The package's id.
    var package: String
    /// The root, relative to the state folder, so that a repository may be moved or copied as a whole.
    var root: String
    /// The files.
    var files: [File]
}

extension PinRecord {
    /// The record as a line of the journal.
    var json: JSON {
        let files = files.map { file in
            var object = JSONObject([
                "path": .string(file.path), "before": .string(file.before), "after": .string(file.after), "mode": .integer(file.stamp.mode),
                "seconds": .integer(file.stamp.seconds), "nanoseconds": .integer(file.stamp.nanoseconds),
                "temporary": .string(file.temporary), "original": .string(Base64.encode(file.original)),
            ])
            if file.isNew { object["new"] = .bool(true) }
            return JSON.object(object)
        }
        return .object(
            JSONObject(["step": .string("intent"), "package": .string(package), "root": .string(root), "files": .array(files)]))
    }

    /// Reads a line of the journal; nil when it does not hold what it should.
    init?(_ object: JSONObject) {
        guard let package = object["package"]?.string, let root = object["root"]?.string, let files = object["files"]?.array else {
            return nil
        }
        self.init(package: package, root: root, files: [])
        for file in files {
            guard let file = file.object.flatMap(File.init) else { return nil }
            self.files.append(file)
        }
    }
}

extension PinRecord.File {
    /// Reads a file of a record; nil when it does not hold what it should, or its bytes do not fit their digest.
    init?(_ object: JSONObject) {
        guard let path = object["path"]?.string, let before = object["before"]?.string, let after = object["after"]?.string,
            let mode = object["mode"]?.integer, let seconds = object["seconds"]?.integer, let nanoseconds = object["nanoseconds"]?.integer,
            let temporary = object["temporary"]?.string, !temporary.contains("/"), RelativePath.join(".", path) == path,
            let original = object["original"]?.string.flatMap(Base64.decode), Digest.sha256(original) == before
        else { return nil }
        self.init(
            path: path, original: original, before: before, after: after,
            stamp: FileStamp(seconds: seconds, nanoseconds: nanoseconds, mode: mode), isNew: object["new"] == .bool(true),
            temporary: temporary)
    }
}
