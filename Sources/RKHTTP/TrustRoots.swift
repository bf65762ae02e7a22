import NIOSSL
import RKShared

/// The certificate authorities that are believed: those of `SSL_CERT_FILE` and `SSL_CERT_DIR`, else the system's.
struct TrustRoots: Sendable {
    /// The file of certificates; nil when none is named or it is not there.
    let file: String?
    /// The folder of certificates under their hashes; of several, the first that is there.
    let folder: String?

    /// What the environment names; what does not exist is passed over, as OpenSSL does.
    init(environment: [String: String]) {
        file = environment["SSL_CERT_FILE"].flatMap { Files.isFolder($0) || Files.resolved($0) == nil ? nil : $0 }
        folder = (environment["SSL_CERT_DIR"] ?? "").split(separator: ":").map(String.init).first { Files.isFolder($0) }
    }

    /// How connections are secured.
    var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        guard let first = folder ?? file else { return configuration }
        configuration.trustRoots = .file(first)
        if folder != nil, let file { configuration.additionalTrustRoots = [.file(file)] }
        return configuration
    }
}
