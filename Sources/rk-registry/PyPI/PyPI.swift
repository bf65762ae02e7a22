import Hummingbird
import NIOCore
import RKShared

/// The protocols of PyPI: legacy upload, Simple API, JSON API, files.
struct PyPI: PackageProtocol {
    /// Its paths begin with `/pypi`.
    let name = "pypi"
    /// The files.
    let store: ProjectStore
    /// Who may upload and yank; and read.
    let access: Access
    /// Largest file, in bytes.
    let maximumSize: Int
    /// How much later than its upload a file appears in the indexes.
    let indexLag: Duration

    /// Uploads and yanks check the token; whoever adds the routes does for reading.
    func addRoutes(to group: RouterGroup<RegistryContext>) {
        group.post("legacy") { request, _ in try await upload(request) }
        group.get("simple") { request, _ in try await listProjects(request) }
        group.head("simple") { request, _ in try await listProjects(request) }
        group.get("simple/:project") { request, context in try await listFiles(request, context) }
        group.head("simple/:project") { request, context in try await listFiles(request, context) }
        group.get("files/:project/:file") { request, context in try await sendFile(request, context) }
        group.head("files/:project/:file") { request, context in try await sendFile(request, context) }
        group.get(":project/json") { request, context in try await describe(request, context) }
        group.get(":project/:version/json") { request, context in try await describe(request, context) }
        group.post("_rk/yank") { request, context in try await setYanked(true, request, context) }
        group.post("_rk/unyank") { request, context in try await setYanked(false, request, context) }
    }

    /// What uv, pip and twine read; indexes come before the user's own ones, so that build backends stay within reach.
    func clientSettings(base: String, token: String) -> [ClientSetting] {
        let simple = "\(base)/simple/"
        let login = Login(user: "__token__", password: token)
        let reading = [
            ClientSetting(name: "UV_INDEX_RK_USERNAME", value: login.user), ClientSetting(name: "UV_INDEX_RK_PASSWORD", value: token),
        ]
        return (access.guardsReading ? reading : []) + [
            ClientSetting(name: "RK_REGISTRY", value: base),
            ClientSetting(name: "UV_PUBLISH_URL", value: "\(base)/legacy/"),
            ClientSetting(name: "UV_PUBLISH_CHECK_URL", value: simple),
            ClientSetting(name: "UV_PUBLISH_TOKEN", value: token),
            ClientSetting(name: "UV_INDEX", value: "rk=\(simple)", merge: .prepend(separator: " ")),
            ClientSetting(name: "TWINE_REPOSITORY_URL", value: "\(base)/legacy/"),
            ClientSetting(name: "TWINE_USERNAME", value: "__token__"),
            ClientSetting(name: "TWINE_PASSWORD", value: token),
            ClientSetting(name: "TWINE_NON_INTERACTIVE", value: "1"),
            ClientSetting(
                name: "PIP_EXTRA_INDEX_URL", value: access.guardsReading ? login.applied(to: simple) ?? simple : simple,
                merge: .prepend(separator: " ")),
        ]
    }

    /// A project as the indexes show it now: without files younger than the lag.
    func visibleProject(_ name: ProjectName) async -> Project? {
        guard let project = await store.project(name) else { return nil }
        guard indexLag > .zero else { return project }
        let (seconds, attoseconds) = indexLag.components
        let newest = Timestamp(microseconds: Timestamp.now().microseconds - seconds * 1_000_000 - attoseconds / 1_000_000_000_000)
        let visible = project.files.filter { file in Timestamp(file.uploadTime).map { $0 <= newest } ?? true }
        return visible.isEmpty ? nil : Project(name: project.name, files: visible)
    }

    /// The name in a request's path.
    func projectName(_ context: RegistryContext) throws(Refusal) -> ProjectName {
        guard let name = context.parameters.get("project").flatMap({ ProjectName($0) }) else {
            throw Refusal(404, "Not Found: no such project")
        }
        return name
    }

    /// Bytes as an answer that caches must ask for again; a HEAD request gets the headers only.
    func answer(_ bytes: [UInt8], type: String, to request: Request, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = type
        headers[.cacheControl] = "no-cache"
        headers[.contentLength] = String(bytes.count)
        let body = request.method == .head ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        return Response(status: .ok, headers: headers, body: body)
    }
}
