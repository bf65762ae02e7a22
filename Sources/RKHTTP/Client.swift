import AsyncHTTPClient
import NIOCore
import RKShared

/// The one client of the process.
enum Client {
    /// Made at the first request; proxies come from the environment, redirects are the caller's.
    static let shared: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = HTTPClient.Configuration.Timeout(connect: .seconds(10), read: .seconds(60))
        configuration.httpVersion = .http1Only
        configuration.proxy = proxy(StandardStreams.environment)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// The proxy that the environment names for https.
    static func proxy(_ environment: [String: String]) -> HTTPClient.Configuration.Proxy? {
        let value = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        guard let value, let address = WebAddress(value.contains("://") ? value : "http://\(value)") else { return nil }
        return .server(host: address.host, port: address.port ?? 8080)
    }

    /// What an error of the client comes to, in words.
    static func cause(of error: any Error) -> String {
        switch error {
        case let error as HTTPClientError: error.shortDescription
        case let error as IOError: error.description
        default: String(describing: error)
        }
    }
}
