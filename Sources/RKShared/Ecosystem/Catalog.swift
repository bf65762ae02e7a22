/// Every ecosystem of the toolkit, in the order in which a folder is asked whether it begins one of their workspaces.
public enum Catalog {
    /// The ecosystems.
    public static let ecosystems: [any Ecosystem] = [Uv(), Pnpm(), Npm(), Yarn(), Go(), Cargo(), Maven(), Gradle(), Dart()]

    /// The ecosystems by family, in their order: those of one read manifests of the same names.
    public static var families: [[any Ecosystem]] {
        ecosystems.reduce(into: []) { families, ecosystem in
            if let index = families.firstIndex(where: { $0[0].family == ecosystem.family }) {
                families[index].append(ecosystem)
            } else {
                families.append([ecosystem])
            }
        }
    }

    /// The names of all files that can begin a workspace, each once.
    public static var manifestNames: [String] {
        ecosystems.flatMap(\.manifestNames).reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
    }

    /// The ecosystem of a name, or nil.
    public static func ecosystem(_ name: String) -> (any Ecosystem)? { ecosystems.first { $0.name == name } }
}

extension Pin.Requirement {
    /// The version of the package that is meant: what the ecosystem noted beside the requirement, else the only one that it allows.
    public func version(in ecosystem: String) -> String? {
        rest["version"]?.string ?? Catalog.ecosystem(ecosystem)?.exactVersion(of: to)
    }
}
