/// Every ecosystem of the toolkit, in the order in which a folder is asked whether it begins one of their workspaces.
public enum Catalog {
    /// The ecosystems.
    public static let ecosystems: [any Ecosystem] = [Uv(), Go(), Maven()]

    /// The ecosystem of a name, or nil.
    public static func ecosystem(_ name: String) -> (any Ecosystem)? { ecosystems.first { $0.name == name } }
}
