import Support
import Testing

@testable import RKShared

/// Rewriting the manifests of real repositories: only the bytes of the intended values change.
struct FixtureRewriteTests {
    /// The folder with the manifests; absent outside the workplace that has it.
    private static let folder = Programs.sharedFixtures.map { "\($0)/uv" }

    /// The repositories below it.
    private static let repositories = folder.map { Files.names(in: $0) } ?? []

    /// Every manifest gets another version and exact requirements: the edited text parses, differs in these values and in no other byte, and a
    /// second rewrite changes nothing.
    @Test(.enabled(if: folder != nil, "../shared/fixtures is absent"), arguments: repositories)
    func onlyTheValues(_ repository: String) throws {
        let root = try #require(Self.folder.flatMap { Files.resolved("\($0)/\(repository)") })
        let tree = SourceTree(root: root, tracked: nil)
        let site = WorkspaceSite(id: "uv", root: ".", manifest: "pyproject.toml")
        let packages = try Uv().discover(site, in: tree).packages
        #expect(!packages.isEmpty)
        var changed = 0
        for package in packages {
            let targets = Set(package.dependencies.filter { !$0.kind.isInert }.compactMap(\.package)).subtracting([package.id])
            let version = package.version == nil ? nil : "99.1.0"
            let rewrite = Rewrite(version: version, exact: Dictionary(uniqueKeysWithValues: targets.map { ($0, "99.2.0") }))
            let rewriting = try Uv().rewrite(package, rewrite, in: tree)
            for change in rewriting.changes where change.path == package.manifest {
                changed += 1
                try check(change, rewriting.requirements, version)
            }
        }
        #expect(changed > 0)
    }

    /// Compares the values of both texts, and the bytes between them.
    private func check(_ change: Rewriting.FileChange, _ requirements: [Pin.Requirement], _ version: String?) throws {
        let before = Self.strings(try TOMLDocument(change.before).root)
        let after = Self.strings(try TOMLDocument(change.after).root)
        try #require(before.count == after.count)
        var ends = (before: 0, after: 0)
        var differing = 0
        for (old, new) in zip(before, after) {
            #expect(change.before[ends.before..<old.span.start] == change.after[ends.after..<new.span.start])
            ends = (old.span.end, new.span.end)
            guard old.string != new.string else {
                #expect(change.before[old.span.start..<old.span.end] == change.after[new.span.start..<new.span.end])
                continue
            }
            differing += 1
            #expect(new.string == version || new.string?.contains("==99.2.0") == true)
        }
        #expect(change.before[ends.before...] == change.after[ends.after...])
        #expect(differing <= requirements.count + 1)
    }

    /// All strings of a table, in the order of the text.
    private static func strings(_ table: TOMLTable) -> [TOMLNode] {
        var open = table.entries.map(\.node)
        var found: [TOMLNode] = []
        while let node = open.popLast() {
            if node.string != nil { found.append(node) }
            open += node.array ?? node.table?.entries.map(\.node) ?? []
        }
        return found.sorted { $0.span.start < $1.span.start }
    }
}
