/// The files of a repository as manifests are read from it: bounded, and never outside its root.
public struct SourceTree: Sendable {
    /// The largest manifest that is read, in bytes.
    public static let maximumManifest = 16 << 20

    /// The root's absolute path, links resolved.
    public let root: String
    /// The files that version control tracks, relative to the root, sorted; nil without version control.
    public let tracked: [String]?

    /// The files among which manifests are looked for, relative to the root, sorted: the tracked ones, else what a walk found.
    public let files: [String]

    /// A tree; `files` is what a `SourceWalk` found where nothing is tracked.
    public init(root: String, tracked: [String]?, files: [String] = []) {
        self.root = root
        self.tracked = tracked
        self.files = tracked ?? files
    }

    /// The absolute path of a path inside the tree.
    public func absolute(_ path: String) -> String { path == "." ? root : "\(root)/\(path)" }

    /// The bytes of a manifest.
    /// - Throws: a `Fault` with the file's place: missing, unreadable, too large, or a link that leads outside the root.
    public func read(_ path: String) throws(Fault) -> [UInt8] {
        try confine(path)
        do {
            return try Files.read(absolute(path), limit: Self.maximumManifest)
        } catch {
            let place = Place(path)
            switch error {
            case .missing:
                throw Fault(.manifestUnreadable, "there is no file `\(path)`", hint: "restore it, or remove what names it", at: place)
            case .notAFile:
                throw Fault(
                    .manifestUnreadable, "`\(path)` is no regular file", hint: "put a file in its place, or exclude its folder", at: place)
            case .tooLarge(let size):
                throw Fault(
                    .manifestTooLarge, "`\(path)` has \(size) bytes; a manifest of more than \(Self.maximumManifest) is not read",
                    hint: "is this really a manifest? exclude its folder otherwise", at: place)
            case .refused(let reason):
                throw Fault(.manifestUnreadable, "`\(path)` cannot be read: \(reason)", hint: "look at its permissions", at: place)
            }
        }
    }

    /// The bytes of a file that need not be there; nil when it is not.
    public func readIfPresent(_ path: String) throws(Fault) -> [UInt8]? {
        Files.exists(absolute(path)) ? try read(path) : nil
    }

    /// Refuses a path whose links lead outside the root.
    public func confine(_ path: String) throws(Fault) {
        guard let real = Files.resolved(absolute(path)) else { return }
        guard real == root || real.hasPrefix(root == "/" ? "/" : root + "/") else {
            throw Fault(
                .pathOutside, "`\(path)` leads outside the repository, to `\(real)`",
                hint: "replace the link by the files themselves, or exclude the folder", at: Place(path))
        }
    }

    /// Whether anything but folders lies below a folder; links are not followed.
    public func holdsFiles(below folder: String) -> Bool {
        var open = [absolute(folder)]
        while let current = open.popLast() {
            for name in Files.names(in: current) {
                guard Files.isRealFolder("\(current)/\(name)") else { return true }
                open.append("\(current)/\(name)")
            }
        }
        return false
    }
}

/// Paths inside a repository: relative, separated by `/`, `.` for the root.
public enum RelativePath {
    /// `base` and `path` joined, with `.`, `..` and doubled separators resolved; nil when the result leaves the root or `path` is absolute.
    public static func join(_ base: String, _ path: String) -> String? {
        guard !path.hasPrefix("/") else { return nil }
        var parts: [Substring] = []
        for part in (base + "/" + path).split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }

    /// The folder of a path.
    public static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    /// The last part of a path.
    public static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
}
