import Hummingbird
import NIOCore
import NIOHTTP1

/// Tells clients that ask first to go on with their body, once somebody reads it (RFC 9110, section 10.1.1); Maven and curl wait for that.
///
/// A client that is refused before sends no body, so that connection is of no use any more.
struct ExpectContinue: RouterMiddleware {
    typealias Context = RegistryContext

    /// Passes the request on with a body that asks for itself.
    func handle(
        _ request: Request, context: RegistryContext, next: (Request, RegistryContext) async throws -> Response
    ) async throws -> Response {
        guard request.headers[.expect]?.lowercased() == "100-continue" else { return try await next(request, context) }
        let invitation = Invitation(channel: context.channel)
        var inviting = request
        inviting.body = RequestBody(asyncSequence: InvitedBody(body: request.body, invitation: invitation))
        var response: Response
        do {
            response = try await next(inviting, context)
        } catch let error as any HTTPResponseError {
            response = try error.response(from: request, context: context)
        }
        if await !invitation.isSent { response.headers[.connection] = "close" }
        return response
    }
}

/// The line that a client waits for.
private actor Invitation {
    /// The client's connection.
    private let channel: any Channel
    /// Whether it was written.
    private(set) var isSent = false

    /// An invitation that is not written yet.
    init(channel: any Channel) { self.channel = channel }

    /// Writes it, once. A connection without an encoder is a test's: nobody waits there.
    func send() async {
        guard !isSent else { return }
        isSent = true
        let line = ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")
        let channel = channel
        _ = try? await channel.eventLoop.submit {
            let context = try channel.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self)
            context.writeAndFlush(NIOAny(line), promise: nil)
        }.get()
    }
}

/// A body whose first reader sends the invitation.
private struct InvitedBody: AsyncSequence, Sendable {
    /// Bytes as they come.
    typealias Element = ByteBuffer

    /// The body that will come.
    let body: RequestBody
    /// What lets it come.
    let invitation: Invitation

    /// Reads the body.
    struct AsyncIterator: AsyncIteratorProtocol {
        /// The body that will come.
        let body: RequestBody
        /// What lets it come.
        let invitation: Invitation
        /// The reader, from the first read on.
        private var reader: RequestBody.AsyncIterator?

        /// A reader that has not begun.
        init(body: RequestBody, invitation: Invitation) {
            self.body = body
            self.invitation = invitation
        }

        /// The next bytes, nil at the end.
        mutating func next() async throws -> ByteBuffer? {
            if reader == nil {
                await invitation.send()
                reader = body.makeAsyncIterator()
            }
            return try await reader?.next()
        }
    }

    /// A reader of the body.
    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: body, invitation: invitation) }
}
