import NIOCore
import NIOPosix
import Synchronization

/// A server of raw bytes on loopback: it gives each connection the answer for what it read, and remembers what that was.
final class LoopbackServer: Sendable {
    /// What the server does with a request.
    enum Answer: Sendable {
        /// Writes the text and closes.
        case text(String)
        /// Writes the text, then a byte from time to time for ever.
        case drip(String)
        /// Writes the text, then this many megabytes.
        case flood(String, megabytes: Int)
        /// Closes at once.
        case close
        /// Says nothing.
        case silence
    }

    /// The requests so far, in the order of their arrival.
    private let log: RequestLog
    /// The listening socket.
    private let channel: any Channel

    /// Listens on a free port.
    init(_ answer: @escaping @Sendable (String) -> Answer) async throws {
        let log = RequestLog()
        self.log = log
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Connection(log: log, answer: answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    deinit { channel.close(promise: nil) }

    /// The port.
    var port: Int { channel.localAddress?.port ?? 0 }

    /// The address, without a path.
    var address: String { "http://127.0.0.1:\(port)" }

    /// The heads and bodies of the requests so far.
    var received: [String] { log.requests.withLock { $0 } }
}

/// What a server received.
final class RequestLog: Sendable {
    /// The requests, in the order of their arrival.
    let requests = Mutex<[String]>([])
}

/// One connection; a request is taken to be whole when its head is.
final class Connection: ChannelInboundHandler {
    /// Raw bytes come in.
    typealias InboundIn = ByteBuffer
    /// Raw bytes go out.
    typealias OutboundOut = ByteBuffer

    /// Where requests are noted.
    private let log: RequestLog
    /// What is answered.
    private let answer: @Sendable (String) -> LoopbackServer.Answer
    /// What came so far.
    private var text = ""

    /// A connection on which nothing came yet.
    init(log: RequestLog, answer: @escaping @Sendable (String) -> LoopbackServer.Answer) {
        self.log = log
        self.answer = answer
    }

    /// Answers when a head is complete.
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        text += String(buffer: unwrapInboundIn(data))
        guard text.contains("\r\n\r\n") else { return }
        let request = text
        text = ""
        log.requests.withLock { $0.append(request) }
        let channel = context.channel
        switch answer(request) {
        case .text(let text):
            channel.writeAndFlush(ByteBuffer(string: text)).whenComplete { _ in channel.close(promise: nil) }
        case .drip(let text):
            channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
            channel.eventLoop.scheduleRepeatedTask(initialDelay: .milliseconds(20), delay: .milliseconds(20)) { task in
                channel.isActive ? channel.writeAndFlush(ByteBuffer(string: "x"), promise: nil) : task.cancel()
            }
        case .flood(let text, let megabytes):
            channel.write(ByteBuffer(string: text), promise: nil)
            let part = ByteBuffer(repeating: 0x78, count: 1 << 20)
            for _ in 0..<megabytes { channel.write(part, promise: nil) }
            channel.flush()
        case .close: channel.close(promise: nil)
        case .silence: break
        }
    }
}
