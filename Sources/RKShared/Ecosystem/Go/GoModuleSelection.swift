/// Why a module cannot be made into an archive, as a clause that fits behind its version.
public struct GoModuleProblem: Error, Hashable {
    /// For instance `has no go.mod`.
    public var reason: String

    /// A problem.
    public init(reason: String) { self.reason = reason }
}

/// Which files of a folder go into a module's archive (golang.org/x/mod/zip, "File, path, and size constraints").
public struct GoModuleSelection: Sendable {
    /// Most bytes of all files of a module.
    public static let sizeLimit = 500 << 20
    /// Most bytes of a go.mod, and of a LICENSE.
    public static let manifestLimit = 16 << 20

    /// A file as version control has it.
    public struct File: Sendable, Hashable {
        /// The path relative to the module's folder.
        public var name: String
        /// Whether it is a file and neither a link nor another repository.
        public var isRegular: Bool
        /// Bytes.
        public var size: Int

        /// A file.
        public init(name: String, isRegular: Bool, size: Int) {
            self.name = name
            self.isRegular = isRegular
            self.size = size
        }
    }

    /// Whether the go.mod says Go 1.24 or later, since when vendored packages are told apart rightly.
    private let isModern: Bool
    /// The folders of other modules inside, with a slash at the end.
    private let inner: Set<String>

    /// The rules for these files.
    /// - Parameter language: the version of the line `go` in go.mod.
    public init(_ files: [File], language: String?) {
        isModern = Self.isModern(language)
        inner = Set(
            files.filter { $0.isRegular && $0.name.lowercased().hasSuffix("/go.mod") }.map { String($0.name.dropLast("go.mod".count)) })
    }

    /// The names of the files to take, in their order.
    /// - Throws: a `GoModuleProblem` for a name that other systems cannot have, or files that are too large.
    public func selection(_ files: [File]) throws(GoModuleProblem) -> [File] {
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
    func isOmitted(_ name: String) -> Bool {
        if name == ".hg_archival.txt" || Self.isVendored(name, isModern: isModern) { return true }
        guard !inner.isEmpty else { return false }
        let bytes = Array(name.utf8)
        return bytes.indices.contains { index in
            bytes[index] == UInt8(ascii: "/") && inner.contains(String(decoding: bytes[...index], as: UTF8.self))
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
    static func isModern(_ language: String?) -> Bool {
        let parts = (language ?? "").split(separator: ".")
        guard parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1].prefix { $0.isASCII && $0.isNumber }) else {
            return false
        }
        return (major, minor) >= (1, 24)
    }
}
