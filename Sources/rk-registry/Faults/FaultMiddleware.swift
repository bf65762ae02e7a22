import Hummingbird
import NIOCore

/// Thrown after a fault has cut the connection, so that nothing more is written to it.
struct DroppedConnection: Error {}

/// Shows the planned faults to the requests that they match.
struct FaultMiddleware: RouterMiddleware {
    typealias Context = RegistryContext

    /// What is still to be shown.
    let plan: FaultPlan

    /// Answers with the fault, before or after the request has been performed, or passes the request on.
    func handle(
        _ request: Request, context: RegistryContext, next: (Request, RegistryContext) async throws -> Response
    ) async throws -> Response {
        guard let fault = await plan.take(for: "\(request.method.rawValue) \(request.uri.path)") else {
            return try await next(request, context)
        }
        let silent = fault.status == nil && !fault.drop
        if silent || fault.when == .before { try await Task.sleep(for: .seconds(max(0, fault.delay))) }
        if silent { return try await next(request, context) }
        if fault.when == .after {
            _ = try? await next(request, context)
            try await Task.sleep(for: .seconds(max(0, fault.delay)))
        }
        if fault.drop {
            try? await context.channel.close()
            throw DroppedConnection()
        }
        var headers = HTTPFields()
        for (name, value) in fault.headers {
            guard let field = HTTPFields.Element.Name(name) else { continue }
            headers[field] = value
        }
        let code = fault.status ?? 500
        headers[.contentType] = "text/plain; charset=utf-8"
        return Response(
            status: HTTPResponse.Status(code: code), headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: "\(code) fault\n"))
        )
    }
}
