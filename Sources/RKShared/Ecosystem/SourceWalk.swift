/// The files of a folder that no version control keeps: all but what its `.gitignore` files leave out, hidden and vendored folders.
public struct SourceWalk: Sendable {
    /// Folders of other people's packages and of what Python leaves behind.
    static let vendored: Set<String> = ["node_modules", "bower_components", "vendor", "site-packages", "__pycache__"]

    /// The root's absolute path.
    let root: String

    /// A walk below a folder.
    public init(root: String) { self.root = root }

    /// Whether a path lies in a folder of other people's packages or in a hidden one.
    public static func isForeign(_ path: String) -> Bool {
        path.split(separator: "/").contains {
            $0.hasPrefix(".") && $0 != "." || ["node_modules", "bower_components", "vendor"].contains($0)
        }
    }

    /// The paths of regular files relative to the root, sorted by their bytes; links are not followed.
    public func files() -> [String] {
        var files: [String] = []
        var open: [(folder: String, rules: [(folder: String, rules: IgnoreRules)])] = [(".", [])]
        while let (folder, outer) = open.popLast() {
            let names = Files.names(in: absolute(folder))
            var rules = outer
            if names.contains(".gitignore"), let bytes = try? Files.read(absolute(join(folder, ".gitignore")), limit: 1 << 20) {
                rules.append((folder, IgnoreRules(String(decoding: bytes, as: UTF8.self))))
            }
            for name in names {
                let path = join(folder, name)
                let isFolder = Files.isRealFolder(absolute(path))
                if isFolder, name.hasPrefix(".") || Self.vendored.contains(name) { continue }
                if isIgnored(path, isFolder: isFolder, by: rules) { continue }
                if isFolder { open.append((path, rules)) } else { files.append(path) }
            }
        }
        return files.sorted { $0.precedes($1) }
    }

    /// Whether the innermost rules that say anything leave a path out.
    private func isIgnored(_ path: String, isFolder: Bool, by rules: [(folder: String, rules: IgnoreRules)]) -> Bool {
        for (folder, rules) in rules.reversed() {
            let inner = folder == "." ? path : String(path.dropFirst(folder.count + 1))
            if let decision = rules.decision(on: inner, isFolder: isFolder) { return decision }
        }
        return false
    }

    /// A path relative to the root.
    private func join(_ folder: String, _ name: String) -> String { folder == "." ? name : "\(folder)/\(name)" }

    /// A path of the file system.
    private func absolute(_ path: String) -> String { path == "." ? root : "\(root)/\(path)" }
}
