import Support
import Testing

@testable import RKShared

/// Manifests of real repositories as other editors would have saved them: a release changes the same values, and line ends, the mark of byte
/// order and the end of the file stay what they were.
struct VariantRewriteTests {
    /// How a text may be saved.
    enum Variant: String, CaseIterable {
        /// With a carriage return at each line's end, and without a line's end at the end.
        case windows
        /// With a byte order mark.
        case marked

        /// The text as it is saved.
        func saved(_ bytes: [UInt8]) -> [UInt8] {
            switch self {
            case .marked: return TextEncoding.byteOrderMark + bytes
            case .windows:
                let lines = bytes.filter { $0 != 0x0D }.split(separator: 0x0A, omittingEmptySubsequences: false)
                let text = Array(lines.joined(separator: [0x0D, 0x0A]))
                return text.suffix(2) == [0x0D, 0x0A] ? text.dropLast(2) : text
            }
        }
    }

    /// The repositories, and the ecosystems that they are of.
    static let repositories: [(String, String)] = [
        ("uv/agents", "uv"), ("uv/pydantic-ai", "uv"), ("pnpm/ai", "pnpm"), ("pnpm/core", "pnpm"), ("npm/jest", "yarn"),
        ("npm/lerna", "npm"),
        ("go/opentelemetry-go", "go"), ("cargo/gitoxide", "cargo"), ("cargo/jj", "cargo"), ("cargo/tokio", "cargo"),
        ("maven/maven", "maven"),
        ("dart/flutterfire", "pub"), ("dart/flutterfire-melos", "pub"), ("dart/melos", "pub"),
    ]

    /// The names of files that are saved in another way; the others stay as they are.
    private static let names: Set<String> = [
        "pyproject.toml", "package.json", "pnpm-workspace.yaml", "go.mod", "go.sum", "Cargo.toml", "Cargo.lock", "pom.xml", "pubspec.yaml",
        "melos.yaml", "package-lock.json", "pnpm-lock.yaml", "yarn.lock",
    ]

    /// What a release writes is what it writes into the original, saved in the same way; releasing that again writes nothing.
    @Test(.enabled(if: Programs.sharedFixtures != nil, "../shared/fixtures is absent"), arguments: repositories, Variant.allCases)
    func sameValues(_ repository: (folder: String, ecosystem: String), _ variant: Variant) async throws {
        // The go command refuses a byte order mark, and so does the reader.
        guard repository.ecosystem != "go" || variant != .marked else { return }
        let folder = try #require(Programs.sharedFixtures.flatMap { Files.resolved("\($0)/\(repository.folder)") })
        let ecosystem = try #require(Catalog.ecosystem(repository.ecosystem))
        let files = SourceWalk(root: folder).files()
        let sandbox = try await Sandbox()
        for path in files {
            let bytes = try Files.read("\(folder)/\(path)")
            let isManifest = Self.names.contains(RelativePath.name(of: path))
            try sandbox.write(path, isManifest ? variant.saved(bytes) : bytes)
        }
        let original = SourceTree(root: folder, tracked: files)
        let copy = SourceTree(root: sandbox.folder, tracked: files)
        let packages = try Self.packages(of: ecosystem, in: original)
        #expect(try Self.packages(of: ecosystem, in: copy).map(\.id) == packages.map(\.id))
        let expected = try Self.release(packages, ecosystem, in: original)
        let changes = try Self.release(packages, ecosystem, in: copy)
        #expect(changes.keys.sorted() == expected.keys.sorted() && changes.count > 1)
        for (path, change) in changes {
            let wanted = try #require(expected[path]).after
            if path.hasSuffix("go.sum") {
                // The digests are of other bytes.
                #expect(Self.firstWords(of: change.after) == Self.firstWords(of: wanted), "\(path)")
            } else {
                // Where the last lines go, the line above them keeps its end.
                let isSame = change.after == variant.saved(wanted) || change.after == variant.saved(wanted) + [0x0D, 0x0A]
                #expect(isSame, "\(path)")
            }
            try sandbox.write(path, change.after)
        }
        let added = SourceTree(root: sandbox.folder, tracked: SourceWalk(root: sandbox.folder).files())
        let second = try Self.release(packages, ecosystem, in: added)
        #expect(second.values.filter { $0.before != $0.after }.map(\.path) == [])
    }

    /// The packages of a tree, by id.
    private static func packages(of ecosystem: any Ecosystem, in tree: SourceTree) throws -> [Package] {
        let manifest = try #require(ecosystem.manifestNames.first { tree.holds($0) && ecosystem.claims($0, in: tree) })
        let site = WorkspaceSite(id: ecosystem.name, root: ".", manifest: manifest)
        return try ecosystem.discover(site, in: tree).packages.sorted { $0.id.precedes($1.id) }
    }

    /// The changes of files, by path, of a release of all packages at one version, exact in all requirements.
    private static func release(_ packages: [Package], _ ecosystem: any Ecosystem, in tree: SourceTree) throws -> [String: Rewriting
        .FileChange]
    {
        /// The version that a package gets.
        func version(_ package: Package) -> String {
            ecosystem.name == "go" ? "\(GoModulePath(package.name)?.major ?? "v1").99.0" : "99.1.0"
        }
        let versions = Dictionary(packages.map { ($0.id, version($0)) }) { first, _ in first }
        let rewrites = Dictionary(
            packages.map { package in
                let needed = package.dependencies.filter { !$0.kind.isInert }.compactMap(\.package).filter { $0 != package.id }
                let exact = Dictionary(needed.compactMap { id in versions[id].map { (id, $0) } }) { first, _ in first }
                return (
                    package.id,
                    Rewrite(version: package.version == nil && ecosystem.name == "uv" ? nil : versions[package.id], exact: exact)
                )
            }
        ) { first, _ in first }
        let versioned = packages.filter { $0.version != nil || ecosystem.name != "cargo" && ecosystem.name != "pub" }
        var changes: [String: Rewriting.FileChange] = [:]
        if let whole = ecosystem as? any WorkspaceRewriting {
            let known = Set(versioned.map(\.id))
            let rewritings = try whole.rewrite(versioned, rewrites.filter { known.contains($0.key) }, in: tree)
            for change in rewritings.values.flatMap(\.changes) { changes[change.path] = change }
        } else {
            for package in versioned {
                for change in try ecosystem.rewrite(package, rewrites[package.id] ?? Rewrite(), in: tree).changes {
                    changes[change.path] = change
                }
            }
        }
        return changes
    }

    /// The lines of a go.sum without their digests.
    private static func firstWords(of bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map {
            $0.split(separator: " ").prefix(2).joined(separator: " ")
        }
    }
}
