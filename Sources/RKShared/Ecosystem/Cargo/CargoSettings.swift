/// cargo's configuration, as far as it says where a crate goes and with what: variables, the files of the workspace's folder and of those
/// above it, the user's.
struct CargoSettings: Sendable {
    /// The environment, without empty variables.
    private let environment: [String: String]
    /// The files, the deciding one first.
    private var files: [TOMLDocument] = []
    /// The path of the user's own file; nil where there is none, or where it is one of those above the workspace.
    private(set) var userFile: String?
    /// The user's file with tokens.
    let credentials: [UInt8]?

    /// The largest file that is read, in bytes.
    private static let maximumSize = 1 << 20

    /// Reads the files; one that cannot be read or parsed holds nothing, cargo itself refuses it.
    init(below root: String, from sources: RegistrySources) {
        environment = sources.environment
        let home = environment["CARGO_HOME"] ?? environment["HOME"].map { "\($0)/.cargo" }
        credentials = home.flatMap { home in
            ["credentials", "credentials.toml"].lazy.compactMap { try? Files.read("\(home)/\($0)", limit: Self.maximumSize) }.first
        }
        var folders: [String] = []
        var folder = sources.tree.absolute(root)
        while !folder.isEmpty, folder != "/" {
            folders.append("\(folder)/.cargo")
            folder = Files.folder(of: folder)
        }
        let outside = home.flatMap { folders.contains($0) ? nil : $0 }
        for folder in folders + (outside.map { [$0] } ?? []) {
            // Of two files cargo reads the one without an extension.
            guard let path = ["\(folder)/config", "\(folder)/config.toml"].first(where: Files.exists) else { continue }
            if folder == outside { userFile = path }
            guard let bytes = try? Files.read(path, limit: Self.maximumSize), let document = try? TOMLDocument(bytes) else { continue }
            files.append(document)
        }
    }

    /// The address of the index of a registry, as cargo has it; nil for a name that cargo does not know.
    func index(of name: String) -> String? {
        environment["CARGO_REGISTRIES_\(CargoRegistries.word(name))_INDEX"] ?? string("registries", name, "index")
    }

    /// The name of the registry that takes what names none.
    var defaultRegistry: String? { environment["CARGO_REGISTRY_DEFAULT"] ?? string("registry", "default") }

    /// Whether another source stands in the place of crates.io.
    var replacesStandard: Bool { string("source", CargoRegistries.cratesIO.name, "replace-with") != nil }

    /// The token of a registry that stands in the environment or in a file; nil where a program has it, and of crates.io for others.
    func token(of registry: RegistryAddress) -> String? {
        if let token = environment[CargoRegistries.variable("TOKEN", of: registry)] { return token }
        let keys = CargoRegistries.keys(of: registry) + ["token"]
        let document = credentials.flatMap { try? TOMLDocument($0) }
        return document?.root.node(keys)?.string ?? files.lazy.compactMap { $0.root.node(keys)?.string }.first
    }

    /// Whether a program of the user's choice knows the token of a registry.
    func hasProvider(for registry: RegistryAddress) -> Bool {
        let variables = [CargoRegistries.variable("CREDENTIAL_PROVIDER", of: registry), "CARGO_REGISTRY_GLOBAL_CREDENTIAL_PROVIDERS"]
        let keys = [CargoRegistries.keys(of: registry) + ["credential-provider"], ["registry", "global-credential-providers"]]
        let nodes = files.flatMap { file in keys.compactMap { file.root.node($0) } }
        let words =
            variables.compactMap { environment[$0] } + nodes.flatMap { [$0.string] + ($0.array ?? []).map(\.string) }.compactMap { $0 }
        return words.contains { word in !word.split(separator: " ").allSatisfy { $0 == "cargo:token" } }
    }

    /// The string of a key; nil where no file has one.
    private func string(_ keys: String...) -> String? { files.lazy.compactMap { $0.root.node(keys)?.string }.first }
}
