/// A dependency as a manifest declares it, with what it takes from `[workspace.dependencies]`.
struct CargoDeclaration: Sendable {
    /// A table of a manifest that holds dependencies.
    enum Section: String, Sendable, CaseIterable {
        /// To run.
        case normal = "dependencies"
        /// To test.
        case dev = "dev-dependencies"
        /// For the build script.
        case build = "build-dependencies"

        /// The spellings that cargo reads, best first.
        var names: [String] { self == .normal ? [rawValue] : [rawValue, rawValue.replacing("-", with: "_")] }
    }

    /// A value with the manifest that holds it.
    struct Place: Sendable {
        /// The manifest: the member's, or the root's.
        let manifest: CargoManifest
        /// The key and the value.
        let entry: TOMLTable.Entry
    }

    /// The name in this manifest, by which code imports it.
    let key: String
    /// The crate's name in its registry.
    let name: String
    /// The table.
    let section: Section
    /// The condition of a table `[target.'…'.dependencies]`.
    let target: String?
    /// Whether a feature brings it.
    let isOptional: Bool
    /// Whether it says `workspace = true`.
    let isInherited: Bool
    /// Where its source is stated: here, or in `[workspace.dependencies]`.
    let stated: Place
    /// The string with the requirement; nil where none is stated.
    let version: Place?
    /// The string with the path; nil without one.
    let path: Place?
    /// The address of a git repository.
    let git: String?
    /// The name or address of a registry that is not crates.io.
    let registry: String?
    /// Where it is declared in the member's manifest.
    let entry: TOMLTable.Entry

    /// The requirement's text; empty where none is stated.
    var requirement: String { version?.entry.node.string ?? "" }

    /// The folder that `path` leads to, relative to the repository's root; nil where it leads outside.
    var folder: String? {
        path.flatMap { path in path.entry.node.string.flatMap { RelativePath.join(path.manifest.folder, $0) } }
    }

    /// Where it comes from, as cargo tells places apart but for the branches of a git repository.
    var source: String {
        if let path = path?.entry.node.string { return "the path `\(folder ?? path)`" }
        if let git { return "the repository \(RemoteAddress.withoutCredentials(git))" }
        return registry.map { "the registry `\($0)`" } ?? "crates.io"
    }

    /// What it is needed for.
    var kind: Dependency.Kind {
        switch section {
        case .dev: .dev
        case .build: isOptional ? .optional : .build
        case .normal: isOptional ? .optional : .runtime
        }
    }
}
