import Hummingbird
import NIOCore
import RKShared
import SystemPackage

/// A Dart package repository (Hosted Pub Repository Specification, version 2).
struct PubServer: PackageProtocol {
    /// Its paths begin with `/pub`.
    let name = "pub"
    /// What all answers but archives are.
    static let contentType = "application/vnd.pub.v2+json"
    /// The packages.
    let store: PubStore
    /// The uploads under way.
    let sessions = PubSessions()
    /// Who may publish; and read.
    let access: Access
    /// Largest archive, in bytes.
    let maximumSize: Int
    /// How much later a version is listed, in microseconds.
    let lag: Int64

    /// Opens the folder.
    init(at path: FilePath, access: Access, maximumSize: Int, indexLag: Duration) async throws {
        store = try await PubStore(at: path)
        self.access = access
        self.maximumSize = maximumSize
        let (seconds, attoseconds) = indexLag.components
        lag = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }

    /// Reading and publishing as the specification has them, retracting and discontinuing as pub.dev has them.
    func addRoutes(to group: RouterGroup<RegistryContext>) {
        let group = group.add(middleware: PubErrors())
        group.get("api/packages/versions/new") { request, _ in try await begin(request) }
        group.post("_rk/upload/:word") { request, context in try await receive(request, context) }
        group.get("_rk/finish/:word") { request, context in try await finish(request, context) }
        group.get("api/packages/:package") { request, context in try await list(request, context) }
        group.head("api/packages/:package") { request, context in try await list(request, context) }
        group.get("api/packages/:package/versions/:version") { request, context in try await describe(request, context) }
        group.get("api/packages/:package/advisories") { request, _ in
            answer(.object(JSONObject(["advisories": .array([]), "advisoriesUpdated": .null])), to: request)
        }
        group.put("api/packages/:package/versions/:version/options") { request, context in try await setRetracted(request, context) }
        group.put("api/packages/:package/options") { request, context in try await setOptions(request, context) }
        group.get("packages/:package/versions/:file") { request, context in try await send(request, context) }
        group.head("packages/:package/versions/:file") { request, context in try await send(request, context) }
    }

    /// Dart asks one repository for all packages without a `hosted` of their own. It takes tokens from its own store only, where
    /// `dart pub token add $PUB_HOSTED_URL --env-var RK_PUB_TOKEN` says that this variable has it.
    func clientSettings(base: String, token: String) -> [ClientSetting] {
        [ClientSetting(name: "PUB_HOSTED_URL", value: base), ClientSetting(name: "RK_PUB_TOKEN", value: token)]
    }

    /// GET api/packages/NAME: all versions.
    private func list(_ request: Request, _ context: RegistryContext) async throws -> Response {
        answer(try await package(context).json(base: base(of: request)), to: request)
    }

    /// GET api/packages/NAME/versions/VERSION: one of them.
    private func describe(_ request: Request, _ context: RegistryContext) async throws -> Response {
        let package = try await package(context)
        let version = parameter("version", of: context)
        guard let record = package.records.first(where: { $0.version.text == version }) else {
            throw Refusal.missing("no version \(version) of \(package.name)")
        }
        return answer(record.listed(in: package.name, base: base(of: request)), to: request)
    }

    /// GET packages/NAME/versions/VERSION.tar.gz: an archive.
    private func send(_ request: Request, _ context: RegistryContext) async throws -> Response {
        let name = parameter("package", of: context)
        let file = parameter("file", of: context)
        guard file.hasSuffix(".tar.gz"), let record = await store.record(name, String(file.dropLast(".tar.gz".count))) else {
            throw Refusal.missing("no such archive")
        }
        return try await FileAnswer.file(
            store.path(name, record.version.text), type: "application/octet-stream", tag: record.digest, to: request, context)
    }

    /// The package of a request, as it is shown now.
    private func package(_ context: RegistryContext) async throws -> PubPackage {
        let name = parameter("package", of: context)
        let newest = Timestamp(microseconds: lag > 0 ? WallClock.microseconds - lag : .max)
        guard PubArchive.isName(name), let package = await store.package(name, until: newest) else {
            throw Refusal.missing("no package \(name.prefix(100))")
        }
        return package
    }

    /// A part of a request's path with its `%XX` resolved; empty when it is not there.
    func parameter(_ name: String, of context: RegistryContext) -> String {
        PercentText.decoded(context.parameters.get(name) ?? "")
    }

    /// JSON as an answer.
    func answer(_ json: JSON, to request: Request) -> Response {
        FileAnswer.bytes(Array(json.line.utf8), type: Self.contentType, to: request)
    }

    /// The address of this repository as the client wrote it; a Host header with odd characters is not repeated.
    func base(of request: Request) -> String {
        let authority = request.head.authority ?? ""
        let isPlain = authority.utf8.allSatisfy { byte in
            0x30...0x39 ~= byte || 0x41...0x5a ~= byte || 0x61...0x7a ~= byte || ".:-[]".utf8.contains(byte)
        }
        return "http://\(authority.isEmpty || !isPlain ? "127.0.0.1" : authority)/\(name)"
    }
}

/// Says what is wrong in the JSON that Dart's client shows its user.
struct PubErrors: RouterMiddleware {
    /// Passes on what is no refusal.
    func handle(
        _ request: Request, context: RegistryContext, next: (Request, RegistryContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let refusal as Refusal {
            let code =
                switch refusal.code {
                case 401: "MissingAuthentication"
                case 403: "InsufficientPermissions"
                case 404: "NotFound"
                default: "PackageRejected"
                }
            let error = JSONObject(["code": .string(code), "message": .string(refusal.reason)])
            let json = JSON.object(JSONObject(["error": .object(error)]))
            var response = FileAnswer.bytes(Array(json.line.utf8), type: PubServer.contentType, to: request, status: refusal.status)
            if refusal.code == 401 { response.headers[.wwwAuthenticate] = "Bearer realm=\"pub\", message=\"dart pub token add\"" }
            return response
        }
    }
}
