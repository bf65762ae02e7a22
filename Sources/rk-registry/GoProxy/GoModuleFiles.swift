import RKShared

/// Why a module cannot be made into an archive, as a clause that fits behind its version.
struct GoModuleProblem: Error, Hashable {
    /// For instance `has no go.mod`.
    var reason: String
}

/// Which files of a folder go into a module's archive (golang.org/x/mod/zip, "File, path, and size constraints").
struct GoModuleFiles {
    /// Most bytes of all files of a module.
    static let sizeLimit = 500 << 20
    /// Most bytes of a go.mod, and of a LICENSE.
    static let manifestLimit = 16 << 20

    /// A file as version control has it.
    struct File: Hashable {
        /// The path relative to the module's folder.
        var name: String
        /// Whether it is a file and neither a link nor another repository.
        var isRegular: Bool
        /// Bytes.
        var size: Int
    }

    /// Whether the go.mod says Go 1.24 or later, since when vendored packages are told apart rightly.
    private let isModern: Bool
    /// The folders of other modules inside, with a slash at the end.
    private let inner: Set<String>

    /// The rules for these files.
    /// - Parameter language: the version of the line `go` in go.mod.
    init(_ files: [File], language: String?) {
        isModern = Self.isModern(language)
        inner = Set(
            files.filter { $0.isRegular && $0.name.lowercased().hasSuffix("/go.mod") }.map { String($0.name.dropLast("go.mod".count)) })
    }

    /// The names of the files to take, in their order.
    /// - Throws: a `GoModuleProblem` for a name that other systems cannot have, or files that are too large.
    func selection(_ files: [File]) throws(GoModuleProblem) -> [File] {
        var folded: [String: String] = [:]
        var folders: Set<String> = []
        var size = 0
        var result: [File] = []
        for file in files where !isOmitted(file.name) {
            let name = file.name
            guard GoFileName.isValid(name) else {
                throw GoModuleProblem(reason: "has a file with a name that modules may not have: \(name)")
            }
            guard name.lowercased() != "go.mod" || name == "go.mod" else {
                throw GoModuleProblem(reason: "has a \(name): it must be in lower case")
            }
            try Self.check(name, &folded, &folders)
            guard file.isRegular else { continue }
            size += file.size
            guard size <= Self.sizeLimit else { throw GoModuleProblem(reason: "has more than \(Self.sizeLimit) bytes") }
            guard file.size <= Self.manifestLimit || (name != "go.mod" && name != "LICENSE") else {
                throw GoModuleProblem(reason: "has a \(name) of more than \(Self.manifestLimit) bytes")
            }
            result.append(file)
        }
        return result
    }

    /// Whether a file belongs to a vendored package or another module, or is what Mercurial leaves.
    private func isOmitted(_ name: String) -> Bool {
        if name == ".hg_archival.txt" || isVendored(name) { return true }
        guard !inner.isEmpty else { return false }
        var folder = ""
        for part in name.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            folder += "\(part)/"
            if inner.contains(folder) { return true }
        }
        return false
    }

    /// Whether a file lies in a folder below `vendor`. Go before 1.24 looked at the wrong place in a path with `/vendor/` further down, and
    /// digests keep that.
    private func isVendored(_ name: String) -> Bool {
        if isModern, name == "vendor/modules.txt" { return true }
        let rest: Substring.UTF8View
        if name.hasPrefix("vendor/") {
            rest = name.utf8.dropFirst("vendor/".utf8.count)
        } else if let place = name.firstRange(of: "/vendor/") {
            rest = isModern ? name[place.upperBound...].utf8 : name.utf8.dropFirst("/vendor/".utf8.count)
        } else {
            return false
        }
        return rest.contains(UInt8(ascii: "/"))
    }

    /// Refuses names that differ in case only, and a file where another one's folder is.
    private static func check(_ name: String, _ folded: inout [String: String], _ folders: inout Set<String>) throws(GoModuleProblem) {
        var path = ""
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            path += index == 0 ? "\(part)" : "/\(part)"
            let isFolder = index < parts.count - 1
            let key = path.lowercased()
            if let other = folded[key] {
                guard other == path, isFolder, folders.contains(path) else {
                    throw GoModuleProblem(reason: "has \(other) and \(path), which are one file on some systems")
                }
            } else {
                folded[key] = path
                if isFolder { folders.insert(path) }
            }
        }
    }

    /// Whether a language version is 1.24 or later.
    private static func isModern(_ language: String?) -> Bool {
        let parts = (language ?? "").split(separator: ".")
        guard parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1].prefix { $0.isASCII && $0.isNumber }) else {
            return false
        }
        return (major, minor) >= (1, 24)
    }
}
