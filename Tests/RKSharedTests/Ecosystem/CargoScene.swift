import RKShared
import Support

/// A folder with crates, and what the ecosystem makes of it.
struct CargoScene {
    /// The folder.
    let sandbox: Sandbox

    /// Writes files by path, with empty sources beside each manifest; of a package only what follows name and version need be given, as
    /// `@@a@1.0.0 | [dependencies]`.
    init(_ files: [String: String]) async throws {
        sandbox = try await Sandbox()
        for (path, content) in files {
            let text = content.hasPrefix("@@") ? Self.manifest(content) : content
            try await sandbox.write(path, text)
            guard path.hasSuffix("Cargo.toml"), text.contains("[package]") else { continue }
            let folder = RelativePath.folder(of: path)
            try await sandbox.write("\(folder)/src/lib.rs", "")
        }
    }

    /// A manifest from `@@name@version | rest`.
    private static func manifest(_ text: String) -> String {
        let parts = text.dropFirst(2).split(separator: "|", maxSplits: 1).map(\.trimmed)
        let words = parts[0].split(separator: "@").map(String.init)
        let version = words.count > 1 ? "version = \"\(words[1])\"\n" : ""
        let description = "edition = \"2021\"\nlicense = \"MIT\"\ndescription = \"A crate\"\n"
        return "[package]\nname = \"\(words[0])\"\n\(version)\(description)\(parts.count > 1 ? "\(parts[1])\n" : "")"
    }

    /// The files.
    var tree: SourceTree { SourceTree(root: sandbox.folder, tracked: nil) }

    /// What is found below a folder.
    func discover(_ root: String = ".") throws -> Discovery {
        let manifest = RelativePath.join(root, "Cargo.toml") ?? "Cargo.toml"
        return try Cargo().discover(WorkspaceSite(id: "cargo", root: root, manifest: manifest), in: tree)
    }

    /// The findings as `severity CODE path:line:column`.
    static func lines(_ findings: [Diagnostic]) -> [String] {
        findings.map { "\($0.severity.rawValue) \($0.code) \($0.place?.description ?? "-")" }
    }

    /// The edges as `from to kind`.
    static func edges(_ packages: [Package]) -> [String] {
        packages.flatMap { package in
            package.dependencies.compactMap { edge in
                edge.package.map { "\(package.name) \($0.dropFirst("cargo:".count)) \(edge.kind.rawValue)" }
            }
        }
    }

    /// Rewrites the packages that get a version, with exact requirements on all others of them, and writes the files.
    @discardableResult
    func rewrite(_ versions: [String: String]) async throws -> [String: Rewriting] {
        let packages = try discover().packages
        let known = Dictionary(packages.map { ($0.id, $0.version ?? "0.0.0") }) { first, _ in first }
        var rewrites: [String: Rewrite] = [:]
        for package in packages {
            guard let version = versions[package.name] else { continue }
            var rewrite = Rewrite(version: version)
            for edge in package.dependencies where !edge.kind.isInert {
                guard let id = edge.package, id != package.id else { continue }
                rewrite.exact[id] = versions[String(id.dropFirst("cargo:".count))] ?? known[id]
            }
            rewrites[package.id] = rewrite
        }
        let result = try Cargo().rewrite(packages.filter { rewrites[$0.id] != nil }, rewrites, in: tree)
        for change in result.values.flatMap(\.changes) { try sandbox.write(change.path, change.after) }
        return result
    }
}
