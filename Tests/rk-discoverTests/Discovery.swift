import RKShared
import Support

/// What a run of rk-discover left behind.
struct Discovered {
    /// The exit status.
    let status: Int32
    /// stderr.
    let errors: String
    /// The document; nil when none was written.
    let document: Document?

    /// The packages of the document.
    var packages: [Package] { document?.packages ?? [] }
    /// The findings as `CODE path:line:column`, in the document's order.
    var findings: [String] { (document?.diagnostics ?? []).map { "\($0.code) \($0.place?.description ?? "-")" } }

    /// The package with a name.
    func package(_ name: String) throws -> Package {
        guard let package = packages.first(where: { $0.name == name }) else { throw Absent(name: name, errors: errors) }
        return package
    }

    /// What is missing, with what the program said instead.
    struct Absent: Error {
        /// The name that was looked for.
        let name: String
        /// stderr.
        let errors: String
    }
}

extension Sandbox {
    /// Runs rk-discover in a folder.
    func discover(in folder: String = "repo", _ arguments: String = "", prelude: String = "") async throws -> Discovered {
        let completion = try await shell("\(prelude)\ntimeout 20 rk-discover \(arguments)", in: folder)
        return Discovered(
            status: completion.status, errors: String(decoding: completion.errors, as: UTF8.self),
            document: completion.output.isEmpty ? nil : try Document(parsing: completion.output))
    }

    /// Writes the files of a repository without version control and runs rk-discover there.
    func discover(files: [String: String], _ arguments: String = "", prelude: String = "") async throws -> Discovered {
        try await write(files, below: "repo")
        return try await discover(in: "repo", arguments, prelude: prelude)
    }
}

/// Manifests that are written for tests.
enum Manifest {
    /// A project with a build system, so that it is meant for a registry, and whatever else a test adds.
    static func project(_ name: String, version: String? = "1.0.0", dependencies: [String] = [], _ rest: String = "") -> String {
        let list = dependencies.map { "'\($0)'" }.joined(separator: ", ")
        return """
            [project]
            name = "\(name)"
            \(version.map { "version = \"\($0)\"" } ?? "dynamic = [\"version\"]")
            dependencies = [\(list)]
            \(rest.contains("[build-system]") ? "" : "[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"")
            \(rest)

            """
    }

    /// The root of a workspace.
    static func root(_ members: String = #"["packages/*"]"#, _ rest: String = "") -> String {
        "[tool.uv.workspace]\nmembers = \(members)\n\(rest)\n"
    }
}
