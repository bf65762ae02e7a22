/// Which tracked files the go command puts into the archive of a module (golang.org/x/mod/zip, and LICENSE as cmd/go adds it).
struct GoModuleFiles: Sendable {
    /// The files: the name in the archive, and the path relative to the repository's root.
    private(set) var files: [(name: String, path: String)] = []

    /// The files of the module in a folder; nil where no version control tells them.
    /// - Parameter language: the version of its line `go`.
    init?(of folder: String, language: String?, in tree: SourceTree) {
        guard let tracked = tree.trackedFiles(below: folder) else { return nil }
        let skip = folder == "." ? 0 : folder.utf8.count + 1
        let names = tracked.map { (name: String(decoding: $0.utf8.dropFirst(skip), as: UTF8.self), path: $0) }
        let inner = Self.modules(in: names, tree)
        let isModern = Self.isModern(language)
        for (name, path) in names where name != ".hg_archival.txt" && !Self.isVendored(name, isModern: isModern) {
            guard !Self.lies(name, in: inner), Files.isRealFile(tree.absolute(path)) else { continue }
            files.append((name, path))
        }
        let hasLicense = names.contains { $0.name == "LICENSE" }
        if folder != ".", !hasLicense, tree.holds("LICENSE"), Files.isRealFile(tree.absolute("LICENSE")) {
            files.append(("LICENSE", "LICENSE"))
        }
    }

    /// The digest of the archive of a module at a version, with other bytes for some files, by path.
    func digest(of module: String, _ version: String, replacing changes: [String: [UInt8]], in tree: SourceTree) throws(Fault) -> String {
        var list: [GoModuleHash.File] = []
        var paths: Set<String> = []
        for (name, path) in files {
            paths.insert(path)
            let digest: String
            if let bytes = changes[path] {
                digest = Digest.sha256(bytes)
            } else {
                do {
                    digest = try Digest.sha256(file: tree.absolute(path))
                } catch {
                    throw error.fault(reading: path)
                }
            }
            list.append(GoModuleHash.File(name: "\(module)@\(version)/\(name)", digest: digest))
        }
        for (path, bytes) in changes where !paths.contains(path) {
            list.append(GoModuleHash.File(name: "\(module)@\(version)/\(RelativePath.name(of: path))", digest: Digest.sha256(bytes)))
        }
        return GoModuleHash.digest(of: list)
    }

    /// The folders, with a slash behind them, of other modules inside.
    private static func modules(in names: [(name: String, path: String)], _ tree: SourceTree) -> Set<String> {
        var folders: Set<String> = []
        for (name, path) in names where name.utf8.count > 6 {
            guard name.utf8.suffix(7).first == UInt8(ascii: "/"), name.lowercased().hasSuffix("/go.mod") else { continue }
            guard Files.isRealFile(tree.absolute(path)) else { continue }
            folders.insert(String(name.dropLast(6)))
        }
        return folders
    }

    /// Whether a file lies in one of these folders.
    private static func lies(_ name: String, in folders: Set<String>) -> Bool {
        guard !folders.isEmpty else { return false }
        let bytes = Array(name.utf8)
        return bytes.indices.contains { index in
            bytes[index] == UInt8(ascii: "/") && folders.contains(String(decoding: bytes[...index], as: UTF8.self))
        }
    }

    /// Whether a file is of a vendored package. Before Go 1.24 the place of a folder `vendor` further down was counted wrongly, and
    /// vendor/modules.txt was kept; digests of such modules keep both (golang.org/issue/37397).
    static func isVendored(_ name: String, isModern: Bool) -> Bool {
        if isModern, name == "vendor/modules.txt" { return true }
        let length = "vendor/".utf8.count
        let start: Int
        if name.hasPrefix("vendor/") {
            start = length
        } else if let place = name.firstRange(of: "/vendor/") {
            let offset = name.utf8.distance(from: name.startIndex, to: place.lowerBound)
            start = isModern ? offset + length + 1 : length + 1
        } else {
            return false
        }
        return name.utf8.dropFirst(start).contains(UInt8(ascii: "/"))
    }

    /// Whether a language version is 1.24 or later.
    static func isModern(_ language: String?) -> Bool {
        let parts = (language ?? "").split(separator: ".")
        guard parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1].prefix { $0.isASCII && $0.isNumber }) else {
            return false
        }
        return (major, minor) >= (1, 24)
    }
}
