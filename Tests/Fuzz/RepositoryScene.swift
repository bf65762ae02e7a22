import RKShared

/// A small repository of which one file is fuzzed: it is discovered, all its packages are released, and it is discovered again.
struct RepositoryScene: Sendable {
    /// The ecosystem's name.
    let ecosystem: String
    /// The workspace's manifest.
    let manifest: String
    /// The files beside the fuzzed one.
    let files: [String: String]

    /// What is released.
    private static let version = "9.8.7"

    /// Puts an input in place of a file and releases what is found.
    func check(_ input: [UInt8], at path: String, in scratch: Scratch) throws {
        let root = Scratch(folder: "\(scratch.folder)/\(ecosystem)-\(path.replacing("/", with: "-"))")
        if !Files.exists(root.folder) {
            try Files.createFolder(root.folder, isDurable: false)
            for (path, text) in files { try root.write(path, Array(text.utf8)) }
        }
        try root.write(path, input)
        defer { _ = try? root.write(path, Array((files[path] ?? "").utf8)) }
        let tree = SourceTree(
            root: Files.resolved(root.folder) ?? root.folder, tracked: Array(Set(files.keys).union([path])).sorted { $0.precedes($1) })
        guard let ecosystem = Catalog.ecosystem(ecosystem) else { throw Violation("there is no ecosystem `\(ecosystem)`") }
        let lines = 1 + input.count { $0 == 0x0A || $0 == 0x0D }
        let discovery: Discovery
        do throws(Fault) { discovery = try discovered(ecosystem, tree) } catch {
            return try describes(error.message, error.place, lines, path)
        }
        for finding in discovery.findings { try describes(finding.message, finding.place, lines, path) }
        try release(discovery.packages, ecosystem, tree, root)
    }

    /// What is found.
    private func discovered(_ ecosystem: any Ecosystem, _ tree: SourceTree) throws(Fault) -> Discovery {
        try ecosystem.discover(WorkspaceSite(id: ecosystem.name, root: ".", manifest: manifest), in: tree)
    }

    /// A message says something, and of the fuzzed file, which has so many lines, a place that exists.
    private func describes(_ message: String, _ place: Place?, _ lines: Int, _ path: String) throws {
        try Violation.unless(!message.isEmpty, "an empty message")
        guard let place, place.path == path, let line = place.line else { return }
        try Violation.unless(line >= 1 && line <= lines && place.column ?? 1 >= 1, "\(place) is no place of \(lines) lines: \(message)")
    }

    /// Gives all packages one version, exact in all requirements. What is written is discovered, has the version, and is written once only.
    private func release(_ packages: [Package], _ ecosystem: any Ecosystem, _ tree: SourceTree, _ root: Scratch) throws {
        guard Set(packages.map(\.id)).count == packages.count else { return }
        let rewrites = Dictionary(
            packages.map { package in
                let needed = package.dependencies.filter { !$0.kind.isInert }.compactMap(\.package).filter { $0 != package.id }
                return (package.id, Rewrite(version: Self.version, exact: Dictionary(needed.map { ($0, Self.version) }) { one, _ in one }))
            }
        ) { one, _ in one }
        var changes: [Rewriting.FileChange] = []
        defer {
            for change in changes.reversed() {
                _ = change.isNew ? try? Files.remove("\(tree.root)/\(change.path)") : try? root.write(change.path, change.before)
            }
        }
        var result: [String: Rewriting] = [:]
        do throws(Fault) {
            try rewrite(packages, rewrites, ecosystem, tree) { id, rewriting in
                result[id] = rewriting
                for change in rewriting.changes {
                    changes.append(change)
                    _ = try? root.write(change.path, change.after)
                }
            }
        } catch { return }
        let again: Discovery
        do throws(Fault) { again = try discovered(ecosystem, tree) } catch {
            throw Violation("what was written is refused: \(error.message) at \(error.place?.description ?? "-")")
        }
        try Violation.unless(Self.names(again.packages) == Self.names(packages), "other packages are found after a release")
        guard !(ecosystem is any VersionInTags) else { return }
        for package in again.packages where result[package.id]?.environment.isEmpty == true {
            let isWritten = package.version == Self.version
            try Violation.unless(isWritten, "\(package.id) has \(package.version ?? "no version") after a release")
        }
        var second: [String: [String]] = [:]
        do throws(Fault) {
            try rewrite(again.packages, rewrites, ecosystem, tree) { id, rewriting in
                second[id] = rewriting.changes.filter { $0.before != $0.after }.map(\.path)
            }
        } catch {
            throw Violation("a second release is refused: \(error.message)")
        }
        for (id, paths) in second { try Violation.unless(paths.isEmpty, "a second release of \(id) changes \(paths)") }
    }

    /// The ids of packages, sorted, without versions: a script of Gradle may name a project after one.
    private static func names(_ packages: [Package]) -> [String] {
        let versions = Set(packages.compactMap(\.version)).sorted { $0.utf8.count > $1.utf8.count }
        return packages.map { package in versions.reduce(package.id) { $0.replacing($1, with: "") } }.sorted()
    }

    /// Rewrites packages one after the other, or all at once where the ecosystem must see them all; each is told as soon as it is known.
    private func rewrite(
        _ packages: [Package], _ rewrites: [String: Rewrite], _ ecosystem: any Ecosystem, _ tree: SourceTree,
        tell: (String, Rewriting) -> Void
    ) throws(Fault) {
        if let whole = ecosystem as? any WorkspaceRewriting {
            for (id, rewriting) in try whole.rewrite(packages, rewrites, in: tree).sorted(by: { $0.key.precedes($1.key) }) {
                tell(id, rewriting)
            }
        } else {
            for package in packages { tell(package.id, try ecosystem.rewrite(package, rewrites[package.id] ?? Rewrite(), in: tree)) }
        }
    }
}
