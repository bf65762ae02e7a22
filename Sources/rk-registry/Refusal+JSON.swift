import Hummingbird
import NIOCore
import RKShared

/// Says what is wrong in the JSON that an ecosystem's clients show to their users.
struct RefusalWriter: RouterMiddleware {
    typealias Context = RegistryContext

    /// The document for a sentence.
    let document: @Sendable (String) -> JSON

    /// Passes on what is no refusal.
    func handle(
        _ request: Request, context: RegistryContext, next: (Request, RegistryContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let refusal as Refusal {
            let bytes = Array(document(refusal.reason).line.utf8)
            var response = FileAnswer.bytes(
                bytes, type: "application/json", to: request, status: HTTPResponse.Status(code: refusal.code))
            for field in refusal.headers { response.headers[field.name] = field.value }
            return response
        }
    }
}
