import Support

@testable import RKShared

/// A build of Gradle in a temporary folder, and what is discovered of it.
struct GradleBench {
    /// The folder.
    let sandbox: Sandbox
    /// What was found.
    let discovery: Discovery
    /// The files.
    let tree: SourceTree

    /// Writes files and discovers the build; without settings it is one project alone.
    init(_ files: [String: String], tracked: Bool = true) async throws {
        sandbox = try await Sandbox()
        for (path, text) in files { try await sandbox.write(path, text) }
        tree = SourceTree(root: sandbox.folder, tracked: tracked ? files.keys.sorted() : nil)
        let tree = tree
        let manifest = Gradle().manifestNames.first { Files.exists(tree.absolute($0)) } ?? "settings.gradle"
        discovery = try Gradle().discover(WorkspaceSite(id: "gradle", root: ".", manifest: manifest), in: tree)
    }

    /// The projects as `path folder`, the root left out.
    var projects: [String] {
        discovery.packages.filter { $0.name.count > 1 && $0.name.hasPrefix(":") }.map { "\($0.name) \($0.path)" }
    }

    /// The edges between projects as `from to kind`.
    var edges: [String] {
        discovery.packages.flatMap { package in
            package.dependencies.filter { $0.package != nil }.map { "\(package.name) \($0.name) \($0.kind.rawValue)" }
        }.sorted()
    }

    /// The package of a project.
    func package(_ name: String) throws -> Package {
        guard let package = discovery.packages.first(where: { $0.name == name }) else { throw Absent(name: name) }
        return package
    }

    /// The findings as `SEVERITY CODE place`.
    var findings: [String] { discovery.findings.map { "\($0.severity.rawValue) \($0.code) \($0.place?.description ?? "-")" } }

    /// A package that should be there.
    struct Absent: Error {
        /// Its name.
        let name: String
    }
}
