import Hummingbird
import RKShared
import SystemPackage

/// The protocols of cargo's registries: a sparse index, and the web API.
struct CargoServer: PackageProtocol {
    /// Its paths begin with `/cargo`.
    let name = "cargo"
    /// The crates; archives lie beside their documents.
    let store: PackageDocuments<Crate>
    /// Who may change crates; and read.
    let access: Access
    /// Largest archive, in bytes.
    let maximumSize: Int
    /// How much later than its publication a version is in the index.
    let indexLag: Duration

    /// Opens the folder.
    init(at path: FilePath, access: Access, maximumSize: Int, indexLag: Duration) async throws {
        store = try await PackageDocuments(at: path) { key in CrateName(key)?.key == key }
        self.access = Access(token: access.token, guardsReading: access.guardsReading, takesBareToken: true)
        self.maximumSize = maximumSize
        self.indexLag = indexLag
    }

    /// Everything below, by the path's own syntax; whoever adds the routes checks who may read.
    func addRoutes(to group: RouterGroup<RegistryContext>) {
        let group = group.add(
            middleware: RefusalWriter { reason in
                let entry = JSON.object(JSONObject(["detail": .string(reason)]))
                return .object(JSONObject(["errors": .array([entry])]))
            })
        for method in [HTTPRequest.Method.get, .head, .put, .delete] {
            group.on("**", method: method) { request, context in
                guard let wanted = pathBelow(name, of: request).flatMap({ CargoRequest($0) }) else {
                    throw Refusal.missing("no such crate")
                }
                return try await answer(wanted, request, context)
            }
        }
    }

    /// What cargo reads: a registry called `rk`, which `cargo publish` takes. Only an option of cargo can put it in the place of crates.io.
    func clientSettings(base: String, token: String) -> [ClientSetting] {
        [
            ClientSetting(name: "CARGO_REGISTRIES_RK_INDEX", value: "sparse+\(base)/"),
            ClientSetting(name: "CARGO_REGISTRIES_RK_TOKEN", value: token),
            ClientSetting(name: "CARGO_REGISTRIES_RK_CREDENTIAL_PROVIDER", value: "cargo:token"),
            ClientSetting(name: "CARGO_REGISTRY_DEFAULT", value: "rk"),
        ]
    }

    /// Does what a request asks for.
    private func answer(_ wanted: CargoRequest, _ request: Request, _ context: RegistryContext) async throws -> Response {
        let isReading = request.method == .get || request.method == .head
        switch wanted {
        case .configuration where isReading: return configuration(request)
        case .index(let name) where isReading: return try await index(name, request)
        case .search where isReading: return try await search(request)
        case .owners(let name) where isReading: return try await owners(name, request)
        case .download(let name, let version) where isReading: return try await download(name, version, request, context)
        default: break
        }
        try access.check(request.headers)
        switch (wanted, request.method) {
        case (.new, .put): return try await publish(request)
        case (.yank(let name, let version), .delete): return try await setYanked(true, name, version, request)
        case (.unyank(let name, let version), .put): return try await setYanked(false, name, version, request)
        case (.owners(let name), .put), (.owners(let name), .delete): return try await setOwners(name, request)
        default: throw Refusal(405, "This registry does not do that")
        }
    }

    /// JSON as an answer.
    func json(_ json: JSON, to request: Request) -> Response {
        FileAnswer.bytes(Array(json.line.utf8), type: "application/json", to: request)
    }

    /// The address of the index, as other crates name it.
    func indexAddress(_ request: Request) -> String { "sparse+\(request.base(of: name))/" }
}
