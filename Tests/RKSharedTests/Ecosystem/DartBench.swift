import Support

@testable import RKShared

/// A repository of Dart in a temporary folder, and what is discovered of it.
struct DartBench {
    /// The folder.
    let sandbox: Sandbox
    /// What was found.
    let discovery: Discovery
    /// The files.
    let tree: SourceTree

    /// Writes files and discovers the workspace whose manifest stands at the root, else all packages.
    init(_ files: [String: String], manifest: String? = nil) async throws {
        sandbox = try await Sandbox()
        for (path, text) in files { try await sandbox.write(path, text) }
        tree = SourceTree(root: sandbox.folder, tracked: files.keys.sorted())
        let first = manifest ?? ["melos.yaml", "pubspec.yaml"].first { files[$0] != nil } ?? files.keys.sorted()[0]
        discovery = try Dart().discover(WorkspaceSite(id: "pub", root: ".", manifest: first), in: tree)
    }

    /// The packages as `name folder`.
    var packages: [String] { discovery.packages.map { "\($0.name) \($0.path)" } }

    /// The edges between packages as `from to kind`, ids without the prefix.
    var edges: [String] {
        discovery.packages.flatMap { package in
            package.dependencies.compactMap { edge in
                edge.package.map { "\(package.id.dropFirst(4)) \($0.dropFirst(4)) \(edge.kind.rawValue)" }
            }
        }.sorted()
    }

    /// The findings as `SEVERITY CODE place`.
    var findings: [String] { discovery.findings.map { "\($0.severity.rawValue) \($0.code) \($0.place?.description ?? "-")" } }

    /// The package with a name.
    func package(_ name: String) throws -> Package {
        guard let package = discovery.packages.first(where: { $0.name == name }) else { throw GradleBench.Absent(name: name) }
        return package
    }

    /// A pubspec with a name and whatever else a test adds.
    static func spec(_ name: String, _ rest: String = "", version: String? = "1.0.0") -> String {
        "name: \(name)\n\(version.map { "version: \($0)\n" } ?? "")\(rest.isEmpty ? "" : rest + "\n")"
    }
}
