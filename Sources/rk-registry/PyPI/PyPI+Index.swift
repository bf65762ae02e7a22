import Hummingbird
import RKShared

extension PyPI {
    /// GET simple/: all projects.
    func listProjects(_ request: Request) async throws -> Response {
        let format = try simpleFormat(request)
        var names: [String] = []
        for name in await store.names() {
            guard let project = ProjectName(name), await visibleProject(project) != nil else { continue }
            names.append(name)
        }
        let page = SimpleIndexPage(projects: names)
        return simpleAnswer(format, json: page.json, html: page.html, to: request)
    }

    /// GET simple/NAME/: the files of a project; other spellings of the address are redirected to the one of PEP 503.
    func listFiles(_ request: Request, _ context: RegistryContext) async throws -> Response {
        let name = try projectName(context)
        guard let project = await visibleProject(name) else { throw Refusal(404, "Not Found: no project '\(name.normalized)'") }
        let address = "/\(self.name)/simple/\(name.normalized)/"
        guard request.uri.path == address else {
            let query = request.uri.query.map { "?\($0)" } ?? ""
            return Response(status: .movedPermanently, headers: [.location: address + query])
        }
        let page = SimpleProjectPage(project)
        return simpleAnswer(try simpleFormat(request), json: page.json, html: page.html, to: request)
    }

    /// GET NAME/json and NAME/VERSION/json.
    func describe(_ request: Request, _ context: RegistryContext) async throws -> Response {
        let name = try projectName(context)
        let wanted = context.parameters.get("version")
        guard let project = await visibleProject(name), let version = wanted.map({ PEP440($0) }) ?? project.latest,
            let document = ProjectDocument(project, version: version, withReleases: wanted == nil, base: base(of: request))
        else { throw Refusal(404, "Not Found: no such project or version") }
        return answer(Array(document.json.line.utf8), type: "application/json", to: request)
    }

    /// The form that the client asks for.
    private func simpleFormat(_ request: Request) throws(Refusal) -> SimpleFormat {
        if let parameter = request.uri.queryParameters["format"], let format = SimpleFormat(parameter: String(parameter)) { return format }
        guard let format = SimpleFormat(accept: request.headers[values: .accept].joined(separator: ",")) else {
            throw Refusal(406, "Not Acceptable: the Simple API answers in \(SimpleFormat.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return format
    }

    /// A page in the form asked for.
    private func simpleAnswer(_ format: SimpleFormat, json: JSON, html: String, to request: Request) -> Response {
        let bytes = Array((format == .json ? json.line : html).utf8)
        let type = format == .json ? format.rawValue : "\(format.rawValue); charset=utf-8"
        return answer(bytes, type: type, to: request, headers: [.vary: "Accept"])
    }

    /// The address of this registry as the client wrote it; a Host header with odd characters is not repeated.
    private func base(of request: Request) -> String {
        let authority = request.head.authority ?? ""
        let isPlain = authority.utf8.allSatisfy { byte in
            0x30...0x39 ~= byte || 0x41...0x5a ~= byte || 0x61...0x7a ~= byte || ".:-[]".utf8.contains(byte)
        }
        return authority.isEmpty || !isPlain ? "/\(name)" : "http://\(authority)/\(name)"
    }
}
