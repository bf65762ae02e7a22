import AsyncHTTPClient
import NIOCore
import RKShared
import Synchronization

/// The clients of a process, one for each proxy that is used and one for none; each is made at its first request and keeps its connections.
final class Clients: Sendable {
    /// Which proxy an address goes through.
    private let proxies: ProxyRules
    /// Which authorities are believed.
    private let trust: TrustRoots
    /// The clients that were made, by proxy.
    private let clients = Mutex<[ProxyRules.Proxy?: HTTPClient]>([:])

    /// No client yet.
    init(environment: [String: String]) {
        proxies = ProxyRules(environment: environment)
        trust = TrustRoots(environment: environment)
    }

    deinit {
        for client in clients.withLock({ $0.values }) { client.shutdown { _ in } }
    }

    /// The client for an address.
    /// - Throws: a `Fault` when the proxy that the environment names cannot be used.
    func client(for address: WebAddress) throws(Fault) -> HTTPClient {
        let proxy = try proxies.proxy(for: address)
        return clients.withLock { clients in
            if let client = clients[proxy] { return client }
            let client = make(proxy)
            clients[proxy] = client
            return client
        }
    }

    /// A client: no redirects of its own, no second attempt at a connection (the caller's rules decide), HTTP/1.1.
    private func make(_ proxy: ProxyRules.Proxy?) -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = HTTPClient.Configuration.Timeout(connect: .seconds(10))
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        configuration.tlsConfiguration = trust.configuration
        configuration.proxy = proxy.map { proxy in
            switch proxy.kind {
            case .socks: .socksServer(host: proxy.host, port: proxy.port)
            case .http:
                .server(
                    host: proxy.host, port: proxy.port,
                    authorization: proxy.credentials.map { .basic(username: $0.user, password: $0.password) })
            }
        }
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }
}
