import AsyncHTTPClient
import NIOCore
import NIOHTTP1
public import RKShared

/// The web, for programs with effects, and for the one that looks ahead of them.
public enum Transport {
    /// The largest answer that is read, in bytes.
    static let maximumBody = 64 << 20
    /// How many redirects are followed.
    static let maximumRedirects = 5

    /// The same world with the web; proxies and certificates as the environment names them. No thread starts before the first request.
    public static func world(_ base: World, environment: [String: String] = StandardStreams.environment) -> World {
        var world = base
        let clients = Clients(environment: environment)
        world.send = { (request) async throws(Fault) in try await send(request, by: clients) }
        return world
    }

    /// Performs a request; redirects of GET and HEAD are followed, but never from https to http, and credentials go to no other origin.
    static func send(_ request: Request, by clients: Clients) async throws(Fault) -> Response {
        guard let start = WebAddress(request.url) else {
            throw Fault(
                .serviceUnavailable, "\(WebAddress.redacted(request.url)) is no address of the web", hint: "it begins with https://")
        }
        var (request, address) = (request, start)
        for _ in 0...maximumRedirects {
            let response = try await attempt(request, at: address, by: clients)
            guard [301, 302, 303, 307, 308].contains(response.status), request.method == "GET" || request.method == "HEAD",
                let location = response.headers["location"]
            else { return response }
            let shown = WebAddress.redacted(address.text)
            guard let target = address.resolving(location) else {
                throw Fault(
                    .serviceUnavailable, "\(shown) redirects to what is no address of the web", hint: "correct the registry's address")
            }
            guard address.scheme != "https" || target.scheme == "https" else {
                throw Fault(.serviceUnavailable, "\(shown) redirects from https to http", hint: "correct the registry's address")
            }
            if !address.hasOrigin(of: target) {
                request.headers.removeAll {
                    ["authorization", "cookie", "job-token", "private-token", "proxy-authorization"].contains($0.name.lowercased())
                }
            }
            address = target
        }
        throw Fault(
            .serviceUnavailable, "\(WebAddress.redacted(start.text)) redirects more than \(maximumRedirects) times",
            hint: "correct the registry's address")
    }

    /// Performs a request without following redirects; the request's timeout holds for the whole answer.
    private static func attempt(_ request: Request, at address: WebAddress, by clients: Clients) async throws(Fault) -> Response {
        let shown = WebAddress.redacted(address.text)
        do {
            let client = try clients.client(for: address)
            return try await withThrowingTaskGroup(of: Response?.self) { group in
                group.addTask { try await exchange(request, at: address, by: client) }
                group.addTask {
                    try await Task.sleep(for: .seconds(request.timeout))
                    return nil
                }
                defer { group.cancelAll() }
                guard let response = try await group.next() ?? nil else { throw HTTPClientError.deadlineExceeded }
                return response
            }
        } catch let fault as Fault {
            throw fault
        } catch {
            if Task.isCancelled { throw Fault(.cancelled, "stopped while waiting for \(shown)") }
            throw Fault(
                .serviceUnavailable, "\(shown) does not answer: \(FailureCause(error))",
                hint: "is the address right, and the network there?")
        }
    }

    /// Sends a request, once more when the connection was closed before an answer and the request is safe to repeat: a kept connection
    /// may be closed by the server at the moment of its use (RFC 9112 section 9.3.1).
    private static func exchange(_ request: Request, at address: WebAddress, by client: HTTPClient) async throws -> Response {
        do {
            return try await converse(request, at: address, by: client)
        } catch let error as HTTPClientError where error == .remoteConnectionClosed && ["GET", "HEAD"].contains(request.method) {
            return try await converse(request, at: address, by: client)
        }
    }

    /// Sends a request and reads the whole answer.
    private static func converse(_ request: Request, at address: WebAddress, by client: HTTPClient) async throws -> Response {
        var outgoing = HTTPClientRequest(url: address.text)
        outgoing.method = HTTPMethod(rawValue: request.method)
        outgoing.headers.add(name: "User-Agent", value: "rk/\(Toolkit.version)")
        for header in request.headers { outgoing.headers.add(name: header.name, value: header.value) }
        if !request.body.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
        let response = try await client.execute(outgoing, timeout: .nanoseconds(Int64(min(max(0, request.timeout), 86_400) * 1e9)))
        var headers: [String: String] = [:]
        for (name, value) in response.headers { headers[name.lowercased()] = value }
        let body = request.method == "HEAD" ? ByteBuffer() : try await response.body.collect(upTo: maximumBody)
        return Response(status: Int(response.status.code), headers: headers, body: Array(body.readableBytesView))
    }
}
