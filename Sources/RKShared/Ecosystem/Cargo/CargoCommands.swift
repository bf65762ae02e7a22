/// The calls of cargo.
struct CargoCommands: PackageManager {
    func lockCheck(_ workspace: Workspace, root: String) -> Call? { nil }
    func build(_ package: Package, root: String, into folder: String, environment: [String: String]) -> Call { Call("cargo", []) }
    func publish(_ files: [String], of package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call { Call("cargo", []) }
    func smokeTest(_ package: Package, version: String, from registry: RegistryAddress, artifacts: [String], in folder: String) async -> [Call] { [] }
    func problems(in artifact: ArtifactFile, of package: Package, version: String, exact: [String: String]) async -> [String] { [] }
    func registry(at address: RegistryAddress) -> any Registry { PyPI(address: address) }
}
