import Hummingbird
import RKShared
import SystemPackage
import _NIOFileSystem

/// The protocol of npm's registry, as npm, pnpm and yarn speak it.
struct NpmServer: PackageProtocol {
    /// Its paths begin with `/npm`.
    let name = "npm"
    /// The packages; tarballs lie beside their documents.
    let store: PackageDocuments<NpmPackage>
    /// Who may change packages; and read.
    let access: Access
    /// Largest tarball, in bytes.
    let maximumSize: Int
    /// How much later than its publication a version is shown to installers.
    let indexLag: Duration
    /// A configuration of npm that names this registry's token by two variables.
    private let configuration: FilePath

    /// Opens the folder and writes npm's configuration into it.
    init(at path: FilePath, access: Access, maximumSize: Int, indexLag: Duration) async throws {
        store = try await PackageDocuments(at: path) { NpmName($0) != nil }
        self.access = Access(token: access.token, guardsReading: access.guardsReading, takesAnyUser: true)
        self.maximumSize = maximumSize
        self.indexLag = indexLag
        try await store.folder.replace("npmrc", with: Array("${RK_NPM_KEY}:_authToken=${NPM_TOKEN}\n".utf8))
        let file = store.folder.appending("npmrc")
        configuration = file.isAbsolute ? file : try await FileSystem.shared.currentWorkingDirectory.pushing(file)
    }

    /// Everything below, by the path's own syntax; whoever adds the routes checks who may read.
    func addRoutes(to group: RouterGroup<RegistryContext>) {
        let group = group.add(middleware: RefusalWriter { .object(JSONObject(["error": .string($0)])) })
        for method in [HTTPRequest.Method.get, .head, .put, .post, .delete] {
            group.on("**", method: method) { request, context in
                guard let wanted = pathBelow(name, of: request).flatMap({ NpmRequest($0) }) else {
                    throw Refusal.missing("no such package")
                }
                return try await answer(wanted, request, context)
            }
        }
    }

    /// What npm and pnpm read. npm's own variable of a registry has a name that shells like dash drop, so a configuration names the token too.
    func clientSettings(base: String, token: String) -> [ClientSetting] {
        let key = "\(base.drop { $0 != "/" })/"
        return [
            ClientSetting(name: "npm_config_registry", value: "\(base)/"),
            ClientSetting(name: "NPM_CONFIG_REGISTRY", value: "\(base)/"),
            ClientSetting(name: "npm_config_\(key):_authToken", value: token),
            ClientSetting(name: "NPM_CONFIG_GLOBALCONFIG", value: configuration.string),
            ClientSetting(name: "RK_NPM_KEY", value: key),
            ClientSetting(name: "NPM_TOKEN", value: token),
        ]
    }

    /// Does what a request asks for.
    private func answer(_ wanted: NpmRequest, _ request: Request, _ context: RegistryContext) async throws -> Response {
        let isReading = request.method == .get || request.method == .head
        switch wanted {
        case .ping where isReading: return json(.object(JSONObject()), to: request)
        case .whoami where isReading: return try whoami(request)
        case .search where isReading: return try await search(request)
        case .advisories where request.method == .post:
            _ = try await request.bytes(upTo: 16 << 20, shown: 16 << 20)
            return json(.object(JSONObject()), to: request)
        case .attestations(let name, let version) where isReading: return try await attestations(name, version, request)
        case .package(let name) where isReading: return try await document(name, request)
        case .version(let name, let version) where isReading: return try await manifest(name, version, request)
        case .tarball(let name, let file) where isReading: return try await tarball(name, file, request, context)
        case .tags(let name) where isReading: return try await tags(name, request)
        default: break
        }
        try access.check(request.headers)
        switch (wanted, request.method) {
        case (.package(let name), .put): return try await put(name, revision: nil, request)
        case (.revision(let name, let revision), .put): return try await put(name, revision: revision, request)
        case (.revision(let name, let revision), .delete): return try await unpublish(name, revision, request)
        case (.tarballRevision(let name, let file), .delete): return try await forget(name, file, request)
        case (.tag(let name, let tag), .put), (.tag(let name, let tag), .post): return try await setTag(tag, name, request)
        case (.tag(let name, let tag), .delete): return try await removeTag(tag, name, request)
        default: throw Refusal(405, "This registry does not do that")
        }
    }

    /// JSON as an answer.
    func json(_ json: JSON, to request: Request, status: HTTPResponse.Status = .ok) -> Response {
        FileAnswer.bytes(Array(json.line.utf8), type: "application/json", to: request, status: status)
    }
}
