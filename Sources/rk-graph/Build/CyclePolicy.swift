import RKShared

/// What a cycle means to an ecosystem.
enum CyclePolicy {
    /// How bad a cycle between packages of an ecosystem is.
    static func severity(in ecosystem: String) -> Diagnostic.Severity {
        switch ecosystem {
        case "npm", "pnpm", "yarn": .warning
        case "go": .note
        default: .error
        }
    }

    /// How bad a cycle is: what its worst ecosystem says.
    static func severity(of packages: [Package]) -> Diagnostic.Severity {
        let found = Set(packages.map { severity(in: $0.ecosystem) })
        return Diagnostic.Severity.allCases.first(where: found.contains) ?? .error
    }
}
