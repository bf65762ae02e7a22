import Hummingbird

/// Refuses readers without the token where reading asks for one; whatever changes something is checked by its own route.
struct ReadingGuard: RouterMiddleware {
    /// Who may read.
    let access: Access

    /// Passes on what may be.
    func handle(
        _ request: Request, context: RegistryContext, next: (Request, RegistryContext) async throws -> Response
    ) async throws -> Response {
        if request.method == .get || request.method == .head { try access.checkReading(request.headers) }
        return try await next(request, context)
    }
}
