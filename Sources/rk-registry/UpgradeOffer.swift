import Hummingbird
import NIOCore

/// Ends the connection behind a request that offers to go on with another protocol, as cargo and curl offer HTTP/2: the server's parser
/// takes the offer for accepted and reads no further request there, so that the client would wait for ever.
struct UpgradeOffer: RouterMiddleware {
    typealias Context = RegistryContext

    /// Answers without taking the offer, and says that the connection ends.
    func handle(
        _ request: Request, context: RegistryContext, next: (Request, RegistryContext) async throws -> Response
    ) async throws -> Response {
        guard request.headers[.upgrade] != nil else { return try await next(request, context) }
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as any HTTPResponseError {
            response = try error.response(from: request, context: context)
        }
        response.headers[.connection] = "close"
        return response
    }
}
