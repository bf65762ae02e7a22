/// The calls of uv.
struct UvCommands: PackageManager {
    func lockCheck(_ workspace: Workspace, root: String) -> Call? { nil }
    func build(_ package: Package, root: String, into folder: String, environment: [String: String]) -> Call { Call("uv", []) }
    func publish(_ files: [String], of package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call { Call("uv", []) }
    func smokeTest(_ package: Package, version: String, from registry: RegistryAddress, artifacts: [String], in folder: String) -> [Call] { [] }
    func problems(in artifact: ArtifactFile, of package: Package, version: String, exact: [String: String]) -> [String] { [] }
    func registry(at address: RegistryAddress) -> any Registry { fatalError() }
}
