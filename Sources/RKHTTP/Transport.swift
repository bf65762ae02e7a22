import AsyncHTTPClient
import NIOCore
import NIOHTTP1
public import RKShared

/// The web, for programs with effects; nothing starts before the first request.
public enum Transport {
    /// The largest answer that is read, in bytes.
    static let maximumBody = 64 << 20
    /// How many redirects are followed.
    static let maximumRedirects = 5

    /// The same world with the web.
    public static func world(_ base: World) -> World {
        var world = base
        world.send = { (request) async throws(Fault) in try await send(request) }
        return world
    }

    /// Performs a request; redirects are followed, but never from https to http, and credentials go to no other host.
    static func send(_ request: Request) async throws(Fault) -> Response {
        var request = request
        for _ in 0...maximumRedirects {
            let response = try await attempt(request)
            guard [301, 302, 303, 307, 308].contains(response.status), request.method == "GET" || request.method == "HEAD",
                let location = response.headers["location"]
            else { return response }
            guard let from = WebAddress(request.url), let to = from.resolving(location) else {
                throw Fault(.serviceUnavailable, "\(WebAddress.redacted(request.url)) redirects to an address that cannot be read")
            }
            guard from.scheme != "https" || to.scheme == "https" else {
                throw Fault(.serviceUnavailable, "\(WebAddress.redacted(request.url)) redirects from https to http", hint: "correct the registry's address")
            }
            if from.host != to.host || from.port != to.port { request.headers.removeAll { $0.name.lowercased() == "authorization" } }
            request.url = to.text
        }
        throw Fault(.serviceUnavailable, "\(WebAddress.redacted(request.url)) redirects more than \(maximumRedirects) times")
    }

    /// Performs a request without following redirects.
    private static func attempt(_ request: Request) async throws(Fault) -> Response {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method)
        outgoing.headers.add(name: "User-Agent", value: "rk/\(Toolkit.version)")
        for header in request.headers { outgoing.headers.add(name: header.name, value: header.value) }
        if !request.body.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
        do {
            let response = try await Client.shared.execute(outgoing, timeout: .milliseconds(Int64(request.timeout * 1000)))
            var headers: [String: String] = [:]
            for (name, value) in response.headers { headers[name.lowercased()] = value }
            let body = try await response.body.collect(upTo: maximumBody)
            return Response(status: Int(response.status.code), headers: headers, body: Array(body.readableBytesView))
        } catch {
            let address = WebAddress.redacted(request.url)
            throw Fault(
                .serviceUnavailable, "\(address) does not answer: \(Client.cause(of: error))", hint: "is the address right, and the network there?")
        }
    }
}
