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
        // Sizes count for the archive alone; whether it is a file only where that decides something.
        let selection = GoModuleSelection(
            names.map { name, path in
                let isManifest = name.utf8.last.map { $0 | 0x20 } == UInt8(ascii: "d") && name.lowercased().hasSuffix("/go.mod")
                return GoModuleSelection.File(name: name, isRegular: isManifest && Files.isRealFile(tree.absolute(path)), size: 0)
            }, language: language)
        for (name, path) in names where !selection.isOmitted(name) && Files.isRealFile(tree.absolute(path)) { files.append((name, path)) }
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
}
