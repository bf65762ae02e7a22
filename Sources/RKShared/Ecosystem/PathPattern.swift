/// A pattern of folders: components between `/` with `*`, `?` and sets, and `**` for any number of folders.
public struct PathPattern: Sendable {
    /// One component.
    private enum Component: Sendable {
        /// One name.
        case name(String)
        /// Every name that fits.
        case pattern(Glob)
        /// Any number of folders, none included.
        case anyFolders
    }

    /// The components.
    private let components: [Component]
    /// The folder where the pattern begins, relative to the tree's root; nil when it lies outside.
    private let base: String?

    /// A pattern below a folder of the tree; `.`, `..` and doubled separators in front of the first special component are resolved.
    public init(_ pattern: String, below folder: String) {
        var parts = pattern.split(separator: "/").filter { $0 != "." }[...]
        var literal: [Substring] = []
        while let part = parts.first, !Glob.isPattern(part) {
            literal.append(part)
            parts.removeFirst()
        }
        base = pattern.hasPrefix("/") ? nil : RelativePath.join(folder, literal.joined(separator: "/"))
        components = parts.map { part in
            part == "**" ? .anyFolders : Glob.isPattern(part) ? .pattern(Glob(String(part))) : .name(String(part))
        }
    }

    /// The folders and files of the tree that fit, sorted by path; nil when the pattern begins outside the tree. A `**` at the end
    /// stands for at least one folder, elsewhere for none too.
    public func matches(in tree: SourceTree) -> [String]? {
        guard let base else { return nil }
        var found: Set<String> = Files.exists(tree.absolute(base)) ? [base] : []
        for (index, component) in components.enumerated() {
            switch component {
            case .name(let name): found = Set(found.map { Self.child($0, name) }.filter { Files.exists(tree.absolute($0)) })
            case .pattern(let glob):
                found = Set(
                    found.flatMap { folder in Self.children(of: folder, in: tree).filter { glob.matches(RelativePath.name(of: $0)) } })
            case .anyFolders where index == components.count - 1: found = Self.foldersBelow(found, in: tree).subtracting(found)
            case .anyFolders: found = Self.foldersBelow(found, in: tree)
            }
        }
        return found.sorted { $0.precedes($1) }
    }

    /// The path of an entry of a folder.
    private static func child(_ folder: String, _ name: String) -> String { folder == "." ? name : "\(folder)/\(name)" }

    /// The paths of a folder's entries.
    private static func children(of folder: String, in tree: SourceTree) -> [String] {
        Files.names(in: tree.absolute(folder)).map { child(folder, $0) }
    }

    /// The folders themselves and all below them; links are not followed, version control's own folders are left out.
    private static func foldersBelow(_ start: Set<String>, in tree: SourceTree) -> Set<String> {
        var found = start
        var open = Array(start)
        while let folder = open.popLast() {
            for path in children(of: folder, in: tree) where Files.isRealFolder(tree.absolute(path)) {
                let name = RelativePath.name(of: path)
                guard name != ".git", name != ".hg", found.insert(path).inserted else { continue }
                open.append(path)
            }
        }
        return found
    }
}
