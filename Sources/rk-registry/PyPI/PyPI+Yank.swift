import Hummingbird
import NIOCore
import RKShared

extension PyPI {
    /// POST _rk/yank and _rk/unyank with `{"name", "version", "reason"}`; PyPI itself has this only on its web pages (PEP 592).
    func setYanked(_ yanked: Bool, _ request: Request, _ context: RegistryContext) async throws -> Response {
        try access.check(request.headers)
        guard let body = try? await request.body.collect(upTo: 64 << 10),
            let wish = try? JSON(parsing: Array(buffer: body)).object,
            let name = wish["name"]?.string.flatMap({ ProjectName($0) }), let version = wish["version"]?.string.flatMap({ PEP440($0) })
        else { throw Refusal(400, "Malformed request: send JSON with name, version and reason") }
        guard try await store.setYanked(yanked, reason: wish["reason"]?.string, of: version, in: name) > 0 else {
            throw Refusal(404, "Not Found: no version \(version) of '\(name.normalized)'")
        }
        return answer(Array("{\"yanked\":\(yanked)}\n".utf8), type: "application/json", to: request)
    }
}
