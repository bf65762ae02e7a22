import NIOCore
import NIOPosix
import RKHTTP
import RKShared
import Testing

/// The web client against a server that answers with raw bytes.
struct TransportTests {
    /// A server on loopback that answers each connection with the next of some texts, and keeps what it was sent.
    private final class Server: Sendable {
        /// The listening channel.
        let channel: any Channel
        /// Its address.
        var base: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }

        /// Answers by the path that is asked for.
        init(_ answers: [String: String]) async throws {
            channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .childChannelInitializer { channel in channel.pipeline.addHandler(Answer(answers: answers)) }
                .bind(host: "127.0.0.1", port: 0).get()
        }

        /// Stops listening.
        func stop() async throws { try await channel.close() }
    }

    /// Answers a request by its path.
    private final class Answer: ChannelInboundHandler, Sendable {
        /// Raw bytes come in.
        typealias InboundIn = ByteBuffer
        /// Raw bytes go out.
        typealias OutboundOut = ByteBuffer
        /// The raw answers by path; a missing one closes the connection.
        let answers: [String: String]

        /// A handler of these answers.
        init(answers: [String: String]) { self.answers = answers }

        /// Writes the answer and closes.
        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let request = String(buffer: unwrapInboundIn(data))
            let path = request.split(separator: " ").dropFirst().first.map(String.init) ?? ""
            guard let answer = answers[path] else {
                context.close(promise: nil)
                return
            }
            let shown = answer.replacing(
                "{authorization}", with: request.lowercased().contains("authorization") ? "yes            " : "no             ")
            let channel = context.channel
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: shown))).whenComplete { _ in channel.close(promise: nil) }
        }
    }

    /// A raw answer.
    private static func answer(_ status: String, _ body: String = "", headers: String = "") -> String {
        "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\nX-Mark: a\r\n\(headers)Connection: close\r\n\r\n\(body)"
    }

    /// Status, headers and body come through; redirects are followed, within bounds.
    @Test func answers() async throws {
        let server = try await Server([
            "/ok": Self.answer("200 OK", "hello"), "/bad": Self.answer("503 Busy"),
            "/to": Self.answer("302 Found", headers: "Location: /ok\r\n"),
            "/loop": Self.answer("301 Moved", headers: "Location: /loop\r\n"),
        ])
        let world = Transport.world(.live)
        let response = try await world.send(Request("GET", "\(server.base)/ok"))
        #expect(response.status == 200 && response.headers["x-mark"] == "a" && response.body == Array("hello".utf8))
        #expect(try await world.send(Request("GET", "\(server.base)/bad")).status == 503)
        #expect(try await world.send(Request("GET", "\(server.base)/to")).body == Array("hello".utf8))
        let fault = await #expect(throws: Fault.self) { try await world.send(Request("GET", "\(server.base)/loop")) }
        #expect(fault?.code == .serviceUnavailable)
        try await server.stop()
    }

    /// A lost answer, a refused connection and an address that is none are faults without credentials in them.
    @Test func failures() async throws {
        let server = try await Server([:])
        let world = Transport.world(.live)
        for url in ["\(server.base)/gone", "http://127.0.0.1:1/", "http://u:secret@127.0.0.1:1/x?token=secret", "nonsense"] {
            let fault = await #expect(throws: Fault.self) { try await world.send(Request("GET", url)) }
            #expect(fault?.code == .serviceUnavailable)
            #expect(fault?.message.contains("secret") == false)
        }
        try await server.stop()
    }

    /// Credentials do not follow a redirect to another host.
    @Test func credentialsStay() async throws {
        let other = try await Server(["/x": Self.answer("200 OK", "{authorization}")])
        let away = other.base.replacing("127.0.0.1", with: "localhost")
        let server = try await Server(["/to": Self.answer("302 Found", headers: "Location: \(away)/x\r\n")])
        let request = Request("GET", "\(server.base)/to", headers: [Request.Header("Authorization", "Basic eA==")])
        let response = try await Transport.world(.live).send(request)
        #expect(String(decoding: response.body, as: UTF8.self).hasPrefix("no"))
        try await other.stop()
        try await server.stop()
    }
}
