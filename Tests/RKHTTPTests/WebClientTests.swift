import RKShared
import Testing

@testable import RKHTTP

/// The web client against a real socket.
@Suite(.timeLimit(.minutes(20))) struct WebClientTests {
    /// Performs a request in an environment of its own.
    private func send(_ request: Request, _ environment: [String: String] = [:]) async throws(Fault) -> Response {
        try await Transport.world(.live, environment: environment).send(request)
    }

    /// An answer with a length.
    private static func answer(_ status: String, _ body: String = "", _ headers: String = "") -> String {
        "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\(headers)\r\n\(body)"
    }

    /// Status, headers by lower-case name and body come back; the program names itself.
    @Test func answer() async throws {
        let server = try await LoopbackServer { _ in .text(Self.answer("429 Slow Down", "wait", "Retry-After: 3\r\nX-A: 1\r\nX-A: 2\r\n")) }
        let response = try await send(Request("GET", server.address + "/a?b=c#d", headers: [Request.Header("Accept", "x/y")]))
        #expect(response.status == 429 && response.body == Array("wait".utf8))
        #expect(response.headers["retry-after"] == "3" && response.headers["x-a"] == "2")
        let request = try #require(server.received.first)
        #expect(request.hasPrefix("GET /a?b=c HTTP/1.1\r\n"))
        #expect(request.contains("User-Agent: rk/\(Toolkit.version)\r\n") && request.contains("Accept: x/y\r\n"))
    }

    /// A body goes along with its length.
    @Test func body() async throws {
        let server = try await LoopbackServer { _ in .text(Self.answer("200 OK")) }
        _ = try await send(Request("POST", server.address, body: Array("hello".utf8)))
        #expect(server.received.first?.lowercased().contains("content-length: 5\r\n") == true)
    }

    /// A relative redirect stays at its origin and keeps the credentials; one to another origin loses them.
    @Test func redirects() async throws {
        let other = try await LoopbackServer { _ in .text(Self.answer("200 OK", "there")) }
        let target = other.address
        let server = try await LoopbackServer { request in
            if request.hasPrefix("GET /a ") { return .text(Self.answer("302 Found", "", "Location: ../b\r\n")) }
            return .text(Self.answer("308 Permanent Redirect", "", "Location: \(target)/c\r\n"))
        }
        let headers = [
            Request.Header("Authorization", "Bearer s3cret"), Request.Header("Cookie", "s3cret"), Request.Header("Accept", "x/y"),
        ]
        let response = try await send(Request("GET", server.address + "/a", headers: headers))
        #expect(response.body == Array("there".utf8))
        #expect(server.received.count == 2 && server.received.allSatisfy { $0.contains("Bearer s3cret") })
        #expect(other.received.count == 1 && !other.received[0].contains("s3cret") && other.received[0].contains("x/y"))
    }

    /// A redirect that never ends, one that leads nowhere, and one of a POST, which is no business of this client.
    @Test func redirectsRefused() async throws {
        let server = try await LoopbackServer { request in
            .text(Self.answer("301 Moved", "", request.hasPrefix("GET /odd") ? "Location: gopher://x\r\n" : "Location: /loop?s3cret\r\n"))
        }
        for path in ["/loop", "/odd"] {
            let fault = await #expect(throws: Fault.self) { try await send(Request("GET", server.address + path)) }
            #expect(
                fault?.code == .serviceUnavailable && fault?.message.contains("redirects") == true
                    && fault?.message.contains("s3cret") == false)
        }
        #expect(server.received.count == 1 + Transport.maximumRedirects + 1)
        #expect(try await send(Request("POST", server.address)).status == 301)
    }

    /// A server that closes, keeps silent, never comes to an end, or is not there: one sentence with the host and the cause, in time.
    @Test(arguments: [
        ("close", "the connection was closed"), ("silence", "no complete answer in time"), ("drip", "no complete answer in time"),
        ("cut", "the connection was closed"), ("junk", "the answer is no HTTP"), ("long", "the answer is longer than 64 MiB"),
        ("gone", "the connection was refused"),
    ])
    func failures(_ kind: String, _ cause: String) async throws {
        var server: LoopbackServer? = try await LoopbackServer { _ in
            switch kind {
            case "close": .close
            case "silence": .silence
            case "drip": .drip("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            case "cut": .text("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
            case "long": .flood("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", megabytes: 70)
            default: .text("s3cret junk\r\n\r\n")
            }
        }
        let address = try #require(server?.address)
        if kind == "gone" {
            server = nil
            try await Task.sleep(for: .milliseconds(200))
        }
        let start = ContinuousClock.now
        let isEndless = kind == "silence" || kind == "drip"
        let request = Request(
            "GET", "\(address.replacing("http://", with: "http://user:s3cret@"))/p?s3cret", timeout: isEndless ? 1 : 40)
        let fault = await #expect(throws: Fault.self) { try await send(request) }
        #expect(fault?.code == .serviceUnavailable)
        #expect(fault?.message.hasPrefix("\(address)/p does not answer: \(cause)") == true, "\(fault?.message ?? "")")
        #expect(fault?.message.contains("s3cret") == false)
        #expect(ContinuousClock.now - start < .seconds(40))
        withExtendedLifetime(server) {}
    }

    /// What is no address, and a host that nobody knows.
    @Test(arguments: ["file:///etc/passwd", "nonsense", "http://", "http://no-such-host.invalid/"])
    func addresses(_ address: String) async {
        let fault = await #expect(throws: Fault.self) { try await send(Request("GET", address, timeout: 5)) }
        #expect(fault?.code == .serviceUnavailable)
    }

    /// A cancelled task ends at once, and says so.
    @Test func cancellation() async throws {
        let server = try await LoopbackServer { _ in .silence }
        let request = Request("GET", server.address, timeout: 30)
        let task = Task { await Self.fault { () async throws(Fault) in try await send(request) } }
        try await Task.sleep(for: .milliseconds(100))
        task.cancel()
        #expect(await task.value?.code == .cancelled)
    }

    /// The fault of work that must fail.
    private static func fault(_ work: () async throws(Fault) -> Response) async -> Fault? {
        do throws(Fault) {
            _ = try await work()
            return nil
        } catch {
            return error
        }
    }

    /// Fifty requests at once get their own answers.
    @Test func parallel() async throws {
        let server = try await LoopbackServer { request in .text(Self.answer("200 OK", String(request.prefix { !$0.isNewline }))) }
        let world = Transport.world(.live, environment: [:])
        let address = server.address
        let bodies = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for number in 0..<50 { group.addTask { try await world.send(Request("GET", "\(address)/\(number)")).body } }
            return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(bodies == Set((0..<50).map { Array("GET /\($0) HTTP/1.1".utf8) }))
    }

    /// A connection that is closed before an answer is tried once more, for what is safe to repeat.
    @Test func staleConnections() async throws {
        let server = try await LoopbackServer { _ in .close }
        for (method, count) in [("GET", 2), ("POST", 3)] {
            await #expect(throws: Fault.self) { try await send(Request(method, server.address + "/")) }
            #expect(server.received.count == count)
        }
    }

    /// Requests to other hosts go through the proxy of the environment, with its credentials; this machine and NO_PROXY do not.
    @Test func proxy() async throws {
        let proxy = try await LoopbackServer { request in
            request.hasPrefix("CONNECT registry.test:80 ")
                ? .text("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n") : .text(Self.answer("200 OK", "direct"))
        }
        let environment = ["http_proxy": "http://user:p%40ss@127.0.0.1:\(proxy.port)/"]
        let fault = await #expect(throws: Fault.self) { try await send(Request("GET", "http://registry.test/x", timeout: 5), environment) }
        #expect(fault?.message == "http://registry.test/x does not answer: the proxy wants credentials")
        #expect(proxy.received.first?.contains("dXNlcjpwQHNz") == true)
        #expect(try await send(Request("GET", proxy.address), environment).body == Array("direct".utf8))
    }
}
