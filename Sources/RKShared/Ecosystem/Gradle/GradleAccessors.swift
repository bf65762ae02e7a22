/// The names by which scripts reach projects: paths, and type-safe accessors.
struct GradleAccessors {
    /// The paths of all projects by their accessors in lower case.
    private var paths: [String: String] = [:]

    /// The accessors of a build's projects, with and without the root's name in front.
    init(_ projects: [GradleSettings.Project], rootName: String) {
        let root = Self.camelCase(rootName)
        paths[root] = ":"
        for project in projects where project.path != ":" {
            let accessor = project.path.split(separator: ":").map { Self.camelCase(String($0)) }.joined(separator: ".")
            paths[accessor] = project.path
            if !root.isEmpty { paths["\(root).\(accessor)"] = paths["\(root).\(accessor)"] ?? project.path }
        }
    }

    /// The path of the project that an accessor names, `projects.` left out.
    subscript(_ accessor: String) -> String? { paths[accessor.lowercased()] }

    /// A project's name as an accessor has it, in lower case: `my-lib` and `my_lib` are `myLib`.
    private static func camelCase(_ name: String) -> String {
        String(name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != "." && $0 != " " })
    }
}
