/// Every ecosystem of the toolkit, in the order in which a folder is asked whether it begins one of their workspaces.
public enum Catalog {
    /// The ecosystems.
    public static let ecosystems: [any Ecosystem] = [Uv(), Go()]

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

    /// The ecosystem of a name, or nil.
    public static func ecosystem(_ name: String) -> (any Ecosystem)? { ecosystems.first { $0.name == name } }
}
