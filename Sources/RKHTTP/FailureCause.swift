import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import SystemPackage

/// Why no answer came, in words that follow a colon; never with an address or a header in them.
struct FailureCause: CustomStringConvertible {
    /// The words.
    let description: String

    /// The words for an error of the client or of the layers below.
    init(_ error: any Error) {
        description =
            switch error {
            case let error as HTTPClientError: Self.words(error)
            case let error as NIOConnectionError: Self.words(error)
            case let error as IOError: Self.words(Errno(rawValue: error.errnoCode))
            case HTTPParserError.invalidEOFState, ChannelError.inputClosed, ChannelError.eof: "the connection was closed"
            case is HTTPParserError: "the answer is no HTTP"
            case is NIOTooManyBytesError: "the answer is longer than \(Transport.maximumBody >> 20) MiB"
            case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: Self.words(security: Self.plain(error))
            default: Self.plain(error)
            }
    }

    /// The words for an error of the client.
    private static func words(_ error: HTTPClientError) -> String {
        switch error {
        case .deadlineExceeded, .readTimeout: "no complete answer in time"
        case .connectTimeout, .getConnectionFromPoolTimeout: "no connection in time"
        case .remoteConnectionClosed: "the connection was closed"
        case .proxyAuthenticationRequired: "the proxy wants credentials"
        default: error.shortDescription.lowercased()
        }
    }

    /// The words for a connection that was not made.
    private static func words(_ error: NIOConnectionError) -> String {
        if let failure = error.connectionErrors.last { return FailureCause(failure.error).description }
        return "the host is not known"
    }

    /// The words for what the encryption layer says.
    private static func words(security text: String) -> String {
        if text.contains("CERTIFICATE_VERIFY_FAILED") { return "its certificate is of no authority that SSL_CERT_FILE or the system names" }
        if text.contains("ostname") { return "its certificate is for another host" }
        if text.contains("NO_CERTIFICATE") || text.contains("failedToLoad") { return "the file of SSL_CERT_FILE holds no certificates" }
        return "no encrypted connection: \(text.prefix { $0 != "(" })"
    }

    /// The words for a number of the system.
    private static func words(_ errno: Errno) -> String {
        switch errno {
        case .connectionRefused: "the connection was refused"
        case .connectionReset, .brokenPipe: "the connection was closed"
        case .networkUnreachable, .noRouteToHost: "the network does not reach it"
        case .timedOut: "no connection in time"
        default: errno.description
        }
    }

    /// An error's own words in one line.
    private static func plain(_ error: any Error) -> String {
        String(String(describing: error).split(whereSeparator: \.isNewline).joined(separator: " ").prefix(200))
    }
}
